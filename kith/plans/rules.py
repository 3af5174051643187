"""What a plan and its actions must say. No database and no clock in here."""

from datetime import date

from kith.core import words


def objections(*, says: str, owner: str, purpose: str, due_on: date | None, today: date) -> dict[str, str]:
    """Why this action cannot stand yet, by what is missing (letters of inspectors: actions vague, without owner or date)."""
    found = {}
    if not says.strip():
        found["says"] = "Say what will be done, beginning with a verb."
    if not owner.strip():
        found["owner"] = "Say who will do it: a person, not a team."
    if due_on is None:
        found["due_on"] = "Say by which day it will be done."
    elif due_on < today:
        found["due_on"] = "Choose today or a later day: an action cannot be due in the past."
    if not purpose.strip():
        found["purpose"] = "Say what it is for: which risk it lowers, or what it gives the child."
    return found


def suggestions(says: str) -> list[words.Suggestion]:
    """Vague verbs, with a kind suggestion; they warn and never block."""
    return words.vague(says)
