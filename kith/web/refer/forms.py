"""What the steps of a referral share: short answers, long answers, and what a step's form is told."""

from datetime import date, datetime, time
from typing import Any

from django import forms

from kith.web.forms import GovForm
from kith.web.refer.answers import Answers

LONGEST = 20_000


def line(
    label: str,
    *,
    most: int,
    hint: str = "",
    needed: bool = True,
    width: int = 0,
    wide: bool = False,
    messages: dict[str, str] | None = None,
) -> forms.CharField:
    """A short answer."""
    field = forms.CharField(
        label=label,
        help_text=hint,
        required=needed,
        max_length=most,
        error_messages={"max_length": f"Use {most} letters or fewer.", **(messages or {})},
    )
    field.width = width or ("" if wide else 20)  # type: ignore[attr-defined]
    return field


class Words(forms.CharField):
    """A long answer, in the sender's own words."""

    def __init__(
        self, label: str, *, hint: str = "", rows: int = 4, needed: bool = True, missing: str = ""
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=needed,
            max_length=LONGEST,
            widget=forms.Textarea,
            error_messages={
                "required": missing or "Write a few words.",
                "max_length": "This is too long to send as one answer. Keep to 20,000 letters; send the rest as an addition.",
            },
        )
        self.rows = rows


def read_time(text: str) -> time | None:
    """The time of day that somebody typed: 3:10pm, 15:10, 3.10 pm, 3pm, midday."""
    said = text.lower().replace(".", ":").replace(" ", "")
    if not said:
        return None
    for shape in ("%H:%M", "%I:%M%p", "%I%p"):
        try:
            return datetime.strptime(said, shape).time()
        except ValueError:
            continue
    try:
        return {"midday": time(12), "noon": time(12), "midnight": time(0)}[said]
    except KeyError:
        raise forms.ValidationError("Enter a time, for example 3:10pm, or leave it empty.") from None


class StepForm(GovForm):
    """One step. It is told of the draft, which child it is about, who sends, and today."""

    intro = ""

    def __init__(
        self,
        data: Any = None,
        *,
        answers: Answers,
        number: int = 1,
        day: date,
        sender: tuple[str, str],
        **kwargs: Any,
    ) -> None:
        self.answers, self.number, self.day = answers, number, day
        self.sender_kind, self.sender_says = sender
        super().__init__(data, **kwargs)
        for field in self.fields.values():
            # A browser would cut what is pasted, and say nothing.
            field.widget.attrs.pop("maxlength", None)

    def question(self, name: str) -> str:
        """What was asked, in words that no other question about the same child has."""
        return str(self.fields[name].label)

    @property
    def name(self) -> str:
        return self.answers.name(self.number)

    @property
    def Name(self) -> str:
        return self.name[:1].upper() + self.name[1:]

    @property
    def is_only_child(self) -> bool:
        return len(self.answers.children) == 1 and self.number in self.answers.children

    @property
    def heading(self) -> str:
        raise NotImplementedError
