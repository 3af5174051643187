"""Queues: what waits, told by each context for what is its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

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


@dataclass(frozen=True)
class Running:
    """What runs by one rule about one thing: since when, and whether it is late."""

    rule: str
    about: tuple[str, str]
    since: datetime
    is_late: bool


def running(by: Actor, *, rules: Iterable[str], at: datetime) -> list[Running]:
    """The running clocks of these rules that this actor reaches in their areas."""
    found = (
        Clock.objects.filter(
            rule__in=list(rules), stopped_at=None, partnership_id__in=by.partnerships, recorded_at__lte=at
        )
        .order_by()
        .values_list("rule", "about_kind", "about")
        .annotate(since=Min("started_at"), due=Min("due_at"))
    )
    return [Running(rule, (kind, about), since, due < at) for rule, kind, about, since, due in found]


def queue(code: str, says: str, rules: Iterable[str], ran: Iterable[Running]) -> Waiting:
    """The queue of these rules. A thing about which several clocks run waits once, and is late if one of them is."""
    of_it = frozenset(rules)
    theirs = [each for each in ran if each.rule in of_it]
    return Waiting(
        code=code,
        says=says,
        count=len({each.about for each in theirs}),
        late=len({each.about for each in theirs if each.is_late}),
        oldest=min((each.since for each in theirs), default=None),
        rules=of_it,
    )
