"""How times, dates, ages and lists read on a page, in London's time."""

from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def moment(at: datetime) -> str:
    """In full: “Tuesday 17 November 2026, 8:40am”."""
    local = in_london(at)
    return f"{weekday(local.date())}, {hour(local)}"


def short_moment(at: datetime, now: datetime) -> str:
    """In a table: “today, 8:31am”, “Tue 17 Nov, 5pm”, with the year where it is another one."""
    local, today = in_london(at), in_london(now).date()
    return f"{short_day(local.date(), today)}, {hour(local)}"


def hour(at: datetime | time) -> str:
    """“12:31pm”, “5pm”, “midday”, “midnight”; a time without a date is taken as London's."""
    shown = in_london(at) if isinstance(at, datetime) else at
    if shown.minute == 0 and shown.hour in {0, 12}:
        return "midday" if shown.hour else "midnight"
    minutes = f":{shown.minute:02}" if shown.minute else ""
    return f"{shown.hour % 12 or 12}{minutes}{'am' if shown.hour < 12 else 'pm'}"


def day(on: date) -> str:
    """“17 November 2026”."""
    return f"{on.day} {on:%B %Y}"


def weekday(on: date) -> str:
    """“Tuesday 17 November 2026”."""
    return f"{on:%A} {day(on)}"


def short_day(on: date, today: date) -> str:
    """“today”, “tomorrow”, “yesterday”, “Tue 17 Nov”, with the year where it is another one."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get((on - today).days)
    year = "" if on.year == today.year else f" {on.year}"
    return near or f"{on:%a} {on.day} {on:%b}{year}"


def today_in_london(now: datetime) -> date:
    """The day that it is in London at this moment."""
    return in_london(now).date()


def years_old(born_on: date, today: date) -> int:
    """Whole years; somebody born on 29 February is a year older on 1 March when there is no 29 February."""
    return today.year - born_on.year - ((today.month, today.day) < (born_on.month, born_on.day))


def years_after(day: date, years: int) -> date:
    """The same day so many years later, or earlier where they are fewer than none; of 29 February, 28 February in a year that has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def age(born_on: date | None, today: date, *, due_on: date | None = None) -> str:
    """“13”, “8 months”, “unborn, due 3 February 2027”, “age not known”."""
    if born_on is None:
        return f"unborn, due {day(due_on)}" if due_on else "age not known"
    if born_on > today:
        return f"unborn, due {day(born_on)}"
    if (years := years_old(born_on, today)) >= 2:
        return str(years)
    months = (today.year - born_on.year) * 12 + today.month - born_on.month - (today.day < born_on.day)
    if months:
        return count(months, "month")
    days = (today - born_on).days
    return count(days // 7, "week") if days >= 7 else count(days, "day")


def people(names: Sequence[str]) -> str:
    """“a, b and c”; nobody when there is none."""
    if not names:
        return "nobody"
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def count(n: int, one: str, many: str | None = None) -> str:
    """“1 child”, “2 children”."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def length(hours: float) -> str:
    """A length of time, rounded to what people would say: “40 minutes”, “6 hours”, “3 days”."""
    if hours < 1:
        return count(round(hours * 60), "minute")
    if hours < 48:
        return count(round(hours), "hour")
    return count(round(hours / 24), "day")


def in_london(at: datetime) -> datetime:
    """The same moment on London's clock; a time that does not say its zone is refused."""
    if at.tzinfo is None:
        raise ValueError("This time does not say its time zone. Give it with one, for example in UTC.")
    return at.astimezone(LONDON)
