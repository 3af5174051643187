"""When a threshold document in force is looked at again, and what is written down then. No database and no clock in here."""

from datetime import date, timedelta
from functools import cache

from kith.core import lists

# What whoever keeps a document in force is told of, and then owes.
REVIEW, LAST_DAY = "review", "last_day"


@cache
def times() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "threshold_review")


def _before(code: str, day: date) -> timedelta:
    return timedelta(days=int(times().get(code, day).extra["days"]))


def is_near(review_on: date, day: date) -> bool:
    """Whether somebody must begin to look at it again: within 60 days of its review, or after it (local)."""
    return day >= review_on - _before("marked", day)


def owed(*, review_on: date, expires_on: date, day: date) -> tuple[str, date] | None:
    """What whoever keeps a document in force owes, and by when: its review from 28 days before (local), a newer version from
    its last day on. It is told once when each of the two begins."""
    if day >= expires_on:
        return LAST_DAY, expires_on
    return (REVIEW, review_on) if day >= review_on - _before("told", day) else None


def objections(
    *, state: str, words: str, next_on: date | None, expires_on: date, day: date
) -> dict[str, str]:
    """Why it cannot be written down that this document was reviewed and stays as it is."""
    if state != "in force":
        return {"": f"This document is {state}. Only a document in force is reviewed."}
    if expires_on <= day:
        return {"": "Its last day has come. Put a newer version in the register: only that follows it."}
    found = {}
    if not words.strip():
        found["words"] = "Say who looked at it, against what, and why it stays as it is."
    if next_on is None:
        found["next_on"] = "Enter the day of its next review."
    elif next_on <= day:
        found["next_on"] = "Choose a day to come for its next review."
    elif next_on > expires_on:
        found["next_on"] = "It would expire before that review. Choose its last day or an earlier one."
    return found
