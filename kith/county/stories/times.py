"""Moments of the last four weeks, so chosen that some work is late and some is due today, whenever one looks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kith.core import days
from kith.core.says import LONDON, in_london

HOME_TIME = time(17)
RED, AMBER = timedelta(hours=4), timedelta(hours=24)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A time on London's clock, in UTC."""
    return datetime.combine(day, time(hour, minute), tzinfo=LONDON).astimezone(UTC)


def soon(since: datetime, until: datetime, minutes: int) -> datetime:
    """So many minutes later; sooner where less than that is left before `until`."""
    return since + min(timedelta(minutes=minutes), (until - since) * 0.8)


@dataclass(frozen=True)
class Moments:
    """The moments before `until`. Clocks of hours run at weekends too, so something is due today on any day."""

    until: datetime

    @property
    def today(self) -> date:
        return in_london(self.until).date()

    @property
    def is_working(self) -> bool:
        return days.is_working_day(self.today)

    def ago(self, *, minutes: int) -> datetime:
        return self.until - timedelta(minutes=minutes)

    def back(self, n: int) -> date:
        """The nth working day before today; 0 is the last working day that today or before it was."""
        day = self.today
        while not days.is_working_day(day):
            day -= days.ONE_DAY
        while n:
            day -= days.ONE_DAY
            n -= days.is_working_day(day)
        return day

    def day(self, n: int, hour: int, minute: int = 0) -> datetime:
        """A time on the nth working day before today."""
        return at(self.back(n), hour, minute)

    def ahead(self, n: int) -> date:
        """The nth working day after today."""
        return days.add_working_days(self.today, n)

    def decision_late(self, hour: int, minute: int) -> datetime:
        """Received so long ago that the decision (CLK-01, the end of the next working day) is late by now."""
        is_over = self.is_working and in_london(self.until).time() > HOME_TIME
        return self.day(1 if is_over or not self.is_working else 2, hour, minute)

    def picture_late(self, *, minutes: int) -> datetime:
        """Received so long ago that an amber picture has been late for so many minutes."""
        return self.until - AMBER - timedelta(minutes=minutes)

    @property
    def is_evening(self) -> bool:
        """Whether the decisions of today are over: then only the picture of something red can be due today."""
        return self.is_working and not self.is_before_home_time

    def due_today(self, share: float) -> datetime:
        """Received so that its picture is due in what is left of today: amber, or red in the evening."""
        left = at(self.today + days.ONE_DAY, 0) - self.until
        length = RED if self.is_evening else AMBER
        return self.until + min(left, length) * share - length

    def earlier_today(self, hour: int, minute: int) -> datetime:
        """Received today, at this time or before it, so that an amber picture and the decision fall after today.

        In the first hour of the day on which the clocks go back nothing can: that day lasts 25 hours.
        """
        began = max(at(self.today, 0), at(self.today + days.ONE_DAY, 0) - AMBER)
        wanted = at(self.today, hour, minute)
        if began <= wanted < self.ago(minutes=20):
            return wanted
        return min(began, self.until) + max(self.until - began, timedelta()) * 0.6

    def decision_on_time(self, hour: int, minute: int) -> datetime:
        """Received so lately that the decision falls after today."""
        return self.earlier_today(hour, minute) if self.is_working else self.day(0, hour, minute)

    @property
    def is_before_home_time(self) -> bool:
        """Whether something received on the last working day is decided by the end of today."""
        return self.is_working and in_london(self.until).time() < HOME_TIME

    def decision_today(self, hour: int, minute: int) -> datetime:
        """Due today where a decision still can be; on a day off, or in the evening, it is on time."""
        return self.day(1, hour, minute) if self.is_before_home_time else self.decision_on_time(hour, minute)

    def is_today(self, moment: datetime) -> bool:
        return in_london(moment).date() == self.today

    def born(self, years: int, month: int, day: int) -> date:
        """The birthday of somebody who is this many years old today."""
        is_to_come = (month, day) > (self.today.month, self.today.day)
        return date(self.today.year - years - is_to_come, month, day)
