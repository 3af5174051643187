"""Handing the front door over from one team to the next. No database and no clock in here."""

from collections.abc import Mapping
from datetime import datetime

from kith.core.lists import CodeList
from kith.frontdoor.rules import day

TURNS = {"to_night": "from the day to out of hours", "to_day": "from out of hours to the day"}


def turn(at: datetime, *, hours: CodeList) -> str:
    """Which way it goes: while the day lasts it is handed to the night, and outside it to the day (local: working_day)."""
    return "to_night" if day.is_office_hours(at, hours=hours) else "to_day"


def is_late(handed_at: datetime, at: datetime) -> bool:
    """Whether a handover has waited too long for somebody to accept it (local: 30 minutes)."""
    return at > handed_at + day.minutes("handover_accepted", handed_at.date())


def objections(*, waits: bool, notes: Mapping[str, str], known: frozenset[str]) -> dict[str, str]:
    """Why it cannot be handed over so: an earlier one waits still, or a note is about a contact that is not open."""
    found: dict[str, str] = {}
    if waits:
        found[""] = "The last handover has not been accepted yet. Somebody accepts that one first."
    for name in notes:
        if name not in known:
            found[name] = (
                "This contact does not wait any more. What you wrote is kept below: copy it, then hand over again."
            )
    return found


def objections_to_accepting(*, waits: bool, is_own: bool, turn: str = "", is_nights: bool = False) -> str:
    """Why this person cannot accept it: somebody has, they handed it over themselves, or it goes to the day and they are the night."""
    if not waits:
        return "Somebody has accepted this handover already."
    if is_own:
        return "You handed this over yourself. Whoever comes after you accepts it."
    if turn == "to_day" and is_nights:
        return "This goes to the day. Somebody of the day’s team accepts it, by name."
    return ""
