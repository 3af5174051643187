"""Finding the school and the GP practice on the child's step: a second button, at most ten to choose from, all that was typed kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from kith.people import finding, registers
from kith.people.finding import PRACTICE, SCHOOL, Line
from kith.web.middleware import Request
from kith.web.refer.answers import Typed

NONE = "none"


@dataclass(frozen=True)
class Boxes:
    """Where the name and the number of a place are typed, and where one that was found is chosen."""

    name: str
    code: str
    found: str
    button: str
    asks: str


BOXES = {
    SCHOOL: Boxes("school_name", "school_urn", "school_found", "Find the school", "Which school is it?"),
    PRACTICE: Boxes("gp_name", "gp_ods_code", "gp_found", "Find the GP practice", "Which practice is it?"),
}


@dataclass(frozen=True)
class Looked:
    """What the register has for what is typed: of which kind it was looked for, what was found, and what each number stands for."""

    day: date
    kind: str = ""
    lines: tuple[Line, ...] = ()
    is_more: bool = False
    says: str = ""
    known: Mapping[str, str] | None = None


class Whichever(forms.ChoiceField):
    """Choices that were found with words which may have changed since: what was chosen is looked up again, not refused."""

    def valid_value(self, value: Any) -> bool:
        return True


def pressed(request: Request) -> str:
    """Which kind of place is to be found, where one of those buttons was pressed."""
    return next((kind for kind, box in BOXES.items() if request.POST.get("find") == box.code), "")


def looked(request: Request, held: Typed, day: date) -> Looked:
    """Look up what is typed: what each number stands for, and what the button asked to be found."""
    kind = request.GET.get("find", "")
    numbers = {kind: _number(kind, held) for kind in BOXES}
    lines = {each: registers.standing(each, code) for each, code in numbers.items() if code}
    known = {
        each: line.says(day) if line else finding.nothing_found(finding.Asked(each, code=numbers[each]))
        for each, line in lines.items()
    }
    if kind not in BOXES:
        return Looked(day, known=known)
    box = BOXES[kind]
    what = finding.asked(kind, _first(held, box.name), _first(held, box.code))
    found, is_more = registers.find(what, on=day)
    if (line := lines.get(kind)) and line not in found:
        found = [line, *found][: finding.MOST_SHOWN]
    return Looked(day, kind, tuple(found), is_more, "" if found else finding.nothing_found(what), known)


def dress(form: forms.Form, found: Looked | None) -> None:
    """Put the buttons on the form, what each number stands for, and what was found."""
    for kind, box in BOXES.items():
        number: Any = form.fields[box.code]
        number.find = box.button
        if found and found.known and kind in found.known:
            number.help_text = found.known[kind]
        if found is None or found.kind != kind:
            continue
        if not found.lines:
            number.help_text = found.says
            continue
        none = "None of these: keep what I typed"
        many = (
            f"The first {len(found.lines)} are shown. Type more of the name, or the town, to narrow it down."
        )
        form.fields[box.found] = Whichever(
            label=box.asks,
            help_text=many if found.is_more else "",
            choices=[*((line.code, line.says(found.day)) for line in found.lines), (NONE, none)],
            widget=forms.RadioSelect,
            required=False,
        )
        form.fields[box.found].dividers = {NONE: "or"}  # type: ignore[attr-defined]
        order = list(form.fields)
        order.remove(box.found)
        order.insert(order.index(box.code) + 1, box.found)
        form.order_fields(order)


def chosen(typed: Typed, *, is_looking: bool) -> Typed:
    """What was typed, with the number of what was chosen beside it; a name is put only where none was typed."""
    said = dict(typed)
    for kind, box in BOXES.items():
        code = _first(typed, box.found)
        said[box.found] = [] if is_looking else typed.get(box.found, [])
        if not code or code == NONE or is_looking:
            continue
        line = registers.standing(kind, code)
        if line:
            said[box.code] = [line.code]
            if not _first(typed, box.name):
                said[box.name] = [line.place]
    return said


def _number(kind: str, held: Typed) -> str:
    try:
        return finding.CODES[kind](_first(held, BOXES[kind].code))
    except ValueError:
        return ""


def _first(typed: Typed, name: str) -> str:
    return (typed.get(name) or [""])[0].strip()
