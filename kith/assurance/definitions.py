"""Measures as data: one SQL file each, whose head says in words what is counted, and whose body counts it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("measures")
HEADINGS = (
    "Measure",
    "Version",
    "Question",
    "Kind",
    "Items",
    "Aim",
    "Counts",
    "In",
    "Not in",
    "Waits",
    "Split by",
    "Reasons",
    "Notes",
    "Hours",
    "Source",
    "Caution",
)
KINDS = ("share", "count", "standing")
NEEDED = ("Measure", "Version", "Kind", "Counts", "Source", "Caution")
ARGUMENTS = "area bigint, since timestamptz, until timestamptz, known_at timestamptz, given jsonb"


class MeasureIsWrong(ValueError):
    """A measure cannot be used as it stands; the sentence names the file."""


@dataclass(frozen=True)
class Measure:
    """One measure: its definition in words, and the SQL that answers it item by item."""

    code: str
    number: str
    version: int
    says: str
    kind: str
    sql: str
    head: Mapping[str, str]
    splits: tuple[str, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def not_in(self) -> str:
        """What is counted and is not in, in words."""
        return self.head.get("Not in", "")

    @property
    def question(self) -> str:
        """Which question it helps to answer, by its code; none where its head does not say."""
        return self.head.get("Question", "")

    @property
    def of_contacts(self) -> bool:
        """Whether its items are contacts, which have a page."""
        return self.head.get("Items") == "contacts"

    @property
    def function(self) -> str:
        """The statement that makes this measure a function, which only `kith.counted` calls."""
        return (
            f"create or replace function kith.measure_{self.code}({ARGUMENTS}) returns setof kith.counted_item\n"
            f"language sql stable set search_path = pg_catalog, public as $measure$\n{self.sql}\n$measure$"
        )


@cache
def measures() -> tuple[Measure, ...]:
    """Every measure, in the order of their numbers."""
    return tuple(sorted((read(path) for path in FOLDER.glob("*.sql")), key=lambda each: each.number))


def measure(code: str) -> Measure | None:
    """The measure with this code."""
    return next((each for each in measures() if each.code == code), None)


def functions() -> Iterator[str]:
    """The statements that make every measure a function, and take away those that are no measure any more."""
    kept = ", ".join(f"'measure_{each.code}'" for each in measures())
    yield (
        "do $gone$ declare it regprocedure; begin for it in select p.oid::regprocedure from pg_proc p"
        " where p.pronamespace = 'kith'::regnamespace and p.proname like 'measure\\_%'"
        f" and p.proname not in ({kept}) loop execute format('drop function %s', it); end loop; end $gone$"
    )
    for each in measures():
        yield each.function


def read(path: Path) -> Measure:
    """Read one file, and refuse it with a sentence where its head does not say what must be said."""
    lines = path.read_text(encoding="utf-8").splitlines()
    length = next((n for n, line in enumerate(lines) if not line.startswith("--")), len(lines))
    head = _head(path.name, [line[2:].strip() for line in lines[1:length]])
    missing = [name for name in NEEDED if name not in head]
    if head.get("Kind") != "count":
        missing += [name for name in ("In", "Not in") if name not in head]
    if missing:
        raise MeasureIsWrong(f"{path.name} does not say: {', '.join(missing)}.")
    if head["Kind"] not in KINDS:
        raise MeasureIsWrong(f"{path.name} is of kind “{head['Kind']}”. Choose one of {', '.join(KINDS)}.")
    return Measure(
        code=path.stem,
        number=head["Measure"],
        version=int(head["Version"]),
        says=lines[0][2:].strip(),
        kind=head["Kind"],
        sql="\n".join(lines[length:]),
        head=head,
        splits=tuple(part.strip() for part in head.get("Split by", "").split(",") if part.strip()),
        notes=dict(_note(path.name, each) for each in head.get("Notes", "").split(";") if each.strip()),
    )


def _head(name: str, lines: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    last = ""
    for line in filter(None, lines):
        heading, colon, rest = line.partition(":")
        if colon and heading in HEADINGS:
            last = heading
            found[last] = rest.strip()
        elif colon and re.fullmatch(r"[A-Z][a-z]+( [a-z]+)?", heading) and not last:
            raise MeasureIsWrong(
                f"{name} says “{heading}”, which no measure has. Use one of {', '.join(HEADINGS)}."
            )
        else:
            found[last] = f"{found.get(last, '')} {line}".strip()
    return found


def _note(name: str, said: str) -> tuple[str, str]:
    code, colon, words = said.partition(":")
    if not colon:
        raise MeasureIsWrong(f"{name}: a note is a code, a colon and its words; “{said.strip()}” is not.")
    return code.strip(), words.strip()
