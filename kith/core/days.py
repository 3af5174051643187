"""Working days in England: Monday to Friday without the bank holidays. Day 0 is the day of the event."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from kith.core import lists

ONE_DAY = timedelta(days=1)


class CalendarEnds(ValueError):
    """A day was asked for that the list of bank holidays does not reach."""


@dataclass(frozen=True)
class Calendar:
    """The bank holidays of the years that a list covers."""

    name: str
    holidays: frozenset[date]
    first: date
    last: date

    def is_working_day(self, day: date) -> bool:
        if not self.first <= day <= self.last:
            raise CalendarEnds(
                f"The bank holidays for {day.year} are not known: the list runs from {self.first.year} to "
                f"{self.last.year}. Add that year to bank_holidays.toml."
            )
        return day.weekday() < 5 and day not in self.holidays


def calendar_from(holidays: lists.CodeList) -> Calendar:
    """The calendar of a list of holidays; it covers whole years, from its first to its last."""
    days = sorted(entry.starts for entry in holidays)
    return Calendar(holidays.name, frozenset(days), date(days[0].year, 1, 1), date(days[-1].year, 12, 31))


@cache
def bank_holidays() -> lists.CodeList:
    return lists.beside(__file__, "bank_holidays")


@cache
def england() -> Calendar:
    return calendar_from(bank_holidays())


def is_working_day(day: date, calendar: Calendar | None = None) -> bool:
    return (calendar or england()).is_working_day(day)


def next_working_day(day: date, calendar: Calendar | None = None) -> date:
    """The first working day after this one."""
    return add_working_days(day, 1, calendar)


def add_working_days(day: date, n: int, calendar: Calendar | None = None) -> date:
    """The nth working day after the day of the event, which is day 0 whether or not it is a working day."""
    if n < 0:
        raise ValueError("Count working days forwards: n must be 0 or more.")
    calendar = calendar or england()
    while n:
        day += ONE_DAY
        n -= calendar.is_working_day(day)
    return day


def working_days_between(a: date, b: date, calendar: Calendar | None = None) -> int:
    """How many working days come after `a` up to and including `b`; negative when `b` is the earlier."""
    if b < a:
        return -working_days_between(b, a, calendar)
    calendar = calendar or england()
    return sum(calendar.is_working_day(a + ONE_DAY * n) for n in range(1, (b - a).days + 1))
