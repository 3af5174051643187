"""What everybody who opens a record must see at once. No database and no clock in here."""

from datetime import date
from functools import cache

from kith.core import lists


@cache
def flags() -> lists.CodeList:
    """The flags that may stand on a record."""
    return lists.beside(__file__, "flags")


def objections_to_flag(
    *, code: str, says_who: str, starts_on: date | None, ends_on: date | None, today: date
) -> dict[str, str]:
    """Why a flag cannot stand yet, by field: a flag has its source and its days (local)."""
    found: dict[str, str] = {}
    if not flags().has(code, today):
        found["code"] = "Choose what everybody must see."
    if not says_who.strip():
        found["says_who"] = "Say who says so, and how: a name or post, a list, an order."
    if starts_on is None or starts_on > today:
        found["starts_on"] = "Enter the day from which it is so: today or earlier."
    if ends_on is not None and ends_on < (starts_on or today):
        found["ends_on"] = "Enter a last day that is not before the first, or leave it empty."
    return found
