"""A referral that begins with an adult under supervision: who they are, what limits them, the risk, and which children."""

from typing import Any

from django import forms

from kith.core import codes, identifiers
from kith.frontdoor.rules import shapes
from kith.web.forms import DayField
from kith.web.refer.forms import StepForm, Words, line
from kith.web.refer.happened import Happened

MOST_CONDITIONS = 20
WHOM = [
    ("named", "Children whom we can name"),
    ("place", "Children in a home or a place, whose names we do not know"),
    ("general", "Children in general"),
]


class Supervised(StepForm):
    """The adult, and who supervises them."""

    heading = "Who is the adult?"
    intro = "The address is where the risk may be: it helps us to find the children who live there or near."
    sections = {"address_line": "Where they live", "officer": "Who supervises them"}

    family_name = line("Family name", most=100, messages={"required": "Enter the adult’s family name."})
    given_name = line("First name", most=100, needed=False)
    known_as = line(
        "What else are they called?",
        hint="A nickname, another surname, a name they use online",
        most=100,
        needed=False,
    )
    date_of_birth = DayField(label="Date of birth", help_text="For example, 27 3 1988", required=False)
    address_line = line("Address", hint="House and street, then town", most=300, needed=False, wide=True)
    postcode = line("Postcode", most=10, needed=False, width=10)
    officer = line(
        "Supervising officer",
        hint="First and family name",
        most=200,
        messages={"required": "Enter the name of the officer who supervises this adult."},
    )
    office = line("Office or team", most=200, needed=False)
    officer_contact = line("A telephone number for the officer", most=200, needed=False)

    def clean_postcode(self) -> str:
        said = str(self.cleaned_data["postcode"])
        try:
            return identifiers.postcode(said) if said else ""
        except ValueError as reason:
            raise forms.ValidationError(str(reason)) from None

    def clean_date_of_birth(self) -> Any:
        born = self.cleaned_data["date_of_birth"]
        if born and born > self.day:
            raise forms.ValidationError("This date of birth has not come yet. Check the year.")
        return born


class Orders(StepForm):
    """Under what the adult is supervised, and what they may not do."""

    heading = "What limits what they may do?"
    intro = "Everyone who opens a child named here sees these restrictions, so that nobody arranges what they forbid."
    reveals = {"restricted": {"yes": ["conditions", "conditions_source", "conditions_end_on"]}}

    supervision = line(
        "What are they supervised under?",
        hint="For example: licence, community order, suspended sentence",
        most=150,
        messages={"required": "Enter the order or licence, or write “not known”."},
    )
    supervision_ends_on = DayField(
        label="When does it end?",
        help_text="For example, 1 2 2028. Leave it empty if there is no end.",
        required=False,
    )
    restricted = forms.ChoiceField(
        label="Does a condition or an order limit contact with children?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no or not known."},
    )
    conditions = Words(
        "What does it say?",
        hint="One condition on each line. For example: No unsupervised contact with children under 16",
        rows=4,
        needed=False,
    )
    conditions_source = line(
        "Who set it?",
        hint="For example: Parole Board, Skarhaven Crown Court",
        most=200,
        needed=False,
        wide=True,
    )
    conditions_end_on = DayField(label="When does the condition end?", required=False)
    mappa = forms.ChoiceField(
        label="Are they managed under MAPPA?",
        help_text="The multi-agency public protection arrangements.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a level, none, or not known."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["restricted"].choices = codes.of("yes_no_not_known").choices(self.day)
        fields["restricted"].inline = True
        fields["mappa"].choices = shapes.mappa_levels().choices(self.day)

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("restricted") != "yes":
            return
        if not said.get("conditions") and "conditions" not in self.errors:
            self.add_error(
                "conditions", "Say what the condition says. It is shown to everyone who works with the child."
            )
        elif len(self.lines) > MOST_CONDITIONS:
            self.add_error(
                "conditions", f"Write at most {MOST_CONDITIONS} lines: put the rest on the last one."
            )

    @property
    def lines(self) -> list[str]:
        """Each condition that was written, if there are any."""
        if self.cleaned_data.get("restricted") != "yes":
            return []
        written = str(self.cleaned_data.get("conditions") or "").splitlines()
        return [said for each in written if (said := each.strip(" \t-–•*"))]


class Harm(Happened):
    """What happened when, how serious the risk is, and what that rests on."""

    heading = "What happened, and how serious is the risk?"
    sections = {"harm_level": "The risk, as you assess it", "sender_did": "What you did, and what you ask"}

    harm_level = forms.ChoiceField(
        label="How much serious harm may they do to children?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a level. If it is not assessed yet, choose the one you would work to today."
        },
    )
    evidence = Words(
        "What does that rest on?",
        hint="Convictions, what they said or did, what others saw. With dates.",
        missing="Say what the level rests on: convictions, what was seen or said, and when.",
    )
    sender_did = Words("What have you done about it?", hint="With dates.", rows=3, needed=False)
    sender_asks = Words("What do you ask of us?", rows=3, needed=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        # Asked of each child, and of those who are not named.
        del fields["risk"], fields["impact"]
        fields["harm_level"].choices = shapes.harm_levels().choices(self.day)
        fields[
            "what_happened"
        ].help_text = "Facts first: what you saw or were told, who saw it, where, and what has changed now."
        fields["safe_now"].label = "Where are the children now, and who is with them?"


class Whom(StepForm):
    """Which children: some by name, some in a home or a place, or children in general."""

    heading = "Which children may be at risk?"

    whom = forms.MultipleChoiceField(
        label="Which children may they be a risk to?",
        help_text="Choose all that are true. Next, you name those whom you can.",
        choices=WHOM,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one. If you know no child, choose children in general."},
    )
    not_named = Words(
        "If you cannot name them: which home or place, and what do you know of the children there?",
        hint="For example: above the café on Slipway Court, where children of 12 to 15 meet after school",
        rows=3,
        needed=False,
    )
    risk = Words(
        "What could happen to the children who are not named, and why do you think so?",
        hint="What this adult may do, to which children, and what makes it likely. Say what you do not know.",
        needed=False,
    )
    relation = line(
        "Who is the adult to the children?",
        hint="For example: mother’s new partner, neighbour, coach, nobody yet",
        most=200,
        needed=False,
        wide=True,
    )

    def clean(self) -> None:
        said = self.cleaned_data
        if not set(said.get("whom", ())) & {"place", "general"}:
            return
        if "place" in said["whom"] and said.get("not_named") == "":
            self.add_error(
                "not_named", "Say which home or place it is, and what you know of the children there."
            )
        if said.get("risk") == "":
            self.add_error("risk", "Say what could happen to these children, and why you think so.")


class Analysis(StepForm):
    """The risk that this adult poses to this child."""

    intro = "This is what the front door most needs from you: not only who the adult is, but what they may do to this child."

    risk = Words(
        "",
        hint="How the adult comes near the child, what they may do, and what makes it likely. Say what you do not know.",
        rows=8,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["risk"]
        field.label = f"What could happen to {self.name}, and why do you think so?"
        field.error_messages["required"] = (
            f"Say what could happen to {self.name}, and why. If you do not know, write what you fear."
        )

    @property
    def heading(self) -> str:
        return f"The risk to {self.name}"
