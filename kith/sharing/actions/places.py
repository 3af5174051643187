"""Partnerships, agencies, teams, posts, and who holds them."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from kith.core.says import today_in_london
from kith.sharing import audit, gate, rows, rules
from kith.sharing.actions.public import PUBLIC, open_public_door
from kith.sharing.actor import Actor
from kith.sharing.models import (
    Absence,
    Agency,
    AgencyKey,
    Holding,
    Partnership,
    Post,
    Role,
    RolePermission,
    Team,
    Worker,
)


class CannotKeep(gate.NotYours):
    """Why a post is not this actor's to give, in sentences. Nobody need catch it: it is refused like what is not there."""

    def __init__(self, objection: str) -> None:
        super().__init__("sharing.post", "post.manage")
        self.objections = [objection]


TWO_PEOPLE = "Nobody gives a post to themselves. Ask a colleague who keeps this agency’s posts."

FOUNDERS = "Only whoever keeps the installation makes and gives such a post. Ask them."


def founds(role: Role) -> bool:
    """Whether posts of this role found agencies and keep the posts of all."""
    return role.permissions.filter(permission__code="agency.found").exists()


def is_front_door(agency: Agency, areas: Iterable[Partnership]) -> bool:
    """Whether this agency is the front door of each of these areas; with none named, of any."""
    doors = set(agency.teams.filter(does="front_door").values_list("partnership_id", flat=True))
    return bool(doors) and {area.pk for area in areas} <= doors


def keeps(by: Actor, agency: int) -> None:
    """Refuse who does not keep this agency's posts: its own people do, and whoever keeps the installation."""
    if not rules.manages(by.reach, agency):
        raise gate.NotYours("sharing.agency", "post.manage")


def is_held_by(post: Post, worker: int | None, on: date) -> bool:
    """Whether somebody holds this post, today or later."""
    if worker is None:
        return False
    held = Holding.objects.filter(post=post, worker_id=worker)
    return held.filter(Q(ends_on=None) | Q(ends_on__gte=on)).exists()


@transaction.atomic
def found_partnership(
    *,
    code: str,
    says: str,
    receipt_prefix: str,
    outcodes: Iterable[str],
    duty_phone: str,
    duty_says: str,
    by: Actor,
    at: datetime,
) -> Partnership:
    """A new partnership. Kith's own services work in it from the start."""
    gate.must(by, "agency.found")
    made = Partnership.objects.create(
        code=code,
        says=says,
        receipt_prefix=receipt_prefix,
        outcodes=list(outcodes),
        duty_phone=duty_phone,
        duty_says=duty_says,
    )
    for post in Post.objects.filter(role__is_service=True).exclude(code="").exclude(role__code=PUBLIC):
        post.partnerships.add(made)
    open_public_door(made, starts_on=today_in_london(at))
    audit.write("sharing.partnership_founded", at=at, purpose="operate", about=code)
    return made


@transaction.atomic
def found_agency(
    *,
    kind: str,
    says: str,
    partnerships: Iterable[Partnership],
    starts_on: date,
    by: Actor,
    at: datetime,
    ends_on: date | None = None,
    became: Agency | None = None,
) -> Agency:
    """An agency from its first day; one that ended says what it became, and hands on what it was involved in."""
    gate.must(by, "post.manage")
    areas = list(partnerships)
    if not by.may("agency.found") and not {area.pk for area in areas} <= by.reach.partnerships:
        raise gate.NotYours("sharing.partnership", "agency.found")
    made = Agency.objects.create(kind=kind, says=says, starts_on=starts_on, ends_on=ends_on, became=became)
    made.partnerships.add(*areas)
    audit.write("sharing.agency_founded", at=at, purpose="operate", about=made.reference)
    return made


@transaction.atomic
def found_team(
    *, agency: Agency, partnership: Partnership, says: str, by: Actor, at: datetime, does: str = ""
) -> Team:
    """A team that shares a queue; `does` is `front_door` for the one that receives contacts, `out_of_hours` for its nights."""
    keeps(by, agency.pk)
    if does and not (by.may("agency.found") or by.may("partnership.manage")):
        raise CannotKeep("An area’s front door is founded by whoever keeps the area. Ask them.")
    made = Team.objects.create(agency=agency, partnership=partnership, says=says, does=does)
    audit.write("sharing.team_founded", at=at, purpose="operate", about=made.reference)
    return made


