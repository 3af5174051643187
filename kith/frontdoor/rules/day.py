"""The front door’s day: when a claim lapses, and what taking a contact over needs. No database and no clock in here."""

from datetime import date, datetime, time, timedelta
from functools import cache

from kith.core import days, lists
from kith.core.says import in_london


@cache
def times() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "day")


def minutes(code: str, on: date) -> timedelta:
    """How long this may take (local)."""
    return timedelta(minutes=int(times().get(code, on).extra["minutes"]))


def lapses_at(worked_at: datetime) -> datetime:
    """When a claim lapses: so long after its holder last opened the contact or did anything with it (local: 30 minutes)."""
    return worked_at + minutes("claim_lapses", worked_at.date())


def is_lapsed(worked_at: datetime, at: datetime) -> bool:
    """Whether a claim no longer stands: anyone at the front door may take the contact on."""
    return at >= lapses_at(worked_at)


def is_rung_about(received_at: datetime, *, opened_at: datetime | None, at: datetime) -> bool:
    """Whether a red contact has waited so long unopened that somebody rings (local: 10 minutes)."""
    return opened_at is None and at >= received_at + minutes("red_unopened", received_at.date())


def is_office_hours(at: datetime, *, hours: lists.CodeList) -> bool:
    """Whether this moment lies in a working day; outside it the out-of-hours team has the queue (local: working_day)."""
    then = in_london(at)
    begins, ends = (
        time.fromisoformat(hours.get(code, then.date()).extra["at"]) for code in ("begins", "ends")
    )
    return days.is_working_day(then.date()) and begins <= then.time() < ends


def rings(*, is_nights: bool, is_office_hours: bool, has_night_team: bool) -> bool:
    """Whether a red contact rings at this post: the day’s by day, the out-of-hours team’s outside it; where an area has
    no such team in Kith, the front door’s at every hour.
    """
    if is_office_hours:
        return not is_nights
    return is_nights or not has_night_team


def objections_to_taking_over(*, held_by: str, stands: bool, is_mine: bool, because: str) -> dict[str, str]:
    """Why a contact cannot be taken over so: it is one’s own, or a claim that stands is taken without a word."""
    if is_mine and stands:
        return {"because": "You have this already. There is nothing to take over."}
    if stands and not because.strip():
        return {"because": f"Say why you take it over: {held_by} is told, in your words."}
    return {}


def objection_to_claiming(*, held_by: str) -> str:
    """A claim that stands is not taken in passing."""
    return (
        f"{held_by} has this contact and is working on it. Take it over and say why, or leave it with them."
    )
