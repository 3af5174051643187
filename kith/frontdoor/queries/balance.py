"""What came and what became of it; and which sources have fallen silent: for the front door, and for the service that watches."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Min

from kith.core.says import LONDON
from kith.frontdoor.rules import silence
from kith.frontdoor.rules.balance import Stands
from kith.sharing.models import Agency

# A source that has not spoken for so long is no longer watched: somebody was told long ago.
REMEMBERED = timedelta(weeks=12)
NOW = "select day, sender, channel, state, number, receipts from kith.balance(%s, %s, %s)"
THEN = "select day, sender, channel, state, number, receipts from kith.balance_at(%s, %s, %s, %s, %s)"


def balance(area: int, first: date, last: date) -> list[Stands]:
    """What was received from the first day to the last, in London, each thing in the one state in which it stands now."""
    return _stands(NOW, area, _begins(first), end_of(last))


def balance_at(area: int, first: date, last: date, moment: datetime) -> list[Stands]:
    """The same as it was known just before a moment: what came, was read, decided or linked later does not count."""
    return _stands(THEN, area, _begins(first), end_of(last), moment, False)


def each_day(area: int, first: date, last: date) -> list[Stands]:
    """What was received from the first day to the last, each thing as it stood at the end of its own day.

    What came on paper or by telephone and was keyed on a later day stands as at the end of that one.
    """
    return _stands(THEN, area, _begins(first), end_of(last), end_of(last), True)


def began(area: int) -> date | None:
    """The first day of the first agency of a partnership."""
    return Agency.objects.filter(partnerships=area).aggregate(first=Min("starts_on"))["first"]


def _stands(asked: str, *values: int | bool | datetime) -> list[Stands]:
    with connection.cursor() as cursor:
        cursor.execute(asked, values)
        return [
            Stands(day, sender, channel, state, number, tuple(receipts))
            for day, sender, channel, state, number, receipts in cursor.fetchall()
        ]


def end_of(day: date) -> datetime:
    """The moment at which a day is over, in London."""
    return _begins(day + timedelta(days=1))


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(0), LONDON)


@dataclass(frozen=True)
class Source:
    """An agency's own system: when it last sent, how much is usual, and whether that says that it has fallen silent."""

    agency: int
    reference: str
    says: str
    post: int
    last_at: datetime
    in_weeks: int
    expected: float
    is_regular: bool
    is_silent: bool


def sources(area: int, at: datetime) -> list[Source]:
    """Every source whose key opens something, and how long it has been silent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select agency, reference, says, post, hour, number, last_at from kith.spoke(%s, %s, %s)",
            [area, at - REMEMBERED, at],
        )
        told = cursor.fetchall()
    spoke: dict[int, dict[datetime, int]] = {}
    who: dict[int, tuple[str, str, int, datetime]] = {}
    for agency, reference, says, post, hour, number, last_at in told:
        spoke.setdefault(agency, {})[hour] = number
        who[agency] = (reference, says, post, last_at)  # the hours come in their order: the last one stays
    return [
        Source(
            agency=agency,
            reference=reference,
            says=says,
            post=post,
            last_at=last_at,
            in_weeks=sum(silence.before_silence(spoke[agency], last_at).values()),
            expected=silence.expected(spoke[agency], last_at, at),
            is_regular=silence.is_regular(spoke[agency], last_at),
            is_silent=silence.is_silent(spoke[agency], last_at, at),
        )
        for agency, (reference, says, post, last_at) in who.items()
    ]
