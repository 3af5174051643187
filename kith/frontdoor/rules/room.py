"""Who was in the room when a front door spoke about its day. No database and no clock in here."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from kith.core import says

# How far back somebody may still write it down or put it right (local); what is older rests on no memory.
WITHIN = timedelta(days=28)


class Presence(StrEnum):
    """How an agency was represented on one day. A report is not a voice in the room."""

    THERE = "there"
    DEPUTY = "deputy"
    REPORT = "report"
    ABSENT = "absent"


SAYS = {
    Presence.THERE: "There",
    Presence.DEPUTY: "A deputy was there",
    Presence.REPORT: "Sent a report",
    Presence.ABSENT: "Not there",
}


def objections(
    *, day: date, today: date, said: Mapping[str, Presence | None], words: Mapping[str, str]
) -> dict[str, str]:
    """Why it cannot be written down so; what concerns one agency stands under its reference."""
    if day > today:
        return {"": f"{says.day(day)} is still to come. Choose today or a day before."}
    if day < today - WITHIN:
        return {
            "": f"{says.day(day)} is more than {WITHIN.days} days ago. What nobody wrote down by then stays unknown."
        }
    left = [name for name, how in said.items() if not how and words.get(name, "").strip()]
    if left:
        return dict.fromkeys(left, "Say whether it was there, or take out what is written beside it.")
    if not any(said.values()):
        return {
            "": "Say of one agency at least whether it was there. Leave the others as they are if you do not know."
        }
    return {}


def written_since(who: str, how_says: str, when: datetime, at: datetime) -> str:
    """What somebody is told whose page is older than what a colleague wrote down of an agency."""
    return (
        f"{who} wrote down {says.short_moment(when, at)}, after you had opened this page: {how_says}."
        " If that is not right, save again; if it is, choose the same."
    )
