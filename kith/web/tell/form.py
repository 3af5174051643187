"""The one page for somebody without an account: what they saw, where, and whatever helps to find the child."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms

from kith.core import codes
from kith.core.identifiers import outcode
from kith.core.says import LONDON
from kith.core.says import day as day_in_words
from kith.frontdoor.led_by import in_words, led_by
from kith.sharing.models import Partnership
from kith.web.forms import DayField, GovForm
from kith.web.refer.forms import line, read_time

LONGEST = 5_000
RATHER_NOT, SOMEBODY_ELSE = "9", "1D"
# Who somebody without an account may be, in the order of the form: our own sub-sources, then the census's last resorts.
SENDERS = (
    "taxi hotel licensed-premises shop transport sports-club faith-group online-platform"
    " neighbour family young-person"
).split()  # fmt: skip


class Tell(GovForm):
    """Only what was seen or heard must be answered."""

    in_danger = forms.ChoiceField(
        label="Is anybody in danger now?",
        help_text="If so, ring 999 first. Then come back: what you wrote here is kept on this page.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes, no or not known."},
    )
    saw = forms.CharField(
        label="What did you see or hear?",
        help_text="In your own words. Who was there, what was said, a car and its number: whatever you remember.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": "Say what you saw or heard. A few words will do.",
            "max_length": "This is too long for this form. Keep to 5,000 letters, and ring us about the rest.",
        },
    )
    place = line("Where was it?", hint="A place, a street or a postcode.", most=200, needed=False, wide=True)
    area = forms.ChoiceField(
        label="Which area is that in?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an area, or “I do not know”."},
    )
    happened_on = DayField(label="On which day?", help_text="For example, 13 11 2026.", required=False)
    happened_time = line("About what time?", hint="For example, 11:30pm", most=20, needed=False, width=10)
    name = line("What is the child called?", most=150, needed=False)
    age = line("About how old?", hint="For example, 14 or 15", most=40, needed=False, width=10)
    looks = forms.CharField(
        label="What did they look like?",
        help_text="Clothes, hair, a school uniform. More than one child? Say so here.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Keep this to 500 letters."},
    )
    who = forms.ChoiceField(
        label="Who are you?",
        help_text="It helps us to see who notices. You need not say.",
        widget=forms.Select,
        required=False,
    )
    your_name = line("Your name, if you wish to give it", most=100, needed=False)
    may_ring = forms.ChoiceField(
        label="May we ring you?",
        help_text="We may need to ask you something. We do not say who told us unless the law makes us.",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No")],
        required=False,
    )
    phone = line("Your telephone number", most=40, needed=False)
    ring_when = line("When is it safe to ring?", most=100, needed=False)
    led = forms.ChoiceField(label="What led you to tell us?", widget=forms.Select, required=False)
    led_more = line("Which one, or something else", most=120, needed=False)
    stamp = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    reveals = {"may_ring": {"yes": ["phone", "ring_when"]}}
    sections = {
        "place": "Where and when",
        "name": "Anything that helps us to find the child",
        "who": "About you, if you wish",
    }

    def __init__(self, data: Any = None, *, areas: Sequence[Partnership], today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.areas, self.today = list(areas), today
        field: dict[str, Any] = self.fields
        field["in_danger"].choices = codes.of("yes_no_not_known").choices(today)
        field["in_danger"].inline = True
        sources = codes.of("contact_sources")
        field["who"].choices = [
            ("", "I would rather not say"),
            *((code, sources.get(code, today).says) for code in SENDERS),
            (SOMEBODY_ELSE, "Somebody else"),
        ]
        offered = {entry.code: entry.says for area in self.areas for entry in led_by(area.code).on(today)}
        field["led"].choices = [("", "Choose, or leave it"), *offered.items()]
        self.leads = offered
        if len(self.areas) > 1:
            field["area"].choices = [(a.code, a.says) for a in self.areas] + [("unknown", "I do not know")]
            field["area"].inline = True
        else:
            del field["area"]
        for each in field.values():
            # A browser would cut what is pasted, and say nothing.
            each.widget.attrs.pop("maxlength", None)

    def clean_happened_on(self) -> date | None:
        on: date | None = self.cleaned_data["happened_on"]
        if on and on > self.today:
            raise forms.ValidationError("This day has not come yet. Check it.")
        return on

    def clean_happened_time(self) -> Any:
        return read_time(self.cleaned_data["happened_time"])

    def clean_phone(self) -> str:
        number: str = self.cleaned_data["phone"].strip()
        if self.data.get("may_ring") == "yes" and not any(sign.isdigit() for sign in number):
            raise forms.ValidationError("Enter your number, or choose that we do not ring you.")
        return number

    @property
    def responsible(self) -> Partnership:
        """The area of the postcode in the place, else the one that was chosen, else the first: it passes on what is not its."""
        for word in self.cleaned_data.get("place", "").replace(",", " ").upper().split():
            for area in self.areas:
                if word in area.outcodes or _outcode(word) in area.outcodes:
                    return area
        chosen = self.cleaned_data.get("area")
        return next((area for area in self.areas if area.code == chosen), self.areas[0])

    @property
    def telling(self) -> dict[str, Any]:
        """What is sent: the telling that the front door reads, whatever the door."""
        said = self.cleaned_data
        given, _, family = said["name"].strip().rpartition(" ")
        who = said["who"] or RATHER_NOT
        kind = codes.of("contact_sources").get(who, self.today)
        rings = said["phone"] if said["may_ring"] == "yes" else ""
        when = f", safe to ring: {said['ring_when']}" if rings and said["ring_when"] else ""
        return {
            "sender_name": said["your_name"] or "Somebody who gave no name",
            "sender_contact": f"{rings}{when}"[:200],
            "source_code": kind.extra.get("reports_as", who),
            "sub_source": who if "reports_as" in kind.extra else "",
            "event_at": self.event_at.isoformat() if self.event_at else None,
            "what_happened": "\n\n".join(part for part in (said["saw"], self.beside) if part),
            "in_danger": said["in_danger"],
            "led_by": in_words(self.leads.get(said["led"], ""), said["led_more"]),
            "children": [
                {"given_name": (given or family)[:100], "family_name": family[:100] if given else ""}
            ],
        }

    @property
    def event_at(self) -> datetime | None:
        on, at = self.cleaned_data.get("happened_on"), self.cleaned_data.get("happened_time")
        return datetime.combine(on, at, tzinfo=LONDON) if on and at is not None else None

    @property
    def beside(self) -> str:
        """What was said of place, day and child, under the words themselves."""
        said = self.cleaned_data
        on, at = said.get("happened_on"), said.get("happened_time")
        when = " ".join(
            part for part in (day_in_words(on) if on else "", f"{at:%H:%M}" if at else "") if part
        )
        told = (
            ("Where", said["place"]),
            ("When", when),
            ("The child’s age", said["age"]),
            ("What the child looked like", said["looks"]),
        )
        return "\n".join(f"{what}: {words}" for what, words in told if words)


def _outcode(word: str) -> str:
    try:
        return outcode(word)
    except ValueError:
        return ""
