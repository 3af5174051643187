"""Whether the family was asked and told. Consent is rarely what lets agencies share; being told matters all the same."""

from datetime import datetime
from typing import Any

from django import forms

from kith.core import codes
from kith.core.says import LONDON
from kith.core.says import day as day_in_words
from kith.frontdoor.rules.sent import not_asked_because
from kith.web.forms import DayField
from kith.web.refer.forms import StepForm, Words, line, read_time


class Consent(StepForm):
    """Whom the sender asked, or why not."""

    intro = (
        "You may tell us without consent when a child may come to harm. Ask, or tell the family, "
        "unless that would put the child or somebody else at more risk."
    )
    reveals = {
        "asked": {
            "yes": ["asked_of", "asked_by", "asked_on", "asked_time", "said"],
            "no": ["not_asked_because"],
        }
    }

    asked = forms.ChoiceField(
        label="Did you ask the family, or the young person?",
        choices=[("yes", "Yes"), ("no", "No, or not yet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    asked_of = line(
        "Whom did you ask?", hint="Name, and who they are to the child", most=200, needed=False, wide=True
    )
    asked_by = line("Who asked?", most=200, needed=False, wide=True)
    asked_on = DayField(label="Which day?", required=False)
    asked_time = line("About what time?", hint="For example, 3:10pm", most=20, needed=False, width=10)
    said = forms.ChoiceField(
        label="What did they say?",
        choices=[("agreed", "They agreed"), ("said_no", "They said no")],
        widget=forms.RadioSelect,
        required=False,
    )
    not_asked_because = forms.ChoiceField(label="Why not?", widget=forms.RadioSelect, required=False)
    informed = forms.ChoiceField(
        label="Do they know that you are telling us?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no or not known."},
    )
    needed = forms.ChoiceField(
        label="Is consent needed for what you ask of us?",
        help_text="For family help it is. Where a child may come to harm it is not.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no or not known."},
    )
    needed_because = Words("Why do you think so?", rows=2, needed=False)
    competence = Words(
        "Does the young person understand, and can they decide this themselves?",
        hint="If you asked them, say what makes you think so.",
        rows=2,
        needed=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        three = codes.of("yes_no_not_known").choices(self.day)
        for name in ("informed", "needed"):
            self.fields[name].choices = three  # type: ignore[attr-defined]
            self.fields[name].inline = True  # type: ignore[attr-defined]
        self.fields["not_asked_because"].choices = not_asked_because().choices(self.day)  # type: ignore[attr-defined]

    @property
    def heading(self) -> str:
        return "What does the family know?" if self.is_only_child else f"What does {self.name}’s family know?"

    def clean_asked_on(self) -> Any:
        on = self.cleaned_data["asked_on"]
        if on and on > self.day:
            raise forms.ValidationError("This day has not come yet. Check the year.")
        return on

    def clean_asked_time(self) -> Any:
        return read_time(self.cleaned_data["asked_time"])

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("asked") == "no" and not said.get("not_asked_because"):
            self.add_error("not_asked_because", "Choose why you did not ask.")
        if said.get("asked") == "yes" and not said.get("asked_of"):
            self.add_error("asked_of", "Say whom you asked.")
        if said.get("asked") == "yes" and not said.get("said"):
            self.add_error("said", "Choose whether they agreed or said no.")

    @property
    def told(self) -> dict[str, Any] | None:
        """The consent block, once its three questions are answered."""
        said = self.cleaned_data
        was_asked = said.get("asked") == "yes"
        outcome = said.get("said") if was_asked else "not_asked" if said.get("asked") == "no" else ""
        if not (outcome and said.get("informed") and said.get("needed")):
            return None
        on, at = (said.get("asked_on"), said.get("asked_time")) if was_asked else (None, None)
        told = {
            "needed": said["needed"],
            "needed_because": said.get("needed_because", ""),
            "outcome": outcome,
            "informed": said["informed"],
            "asked_of": said.get("asked_of", "") if was_asked else "",
            "asked_by": said.get("asked_by", "") if was_asked else "",
            "asked_at": datetime.combine(on, at, tzinfo=LONDON).isoformat()
            if on and at is not None
            else None,
            "not_asked_because": "" if was_asked else said.get("not_asked_because", ""),
            "competence": said.get("competence", ""),
        }
        if on and at is None:
            told["Day asked (no time given)"] = day_in_words(on)
        return told
