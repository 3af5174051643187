"""When something is due: clock rules are data, reckoned in Europe/London, kept in UTC.

Day 0 is the day of receipt, whatever the hour. A clock with no figure, only "as soon as", is not in the list. A rule's
`from` is the first day that Kith reckons with its figure, not the day on which the law began.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import TypeVar

from kith.core import days, lists
from kith.core.says import LONDON, in_london


class Unit(StrEnum):
    HOURS = "hours"
    CALENDAR_DAYS = "calendar_days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    BY_TIME = "by_time"
    WORKING_HOURS = "working_hours"


class Bound(StrEnum):
    """Most clocks say by when; a few say not before when."""

    BY = "by"
    NOT_BEFORE = "not_before"


class Severity(StrEnum):
    """Where the figure comes from, and so what it means to miss it."""

    LAW = "law"
    GUIDANCE = "guidance"
    PRACTICE = "practice"


class Certainty(StrEnum):
    """Whether the figure was read in its source, or stands on common knowledge until somebody reads it."""

    READ = "read"
    NOT_READ = "not read"


Kind = TypeVar("Kind", Unit, Bound, Severity, Certainty)


class State(StrEnum):
    LATE = "late"
    TODAY = "today"
    ON_TIME = "on_time"


@dataclass(frozen=True)
class ClockRule:
    """One clock: what starts it, what stops it, and how long it runs."""

    code: str
    says: str
    starts_with: str
    stops_with: str
    unit: Unit
    n: int
    ends_at: time | None
    calendar: str
    source: str
    severity: Severity
    certainty: Certainty
    local: bool
    bound: Bound = Bound.BY
    day_begins: time = time(9)


@cache
def shipped() -> lists.CodeList:
    """The clocks that come with Kith; a partnership's own lie over them with `lists.merge`."""
    return lists.beside(__file__, "clocks")


@cache
def working_day() -> lists.CodeList:
    """When a working day ends: local configuration, in the same shape as every list."""
    return lists.beside(__file__, "working_day")


def rule(
    code: str, day: date, clocks: lists.CodeList | None = None, hours: lists.CodeList | None = None
) -> ClockRule:
    """The clock with this code, as it stands on the day that it starts; `clocks` and `hours` may be local."""
    own = hours or working_day()
    begins = own if own.has("begins", day) else working_day()
    return from_entry(
        (clocks or shipped()).get(code, day),
        time.fromisoformat(own.get("ends", day).extra["at"]),
        time.fromisoformat(begins.get("begins", day).extra["at"]),
    )


def from_entry(entry: lists.Entry, working_day_ends: time, working_day_begins: time = time(9)) -> ClockRule:
    """The clock that an entry tells; a ListIsWrong says what the entry lacks."""
    told = entry.extra
    try:
        unit = _one_of(Unit, told["unit"])
        ends_at = time.fromisoformat(told["ends_at"]) if "ends_at" in told else None
        if unit in {Unit.WORKING_DAYS, Unit.WORKING_HOURS} and ends_at is None:
            ends_at = working_day_ends
        made = ClockRule(
            code=entry.code,
            says=entry.says,
            starts_with=told["starts_with"],
            stops_with=told["stops_with"],
            unit=unit,
            n=told["n"],
            ends_at=None if unit is Unit.HOURS else ends_at,
            calendar=told.get("calendar", "england"),
            source=entry.source,
            severity=_one_of(Severity, told["severity"]),
            certainty=_one_of(Certainty, told["certainty"]),
            local=entry.local,
            bound=_one_of(Bound, told.get("bound", Bound.BY)),
            day_begins=working_day_begins,
        )
    except KeyError as missing:
        raise lists.ListIsWrong(f"Clock {entry.code}: it has no {missing.args[0]}. Add it.") from None
    except ValueError as reason:
        raise lists.ListIsWrong(f"Clock {entry.code}: {reason}. Correct it.") from None
    _refuse_what_cannot_be_reckoned(made)
    return made


def _one_of(kind: type[Kind], told: str) -> Kind:
    try:
        return kind(told)
    except ValueError:
        raise ValueError(f"“{told}” is not one of {', '.join(kind)}") from None


def _refuse_what_cannot_be_reckoned(made: ClockRule) -> None:
    where = f"Clock {made.code}"
    if type(made.n) is not int or made.n < 1:
        raise lists.ListIsWrong(f"{where}: n must be a whole number, 1 or more.")
    if made.unit is not Unit.HOURS and made.ends_at is None:
        raise lists.ListIsWrong(f'{where}: say when the last day ends, for example ends_at = "17:00".')
    if made.calendar != "england":
        raise lists.ListIsWrong(f"{where}: the calendar “{made.calendar}” is not known. Use england.")


def due_at(rule: ClockRule, started_at: datetime) -> datetime:
    """The moment by which a clock must have stopped, in UTC; worked out once, when it starts, and stored."""
    start = in_london(started_at)
    if rule.unit is Unit.HOURS:
        return started_at.astimezone(UTC) + timedelta(hours=rule.n)
    assert rule.ends_at is not None
    if rule.unit is Unit.BY_TIME:
        return _by_time(start, rule.n, rule.ends_at)
    if rule.unit is Unit.WORKING_HOURS:
        return _working_hours(start, rule.n, rule.day_begins, rule.ends_at)
    if rule.unit is Unit.WORKING_DAYS:
        last = days.add_working_days(start.date(), rule.n)
    elif rule.unit is Unit.MONTHS:
        last = add_months(start.date(), rule.n)
    else:
        last = start.date() + timedelta(days=rule.n)
    return _at(last, rule.ends_at)


def add_months(day: date, n: int) -> date:
    """The same day n months on, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    longest = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, longest))


def state(due_at: datetime, now: datetime) -> State:
    """Late, due today as London reckons days, or on time; at the very moment that it is due it is not late."""
    if now > due_at:
        return State.LATE
    return State.TODAY if in_london(due_at).date() == in_london(now).date() else State.ON_TIME


def left(due_at: datetime, now: datetime) -> str:
    """How a person would say it: “3 h 51 min left”, “Late by 15 h 40 min”."""
    if now > due_at:
        return f"Late by {lasting(now - due_at)}"
    return f"{lasting(due_at - now)} left" if due_at - now >= timedelta(minutes=1) else "Due now"


def lasting(length: timedelta, *, in_hours_to: int = 72) -> str:
    """A length of time in whole minutes up to three days or fewer, and in days and hours after that."""
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        return "less than 1 min"
    hours, minutes = divmod(minutes, 60)
    if hours > in_hours_to or (hours == in_hours_to and minutes):
        whole, hours = divmod(hours, 24)
        return f"{whole} days {hours} h" if hours else f"{whole} days"
    said = [f"{hours} h"] * (hours > 0) + [f"{minutes} min"] * (minutes > 0)
    return " ".join(said)


def _by_time(start: datetime, n: int, ends_at: time) -> datetime:
    """The nth time that the clock on the wall shows `ends_at` on a working day, after the start."""
    day = start.date()
    if days.is_working_day(day) and start.time() < ends_at:
        n -= 1
    return _at(days.add_working_days(day, n), ends_at)


def _working_hours(start: datetime, n: int, begins: time, ends: time) -> datetime:
    """The moment when so many hours of working days have passed; outside them no time passes."""
    left, day = timedelta(hours=n), start.date()
    while True:
        if days.is_working_day(day):
            opens = max(_at(day, begins), start.astimezone(UTC))
            there = _at(day, ends) - opens
            if left <= there:
                return opens + left
            left -= max(there, timedelta())
        day += days.ONE_DAY


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=LONDON).astimezone(UTC)
