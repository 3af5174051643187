"""The accounts of those who hold posts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from kith.sharing.actor import Actor
from kith.sharing.models import Holding, Post, Worker
from kith.sharing.queries.places import keeps_installation

# More words than this find nobody whom fewer did not.
MOST_WORDS = 6


@dataclass(frozen=True)
class Account:
    """Somebody who signs in: since when, in which posts, and whether they have done so yet."""

    id: int
    reference: str
    name: str
    email: str
    posts: tuple[str, ...]
    is_open: bool
    has_signed_in: bool
    last_at: datetime | None

    @property
    def state(self) -> str:
        if not self.is_open:
            return "closed"
        return "in" if self.has_signed_in else "waiting"


@dataclass(frozen=True)
class Found:
    """One page of the accounts that were looked for, and how many there are of each state."""

    lines: list[Account]
    waiting: int
    signed_in: int
    closed: int

    @property
    def count(self) -> int:
        return self.waiting + self.signed_in + self.closed


def live(on: date) -> QuerySet[Holding]:
    """Holdings of today and later, in posts that are not over."""
    return Holding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on)).exclude(post__ends_on__lt=on)


def accounts(*, actor: Actor, on: date, looked_for: str = "", start: int = 0, most: int = 50) -> Found:
    """Those who hold or held a post in the actor's partnerships; for who keeps the installation, everybody.

    `looked_for` is words of a name, an address, a post, a team or an agency. Who has not signed in yet comes first.
    """
    reached = _reached(actor)
    for word in looked_for.split()[:MOST_WORDS]:
        reached = reached.filter(
            Q(says__icontains=word) | Q(email__icontains=word) | Exists(_holds(word, on))
        )
    counted = reached.aggregate(
        waiting=Count("pk", filter=Q(is_active=True, last_login=None)),
        signed_in=Count("pk", filter=Q(is_active=True, last_login__isnull=False)),
        closed=Count("pk", filter=Q(is_active=False)),
    )
    rows = list(
        reached.annotate(is_in=Q(last_login__isnull=False)).order_by("-is_active", "is_in", "says", "id")[
            start : start + most
        ]
    )
    return Found(_accounts(rows, on), **counted)


def account(*, actor: Actor, on: date, reference: str) -> Account | None:
    """The account with this reference, among those that this actor reaches."""
    return next(iter(_accounts(list(_reached(actor).filter(reference=reference)), on)), None)


def _reached(actor: Actor) -> QuerySet[Worker]:
    if keeps_installation(actor):
        return Worker.objects.all()
    here = Holding.objects.filter(worker=OuterRef("pk"), post__partnerships__in=actor.partnerships)
    return Worker.objects.filter(Exists(here))


def _holds(word: str, on: date) -> QuerySet[Holding]:
    named = Q(post__says__icontains=word) | Q(post__team__says__icontains=word)
    return live(on).filter(named | Q(post__agency__says__icontains=word), worker=OuterRef("pk"))


def _accounts(workers: Iterable[Worker], on: date) -> list[Account]:
    shown = list(workers)
    held = defaultdict(list)
    for holding in (
        live(on)
        .filter(worker_id__in=[worker.pk for worker in shown])
        .select_related("post__agency", "post__team")
        .order_by("starts_on", "id")
    ):
        held[holding.worker_id].append(_where(holding.post))
    return [
        Account(
            id=worker.pk,
            reference=worker.reference,
            name=worker.says,
            email=worker.email,
            posts=tuple(held[worker.pk]),
            is_open=worker.is_active,
            has_signed_in=worker.last_login is not None,
            last_at=worker.last_login,
        )
        for worker in shown
    ]


def _where(post: Post) -> str:
    """A post with its team, where its name does not say it, and its agency."""
    team = post.team.says if post.team else ""
    named = [post.says, "" if team.lower() in post.says.lower() else team, post.agency.says]
    return ", ".join(each for each in named if each)
