"""Adults who may be a risk, and the orders and conditions that restrict them."""

from typing import Any

from django import forms

from kith.core import codes
from kith.web.forms import DayField
from kith.web.refer.forms import StepForm, Words, line

KNOWN = [
    ("yes", "Yes"),
    ("none_known", "No, none that we know of"),
    ("not_asked", "We have not asked"),
]
ALLEGATIONS = [
    ("none", "Nothing is alleged: it is our worry"),
    ("alleged", "Somebody says that they did something"),
    ("charged", "Charged"),
    ("convicted", "Convicted"),
    ("no_further_action", "Looked into, and no further action"),
    ("not_known", "Don’t know"),
]


class Adults(StepForm):
    """Whether there are any."""

    heading = "Is there an adult who may be a risk?"
    intro = "At home, in the family, online, near the school or anywhere else. You need not know their name."

    adults_answer = forms.ChoiceField(
        label="Do you know of an adult who may be a risk to the child?",
        choices=KNOWN,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no, or that you have not asked."},
    )


class Adult(StepForm):
    """One adult, and what restricts them."""

    intro = "What you say here keeps a letter or a visit from going to the wrong person."
    reveals = {"restricted": {"yes": ["restriction", "restriction_source", "restriction_ends_on"]}}

    name_or_description = line(
        "Name, or how you would know them",
        hint="For example: man of about 25, grey van, called “cousin”",
        most=200,
        wide=True,
        messages={"required": "Enter a name, or say how you would know this person."},
    )
    relation = line(
        "Who are they to the child?",
        hint="For example: mother’s former partner, met online",
        most=200,
        needed=False,
        wide=True,
    )
    date_of_birth = DayField(label="Date of birth, if you know it", required=False)
    why = Words("Why may they be a risk?", rows=3, missing="Say why this person may be a risk.")
    allegation = forms.ChoiceField(
        label="Has anything been alleged or proved?",
        choices=ALLEGATIONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what has been alleged or proved, or don’t know."},
    )
    restricted = forms.ChoiceField(
        label="Does a court order, bail or licence limit what they may do?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no or not known."},
    )
    restriction = Words(
        "What does it say?",
        hint="For example: not to contact the child or come to the home",
        rows=3,
        needed=False,
    )
    restriction_source = line(
        "How do you know?",
        hint="For example: seen the order, told by the mother",
        most=200,
        needed=False,
        wide=True,
    )
    restriction_ends_on = DayField(label="When does it end?", required=False)
    home_contact = forms.ChoiceField(
        label="Is it safe to write to or ring the home?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no or not known."},
    )
    safe_contact = Words("How can the family be reached safely?", rows=2, needed=False)
    children = forms.MultipleChoiceField(
        label="Which children may they be a risk to?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one child."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        three = codes.of("yes_no_not_known").choices(self.day)
        for name in ("restricted", "home_contact"):
            self.fields[name].choices = three  # type: ignore[attr-defined]
            self.fields[name].inline = True  # type: ignore[attr-defined]
        several = self.answers.children
        if len(several) == 1:
            del self.fields["children"]
        else:
            self.fields["children"].choices = [(str(n), self.answers.name(n)) for n in several]  # type: ignore[attr-defined]
            self.fields["children"].initial = [str(n) for n in several]

    @property
    def heading(self) -> str:
        return "Who may be a risk?" if self.number == 1 else "Who else may be a risk?"

    def clean(self) -> None:
        if self.cleaned_data.get("restricted") == "yes" and not self.cleaned_data.get("restriction"):
            self.add_error("restriction", "Say what the order or condition says, as far as you know it.")
