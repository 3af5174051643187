"""The register of posts: where they are, who holds them, and who stands in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery

from kith.core.among import Among
from kith.core.written import Given, once
from kith.sharing.actor import Actor
from kith.sharing.models import Absence, Agency, Holding, Partnership, Post


def places(*, actor: Actor, on: date) -> list[Agency]:
    """The agencies of the actor's partnerships that exist on a day."""
    return list(
        Agency.objects.filter(partnerships__in=actor.partnerships, starts_on__lte=on)
        .filter(Q(ends_on=None) | Q(ends_on__gte=on))
        .distinct()
        .order_by("says")
    )


def areas(actor: Actor) -> list[Partnership]:
    """The actor's partnerships, with whom to ring at each."""
    return list(Partnership.objects.filter(pk__in=actor.partnerships).order_by("says"))


@dataclass(frozen=True)
class Holder:
    """Somebody in a post, from when to when."""

    reference: str
    name: str
    email: str
    starts_on: date
    ends_on: date | None
    state: str


@dataclass(frozen=True)
class Away:
    """A post whose work is shown to another's, from when to when."""

    deputy: str
    deputy_held_by: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class PostLine:
    """One post as the register prints it."""

    id: int
    reference: str
    says: str
    agency: str
    team: str
    role: str
    starts_on: date
    ends_on: date | None
    holders: tuple[Holder, ...]
    away: tuple[Away, ...]

    @property
    def now(self) -> list[str]:
        return [holder.name for holder in self.holders if holder.state == "now"]


def posts(*, actor: Actor, on: date, at: datetime, reference: str = "") -> list[PostLine]:
    """The posts of the actor's partnerships that are not over, by agency and team; services are left out."""
    found = (
        Post.objects.filter(partnerships__in=actor.partnerships, role__is_service=False)
        .filter(Q(ends_on=None) | Q(ends_on__gte=on))
        .select_related("agency", "team", "role")
        .distinct()
        .order_by("agency__says", "team__says", "says", "id")
    )
    if reference:
        found = found.filter(reference=reference)
    rows = list(found)
    held = _holders([row.pk for row in rows], on)
    absences = list(
        Absence.objects.filter(post_id__in=[row.pk for row in rows], ends_at__gt=at)
        .select_related("deputy")
        .order_by("starts_at")
    )
    deputies = names_in([absence.deputy_id for absence in absences], on) if absences else {}
    away = defaultdict(list)
    for absence in absences:
        by = deputies.get(absence.deputy_id, "nobody")
        away[absence.post_id].append(Away(absence.deputy.says, by, absence.starts_at, absence.ends_at))
    return [
        PostLine(
            id=row.pk,
            reference=row.reference,
            says=row.says,
            agency=row.agency.says,
            team=row.team.says if row.team else "",
            role=row.role.says,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            holders=tuple(held[row.pk]),
            away=tuple(away[row.pk]),
        )
        for row in rows
    ]


def _holders(ids: Iterable[int], on: date) -> dict[int, list[Holder]]:
    found = defaultdict(list)
    for holding in (
        Holding.objects.filter(post_id__in=list(ids)).select_related("worker").order_by("starts_on", "id")
    ):
        state = "now" if holding.starts_on <= on else "later"
        if holding.ends_on is not None and holding.ends_on < on:
            state = "before"
        found[holding.post_id].append(
            Holder(
                holding.worker.reference,
                holding.worker.says,
                holding.worker.email,
                holding.starts_on,
                holding.ends_on,
                state,
            )
        )
    return found


def holder_of(post: str, day: date | Given) -> Subquery:
    """The name of whoever holds the post that this column points at, on a day."""
    holdings = Holding.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=day), post=OuterRef(post), starts_on__lte=day
    )
    return Subquery(holdings.order_by("starts_on").values("worker__says")[:1], output_field=CharField())


def names_in(ids: Iterable[int], on: date) -> dict[int, str]:
    """Who holds each of these posts on a day; a post that nobody holds is not among them."""
    found: dict[int, list[str]] = defaultdict(list)
    posts = list(ids)
    for post, name in _sit_in.rows(posts=posts, on=on) if posts else ():
        found[post].append(name)
    return {post: " and ".join(names) for post, names in found.items()}


@once
def _sit_in() -> QuerySet[Holding, tuple[int, str]]:
    begun = Holding.objects.filter(Among("post_id", Given("posts")), starts_on__lte=Given("on"))
    held = begun.filter(Q(ends_on=None) | Q(ends_on__gte=Given("on")))
    return held.order_by("starts_on", "id").values_list("post_id", "worker__says")


def standing_in(post: int, at: datetime) -> Post | None:
    """Whose post covers for this one now."""
    return next((absence.deputy for absence in _away.rows(post=post, at=at)), None)


@once
def _away() -> QuerySet[Absence]:
    now = Absence.objects.filter(post_id=Given("post"), starts_at__lte=Given("at"), ends_at__gt=Given("at"))
    return now.select_related("deputy").order_by("-starts_at")[:1]
