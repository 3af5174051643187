"""What must be said of a call to the sender of a contact. No database and no clock in here."""

from datetime import datetime, timedelta
from enum import StrEnum

# A message that has not gone by then has gone wrong; the queue tries again after five minutes (local).
MESSAGE_GOES_WITHIN = timedelta(minutes=15)


class Way(StrEnum):
    """How whoever sent a contact hears what was decided."""

    MESSAGE = "message"
    CALL = "call"
    NUMBER = "number"


def way_to(kind: str, reached_at: str) -> Way:
    """An agency has a message; somebody without an account a call where they gave a number to ring, else only their number."""
    if kind != "public":
        return Way.MESSAGE
    return Way.CALL if reached_at.strip() else Way.NUMBER


def objections(
    *, rang: str, rang_at: datetime | None, owed_at: datetime, words: str, is_told: bool, at: datetime
) -> dict[str, str]:
    """Why this call cannot be recorded yet: a sentence for each field (Working Together: referrers are told the outcome)."""
    if is_told:
        return {"rang": "Somebody has told them already. Nothing more needs to be done."}
    found: dict[str, str] = {}
    if not rang.strip():
        found["rang"] = "Say whom you rang, by name or post."
    if rang_at is None:
        found["rang_at"] = "Say when you rang, such as 2:10pm."
    elif rang_at > at:
        found["rang_at"] = "That is later than now. Say when you rang."
    elif rang_at < owed_at.replace(second=0, microsecond=0):
        found["rang_at"] = "That is before it was decided. Say when you rang about the decision."
    if not words.strip():
        found["words"] = "Say what was said, and what will be done."
    return found
