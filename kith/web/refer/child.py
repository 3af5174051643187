"""The child, and the home."""

from collections.abc import Callable
from typing import Any

from django import forms

from kith.core import codes, identifiers
from kith.web.forms import DayField
from kith.web.refer import finding
from kith.web.refer.finding import Looked
from kith.web.refer.forms import StepForm, Words, line

SCHOOL_HINT = "Its name, or a part of it with the town or postcode"
PRACTICE_HINT = "Its name, or a part of it with the town or postcode"
NAME = {"required": "Enter a first name. If you do not know it, write what the child is called."}


READS: dict[str, Callable[[str], str]] = {
    "postcode": identifiers.postcode,
    "school_urn": identifiers.urn,
    "gp_ods_code": identifiers.practice_code,
    "upn": identifiers.upn,
    "nhs_number": identifiers.nhs_number,
    "phone": identifiers.phone,
}


class Child(StepForm):
    """Who the child is, and where the home is."""

    intro = "Leave empty what you do not know. A name and a date of birth help us to find the right child."
    sections = {
        "address_line": "Home",
        "school_name": "School",
        "gp_name": "GP practice, and numbers that you hold",
    }
    reveals = {"kind": {"child": ["date_of_birth"], "unborn": ["expected_on"]}}

    given_name = line("First name", most=100, messages=NAME)
    family_name = line(
        "Family name", most=100, messages={"required": "Enter a family name, or write “not known”."}
    )
    known_as = line(
        "Is the child called something else?", hint="As friends or family say it", most=100, needed=False
    )
    kind = forms.ChoiceField(
        label="Is the child born?",
        choices=[("child", "Yes"), ("unborn", "Not yet")],
        initial="child",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether the child is born."},
    )
    date_of_birth = DayField(label="Date of birth", help_text="For example, 27 3 2012", required=False)
    expected_on = DayField(label="When is the baby due?", help_text="For example, 27 3 2027", required=False)
    sex = forms.ChoiceField(
        label="Sex",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose female, male or not known."},
    )
    address_line = line("Address", hint="House and street, then town", most=300, needed=False, wide=True)
    postcode = line("Postcode", most=10, needed=False, width=10)
    parent_name = line("A parent or carer", hint="First and family name", most=200, needed=False)
    household = Words(
        "Who else is at home?",
        hint="One person on each line: name, age, who they are to the child. For example: Sam Smith, 11, brother",
        rows=3,
        needed=False,
    )
    phone = line("A telephone number of the home", most=20, needed=False, width=20)
    school_name = line("School or college", hint=SCHOOL_HINT, most=200, needed=False)
    school_urn = line(
        "School’s URN",
        hint="Six digits, if you know it. Several schools may have the same name",
        most=20,
        needed=False,
        width=10,
    )
    gp_name = line("GP practice", hint=PRACTICE_HINT, most=200, needed=False)
    gp_ods_code = line(
        "Practice code",
        hint="A letter and five digits, if you know it",
        most=20,
        needed=False,
        width=10,
    )
    upn = line(
        "Unique pupil number",
        hint="A letter and 12 digits, from the school’s register",
        most=20,
        needed=False,
        width=20,
    )
    nhs_number = line("NHS number", hint="10 digits", most=20, needed=False, width=20)

    def __init__(self, *args: Any, found: Looked | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        finding.dress(self, found)
        self.fields["sex"].choices = codes.of("sex").choices(self.day)  # type: ignore[attr-defined]
        self.fields["sex"].inline = True  # type: ignore[attr-defined]
        if self.sender_kind == "school":
            self.fields["school_name"].initial = self.sender_says

    @property
    def heading(self) -> str:
        return "Who is the child?" if self.is_only_child else f"Who is {self.name}?"

    def clean(self) -> None:
        """Each number in its one form, or its own sentence on why it is none."""
        for name, reads in READS.items():
            if said := self.cleaned_data.get(name):
                try:
                    self.cleaned_data[name] = reads(said)
                except ValueError as reason:
                    self.add_error(name, str(reason))

    def clean_date_of_birth(self) -> Any:
        born = self.cleaned_data["date_of_birth"]
        if born and born > self.day:
            raise forms.ValidationError(
                "This date of birth has not come yet. Check the year, or say that the child is not born."
            )
        return born
