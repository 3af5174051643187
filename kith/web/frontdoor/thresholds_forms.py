"""What is typed about a threshold document: the document itself, what it names, its review, and why a draft is taken back."""

from datetime import date
from typing import Any

from django import forms

from kith.frontdoor.rules import thresholds as rules
from kith.sharing.models import Partnership
from kith.web.forms import DayField, GovForm


class Put(GovForm):
    """A version of the threshold document, with its levels and criteria as rows."""

    partnership = forms.ChoiceField(label="Whose document is it?")
    title = forms.CharField(label="What is it called?", max_length=120, required=False)
    version = forms.CharField(
        label="Which version is it?",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"width": 10}),
    )
    starts_on = DayField(
        label="From which day is it to be used?",
        help_text="It comes in force on this day, or on the day of the third signature if that is later. For example, 1 4 2027",
        required=False,
    )
    review_on = DayField(label="When is it reviewed?", required=False)
    expires_on = DayField(
        label="When does it expire?",
        help_text="Decisions still go on after it, with a warning, until a newer version is signed.",
        required=False,
    )
    rows = forms.CharField(
        label="Its levels and criteria",
        help_text=(
            "One on each line: level, code, words. A level has itself as its code: 4,4,Level 4: protection. A criterion:"
            " 4,4.1,Sexual harm. Words with a comma stand in quotation marks. You can paste a CSV file."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
        required=False,
        max_length=60000,
    )

    def __init__(self, *args: Any, areas: list[Partnership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["partnership"]
        field.choices = [(area.code, area.says) for area in areas]  # type: ignore[attr-defined]
        if len(areas) == 1:
            field.widget = forms.HiddenInput()
            field.initial = areas[0].code


class Checks(GovForm):
    """Whether the document names each thing that it must, and where."""

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [entry.code for entry in rules.checklist().on(day)]
        self.reveals: dict[str, dict[str, list[str]]] = {}
        for entry in rules.checklist().on(day):
            needed = bool(entry.extra.get("reason_needed"))
            self.fields[entry.code] = forms.ChoiceField(
                label=entry.says,
                choices=[("yes", "Yes, it names this"), ("no", "No, it does not")],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"{entry.code}_where"] = forms.CharField(
                label="Where in the document?",
                max_length=200,
                required=False,
                widget=forms.TextInput(attrs={"width": 20}),
            )
            self.fields[f"{entry.code}_why_not"] = forms.CharField(
                label="Why is it signed without this?" if needed else "Why not? You may leave this empty",
                help_text="What you write stands on the register, for everybody to read." if needed else "",
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
                max_length=2000,
            )
            self.reveals[entry.code] = {"yes": [f"{entry.code}_where"], "no": [f"{entry.code}_why_not"]}

    @property
    def answers(self) -> dict[str, rules.Checked]:
        """What was answered; an item that was left out is not in it."""
        said = self.cleaned_data
        return {
            code: rules.Checked(said[code] == "yes", said[f"{code}_where"], said[f"{code}_why_not"])
            for code in self.items
            if said.get(code)
        }

    @staticmethod
    def initial_of(answers: dict[str, rules.Checked]) -> dict[str, str]:
        """What was answered last, for the form."""
        found: dict[str, str] = {}
        for code, said in answers.items():
            found |= {
                code: "yes" if said.is_there else "no",
                f"{code}_where": said.where,
                f"{code}_why_not": said.why_not,
            }
        return found


class Review(GovForm):
    """That a document in force was reviewed and stays as it is."""

    words = forms.CharField(
        label="Who looked at it, against what, and why does it stay as it is?",
        help_text="What you write stands on the register, for everybody to read.",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    next_on = DayField(label="When is it reviewed next?", help_text="For example, 1 4 2027", required=False)


class TakeBack(GovForm):
    """Why a draft is taken back."""

    because = forms.CharField(
        label="Why is it taken back?",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
