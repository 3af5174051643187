"""What a draft holds: for each step, what was typed, exactly as it was typed. No database in here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from kith.core import says
from kith.web.forms import DayWidget

Typed = dict[str, list[str]]
MOST_CHILDREN = 20
MOST_ADULTS = 10
_STEP = re.compile(r"([a-z]+)(?:-([1-9][0-9]?))?")


def named(kind: str, number: int) -> str:
    """How a step is called in an address and in a draft: `child`, `child-2`, `adult-1`."""
    return kind if number == 1 and kind != "adult" else f"{kind}-{number}"


def read_step(name: str) -> tuple[str, int] | None:
    """The kind and number of a step's name; None where nothing is called so."""
    found = _STEP.fullmatch(name)
    if found is None:
        return None
    kind, number = found[1], int(found[2] or 1)
    return (kind, number) if named(kind, number) == name else None


@dataclass(frozen=True)
class Answers:
    """The answers of one draft."""

    held: Mapping[str, Any]

    def of(self, kind: str, number: int = 1) -> Typed:
        return dict(self.held.get(named(kind, number)) or {})

    def first(self, kind: str, number: int, name: str) -> str:
        """What stands in one box, or nothing."""
        return (self.of(kind, number).get(name) or [""])[0].strip()

    def numbers(self, kind: str, most: int) -> list[int]:
        """The children, or the adults, that are in the draft: those taken out keep their number."""
        return [n for n in range(1, most + 1) if named(kind, n) in self.held and not self.is_out(kind, n)]

    @property
    def is_adult_led(self) -> bool:
        """Whether it begins with an adult who may be a risk, and not with a child."""
        return self.first("about", 1, "of") == "adult"

    @property
    def children(self) -> list[int]:
        """The first child is always there, if only to be asked about; led by an adult, only where children are named."""
        if self.is_adult_led and "named" not in self.of("whom").get("whom", []):
            return []
        return self.numbers("child", MOST_CHILDREN) or [1]

    @property
    def adults(self) -> list[int]:
        return self.numbers("adult", MOST_ADULTS)

    def is_out(self, kind: str, number: int) -> bool:
        return "out" in self.of(kind, number)

    def next_number(self, kind: str, most: int) -> int | None:
        """The number that one more would have; None when there are as many as may be."""
        used = [n for n in range(1, most + 1) if named(kind, n) in self.held]
        following = max(used, default=1 if kind == "child" else 0) + 1
        return following if following <= most else None

    def name(self, number: int) -> str:
        """What the sender calls this child."""
        called = self.first("child", number, "known_as") or self.first("child", number, "given_name")
        if called:
            return called
        if self.children == [number]:
            return "the child"
        return f"child {len([each for each in self.children if each < number]) + 1}"

    def full_name(self, number: int) -> str:
        names = [self.first("child", number, part) for part in ("given_name", "family_name")]
        return " ".join(part for part in names if part)

    @property
    def says_what_happened(self) -> bool:
        return bool(self.first("harm" if self.is_adult_led else "happened", 1, "what_happened"))

    @property
    def about(self) -> list[str]:
        """The full names that are given so far; the adult who leads it first."""
        adult = [self.first("supervised", 1, part) for part in ("given_name", "family_name")]
        first = [" ".join(filter(None, adult))] if self.is_adult_led and any(adult) else []
        return first + [full for number in self.children if (full := self.full_name(number))]

    @property
    def about_in_short(self) -> str:
        """Whom it is about, on one line: of more than three, the first two and how many others."""
        names = self.about
        if len(names) > 3:
            names = [*names[:2], f"{len(names) - 2} others"]
        return says.people(names) if names else ""


def boxes(form: Form) -> list[str]:
    """The names under which a form's fields come."""
    found = []
    for name, field in form.fields.items():
        parts = 3 if isinstance(field.widget, DayWidget) else 0
        found += [f"{name}_{part}" for part in range(parts)] or [name]
    return found


def typed(form: Form, posted: QueryDict) -> Typed:
    """What came for this form, as it was typed; only null characters, which no record can hold, are left out."""
    return {name: [v.replace("\x00", "") for v in posted.getlist(name)] for name in boxes(form)}


def bound(held: Typed) -> MultiValueDict[str, Any]:
    """What was typed, for a form to read again."""
    return MultiValueDict({name: list(values) for name, values in held.items()})


def initial(form: Form, held: Typed) -> dict[str, Any]:
    """What was typed, for a form to show without judging it."""
    data = bound(held)
    return {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in form.fields.items()
        if any(box in data for box in (name, f"{name}_0"))
    }


def is_blank(held: Typed, names: Iterable[str]) -> bool:
    return not any(value.strip() for name in names for value in held.get(name, ()))
