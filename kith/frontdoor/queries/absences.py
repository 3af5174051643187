"""Whose work has no one in the building: what is due of a post whose holder is away with nobody standing in, or that is empty."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q

from kith.core import says
from kith.frontdoor.models import Away
from kith.frontdoor.rules import absences as rules
from kith.record.models import Clock
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Absence, Holding, Post
from kith.sharing.queries.posts import holder_of


@dataclass(frozen=True)
class Due:
    """One thing that is due of a post, without a name: a contact may be given to another from here."""

    says: str
    due_at: datetime
    about: str
    kind: str


@dataclass(frozen=True)
class NoOne:
    """A post that has work and nobody to do it."""

    says: str
    why: str
    holder: str
    due: list[Due] = field(default_factory=list)


def no_one(*, actor: Actor | None, at: datetime) -> list[NoOne]:
    """Posts of this actor’s areas with something due and nobody there today, the longest list first."""
    by = gate.must(actor, "contact.decide")
    today = says.today_in_london(at)
    here = {"post": OuterRef("post"), "starts_at__lte": at, "ends_at__gt": at}
    sits = Holding.objects.filter(post=OuterRef("post"), starts_on__lte=today)
    running = (
        Clock.objects.filter(stopped_at=None, partnership_id__in=by.partnerships, post__isnull=False)
        .select_related("post")
        .annotate(
            has_holder=Exists(sits.filter(Q(ends_on=None) | Q(ends_on__gte=today))),
            is_away=Exists(Away.objects.filter(**here)),
            has_deputy=Exists(Absence.objects.filter(**here)),
            holder=holder_of("post", today),
        )
        .filter(Q(has_holder=False) | Q(is_away=True), has_deputy=False)
        .order_by("post__says", "due_at", "id")
    )
    found: dict[int, NoOne] = {}
    subjects = set()
    for clock in running:
        assert clock.post is not None
        subjects.add(clock.subject_id)
        why = rules.why_no_one(
            has_holder=clock.has_holder, is_away=clock.is_away, has_deputy=clock.has_deputy
        )
        post = found.setdefault(clock.post_id or 0, NoOne(clock.post.says, why, clock.holder or ""))
        if all(due.about != clock.about for due in post.due):
            post.due.append(Due(clock.rule_says, clock.due_at, clock.about, clock.about_kind))
    audit.write(
        "frontdoor.absences_shown",
        at=at,
        purpose="decide",
        subjects=sorted(each for each in subjects if each),
    )
    return sorted(found.values(), key=lambda post: -len(post.due))


def may_hold(by: Actor, at: datetime) -> list[Post]:
    """The posts of this front door that somebody sits in today and is not away from."""
    today = says.today_in_london(at)
    away = Away.objects.filter(post=OuterRef("pk"), starts_at__lte=at, ends_at__gt=at)
    return list(
        Post.objects.filter(team=by.team_id or 0, starts_on__lte=today)
        .exclude(ends_on__lt=today)
        .annotate(holder=holder_of("pk", today))
        .filter(~Exists(away), holder__isnull=False)
        .order_by(F("holder"))
    )


def said_away(*, actor: Actor, at: datetime) -> list[Away]:
    """Who said that they are away, now or later."""
    today = says.today_in_london(at)
    found = Away.objects.filter(ends_at__gt=at).select_related("post", "by_worker")
    return list(found.annotate(holder=holder_of("post", today)).order_by("starts_at", "id"))
