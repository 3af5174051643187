"""How long what nobody sent is kept. No database and no clock in here."""

from datetime import date, datetime, time, timedelta
from functools import cache

from kith.core import lists
from kith.core.says import LONDON, in_london, today_in_london


@cache
def keeping() -> lists.CodeList:
    return lists.beside(__file__, "keeping")


def days_kept(day: date) -> int:
    """How many days a draft is kept after the day on which it was last saved (local)."""
    return int(keeping().get("drafts", day).extra["days"])


def kept_until(saved_at: datetime) -> date:
    """The last day of a draft that nobody touches again."""
    saved_on = in_london(saved_at).date()
    return saved_on + timedelta(days=days_kept(saved_on))


def over_before(now: datetime) -> datetime:
    """A draft last saved before this moment is over now."""
    today = today_in_london(now)
    first = today - timedelta(days=days_kept(today))
    return datetime.combine(first, time(0), tzinfo=LONDON)
