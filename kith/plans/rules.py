"""What a plan and its actions must say. No database and no clock in here."""

from collections.abc import Collection, Sequence
from datetime import date

from kith.core import says as core_says
from kith.core import words

# Roles whose posts may lead a plan: a social worker, or a family help lead practitioner (Working Together to Safeguard
# Children, on the lead practitioner; which of them where is local).
LEADS = ("social_worker", "family_help_lead_practitioner")

# How a version begins that adds a concern.
JOINED = "A new concern was added: "
CORRECTED = "This is about another child: "

# What is due of whoever leads: its first action, reading what is new in it; and of their team, where they may no longer
# reach the child, another lead.
FIRST, NEWS, LEAD = "KITH-PLAN-FIRST", "KITH-PLAN-NEWS", "KITH-LEAD"


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


def why_not_lead(*, may_lead: bool, is_held: bool, is_kept_from: bool) -> str:
    """Why this post cannot lead a child's plan, as a sentence. `is_kept_from`: the record would not open to it."""
    if not may_lead:
        return "Choose who leads the plan."
    if not is_held:
        return "Nobody is in this post today, so nobody would see what is due. Choose another."
    if is_kept_from:
        return "This child’s record does not open to whoever is in this post. Choose another, or ask the team manager."
    return ""


def objections_to_lead(why_not: str, *, is_lead: bool, because: str) -> dict[str, str]:
    """Why the plan cannot pass to this post yet, by what is wrong."""
    found = {}
    if is_lead:
        found["lead"] = "This post leads the plan already. Choose another."
    elif why_not:
        found["lead"] = why_not
    if not because.strip():
        found["because"] = "Say why another leads the plan."
    return found


def objections_to_news(*, is_due: bool, is_as_read: bool, says: str) -> dict[str, str]:
    """Why it cannot be said yet that a new concern was read (local: whoever leads says what it changes)."""
    found = {}
    if not is_due:
        found["says"] = "Nothing new waits to be read in this plan."
    elif not is_as_read:
        found["says"] = "The plan changed while you wrote. Read it again, then say what changes."
    elif not says.strip():
        found["says"] = "Say what it changes in the plan, or why it changes nothing."
    return found


def objections_to_closing(
    *,
    may_close: bool,
    still_open: int,
    due: Collection[str],
    unsettled: Sequence[str],
    is_as_read: bool,
    because: str,
) -> dict[str, str]:
    """Why a plan cannot be ended yet (local: by its lead or a manager, once nothing is to be done any more).

    `due` is what still runs for it: a plan does not end unread. `unsettled` is what others say must be settled first.
    """
    if not may_close:
        return {"because": "Whoever leads the plan, or their manager, closes it."}
    if still_open:
        actions = core_says.count(still_open, "action is", "actions are")
        return {"because": f"{actions} still open. Say of each that it is done, then close the plan."}
    if NEWS in due:
        return {"because": "A new concern was added. Read it and say what it changes, then close the plan."}
    if unsettled:
        return {"because": unsettled[0]}
    if not is_as_read:
        return {"because": "The plan changed while you wrote. Read it again, then close it."}
    if not because.strip():
        return {"because": "Say why the plan ends, and what is in place for the child from now on."}
    return {}


def suggestions(says: str) -> list[words.Suggestion]:
    """Vague verbs, with a kind suggestion; they warn and never block."""
    return words.vague(says)
