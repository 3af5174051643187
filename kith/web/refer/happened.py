"""What happened, and what worries the sender."""

from datetime import datetime
from typing import Any

from django import forms

from kith.core import codes
from kith.core.says import LONDON
from kith.web.forms import DayField
from kith.web.refer.forms import StepForm, Words, line, read_time


class Happened(StepForm):
    """Facts first, then what the sender makes of them."""

    heading = "What happened, and what worries you?"

    in_danger = forms.ChoiceField(
        label="Is a child in danger now?",
        help_text="If so, ring 999 first. Then come back: what you wrote here is kept.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no or not known."},
    )
    safe_now = line("Where is the child now, and who is with them?", most=300, needed=False, wide=True)
    what_happened = Words(
        "What happened?",
        hint="Facts first: what you saw or were told, who saw it, where. Keep the words that were used.",
        rows=8,
        missing="Say what happened. A few words will do.",
    )
    happened_on = DayField(
        label="When was it?",
        help_text="For example, 13 11 2026. For something that goes on, the last day that you know of.",
        required=False,
    )
    happened_time = line("About what time?", hint="For example, 3:10pm", most=20, needed=False, width=10)
    risk = Words(
        "What are you worried will happen?",
        hint="Who or what the risk comes from, and why you think so.",
        missing="Say what you are worried will happen, or write that you do not know.",
    )
    impact = Words(
        "How does it affect the child?",
        hint="Health, sleep, school, friends, what the child carries.",
        rows=3,
        needed=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        danger = self.fields["in_danger"]
        danger.choices = codes.of("yes_no_not_known").choices(self.day)  # type: ignore[attr-defined]
        danger.inline = True  # type: ignore[attr-defined]
        if len(self.answers.children) > 1:
            self.fields["risk"].label = "What are you worried will happen to them?"
            self.fields["impact"].label = "How does it affect each of them?"

    def clean_happened_on(self) -> Any:
        on = self.cleaned_data["happened_on"]
        if on and on > self.day:
            raise forms.ValidationError("This day has not come yet. Check the year.")
        return on

    def clean_happened_time(self) -> Any:
        return read_time(self.cleaned_data["happened_time"])

    @property
    def event_at(self) -> datetime | None:
        """The moment, where both the day and the time are known."""
        on, at = self.cleaned_data.get("happened_on"), self.cleaned_data.get("happened_time")
        return datetime.combine(on, at, tzinfo=LONDON) if on and at is not None else None
