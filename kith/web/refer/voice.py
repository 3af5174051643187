"""The child's own words; and what goes well, what was tried, and what would help."""

from typing import Any

from django import forms

from kith.frontdoor.rules import sent
from kith.web.refer.forms import StepForm, Words, line

HEALTH = {"nhs_trust", "gp", "icb"}
# What inspectors found done well (Northumberland, 2019: S1-113, S1-114).
IN_HEALTH = (
    "In an emergency department a child of 12 or older, and in sexual health one under 16, is to be offered time alone."
    " Where you judged that a young person understands and decides (Fraser, Gillick), say so where you are asked about the family."
)


class ChildsWords(StepForm):
    """As the child said it. Nothing here is checked or corrected."""

    intro = "Write it as it was said. We do not correct a child’s words."

    words = Words("", rows=6, needed=False)
    words_heard = line("Who heard it, when and where?", most=300, needed=False, wide=True)
    not_asked = Words(
        "If nobody has spoken with the child, why not?",
        hint="For example: absent since Monday; it would not be safe to ask yet",
        rows=2,
        needed=False,
    )
    spoken_alone = forms.ChoiceField(
        label="",
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose one of them, or leave it empty."},
    )
    spoken_alone_who = line("Who, and when?", most=200, needed=False, wide=True)
    reveals = {"spoken_alone": dict.fromkeys(("yes", "offered"), ["spoken_alone_who"])}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = f"What has {self.name} said?"
        alone = self.fields["spoken_alone"]
        alone.label = f"Did somebody speak with {self.name} alone, or offer to?"
        alone.help_text = IN_HEALTH if self.sender_kind in HEALTH else ""
        alone.choices = sent.spoken_alone().choices(self.day)  # type: ignore[attr-defined]

    @property
    def heading(self) -> str:
        return f"In {self.name}’s own words"

    def clean(self) -> None:
        said = self.cleaned_data
        if not any(said.get(name) for name in ("words", "not_asked")) and not self.errors:
            self.add_error("words", "Write what was said, or say below why nobody has asked.")


class Strengths(StepForm):
    """What goes well, what the sender did, and what would help."""

    strengths = Words(
        "What is going well?",
        hint="People, places and plans that keep the child safe, and what the child is good at.",
        rows=3,
        needed=False,
    )
    sender_did = Words(
        "What have you tried or done?",
        hint="With dates. What helped, and what did not.",
        rows=3,
        needed=False,
    )
    need = Words("What does the child need?", rows=3, needed=False)
    sender_asks = Words("What do you ask of us?", rows=3, needed=False)

    @property
    def heading(self) -> str:
        return f"What is going well for {self.name}, and what would help?"

    def clean(self) -> None:
        if not self.errors and not any(self.cleaned_data.values()):
            self.add_error("strengths", "Write in one of these, or go back and leave this part out.")
