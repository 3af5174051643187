"""What an emergency opening takes, how long it lasts, and what its review says. No database and no clock in here."""

from datetime import datetime, timedelta
from functools import cache

from kith.core import lists
from kith.core.says import today_in_london

REVIEW = "KITH-EMERGENCY"


@cache
def reasons() -> lists.CodeList:
    """Why a record is opened in an emergency."""
    return lists.beside(__file__, "emergency_because")


@cache
def times() -> lists.CodeList:
    return lists.beside(__file__, "emergency_times")


def until(at: datetime) -> datetime:
    """Until when an opening of this moment lasts (local: four hours; the table lets none last longer)."""
    return at + timedelta(hours=int(times().get("lasts", today_in_london(at)).extra["hours"]))


def why_at_least(at: datetime) -> int:
    """In how many characters it is said why, at the least (access model: 20)."""
    return int(times().get("why_at_least", today_in_london(at)).extra["characters"])


def objections_to_opening(*, because: str, why: str, at: datetime) -> dict[str, str]:
    """Why a record is not opened in an emergency yet, by field: a reason from the list, and in words somebody can check."""
    found: dict[str, str] = {}
    if not reasons().has(because, today_in_london(at)):
        found["because"] = "Choose why it cannot wait."
    short = why_at_least(at) - len(" ".join(why.split()))
    if short > 0:
        found["why"] = (
            "Say what is happening, and what you need to know, so that somebody else can check it tomorrow: "
            f"{short} more character{'' if short == 1 else 's'} at least."
        )
    return found


LATE = (
    "Your last emergency opening, {reference}, was to be reviewed by now and has not been. Until it is, you open nothing "
    "in an emergency: ring your privacy officer. If a child is in danger now, call 999, then ring the front door."
)
OPEN_ALREADY = "This record is open to you already. You need no emergency for it."


def objections_to_review(*, is_right: bool | None, because: str) -> dict[str, str]:
    """Why a review cannot stand yet."""
    found: dict[str, str] = {}
    if is_right is None:
        found["is_right"] = "Say whether it was right to open it."
    if not because.strip():
        found["because"] = "Say what you checked, and what you found."
    return found
