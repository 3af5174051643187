"""The written referral that follows a telephone call. No database and no clock in here."""

from datetime import datetime

NOT_OWED = "Nothing is to come in writing any more: it came, or was never asked for."


def is_owed(channel: str, kind: str) -> bool:
    """Whether what was told is to come in writing too: from an agency that rang (local: clock CLK-02)."""
    return channel == "phone" and kind != "public"


def objections_to_a_chase(
    *, is_owed: bool, rang: str, rang_at: datetime | None, received_at: datetime, words: str, at: datetime
) -> dict[str, str]:
    """Why this call for the written referral cannot be written down: a sentence for each field (local)."""
    if not is_owed:
        return {"rang": NOT_OWED}
    found: dict[str, str] = {}
    if not rang.strip():
        found["rang"] = "Say whom you rang, by name or post."
    if rang_at is None:
        found["rang_at"] = "Say when you rang, such as 2:10pm."
    elif rang_at > at:
        found["rang_at"] = "That is later than now. Say when you rang."
    elif rang_at < received_at.replace(second=0, microsecond=0):
        found["rang_at"] = "That is before they rang us. Say when you rang for what they will write."
    if not words.strip():
        found["words"] = "Say what was said, and when it will come."
    return found


def objections_to_joining(*, is_owed: bool, is_theirs: bool) -> dict[str, str]:
    """Why this receipt is not the written referral that was owed."""
    if not is_owed:
        return {"receipt": NOT_OWED}
    if not is_theirs:
        return {
            "receipt": "The same agency sent nothing under this number after it rang. Look at the number again."
        }
    return {}
