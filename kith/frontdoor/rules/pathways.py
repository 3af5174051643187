"""What a sender can do next, by what was decided and at which level. No database and no clock in here."""

from datetime import date
from functools import cache

from kith.core import lists


@cache
def pathways() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "pathways")


def pathway(outcome: str, level: str, day: date) -> str:
    """What the sender is shown of the way from here (local; S2-050: the pathway is shown with the decision); else nothing."""
    code = f"{outcome}-{level}"
    return pathways().get(code, day).says if pathways().has(code, day) else ""


def told(tells: str, feedback: str, way: str) -> str:
    """What the sender reads: what was decided, what the decider wrote, and on a line of its own the way from here."""
    said = " ".join(part for part in (tells, feedback.strip()) if part)
    return "\n\n".join(part for part in (said, way and f"What you can do now: {way}") if part)
