"""What became of what an agency sent, for that agency: steps and times, and the answer for those who may read it."""

from dataclasses import dataclass
from datetime import datetime

from kith.frontdoor.models import Progress, Step
from kith.intake.models import Outcome, Receipt
from kith.notify.models import Notice
from kith.sharing import audit, gate
from kith.sharing.actor import Actor

SAYS = {
    "received": "Received. Nobody has taken it on yet.",
    "in_hand": "In hand. Somebody at the front door is working on it.",
    "decided": "Decided.",
    "unreadable": "Received, but it could not be read. Somebody is looking at it now.",
    "added": "Added to what you sent earlier.",
}


@dataclass(frozen=True)
class Status:
    """How far a receipt has come."""

    receipt: str
    state: str
    says: str
    sentences: list[str]
    decided: list[str]


def open_receipt(reference: str, *, actor: Actor | None, at: datetime) -> Receipt:
    """A receipt of one's own agency, or of one's own area for its front door; written in the audit."""
    if actor is None or not actor.may("receipt.read"):
        raise gate.NotYours("intake.receipt", "receipt.read")
    found = Receipt.objects.filter(reference=reference).select_related("partnership", "agency").first()
    if found is None:
        raise gate.NotYours("intake.receipt", "receipt.read")
    audit.write("intake.receipt_opened", at=at, purpose="reply", about=reference)
    return found


def status(reference: str, *, actor: Actor | None, at: datetime) -> Status:
    """How far what was sent has come, as at this moment."""
    receipt = open_receipt(reference, actor=actor, at=at)
    steps = set(Progress.objects.filter(receipt=receipt).values_list("step", flat=True))
    landing = receipt.landings.order_by("-id").first()
    waiting = Progress.objects.filter(receipt=receipt, step=Step.DECIDED).count()
    if landing is not None and landing.outcome == Outcome.QUARANTINED:
        state = "unreadable"
    elif landing is not None and landing.outcome == Outcome.ADDITION:
        state = "added"
    elif Step.DECIDED.value in steps:
        state = "decided"
    else:
        state = "in_hand" if Step.IN_HAND.value in steps else "received"
    notices = Notice.objects.filter(about=reference, agency_id=receipt.agency_id).order_by("id")
    decided = [f"{notice.headline}. {notice.words}" for notice in notices]
    return Status(
        receipt=reference,
        state=state,
        says=SAYS[state] if waiting <= 1 else f"Decided for {waiting} children.",
        sentences=list(landing.sentences) if landing else [],
        decided=decided,
    )
