"""The form of a threshold decision. Which answers go together is not for it to say."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kith.frontdoor.queries.others import Other
from kith.frontdoor.rules import decide as rules
from kith.frontdoor.rules.thresholds import Threshold
from kith.frontdoor.rules.together import OTHERS
from kith.web.forms import GovForm
from kith.web.frontdoor.others import ask_each

Choices = Sequence[tuple[str, str]]


class Decide(GovForm):
    """Level and criteria, the section 47 test, what happens next, and why."""

    level = forms.ChoiceField(label="What level of help is needed?", widget=forms.RadioSelect, required=False)
    section_47 = forms.ChoiceField(
        label="Is the section 47 test met?",
        help_text=(
            "Is there reasonable cause to suspect that the child is suffering, or likely to suffer, significant harm?"
            " The child does not have to tell us."
        ),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            (rules.Section47.MET.value, "Yes, it is met"),
            (rules.Section47.NOT_MET.value, "No, it is not met"),
            (rules.Section47.UNCLEAR.value, "We cannot say yet"),
        ],
    )
    section_47_why = forms.CharField(
        label="Why is the test met, not met or unclear?",
        help_text="If you cannot say yet: what would tell you, who will find out, and by when.",
        widget=forms.Textarea,
        required=False,
    )
    reasons = forms.CharField(
        label="Reasons for this decision",
        help_text="Facts first, then what you make of them.",
        widget=forms.Textarea,
        required=False,
    )
    against = forms.CharField(
        label="What speaks against it?",
        help_text="Include anybody who sees it differently, in their words. Say what would change your mind.",
        widget=forms.Textarea,
        required=False,
    )
    options = forms.CharField(
        label="What else did you think of, and why not that?",
        help_text="Another level, another outcome, waiting for an answer. Whoever reads this in a year sees that you had a choice.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    outcome = forms.ChoiceField(label="What should happen next?", widget=forms.RadioSelect, required=False)
    others = forms.ChoiceField(
        label="Did you think of the other children?",
        help_text="Brothers, sisters and friends in what was sent may be at the same risk.",
        widget=forms.RadioSelect,
        required=False,
        choices=list(OTHERS.items()),
    )
    others_why = forms.CharField(
        label="Who needs none, and why?", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    alone_because = forms.CharField(
        label="Why is this decided without their view?",
        help_text="They were asked and did not answer in time. It is counted, and read again by somebody else.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    lead = forms.ChoiceField(label="Who leads the plan?", required=False)
    feedback = forms.CharField(
        label="What should the sender know?",
        help_text=(
            "They are told the outcome as it stands in “What will happen next”. Add what helps them to help the child."
            " Leave out what they need not know."
        ),
        widget=forms.Textarea,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        threshold: Threshold,
        leads: Choices,
        outcomes: Choices,
        facts: rules.Facts,
        stands_beside: int = 0,
        is_somebody_silent: bool = False,
        others: Sequence[Other] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        levels = threshold.levels
        _choices(self, "level", [(entry.code, entry.says) for entry in levels])
        self.fields["level"].help_text = f"{threshold.document}."
        self.hints = {"level": {entry.code: entry.hint for entry in levels}}
        revealed: dict[str, list[str]] = {}
        for entry in levels:
            if found := threshold.criteria(entry.code):
                name = f"criteria_{entry.code}"
                self.fields[name] = forms.MultipleChoiceField(
                    label="Which criteria are met?",
                    widget=forms.CheckboxSelectMultiple,
                    required=False,
                    choices=[(each.code, f"{each.code} {each.says}") for each in found],
                )
                self.fields[name].small = True  # type: ignore[attr-defined]
                revealed[entry.code] = [name]
        _choices(self, "outcome", outcomes)
        _choices(self, "lead", [("", "Choose a lead"), *leads])
        self.reveals = {"level": revealed, "others": {"not_needed": ["others_why"]}}
        if not stands_beside:
            del self.fields["others"], self.fields["others_why"]
        if not is_somebody_silent and not self.data.get("alone_because"):
            del self.fields["alone_because"]
        if facts.has_live_plan:
            self.fields[
                "lead"
            ].help_text = "There is a live plan already, and its lead stays. Leave this as it is."
        else:
            self.fields["lead"].help_text = "Needed where a plan opens."
        if facts.worries:
            self.fields[
                "against"
            ].help_text += (
                f" Needed here unless the child is protected: {facts.worry[0].lower()}{facts.worry[1:]}"
            )
        if facts.forms_not_asked or self.data.get("not_asked_why"):
            self.fields["not_asked_why"] = forms.CharField(
                label="If this is closed: why without asking about every form?",
                help_text=f"Nobody was asked about: {'; '.join(facts.forms_not_asked)}."
                if facts.forms_not_asked
                else "Every form has been asked about by now.",
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
            )
        self.asked = ask_each(self, others)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = "Choose one of these."
        self.order_fields(
            [
                "level",
                *(name for names in revealed.values() for name in names),
                "section_47",
                "section_47_why",
            ]
        )

    @property
    def each(self) -> list[forms.BoundField]:
        """The questions about each other child."""
        return [self[name] for name in self.asked]

    def refuse_where(self, refused: dict[str, str]) -> None:
        """Put what the action refused where it belongs."""
        level = self.data.get("level", "")
        fields = {
            (f"criteria_{level}" if name == "criteria" else name): said for name, said in refused.items()
        }
        self.refuse(list(refused.values()), fields)


def _choices(form: forms.Form, name: str, choices: Choices) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)
