"""A record that is kept to named readers, and who must not meet a child: what the page of who may open it tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kith.sharing.actor import Actor
from kith.sharing.models import Grant, Holding, Post, Restriction, RestrictionReview, RolePermission, Subject
from kith.sharing.models.access import Relationship
from kith.sharing.queries.agreements import reasons
from kith.sharing.queries.posts import names_in


@dataclass(frozen=True)
class KeptTo:
    """That a record is kept to named readers: since when, why, until when nobody has looked at it again, and whom to ask."""

    kind: str
    because: str
    since: datetime
    by: str
    review_on: date
    is_review_late: bool
    whom_to_ask: str
    kept_on: RestrictionReview | None


def readers_at(subjects: Iterable[int], at: datetime) -> set[int]:
    """The posts that are named readers of these records at a moment, for however long."""
    live = Q(ends_at=None) | Q(ends_at__gt=at)
    named = Grant.objects.filter(
        live,
        relationship=Relationship.READER,
        subject_id__in=list(subjects),
        post__isnull=False,
        starts_at__lte=at,
    )
    return set(named.values_list("post_id", flat=True))


def kept_to(subjects: Iterable[int], *, on: date) -> KeptTo | None:
    """How this record is kept, or None where it is not."""
    found = (
        Restriction.objects.filter(subject_id__in=list(subjects), ends_at=None)
        .select_related("by_post__agency", "whom_to_ask__agency")
        .order_by("starts_at", "id")
        .first()
    )
    if found is None:
        return None
    names = names_in([found.whom_to_ask_id, found.by_post_id], on)
    kept_on = (
        RestrictionReview.objects.filter(subject_id=found.subject_id, recorded_at__gte=found.starts_at)
        .select_related("by_worker", "by_post")
        .order_by("-id")
        .first()
    )
    review_on = kept_on.review_on if kept_on else found.review_on
    return KeptTo(
        kind=reasons("restricted_because").words(found.kind, on),
        because=found.because,
        since=found.starts_at,
        by=", ".join(each for each in (names.get(found.by_post_id, ""), found.by_post.says) if each),
        review_on=review_on,
        is_review_late=review_on < on,
        whom_to_ask=", ".join(
            each
            for each in (
                names.get(found.whom_to_ask_id, ""),
                found.whom_to_ask.says,
                found.whom_to_ask.agency.says,
            )
            if each
        ),
        kept_on=kept_on,
    )


def reviews_due(subjects: Iterable[int]) -> list[tuple[int, date]]:
    """By when somebody looks again whether each of these is kept to named readers; those that are not are left out."""
    reviewed = RestrictionReview.objects.filter(
        subject_id=OuterRef("subject_id"), recorded_at__gte=OuterRef("starts_at")
    )
    latest = Subquery(reviewed.order_by("-id").values("review_on")[:1])
    found = Restriction.objects.filter(subject_id__in=list(subjects), ends_at=None)
    return list(found.annotate(due_on=Coalesce(latest, "review_on")).values_list("subject_id", "due_on"))


@dataclass(frozen=True)
class Apart:
    """Somebody who must not meet this child, since when, and why."""

    worker: int
    reference: str
    says: str
    kind: str
    because: str
    since: datetime
    by_post: str


def conflicts_of(subjects: Iterable[int], *, on: date) -> list[Apart]:
    """Who must not meet this child; nobody at all for those who may not declare it of a colleague."""
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.conflicts_of(%s::bigint[])", [list(subjects)])
        return [
            Apart(worker, reference, says, reasons("conflict_because").words(kind, on), because, since, by)
            for worker, reference, says, kind, because, since, by in cursor.fetchall()
        ]


@dataclass(frozen=True)
class Seat:
    """A post that could be a named reader, who sits in it, and whether it could open the record again."""

    id: int
    reference: str
    says: str
    team: int | None
    could_open_again: bool


def may_be_readers(*, actor: Actor, on: date) -> list[Seat]:
    """The posts of the actor's partnerships which a named reader's part would reach the child through, held today."""
    here = Q(partnerships__in=actor.partnerships)
    opens = set(_posts("record.restrict", "reader", on).filter(here).values_list("pk", flat=True))
    return _seats(_posts("child.read", "reader", on).filter(here), opens, on)


def read_everywhere(subject: Subject, *, on: date) -> list[Seat]:
    """The posts that reach every child of this child's partnerships, and so this one while it is not restricted."""
    return _seats(
        _posts("child.read", "partnership", on).filter(partnerships__in=subject.partnerships), set(), on
    )


def reached_through(kind: str, reference: str, *, on: date) -> list[Seat]:
    """The posts which the part of this team or agency brings to a child, by the relationship that it is of."""
    here = Q(team__reference=reference) | Q(agency__reference=reference)
    reads = _posts("child.read", kind, on) if kind != "disclosed" else Post.objects.filter(_in_force(on))
    return _seats(reads.filter(here, role__is_service=False), set(), on)


def _seats(found: QuerySet[Post], opens: set[int], on: date) -> list[Seat]:
    rows = list(found.select_related("agency").distinct().order_by("agency__says", "says", "id"))
    names = names_in([post.pk for post in rows], on)
    return [
        Seat(
            post.pk,
            post.reference,
            f"{names[post.pk]}, {post.says}, {post.agency.says}",
            post.team_id,
            post.pk in opens,
        )
        for post in rows
        if post.pk in names
    ]


def _posts(permission: str, way: str, on: date) -> QuerySet[Post]:
    """The posts in force whose role may do this, and reaches a child for it in this way."""
    roles = RolePermission.objects.filter(
        permission__code=permission, reach__contains=[way], role__is_service=False, starts_on__lte=on
    ).filter(Q(ends_on=None) | Q(ends_on__gte=on))
    return Post.objects.filter(_in_force(on), role_id__in=roles.values("role_id"))


def _in_force(on: date) -> Q:
    return Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))


def colleagues(*, actor: Actor, on: date) -> list[tuple[str, str]]:
    """Everybody else who holds a post in the actor's partnerships: by reference, with their posts."""
    held = (
        Holding.objects.filter(
            post__partnerships__in=actor.partnerships, post__role__is_service=False, starts_on__lte=on
        )
        .filter(Q(ends_on=None) | Q(ends_on__gte=on))
        .exclude(worker_id=actor.worker_id or 0)
        .order_by("worker__says", "worker_id", "post__says")
        .distinct()
        .values_list("worker__reference", "worker__says", "post__says", "post__agency__says")
    )
    posts: dict[tuple[str, str], list[str]] = {}
    for reference, name, post, agency in held:
        posts.setdefault((reference, name), []).append(f"{post}, {agency}")
    return [(reference, f"{name}: {'; '.join(theirs)}") for (reference, name), theirs in posts.items()]
