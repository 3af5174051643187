"""A trigger, opened to be answered, with all else that stands open about the same child."""

from dataclasses import dataclass
from datetime import datetime

from kith.people import alone
from kith.protection import rules
from kith.protection.models import Trigger
from kith.protection.queries import state_of, still_open
from kith.sharing import gate
from kith.sharing.actor import Actor


class CannotProtect(Exception):
    """Why this cannot stand yet: a sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = fields


@dataclass(frozen=True)
class Opened:
    """One trigger, where it stands, everybody decided to be this child, and every trigger about them that is not settled."""

    trigger: Trigger
    state: rules.State
    subjects: list[int]
    open: list[Trigger]


def open_trigger(reference: str, *, needs: str, by: Actor, at: datetime) -> Opened:
    """Open a trigger. Whoever answers it, or writes down what was held, at the same moment waits, and then sees this."""
    found = gate.open_record(
        Trigger.objects.select_related("by_post", "subject"),
        reference,
        actor=by,
        needs=needs,
        purpose="plan",
        at=at,
    )
    subjects = alone.with_child(found.subject_id)
    return Opened(found, state_of(found), subjects, still_open(subjects))
