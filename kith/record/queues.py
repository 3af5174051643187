"""Queues: what waits, told by each context for what is its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from kith.record.models import Clock
from kith.sharing.actor import Actor


@dataclass(frozen=True)
class Waiting:
    """One queue: how many wait, how many are late, and since when.

    `rules` are the clock rules whose work stands in it: a test asks that each rule has a queue.
    """

    code: str
    says: str
    count: int
    late: int
    oldest: datetime | None
    rules: frozenset[str] = frozenset()


Running = dict[str, tuple[int, int, datetime]]


def running(by: Actor, *, rules: Iterable[str], at: datetime) -> Running:
    """The running clocks of these rules that this actor reaches in their areas: how many, how many late, since when."""
    found = (
        Clock.objects.filter(
            rule__in=list(rules), stopped_at=None, partnership_id__in=by.partnerships, recorded_at__lte=at
        )
        .order_by()
        .values_list("rule")
        .annotate(
            n=Count("about", distinct=True),
            late=Count("pk", filter=Q(due_at__lt=at)),
            since=Min("started_at"),
        )
    )
    return {rule: (n, late, since) for rule, n, late, since in found}


def queue(code: str, says: str, rules: Iterable[str], ran: Running) -> Waiting:
    """The queue of these rules. What two clocks of it are about is counted by the longer list of the two."""
    theirs = [ran[rule] for rule in rules if rule in ran]
    return Waiting(
        code=code,
        says=says,
        count=max((n for n, _, _ in theirs), default=0),
        late=max((late for _, late, _ in theirs), default=0),
        oldest=min((since for _, _, since in theirs), default=None),
        rules=frozenset(rules),
    )
