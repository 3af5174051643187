"""Who the child is, for fair treatment and for talking with them. Not asked, declined and not known stay apart."""

from typing import Any

from django import forms

from kith.core import codes
from kith.web.refer.forms import StepForm, line

ASKED = (
    ("first_language", "First language", "The one that the child speaks at home, or signs"),
    (
        "interpreter",
        "Does the child or a parent need an interpreter?",
        "Say who, and in which language or sign language",
    ),
    (
        "disability",
        "Disability, or a need in how the child learns or communicates",
        "As the family says it. Write “none” if they say so",
    ),
    ("ethnicity", "Ethnicity", "As the child or the family says it"),
    ("religion", "Religion or belief", "As the child or the family says it"),
)
WORDS = {
    "given": "They told us",
    "declined": "Preferred not to say",
    "not_known": "Asked, and not known",
    "not_asked": "Not asked",
}


class Equality(StepForm):
    """Five questions, each with its answer or the reason that there is none."""

    intro = "So that whoever speaks with the child does it well, and so that we can see whether we treat children fairly."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {code for code, _ in codes.of("equality_answers").choices(self.day)}
        choices = [(code, says) for code, says in WORDS.items() if code in there]
        self.reveals: dict[str, dict[str, list[str]]] = {}
        for what, label, hint in ASKED:
            self.fields[what] = forms.ChoiceField(
                label=label,
                choices=choices,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[what].small = True  # type: ignore[attr-defined]
            self.fields[f"{what}_value"] = line(
                "What did they say?", hint=hint, most=200, needed=False, wide=True
            )
            self.reveals[what] = {"given": [f"{what}_value"]}

    @property
    def heading(self) -> str:
        return f"What should we know to speak well with {self.name}?"

    def clean(self) -> None:
        for what, label, _ in ASKED:
            if self.cleaned_data.get(what) == "given" and self.cleaned_data.get(f"{what}_value") == "":
                self.add_error(f"{what}_value", f"{label}: write what they said.")
        if not self.errors and not any(self.cleaned_data.get(what) for what, _, _ in ASKED):
            self.add_error("first_language", "Answer at least one, or go back and leave this part out.")

    def question(self, name: str) -> str:
        """With what it asks about."""
        about = name.removesuffix("_value")
        asked = super().question(name)
        return asked if about == name else f"{self.fields[about].label}: {asked}"

    @property
    def told(self) -> dict[str, dict[str, str]]:
        """Each question that has an answer."""
        found = {}
        for what, _, _ in ASKED:
            answer = self.cleaned_data.get(what)
            value = self.cleaned_data.get(f"{what}_value", "") if answer == "given" else ""
            if answer and (answer != "given" or value):
                found[what] = {"answer": answer, "value": value}
        return found
