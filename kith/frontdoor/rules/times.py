"""When each thing was done on a contact, and how long it took since the step before. No database and no clock in here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kith.core.says import length


@dataclass(frozen=True)
class Step:
    """One thing that was done, when, and by whom where a person did it."""

    says: str
    at: datetime
    by: str = ""
    took: str = ""
    since_received: str = ""


def in_order(steps: Iterable[Step], received_at: datetime) -> list[Step]:
    """The steps in the order in which they were done, each with the time since the one before and since it was received."""
    told: list[Step] = []
    before = received_at
    for step in sorted(steps, key=lambda each: each.at):
        told.append(
            Step(step.says, step.at, step.by, _between(before, step.at), _between(received_at, step.at))
        )
        before = step.at
    return told


def _between(first: datetime, then: datetime) -> str:
    if then <= first:
        return ""
    hours = (then - first).total_seconds() / 3600
    return length(hours) if hours * 60 >= 1 else "less than a minute"
