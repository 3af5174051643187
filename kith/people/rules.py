"""What everybody who opens a record must see at once, and who belongs together. No database and no clock in here."""

from collections.abc import Collection
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


MISTAKE, OVER = "mistake", "over"
SHARES_HOME = "lives_with"


@cache
def relations() -> lists.CodeList:
    """What one child may be to another."""
    return lists.beside(__file__, "relations")


def turned(kind: str) -> str:
    """The same relation, told from the other child: a parent’s other is their child, a sister’s is her brother or sister."""
    return next((str(entry.extra.get("turned", kind)) for entry in relations() if entry.code == kind), kind)


def is_together(kind: str) -> bool:
    """Whether both are thought of when one is decided on (Working Together: the needs of each child of the family)."""
    return any(bool(entry.extra.get("together")) for entry in relations() if entry.code == kind)


def may_be(said: str, day: date) -> str:
    """The relation that a sender’s word names; empty where a person must say. It proposes, and nothing more (local)."""
    told = " ".join(said.lower().split())
    return next((entry.code for entry in relations().on(day) if told in entry.extra.get("words", ())), "")


def objections_to_relate(
    *, kind: str, since: date | None, says_who: str, is_one_child: bool, known: Collection[str], today: date
) -> dict[str, str]:
    """Why this cannot be written down yet, by field: what they are, since when, and who knows it (local)."""
    found: dict[str, str] = {}
    if is_one_child:
        found["kind"] = "These are one child. Nobody belongs with themselves."
    elif not relations().has(kind, today):
        found["kind"] = "Choose what this child is to the other."
    elif kind in known:
        found["kind"] = "This is written down already. Nothing needs to be done."
    if since is None or since > today:
        found["since"] = "Enter the day from which it is known: today or earlier."
    if not says_who.strip():
        found["says_who"] = "Say who told it, or how you know."
    return found


def objections_to_end(*, how: str, because: str) -> dict[str, str]:
    """Why it cannot come off yet, by field: a mistake is struck out, what is over stays as what it was (local)."""
    found: dict[str, str] = {}
    if how not in {MISTAKE, OVER}:
        found["how"] = "Say whether it was never so, or is so no longer."
    if not because.strip():
        found["because"] = "Say what shows it."
    return found


def audited(one: int, other: int, restricted: Collection[int]) -> list[int]:
    """Whose audit names what was done with both: where one is kept to named readers, the other’s must not tell of them."""
    return [each for each in (one, other) if each in restricted] or [one, other]
