"""Second factors, and what was asked about one that somebody lost."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Literal

from allauth.mfa.models import Authenticator
from django.db.models import Q

from kith.core import lists
from kith.core.says import today_in_london
from kith.sharing import rules
from kith.sharing.actor import Actor
from kith.sharing.models import LostFactor
from kith.sharing.queries.people import live
from kith.sharing.queries.places import keeps_installation


@cache
def reasons(name: Literal["factor_lost_because", "factor_known_by"]) -> lists.CodeList:
    """Why a second factor is taken away, and how its owner was known."""
    return lists.beside(__file__.replace("/queries/", "/"), name)


@dataclass(frozen=True)
class Factor:
    """One second factor that somebody has: its kind, and since when. What it holds is not told."""

    kind: str
    since: datetime


def factors(worker: int) -> list[Factor]:
    """The second factors of this worker, the oldest first; recovery codes are none by themselves."""
    found = Authenticator.objects.filter(user_id=worker).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return [Factor(kind, since) for kind, since in found.order_by("id").values_list("type", "created_at")]


def agencies_kept(worker: int, *, actor: Actor, at: datetime) -> list[int]:
    """The agencies in which this worker holds a post, as far as this actor keeps their posts."""
    held = live(today_in_london(at)).filter(worker_id=worker).order_by("starts_on", "id")
    return [
        agency
        for agency in dict.fromkeys(held.values_list("post__agency_id", flat=True))
        if rules.manages(actor.reach, agency)
    ]


def is_kept(worker: int, *, actor: Actor, at: datetime) -> bool:
    """Whether this actor keeps the posts of an agency in which this worker holds one."""
    return actor.may("post.manage") and bool(agencies_kept(worker, actor=actor, at=at))


@dataclass(frozen=True)
class Asked:
    """What was asked about somebody's second factor, and what came of it."""

    reference: str
    name: str
    agency: str
    because: str
    known_by: str
    asked_at: datetime
    asked_by: str
    agreed_at: datetime | None
    agreed_by: str
    ended_at: datetime | None
    until: datetime

    def is_open(self, at: datetime) -> bool:
        return self.agreed_at is None and self.ended_at is None and at <= self.until


def open_question(worker: int) -> LostFactor | None:
    """What was asked about this worker's second factor and is not answered, also where it is over by now."""
    found = LostFactor.objects.filter(worker_id=worker, agreed_at=None, ended_at=None)
    return found.select_related("worker", "agency", "asked_by").first()


def waiting(*, actor: Actor, at: datetime) -> list[Asked]:
    """What waits for a second person, of the agencies whose posts this actor keeps."""
    found = LostFactor.objects.filter(agreed_at=None, ended_at=None).select_related(
        "worker", "agency", "asked_by"
    )
    if not keeps_installation(actor):
        found = found.filter(agency_id__in=actor.reach.agencies)
    return [one for one in map(told, found.order_by("asked_at", "id")) if one.is_open(at)]


def asked_in(agencies: Iterable[int], *, since: datetime, until: datetime) -> list[Asked]:
    """What was asked about second factors of these agencies' people, the latest first."""
    found = LostFactor.objects.filter(agency_id__in=list(agencies), asked_at__gte=since, asked_at__lt=until)
    return [
        told(one)
        for one in found.select_related("worker", "agency", "asked_by", "agreed_by").order_by("-asked_at")
    ]


def told(one: LostFactor) -> Asked:
    """A question about a second factor in words."""
    on = today_in_london(one.asked_at)
    return Asked(
        reference=one.worker.reference,
        name=one.worker.says,
        agency=one.agency.says,
        because=reasons("factor_lost_because").words(one.because, on),
        known_by=reasons("factor_known_by").words(one.known_by, on),
        asked_at=one.asked_at,
        asked_by=one.asked_by.says,
        agreed_at=one.agreed_at,
        agreed_by=one.agreed_by.says if one.agreed_by_id and one.agreed_by else "",
        ended_at=one.ended_at,
        until=rules.agree_until(one.asked_at),
    )


def keepers(agency: int, *, on: date) -> dict[int, str]:
    """Who keeps the posts of this agency today: its own people, then those who keep the installation."""
    now = live(on).filter(starts_on__lte=on, post__starts_on__lte=on, worker__is_active=True)
    own = Q(post__agency_id=agency, post__role__permissions__permission__code="post.manage")
    every = Q(post__role__permissions__permission__code="agency.found")
    found = (
        now.filter(own | every)
        .annotate(is_own=Q(post__agency_id=agency))
        .exclude(post__role__is_service=True)
    )
    rows = found.order_by("-is_own", "worker__says").values_list("worker_id", "worker__says", "post__says")
    return {worker: f"{name}, {post}" for worker, name, post in reversed(rows)}