@transaction.atomic
def make_post(
    *,
    agency: Agency,
    role: str,
    says: str,
    partnerships: Iterable[Partnership],
    starts_on: date,
    by: Actor,
    at: datetime,
    team: Team | None = None,
) -> Post:
    """A post from its first day, where its agency is. What its holder may do comes from its role."""
    keeps(by, agency.pk)
    kind, areas = Role.objects.get(code=role), list(partnerships)
    if team and team.agency_id != agency.pk:
        raise CannotKeep("This team is another agency’s. Choose one of this agency’s.")
    if not by.may("agency.found"):
        reaches = RolePermission.objects.filter(role=kind, reach__contains=["partnership"]).exists()
        if kind.is_service and reaches:
            raise CannotKeep("This role is for Kith’s own services. Choose another.")
        if founds(kind):
            raise CannotKeep(FOUNDERS)
        if reaches and not is_front_door(agency, areas):
            raise CannotKeep(
                "This role reaches a whole area. It is for the agency of that area’s front door."
            )
        if agency.partnerships.filter(pk__in=[a.pk for a in areas]).count() < len(areas):
            raise CannotKeep("This agency is not in that partnership. Ask whoever keeps the installation.")
    made = Post.objects.create(agency=agency, role=kind, says=says, team=team, starts_on=starts_on)
    made.partnerships.add(*areas)
    audit.write("sharing.post_made", at=at, purpose="operate", about=made.reference, detail={"role": role})
    return made


@transaction.atomic
def make_worker(*, email: str, says: str, by: Actor, at: datetime, password: str = "") -> Worker:
    """An account for somebody who is to hold a post. Without a password it can only be opened by a one-time link."""
    gate.must(by, "post.manage")
    made = Worker(email=email.lower(), says=says, created_at=at)
    if password:
        made.set_password(password)
    else:
        made.set_unusable_password()
    made.save()
    audit.write("sharing.worker_made", at=at, purpose="operate", about=made.reference)
    return made


@transaction.atomic
def hold_post(*, worker: Worker, post: Post, starts_on: date, by: Actor, at: datetime) -> Holding:
    """Somebody takes a post: never by their own hand, so that it takes two people to reach a child in a new way."""
    keeps(by, post.agency_id)
    if worker.pk == by.worker_id:
        raise CannotKeep(TWO_PEOPLE)
    if founds(post.role) and not by.may("agency.found"):
        raise CannotKeep(FOUNDERS)
    made = Holding.objects.create(worker=worker, post=post, starts_on=starts_on)
    audit.write("sharing.post_held", at=at, purpose="operate", about=post.reference)
    return made


@transaction.atomic
def leave_post(*, holding: Holding, last_day: date, by: Actor, at: datetime) -> None:
    """The last day in a post. From the day after, no request is answered in it. Nobody lengthens their own."""
    keeps(by, holding.post.agency_id)
    if holding.worker_id == by.worker_id and holding.ends_on and last_day > holding.ends_on:
        raise CannotKeep(TWO_PEOPLE)
    Holding.objects.filter(pk=holding.pk).update(ends_on=last_day)
    audit.write("sharing.post_left", at=at, purpose="operate", about=holding.post.reference)


@transaction.atomic
def mark_absent(
    *, post: Post, deputy: Post, starts_at: datetime, ends_at: datetime, by: Actor, at: datetime
) -> Absence:
    """While a post's holder is away, the deputy's post sees its work too: one's own only by a colleague's hand."""
    keeps(by, post.agency_id)
    keeps(by, deputy.agency_id)
    if is_held_by(deputy, by.worker_id, today_in_london(at)):
        raise CannotKeep("Nobody stands in by their own hand. Ask a colleague who keeps this agency’s posts.")
    made = Absence.objects.create(post=post, deputy=deputy, starts_at=starts_at, ends_at=ends_at)
    audit.write("sharing.post_covered", at=at, purpose="operate", about=post.reference)
    return made


@transaction.atomic
def give_key(*, post: Post, says: str, ends_at: datetime, by: Actor, at: datetime, key: str = "") -> str:
    """A key for an agency's own system. Shown once: only its hash is kept."""
    keeps(by, post.agency_id)
    key = key or f"kith_{secrets.token_urlsafe(32)}"
    hashed = hashlib.sha256(key.encode()).digest()
    rows.add(AgencyKey(key_hash=hashed, post=post, says=says, starts_at=at, ends_at=ends_at))
    audit.write("sharing.key_given", at=at, purpose="operate", about=post.reference)
    return key
