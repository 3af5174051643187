"""How far what an agency sent has come: one reading of it, for its page, for the list and for its system."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kith.frontdoor.models import Progress, Step
from kith.intake.models import Landing, Outcome, Receipt

RECEIVED, IN_HAND, DECIDED, UNREADABLE, ADDED = "received", "in_hand", "decided", "unreadable", "added"
SET_ASIDE = "set_aside"
WORDS = {
    RECEIVED: "Received",
    IN_HAND: "In hand",
    DECIDED: "Decided",
    UNREADABLE: "Being read by a person",
    ADDED: "Added",
    SET_ASIDE: "Set aside",
}


@dataclass(frozen=True)
class Progressed:
    """How far one receipt has come, over all its children."""

    state: str
    in_hand_at: datetime | None = None
    decided_at: datetime | None = None
    in_hand: int = 0
    decided: int = 0

    @property
    def says(self) -> str:
        return WORDS[self.state]

    @property
    def is_open(self) -> bool:
        return self.state in {RECEIVED, IN_HAND, UNREADABLE}


def landings(receipts: Iterable[Receipt]) -> dict[int, Landing]:
    """The latest landing of each receipt."""
    rows = Landing.objects.filter(receipt__in=list(receipts)).select_related("adds_to").order_by("pk")
    return {landing.receipt_id: landing for landing in rows}


def progress(receipts: Iterable[Receipt], landed: dict[int, Landing]) -> dict[int, Progressed]:
    """How far each receipt has come, as its sender may know it."""
    these = list(receipts)
    steps: dict[int, list[Progress]] = defaultdict(list)
    for step in Progress.objects.filter(receipt__in=these).order_by("at"):
        steps[step.receipt_id].append(step)
    return {receipt.pk: _of(steps[receipt.pk], landed.get(receipt.pk)) for receipt in these}


def _of(steps: list[Progress], landing: Landing | None) -> Progressed:
    if landing is not None and landing.outcome == Outcome.QUARANTINED:
        return Progressed(UNREADABLE)
    if landing is not None and landing.outcome == Outcome.SET_ASIDE:
        return Progressed(SET_ASIDE, decided_at=landing.at)
    if landing is not None and landing.outcome == Outcome.ADDITION:
        return Progressed(ADDED, in_hand_at=landing.at)
    many = Counter(step.step for step in steps)
    at = {step: [each.at for each in steps if each.step == step] for step in many}
    return Progressed(
        DECIDED if many[Step.DECIDED] else IN_HAND if steps else RECEIVED,
        in_hand_at=min(at.get(Step.IN_HAND, []), default=None),
        decided_at=max(at.get(Step.DECIDED, []), default=None),
        in_hand=len({each.contact for each in steps}),
        decided=many[Step.DECIDED],
    )
