"""Where restrictions on adults were looked for, and what a check must say. No database and no clock in here."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from kith.core import lists


@cache
def places() -> lists.CodeList:
    """Where somebody may look for what restricts an adult (local)."""
    return lists.beside(__file__.replace("/rules/", "/"), "checked_where")


def objections(chosen: Sequence[str], found: str, day: date) -> dict[str, str]:
    """Why a check cannot stand: it says where somebody looked, and what was there, nothing included."""
    wrong: dict[str, str] = {}
    if not chosen:
        wrong["places"] = "Choose where somebody looked."
    elif not all(places().has(code, day) for code in chosen):
        wrong["places"] = "Choose from the list."
    if not found.strip():
        wrong["found"] = "Say what was found. “Nothing” is an answer, with who looked."
    return wrong
