"""An agency, from its first day to its last: its teams, its mailboxes, the keys of its own system, what it became."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kith.core import codes
from kith.core.says import today_in_london
from kith.notify import actions as notify
from kith.notify.models import Mailbox
from kith.notify.queries import mailboxes
from kith.sharing import actions, gate, rules
from kith.sharing.actions import ended
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, Partnership, Team
from kith.sharing.queries import places as register
from kith.sharing.queries import posts
from kith.web.child.plan import end_of
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page

# How long a key may be given for (local): a longer one outlives whoever knows of it.
LONGEST_KEY = timedelta(days=366)
FRONT_DOOR = "front_door"


@require_GET
def agency(request: Request, reference: str) -> HttpResponse:
    """One agency and what it has."""
    actor = gate.must(request.actor, "post.manage")
    today = today_in_london(request.now)
    line = one(actor, reference, today)
    return page(
        request,
        "sharing/agency.html",
        line=line,
        may_keep=rules.manages(actor.reach, line.id) and line.state != "over",
        mailboxes=mailboxes(agency=line.id, on=today),
        keys=register.keys(agency=line.id, at=request.now),
        posts=[
            post for post in posts.posts(actor=actor, on=today, at=request.now) if post.agency == line.says
        ],
    )


def one(actor: Actor, reference: str, on: date) -> register.AgencyLine:
    """The agency with this reference, of the actor's own partnerships."""
    found = register.agencies(actor=actor, on=on, reference=reference)
    if not found:
        raise gate.NotYours("sharing.agency", "post.manage")
    return found[0]


def kept(actor: Actor, on: date) -> list[Agency]:
    """The agencies whose posts this actor keeps."""
    return [agency for agency in posts.places(actor=actor, on=on) if rules.manages(actor.reach, agency.pk)]


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
            "partnerships": [(area.code, area.says) for area in areas],
            "was": [("", "No"), *((other.reference, other.says) for other in others)],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(areas) == 1:
            self.fields["partnerships"].widget = forms.MultipleHiddenInput()
            self.fields["partnerships"].initial = [areas[0].code]
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


