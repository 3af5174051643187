"""A second pair of eyes before signs, harm or danger are closed. No database and no clock in here."""

from collections.abc import Sequence
from datetime import date

from kith.frontdoor.rules import decide


def is_agreed(views: Sequence[tuple[int, bool, str]], *, outcome: str, decider: int | None) -> bool:
    """Whether somebody other than who decides agrees to this outcome, and nobody has refused since (local: nobody closes
    signs alone).

    `views` are worker, answer and the outcome that was asked about, the latest first; those from before the last news about
    the contact are not among them. Who agreed unasked agreed that it can be closed, and so to every outcome.
    """
    for worker, agrees, asked in views:
        if worker == decider:
            continue
        if not agrees:
            return False
        if asked in {"", outcome}:
            return True
    return False


def objections_to_asking(
    facts: decide.Facts, *, waits: bool, outcome: str, reasons: str, day: date
) -> dict[str, str]:
    """Why a manager cannot be asked yet, at the fields of the decision."""
    found: dict[str, str] = {}
    if waits:
        return {"outcome": "A manager has been asked already. Their answer comes to your worklist."}
    if not decide.outcomes().has(outcome, day):
        found["outcome"] = "Choose how you would close this. A manager is asked about that."
    elif not decide.effect(outcome, day).get("second_view_over"):
        found["outcome"] = "This outcome does not close the contact: record it, no manager need agree."
    elif not facts.worries:
        found["outcome"] = "No signs were seen, so no manager need agree: record your decision."
    elif not decide.needs_agreement(outcome, facts, day):
        found["outcome"] = "Neither harm nor danger is known, so no manager need agree to this: record it."
    if not reasons.strip():
        found["reasons"] = "Say why you would close this: facts first. The manager reads it."
    return found


def objections_to_viewing(
    *, because: str, asked_by: int | None, by: int, has_changed: bool = False
) -> dict[str, str]:
    """Why a view cannot stand: nobody agrees to a closing of their own, or to what they have not read, and a view has its
    reason."""
    found: dict[str, str] = {}
    if has_changed:
        found["is_agreed"] = "Something changed while you wrote. Read the page again, then give your view."
    if asked_by == by:
        found["is_agreed"] = "You asked for this view yourself. Another manager must give it."
    if not because.strip():
        found["closing_because"] = "Say why you agree or do not agree."
    return found
