"""Forms as GOV.UK has them: a label that asks, a hint that says how, an error that says what to do now.

A form turns strings into values and says nothing about policy; what an action refuses is put on its fields.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict

from kith.web.parts import Part, parts, summary_of

__all__ = ["DayField", "DayWidget", "GovForm", "Part", "parts"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class GovForm(forms.Form):
    """A form that can be refused in sentences.

    `reveals`   a choice and the fields that it opens: {"safe_now": {"no": ["why_not"]}}
    `sections`  a heading before a field: {"reasons": "Why"}
    `hints`     a line under a choice: {"who": {"new": "A new record is made."}}
    `dividers`  a word before a choice: {"who": {"new": "or"}}
    `alone`     checkboxes that empty the others: {"signs": ["none"]}
    """

    reveals: Mapping[str, Mapping[str, list[str]]] = {}
    sections: Mapping[str, str] = {}
    hints: Mapping[str, Mapping[str, str]] = {}
    dividers: Mapping[str, Mapping[str, str]] = {}
    alone: Mapping[str, list[str]] = {}
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.sentences: list[str] = []

    def full_clean(self) -> None:
        for field in self.fields.values():
            speak_plainly(field)
        super().full_clean()

    def refuse(self, objections: Iterable[str], fields: Mapping[str, Any] | None = None) -> None:
        """Show why an action refused: at its field where it has one, and always in the summary."""
        placed = self.refuse_fields(
            {name: said for name, said in (fields or {}).items() if name in self.fields}
        )
        self.sentences += [said for said in objections if said not in placed and said not in self.sentences]

    def refuse_fields(self, refused: Mapping[str, str | Iterable[str]]) -> set[str]:
        """Put each refusal on its field; those of no field of this form go to the summary alone."""
        self.is_valid()
        placed = set()
        for name, said in refused.items():
            for sentence in [said] if isinstance(said, str) else said:
                if name not in self.fields:
                    self.sentences.append(sentence)
                elif sentence not in self.errors.get(name, []):
                    self.add_error(name, sentence)
                placed.add(sentence)
        return placed

    def overtaken(self, *why: str) -> None:
        """Somebody came first, and no field can be answered any more: say why, and blame none of them.

        The page shows `{% typed form %}` where the form was.
        """
        if self.is_bound:
            self._errors = ErrorDict()
            self.sentences = list(why)

    @property
    def is_refused(self) -> bool:
        return bool(summary_of(self))

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Each sentence with the id of what it is about, in the order of the page."""
        return summary_of(self)


def speak_plainly(field: forms.Field) -> None:
    """Where a field still has Django's own words for what is wrong, say what to do instead."""
    asks = "Choose an answer to" if isinstance(field, forms.ChoiceField) else "Answer"
    own = forms.Field.default_error_messages["required"]
    if field.error_messages.get("required") == own:
        field.error_messages["required"] = (
            f"{asks} “{field.label}”." if field.label else "Answer this question."
        )
    for code, says in PLAIN.items():
        if field.error_messages.get(code) in {None, *_djangos(field, code)}:
            field.error_messages[code] = says


def _djangos(field: forms.Field, code: str) -> set[Any]:
    """What Django says by itself for this kind of field."""
    return {
        vars(kind)["default_error_messages"].get(code)
        for kind in type(field).__mro__
        if kind.__module__.startswith("django.") and "default_error_messages" in vars(kind)
    }


PLAIN = {
    "invalid_choice": "Choose one of the answers shown.",
    "invalid_list": "Choose from the answers shown.",
    "max_length": "Make this shorter: %(limit_value)d characters at most. It has %(show_value)d.",
    "min_length": "Write a little more: at least %(limit_value)d characters.",
    "max_value": "Give a number that is %(limit_value)s or less.",
    "min_value": "Give a number that is %(limit_value)s or more.",
    "null_characters_not_allowed": "Take out the characters that cannot be shown, and type them again.",
}


class DayWidget(forms.MultiWidget):
    """Three boxes: day, month, year."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput(), forms.TextInput(), forms.TextInput()], attrs)

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, str) and value:
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return [value, "", ""]
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]


class DayField(forms.Field):
    """A day typed as three numbers; the month may be a word. Its errors say what is missing."""

    widget = DayWidget

    def clean(self, value: Any) -> date | None:
        typed = [str(part or "").strip() for part in (value or ["", "", ""])]
        if not any(typed):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return None
        missing = [name for name, part in zip(DAY_PARTS, typed, strict=False) if not part]
        if missing:
            raise _wrong(f"Enter the {' and '.join(missing)} too.", *missing)
        day, month, year = typed[0], _month(typed[1]), typed[2]
        for name, part, most in (("day", day, 31), ("month", month, 12)):
            if not (part.isdecimal() and 1 <= int(part) <= most):
                raise _wrong(f"The {name} must be a number from 1 to {most}. For example 27 3 2012.", name)
        if not (year.isdecimal() and len(year) == 4 and int(year) >= 1900):
            raise _wrong("Enter the year with 4 figures, for example 2012.", "year")
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            raise _wrong("There is no such day. Check the day and the month.", "day") from None


DAY_PARTS = ("day", "month", "year")


def _wrong(says: str, *boxes: str) -> forms.ValidationError:
    return forms.ValidationError(says, params={"boxes": boxes})


def _month(typed: str) -> str:
    """A month's number, also for one written as a word."""
    known = typed[:3].lower()
    return str(MONTHS.index(known) + 1) if known in MONTHS else typed


def first_id(bound: BoundField) -> str:
    """Where the summary's link leads: the first thing of this field that can be typed in or chosen."""
    return Part.of(bound).first_id


class AsItStands(forms.Field):
    """Hidden: what stood on the page when it was written. A page that is shown again says what stands now."""

    widget = forms.HiddenInput

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class Stood(AsItStands, forms.CharField):
    """What stood there, as words."""


class StoodCount(AsItStands, forms.IntegerField):
    """How many stood there."""


def count_read(typed: str) -> int | None:
    """How many, or which version, stood on a page that says so outside its form; None where that cannot be read."""
    return int(typed) if typed.isdecimal() and len(typed) < 6 else None
