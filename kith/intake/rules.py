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


# How far back a telephone call may be keyed (local: whoever rang is owed an answer within a working day).
CALLS_KEYED_WITHIN = timedelta(days=7)


def keying_objections(
    *, received_at: datetime | None, printed_at: datetime | None, at: datetime
) -> list[str]:
    """Why what was said by telephone, or written on a form printed at `printed_at`, cannot have come at this hour (local)."""
    if received_at is None:
        return ["Say on which day and at what time it came, such as 2:10pm."]
    if received_at > at:
        return ["That is later than now. Say when it came."]
    if printed_at is None:
        if received_at < at - CALLS_KEYED_WITHIN:
            return ["That is more than 7 days ago. Check the day. If it is right, ring the team manager."]
    elif received_at < printed_at.replace(second=0, microsecond=0):
        return ["That is before this form was printed. Check the day and the time on the form."]
    return []
