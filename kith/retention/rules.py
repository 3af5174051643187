"""Until when a record is kept, and what stands in the way of its end. No database and no clock in here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from kith.core import lists
from kith.core.says import years_after

NOT_BORN = "The child is not born yet as far as the record says, so no date can be worked out."
NO_BIRTHDAY = "No birth date is known, so no date can be worked out. Find it out, or keep the record on."
OPEN = "Work is open: the record is in use, and nothing is counted before it ends."


@cache
def keep_for() -> lists.CodeList:
    return lists.beside(__file__, "keep_for")


@cache
def hold_kinds() -> lists.CodeList:
    return lists.beside(__file__, "hold_kinds")


@dataclass(frozen=True)
class Facts:
    """What the days are counted from."""

    born_on: date | None
    is_unborn: bool = False
    quiet_since: date | None = None
    plan_closed_on: date | None = None
    protection_on: date | None = None
    is_open: bool = False

    def day_of(self, counts_from: str) -> date | None:
        return {
            "born": self.born_on,
            "quiet": self.quiet_since,
            "plan_closed": self.plan_closed_on,
            "protection": self.protection_on,
        }.get(counts_from)


@dataclass(frozen=True)
class Part:
    """One class of record that fits this child: from which day, for how many years, until when, and who says so."""

    code: str
    says: str
    counts_from: date | None
    years: int
    until: date | None
    source: str
    is_held_here: bool = True


@dataclass(frozen=True)
class Kept:
    """Until when a record is kept, worked out of its parts; or why that cannot be said."""

    until: date | None
    parts: tuple[Part, ...]
    why_not: str = ""

    def is_past(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.until is not None and self.until < today

    @property
    def decided_by(self) -> Part | None:
        """The class whose day is the latest."""
        return next((part for part in self.parts if self.until and part.until == self.until), None)


def kept(facts: Facts, today: date) -> Kept:
    """Until when: the latest day of all the classes that fit. Never a day while work is open or the birth date is unknown."""
    parts = tuple(
        Part(
            code=entry.code,
            says=entry.says,
            counts_from=day,
            years=entry.extra["years"],
            until=years_after(day, entry.extra["years"]) if day else None,
            source=entry.source,
            is_held_here=entry.extra["counts_from"] != "not_held",
        )
        for entry in keep_for().on(today)
        for day in [facts.day_of(entry.extra["counts_from"])]
        if day or entry.extra["counts_from"] in {"born", "not_held"}
    )
    if facts.born_on is None:
        return Kept(None, parts, NOT_BORN if facts.is_unborn else NO_BIRTHDAY)
    if facts.is_open:
        return Kept(None, parts, OPEN)
    return Kept(max(part.until for part in parts if part.until), parts)


def objections_to_hold(*, kind: str, because: str, review_on: date | None, today: date) -> dict[str, str]:
    """Why this hold cannot be placed yet."""
    found = {}
    if not hold_kinds().has(kind, today):
        found["kind"] = "Choose why it is held."
    if not because.strip():
        found["because"] = "Say who asked, under which reference, and what it covers."
    if review_on is None:
        found["review_on"] = "Enter the day on which somebody looks at this hold again."
    elif review_on <= today:
        found["review_on"] = "That day is over, or today. Choose a later day."
    return found


def objections_to_end(*, placed_by: int, ends: int | None, because: str, is_ended: bool) -> dict[str, str]:
    """Why this hold cannot be ended by this person: it takes a second one, with a reason (local)."""
    if is_ended:
        return {"": "This hold has ended already."}
    if ends is None or ends == placed_by:
        return {"": "You placed this hold. Somebody else ends it."}
    return {} if because.strip() else {"because": "Say why it ends: what is over, and who said so."}


def earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day), default=None)
