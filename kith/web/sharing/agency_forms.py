"""What is asked about an agency: its founding, its teams, its mailboxes, its keys, its last day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from kith.core import codes
from kith.notify.models import Mailbox
from kith.sharing.models import Agency, Partnership, Team
from kith.sharing.queries import places as register
from kith.web.forms import DayField, GovForm

FRONT_DOOR = "front_door"
OUT_OF_HOURS = "out_of_hours"


def choose_areas(form: forms.Form, name: str, areas: list[Partnership], *, several: bool = True) -> None:
    """Offer these areas; where there is but one, it is taken and nobody is asked."""
    field = form.fields[name]
    field.choices = [(area.code, area.says) for area in areas]  # type: ignore[attr-defined]
    if len(areas) == 1:
        field.widget = forms.MultipleHiddenInput() if several else forms.HiddenInput()
        field.initial = [areas[0].code] if several else areas[0].code


class FoundAgency(GovForm):
    """A new agency."""

    says = forms.CharField(
        label="What is the agency called?",
        max_length=200,
        error_messages={"required": "Give the agency’s full name."},
    )
    kind = forms.ChoiceField(
        label="What kind of agency is it?",
        error_messages={
            "required": "Choose what kind of agency it is.",
            "invalid_choice": "Choose a kind from the list.",
        },
    )
    partnerships = forms.MultipleChoiceField(
        label="In which partnerships?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one partnership."},
    )
    starts_on = DayField(
        label="From which day?", error_messages={"required": "Enter the agency’s first day."}
    )
    was = forms.ChoiceField(
        label="Does it take over from another agency?",
        help_text="That one ends the day before, its posts with it, and its children come with this one.",
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        areas: list[Partnership],
        there: list[Agency],
        others: list[Agency],
        on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "kind": [("", "Choose a kind"), *codes.of("agency_kinds").choices(on)],
            "was": [("", "No"), *((other.reference, other.says) for other in others)],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        choose_areas(self, "partnerships", areas)
        if not others:
            del self.fields["was"]
        self.others = {other.reference: other for other in others}
        self.taken = {other.says.casefold() for other in there}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if (said.get("says") or "").casefold() in self.taken:
            self.add_error(
                "says", "There is an agency of this name. Open it instead, or say how they differ."
            )
        old = self.others.get(said.get("was", ""))
        starts = said.get("starts_on")
        if old and starts and starts <= old.starts_on:
            self.add_error("starts_on", f"{old.says} began on that day or later. Enter a later day.")
        return said


@dataclass(frozen=True)
class About:
    """The agency that a change is made to, and what its forms offer."""

    line: register.AgencyLine
    agency: Agency
    areas: list[Partnership]
    others: list[Agency]
    keys: list[register.KeyLine]


class OfAgency(GovForm):
    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about


class MakeTeam(OfAgency):
    """A team that shares a queue."""

    says = forms.CharField(
        label="What is the team called?",
        max_length=100,
        error_messages={"required": "Give the team’s name."},
    )
    partnership = forms.ChoiceField(label="Which area does it work for?")
    is_door = forms.BooleanField(
        label="It is the front door: what is sent about a child arrives with it", required=False
    )

    is_night = forms.BooleanField(
        label="It is the front door out of hours: a red contact rings here at night, at weekends and on bank holidays",
        required=False,
    )

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        choose_areas(self, "partnership", about.areas, several=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("is_door") and said.get("is_night"):
            self.add_error("is_night", "One team is the front door by day, another out of hours. Choose one.")
        at_night = Team.objects.filter(
            partnership__code=said.get("partnership", ""), does=OUT_OF_HOURS
        ).select_related("partnership")
        if said.get("is_night") and (team := at_night.first()):
            self.add_error("is_night", f"{team.partnership.says} has an out-of-hours team: {team.says}.")
        there = Team.objects.filter(partnership__code=said.get("partnership", ""), does=FRONT_DOOR)
        if said.get("is_door") and (door := there.select_related("agency", "partnership").first()):
            self.add_error(
                "is_door", f"{door.partnership.says} has a front door: {door.says}, {door.agency.says}."
            )
        return said


class AddMailbox(OfAgency):
    """A role's mailbox, to be asked before anything is sent to it."""

    address = forms.EmailField(
        label="Which address?",
        help_text="A role’s mailbox that several people read, never one person’s.",
        error_messages={
            "required": "Enter the mailbox’s address.",
            "invalid": "Enter an address like safeguarding@agency.example.",
        },
    )
    says = forms.CharField(
        label="Whose mailbox is it?",
        help_text="The role, as people say it: Safeguarding team.",
        max_length=100,
        error_messages={"required": "Say which role reads this mailbox."},
    )

    def clean_address(self) -> str:
        said = str(self.cleaned_data["address"]).lower()
        if Mailbox.objects.filter(agency=self.about.agency, address=said, ended_at=None).exists():
            raise forms.ValidationError("This mailbox is in the directory already.")
        return said


class GiveKey(OfAgency):
    """A key for an agency's own system."""

    says = forms.CharField(
        label="Which system is it for?",
        help_text="As the people who run it call it: Police notifications.",
        max_length=100,
        error_messages={"required": "Say which system will use the key."},
    )
    partnerships = forms.MultipleChoiceField(
        label="Which areas’ front doors does it tell?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one area."},
    )
    until = DayField(
        label="Until which day?",
        help_text="A year at most. From the day after it opens nothing.",
        error_messages={"required": "Enter the key’s last day."},
    )

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        choose_areas(self, "partnerships", about.areas)


class EndAgency(OfAgency):
    """An agency's last day, and what it became."""

    last_day = DayField(
        label="What is its last day?",
        help_text="Its posts end on that day too.",
        error_messages={"required": "Enter the agency’s last day."},
    )
    became = forms.ChoiceField(
        label="Which agency takes over?",
        help_text="It reads what this one was involved in.",
        required=False,
    )

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        self.fields["became"].choices = [  # type: ignore[attr-defined]
            ("", "None"),
            *((other.reference, other.says) for other in about.others),
        ]


class EndKey(OfAgency):
    """Which key ends now."""

    key = forms.ChoiceField(
        label="Which key?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the key that ends."},
    )

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        self.fields["key"].choices = [  # type: ignore[attr-defined]
            (key.name, f"{key.says}, {key.name}") for key in about.keys if not key.is_over
        ]
