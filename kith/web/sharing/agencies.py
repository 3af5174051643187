"""An agency, from its first day to its last: its teams, its mailboxes, the keys of its own system, what it became."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kith.core.says import today_in_london
from kith.notify import actions as notify
from kith.notify.models import Mailbox
from kith.notify.queries import mailboxes
from kith.sharing import actions, gate, rules
from kith.sharing.actions import ended
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, Partnership
from kith.sharing.queries import places as register
from kith.sharing.queries import posts
from kith.sharing.queries.signed import NOT_PARTIES, missing_for
from kith.web.child.plan import end_of
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.sharing.agency_forms import (
    FRONT_DOOR,
    OUT_OF_HOURS,
    About,
    AddMailbox,
    EndAgency,
    EndKey,
    FoundAgency,
    GiveKey,
    MakeTeam,
    OfAgency,
)

# How long a key may be given for (local): a longer one outlives whoever knows of it.
LONGEST_KEY = timedelta(days=366)


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
        not_agreed=not_agreed(line, actor, today),
        may_sign=actor.may("agreement.sign"),
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


def not_agreed(line: register.AgencyLine, actor: Actor, on: date) -> list[tuple[str, str]]:
    """What no agreement covers for this agency, in each of its areas that are the actor’s too."""
    if line.kind in NOT_PARTIES:
        return []
    areas = Partnership.objects.filter(agencies=line.id, pk__in=actor.partnerships).order_by("says")
    return missing_for(line.id, areas, on=on)


def kept(actor: Actor, on: date) -> list[Agency]:
    """The agencies whose posts this actor keeps."""
    return [agency for agency in posts.places(actor=actor, on=on) if rules.manages(actor.reach, agency.pk)]


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


def _team(form: OfAgency, *, by: Actor, at: datetime) -> str:
    said = form.cleaned_data
    actions.found_team(
        agency=form.about.agency,
        partnership=Partnership.objects.get(code=said["partnership"]),
        says=said["says"].strip(),
        does=FRONT_DOOR if said["is_door"] else OUT_OF_HOURS if said["is_night"] else "",
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