@require_http_methods(["GET", "POST"])
def found(request: Request) -> HttpResponse:
    """Add an agency."""
    actor = gate.must(request.actor, "post.manage")
    today = today_in_london(request.now)
    areas = posts.areas(actor)
    if not areas:
        raise gate.NotYours("sharing.agency", "post.manage")
    form = FoundAgency(
        request.POST or None,
        areas=areas,
        there=posts.places(actor=actor, on=today),
        others=kept(actor, today),
        on=today,
        initial={"starts_on": today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = founded(form, by=actor, at=request.now)
        except ended.CannotEnd as refusal:
            form.refuse_fields({"was": refusal.objections})
        else:
            messages.success(request, f"{made.says} is there. Now its team, its mailbox and its posts.")
            return redirect("sharing:agency", made.reference)
    return page(request, "sharing/found_agency.html", form=form)


@transaction.atomic
def founded(form: FoundAgency, *, by: Actor, at: datetime) -> Agency:
    """The new agency; the one that it takes over from ends the day before."""
    said = form.cleaned_data
    made = actions.found_agency(
        kind=said["kind"],
        says=said["says"].strip(),
        partnerships=Partnership.objects.filter(pk__in=by.partnerships, code__in=said["partnerships"]),
        starts_on=said["starts_on"],
        by=by,
        at=at,
    )
    if old := form.others.get(said.get("was", "")):
        ended.end_agency(
            agency=old, last_day=said["starts_on"] - timedelta(days=1), became=made, by=by, at=at
        )
    return made


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

    def __init__(self, *args: Any, about: About, **kwargs: Any) -> None:
        super().__init__(*args, about=about, **kwargs)
        self.fields["partnership"].choices = [(area.code, area.says) for area in about.areas]  # type: ignore[attr-defined]
        if len(about.areas) == 1:
            self.fields["partnership"].widget = forms.HiddenInput()
            self.fields["partnership"].initial = about.areas[0].code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
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
        self.fields["partnerships"].choices = [(area.code, area.says) for area in about.areas]  # type: ignore[attr-defined]
        if len(about.areas) == 1:
            self.fields["partnerships"].widget = forms.MultipleHiddenInput()
            self.fields["partnerships"].initial = [about.areas[0].code]


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


def _team(form: OfAgency, *, by: Actor, at: datetime) -> str:
    said = form.cleaned_data
    actions.found_team(
        agency=form.about.agency,
        partnership=Partnership.objects.get(code=said["partnership"]),
        says=said["says"].strip(),
        does=FRONT_DOOR if said["is_door"] else "",
        by=by,
        at=at,
    )
    return "The team is there. Now make its posts."


@transaction.atomic
def _mailbox(form: OfAgency, *, by: Actor, at: datetime) -> str:
    said = form.cleaned_data
    made = notify.add_mailbox(
        agency=form.about.agency, address=said["address"], says=said["says"].strip(), by=by, at=at
    )
    notify.ask_mailbox(mailbox=made, by=by, at=at)
    return f"A link goes to {made.address} now. Notices go there once somebody has answered it."


def _end(form: OfAgency, *, by: Actor, at: datetime) -> str:
    said = form.cleaned_data
    became = Agency.objects.filter(reference=said["became"]).first() if said["became"] else None
    ended.end_agency(agency=form.about.agency, last_day=said["last_day"], became=became, by=by, at=at)
    return "Saved. The agency and its posts end on that day."


def _end_key(form: OfAgency, *, by: Actor, at: datetime) -> str:
    ended.end_key(agency=form.about.agency, name=form.cleaned_data["key"], by=by, at=at)
    return "The key has ended. The next request with it is refused."


@dataclass(frozen=True)
class Change:
    """A change to an agency: its form, its words, and what makes it."""

    form: type[OfAgency]
    heading: str
    submit: str
    does: Callable[..., str]


CHANGES = {
    "team": Change(MakeTeam, "Make a team", "Make this team", _team),
    "mailbox": Change(AddMailbox, "Add a mailbox", "Add it, and ask it to answer", _mailbox),
    "end": Change(EndAgency, "When does it end?", "Save the last day", _end),
    "end-key": Change(EndKey, "Which key ends now?", "End this key now", _end_key),
}


@require_http_methods(["GET", "POST"])
def change(request: Request, reference: str, what: str) -> HttpResponse:
    """Change what an agency has."""
    actor = gate.must(request.actor, "post.manage")
    about = about_agency(actor, reference, request.now)
    if what == "mailboxes":
        return _ask_or_end(request, about, by=actor)
    if what == "key" and rules.manages(actor.reach, about.line.id):
        return _key(request, about, by=actor)
    if what not in {*CHANGES, "key"}:
        raise Http404
    if what != "mailbox" and not rules.manages(actor.reach, about.line.id):
        raise gate.NotYours("sharing.agency", "post.manage")
    made = CHANGES[what]
    form = made.form(request.POST or None, about=about)
    if request.method == "POST" and form.is_valid():
        try:
            said = made.does(form, by=actor, at=request.now)
        except ended.CannotEnd as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, said)
            return redirect("sharing:agency", reference)
    return page(request, "sharing/change_agency.html", line=about.line, form=form, change=made)


def about_agency(actor: Actor, reference: str, at: datetime) -> About:
    today = today_in_london(at)
    line = one(actor, reference, today)
    found = Agency.objects.get(pk=line.id)
    others = [other for other in posts.places(actor=actor, on=today) if other.pk != line.id]
    areas = list(found.partnerships.filter(pk__in=actor.partnerships).order_by("says"))
    return About(line, found, areas, others, register.keys(agency=line.id, at=at))


def _ask_or_end(request: Request, about: About, *, by: Actor) -> HttpResponse:
    """Ask a mailbox once more, or send nothing to it any more."""
    box = Mailbox.objects.filter(
        agency=about.agency, address=request.POST.get("address", ""), ended_at=None
    ).first()
    if request.method == "POST" and box is not None:
        if request.POST.get("do") == "end":
            notify.end_mailbox(mailbox=box, by=by, at=request.now)
            messages.success(request, f"Nothing is sent to {box.address} any more.")
        else:
            notify.ask_mailbox(mailbox=box, by=by, at=request.now)
            messages.success(request, f"A link goes to {box.address} now.")
    return redirect("sharing:agency", about.line.reference)


def _key(request: Request, about: About, *, by: Actor) -> HttpResponse:
    """Give a key. It stands on the answer to this one request, and nowhere else ever again."""
    today = today_in_london(request.now)
    form = GiveKey(request.POST or None, about=about, initial={"until": today + LONGEST_KEY})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        pressed = request.POST.get("csrfmiddlewaretoken", "")
        if not today <= until <= today + LONGEST_KEY:
            form.add_error("until", "Choose a day from today to a year from now.")
        elif pressed and request.session.get("key_given") == pressed:
            messages.info(request, "A key was given already. It is shown once: end it and give another.")
            return redirect("sharing:agency", about.line.reference)
        else:
            request.session["key_given"] = pressed
            key = given(form, by=by, at=request.now)
            return page(
                request,
                "sharing/key.html",
                line=about.line,
                key=key,
                says=form.cleaned_data["says"],
                until=until,
            )
    return page(request, "sharing/give_key.html", line=about.line, form=form)


@transaction.atomic
def given(form: GiveKey, *, by: Actor, at: datetime) -> str:
    """A post for the system, and its key."""
    said = form.cleaned_data
    seat = actions.make_post(
        agency=form.about.agency,
        role="agency_feed",
        says=said["says"].strip(),
        partnerships=[area for area in form.about.areas if area.code in said["partnerships"]],
        starts_on=today_in_london(at),
        by=by,
        at=at,
    )
    return actions.give_key(post=seat, says=said["says"].strip(), ends_at=end_of(said["until"]), by=by, at=at)
