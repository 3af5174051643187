"""What may have become of what came, and what must never. No database and no clock in here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kith.core.says import day as in_words

# Each state of something received, in the order of the page; the last five are faults.
STATES = {
    "unread": "Not yet read by Kith",
    "quarantined": "Could not be read; somebody has it",
    "open": "Waits for a decision",
    "decided": "Decided",
    "linked": "Linked to an earlier contact",
    "added": "Added to an earlier contact",
    "set_aside": "Read by a person: about no child",
    "file": "A file, read row by row",
    "sent_back": "Sent back to the area that handed it over",
    "no_reading": "Something came of it, and no word that it was read",
    "no_contact": "No contact came of it",
    "no_clock": "It waits, and on nobody’s list",
    "no_decision": "It stands as decided, without a decision",
    "twice": "It was read twice",
}
WAITS = ("unread", "quarantined", "open")
FAULTS = ("no_reading", "no_contact", "no_clock", "no_decision", "twice")


@dataclass(frozen=True)
class Stands:
    """So many of one day, from one sender by one way, in one state; `receipts` are those that may be named."""

    day: date
    sender: str
    channel: str
    state: str
    number: int
    receipts: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """One sender by one way: how many came, and in which state each of them is."""

    sender: str
    channel: str
    received: int
    states: dict[str, int]


def by_source(stands: Iterable[Stands]) -> list[Source]:
    """What came from each sender by each way; the states of each add up to what was received."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for each in stands:
        states = found.setdefault((each.sender, each.channel), {})
        states[each.state] = states.get(each.state, 0) + each.number
    return [
        Source(sender, channel, sum(states.values()), states)
        for (sender, channel), states in sorted(found.items())
    ]


@dataclass(frozen=True)
class Day:
    """How many came on a day, how many of them waited at its end, and how many did not add up."""

    day: date
    received: int = 0
    waits: int = 0
    faults: int = 0


def by_day(stands: Iterable[Stands], last: date, days: int) -> list[Day]:
    """Each of so many days up to the last one, the latest first; also a day on which nothing came."""
    found = {last - timedelta(days=n): Day(last - timedelta(days=n)) for n in range(days)}
    for each in stands:
        day = found[each.day]
        found[each.day] = Day(
            each.day,
            day.received + each.number,
            day.waits + each.number * (each.state in WAITS),
            day.faults + each.number * is_fault(each),
        )
    return list(found.values())


def is_fault(each: Stands) -> bool:
    """Whether nobody would know of it; a state that nobody named is a fault too."""
    return each.state in FAULTS or each.state not in STATES


def faults(stands: Iterable[Stands]) -> list[Stands]:
    """What came and would be known to nobody: one of these is one too many."""
    return [each for each in stands if is_fault(each)]


def objection_to_day(on: date, *, today: date, area: str, began: date | None) -> str:
    """Why nothing can be said as at the end of this day; nothing where it can."""
    if on > today:
        return f"{in_words(on)} is still to come. Enter today or an earlier day."
    if began is not None and on < began:
        return f"{area} begins on {in_words(began)}. Enter that day or a later one."
    return ""
