"""What came and what became of it; and which sources have fallen silent: for the front door, and for the service that watches."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import connection

from kith.core.says import LONDON
from kith.frontdoor.rules import silence
from kith.frontdoor.rules.balance import Stands

# A source that has not spoken for so long is no longer watched: somebody was told long ago.
REMEMBERED = timedelta(weeks=12)


def balance(area: int, first: date, last: date) -> list[Stands]:
    """What was received from the first day to the last, in London, each thing in one state."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select day, sender, channel, state, number, receipts from kith.balance(%s, %s, %s)",
            [area, _begins(first), _begins(last + timedelta(days=1))],
        )
        return [
            Stands(day, sender, channel, state, number, tuple(receipts))
            for day, sender, channel, state, number, receipts in cursor.fetchall()
        ]


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
