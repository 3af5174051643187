"""How far what an agency sent has come: one reading of it, for its page, for the list and for its system."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kith.frontdoor.models import Progress, Step
from kith.intake.models import Landing, Outcome, Receipt

RECEIVED, IN_HAND, DECIDED, UNREADABLE, ADDED = "received", "in_hand", "decided", "unreadable", "added"
SET_ASIDE, AGAIN, STAGED = "set_aside", "again", "staged"
WORDS = {
    RECEIVED: "Received",
    IN_HAND: "In hand",
    DECIDED: "Decided",
    UNREADABLE: "Being read by a person",
    ADDED: "Added",
    SET_ASIDE: "Set aside",
    AGAIN: "Being looked at again",
    STAGED: "Read row by row",
}


@dataclass(frozen=True)
class Progressed:
    """How far one receipt has come, over all its children."""

    state: str
    in_hand_at: datetime | None = None
    decided_at: datetime | None = None
    in_hand: int = 0
    decided: int = 0
    again_at: datetime | None = None

    @property
    def says(self) -> str:
        return WORDS[self.state]

    @property
    def is_open(self) -> bool:
        return self.state in {RECEIVED, IN_HAND, UNREADABLE, AGAIN}


def landings(receipts: Iterable[Receipt]) -> dict[int, Landing]:
    """The latest landing of each receipt."""
    rows = Landing.objects.filter(receipt__in=list(receipts)).select_related("adds_to").order_by("pk")
    return {landing.receipt_id: landing for landing in rows}


def progress(receipts: Iterable[Receipt], landed: dict[int, Landing]) -> dict[int, Progressed]:
    """How far each receipt has come, as its sender may know it."""
    these = list(receipts)
    steps: dict[int, list[Progress]] = defaultdict(list)
    for step in Progress.objects.filter(receipt__in=these).order_by("at", "pk"):
        steps[step.receipt_id].append(step)
    return {receipt.pk: _of(steps[receipt.pk], landed.get(receipt.pk)) for receipt in these}


def _of(steps: list[Progress], landing: Landing | None) -> Progressed:
    if landing is not None and landing.outcome == Outcome.QUARANTINED:
        return Progressed(UNREADABLE)
    if landing is not None and landing.outcome == Outcome.STAGED:
        return Progressed(STAGED)
    if landing is not None and landing.outcome == Outcome.SET_ASIDE:
        return Progressed(SET_ASIDE, decided_at=landing.at)
    if landing is not None and landing.outcome == Outcome.ADDITION and not steps:
        return Progressed(ADDED, in_hand_at=landing.at)
    last = {each.contact: each for each in steps}
    now = [each.step for each in last.values()]
    decided = [each.at for each in last.values() if each.step == Step.DECIDED]
    again = [each.at for each in last.values() if each.step == Step.AGAIN]
    state = RECEIVED
    if steps:
        state = AGAIN if again else DECIDED if Step.DECIDED in now else IN_HAND
    return Progressed(
        state,
        in_hand_at=min((each.at for each in steps if each.step == Step.IN_HAND), default=None),
        decided_at=max(decided, default=None),
        in_hand=len(last),
        decided=len(decided),
        again_at=max(again, default=None),
    )
