"""Data as rules: lists of codes, roles, clocks and tools, each entry with its source and its dates.

A list is a TOML file in the `lists` folder of the context that owns it: a `title`, a table `every` with what all
entries share, and `entry`, the entries themselves. `from` and `to` are the first and the last day in force.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

SHARED_KEYS = {"code", "says", "from", "to", "source", "local"}


class ListIsWrong(ValueError):
    """A list cannot be used as it stands; the sentence names the file and the entry."""


class UnknownCode(LookupError):
    """No entry with this code is in force on that day."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True)
class Entry:
    """One line of a list, in force from `starts` to `ends`, both included."""

    code: str
    says: str
    starts: date
    ends: date | None
    source: str
    local: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)
    overrides: "Entry | None" = None

    def in_force(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class CodeList:
    """The entries of one list, as they stand on any day; a local list may lie over a national one."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    beneath: "CodeList | None" = None

    def on(self, day: date) -> tuple[Entry, ...]:
        """The entries in force on a day, in the order of the file, local ones in place of national ones."""
        ours = {entry.code: entry for entry in self.entries if entry.in_force(day)}
        if self.beneath is None:
            return tuple(ours.values())
        national = self.beneath.on(day)
        stands = [
            replace(ours[entry.code], overrides=entry) if entry.code in ours else entry for entry in national
        ]
        known = {entry.code for entry in national}
        return tuple(stands) + tuple(entry for code, entry in ours.items() if code not in known)

    def has(self, code: str, day: date) -> bool:
        return any(entry.code == code for entry in self.on(day))

    def get(self, code: str, day: date) -> Entry:
        """The entry with this code on that day; UnknownCode when there is none."""
        for entry in self.on(day):
            if entry.code == code:
                return entry
        raise UnknownCode(
            f"“{code}” is not in the list “{self.title}” on {day:%-d %B %Y}. "
            "Choose a code that is in force that day."
        )

    def nearest(self, code: str, day: date) -> Entry | None:
        """What this code meant that day, or else on the day nearest to it: to read what is written down already."""

        def away(entry: Entry) -> int:
            return max((entry.starts - day).days, (day - entry.ends).days if entry.ends else 0, 0)

        theirs = [entry for entry in self if entry.code == code]
        return min(reversed(theirs), key=away) if theirs else None

    def words(self, code: str, day: date) -> str:
        """The words for a code that is written down already; the code itself where the list never had it."""
        entry = self.nearest(code, day)
        return entry.says if entry else code

    def choices(self, day: date) -> list[tuple[str, str]]:
        """Code and words, for a form."""
        return [(entry.code, entry.says) for entry in self.on(day)]

    def __iter__(self) -> Iterator[Entry]:
        if self.beneath is not None:
            yield from self.beneath
        yield from self.entries


def beside(python_file: str, name: str) -> CodeList:
    """A list from the `lists` folder beside a Python file: `beside(__file__, "clocks")`."""
    return load(Path(python_file).parent / "lists" / f"{name}.toml")


def load(path: Path | str) -> CodeList:
    """Read one list and refuse it, with a sentence, when an entry is not complete or entries overlap."""
    path = Path(path)
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ListIsWrong(f"{path.name}: there is no such list. Check the name of the file.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise ListIsWrong(f"{path.name}: this is not TOML that Kith can read ({reason}).") from None
    if unknown := set(told) - {"title", "every", "entry"}:
        raise ListIsWrong(
            f"{path.name}: “{sorted(unknown)[0]}” is not known here. "
            "A list has a title, a table every, and its entries."
        )
    rows = told.get("entry", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ListIsWrong(f"{path.name}: write the entries as [[entry]] tables or as entry = [ … ].")
    every = told.get("every", {})
    if not isinstance(every, dict):
        raise ListIsWrong(f"{path.name}: write what all entries share as a table, [every].")
    entries = tuple(_entry(path.name, number, {**every, **row}) for number, row in enumerate(rows, start=1))
    _refuse_overlaps(path.name, entries)
    return CodeList(name=path.stem, title=str(told.get("title", path.stem)), entries=entries)


def merge(national: CodeList, local: CodeList) -> CodeList:
    """The national list with local entries over it; each says in `overrides` which entry it replaces."""
    for entry in local.entries:
        if not entry.local:
            raise ListIsWrong(
                f"{local.name}.toml, {entry.code}: it lies over a national list, so mark it local = true."
            )
    return replace(local, title=national.title, beneath=national)


def _entry(file: str, number: int, row: dict[str, Any]) -> Entry:
    code = row.get("code")
    if not isinstance(code, str) or not code.strip():
        raise ListIsWrong(f"{file}, entry {number}: it has no code. Give it a short word of its own.")
    where = f"{file}, {code}"
    for key, missing in (
        ("says", "it has no words. Add says, as people should read it."),
        ("source", "it has no source. Add source: the guidance, the law, or who agreed it."),
    ):
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise ListIsWrong(f"{where}: {missing}")
    local = row.get("local", False)
    if not isinstance(local, bool):
        raise ListIsWrong(f"{where}: local must be true or false, without quotation marks.")
    starts, ends = _day(where, "from", row.get("from")), _day(where, "to", row.get("to"))
    if starts is None:
        raise ListIsWrong(f"{where}: it has no first day. Add from, for example from = 2026-04-01.")
    if ends is not None and ends < starts:
        raise ListIsWrong(f"{where}: it ends ({ends}) before it begins ({starts}). Correct from or to.")
    extra = {key: value for key, value in row.items() if key not in SHARED_KEYS}
    return Entry(code, row["says"], starts, ends, row["source"], local, MappingProxyType(extra))


def _day(where: str, key: str, value: object) -> date | None:
    if value is None:
        return None
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ListIsWrong(f"{where}: {key} must be a day, not in quotation marks: {key} = 2026-04-01.")
    return value


def _refuse_overlaps(file: str, entries: tuple[Entry, ...]) -> None:
    seen: dict[str, list[Entry]] = {}
    for entry in entries:
        for earlier in seen.setdefault(entry.code, []):
            later_start = max(entry.starts, earlier.starts)
            if entry.in_force(later_start) and earlier.in_force(later_start):
                raise ListIsWrong(
                    f"{file}, {entry.code}: two entries have this code on {later_start}. "
                    "End the first before the second begins, or give one another code."
                )
        seen[entry.code].append(entry)
