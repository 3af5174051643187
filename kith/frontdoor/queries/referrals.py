"""What became of what an agency sent, for that agency: steps and times, and the answer for those who may read it."""

from dataclasses import dataclass
from datetime import datetime

from kith.frontdoor.queries.progress import (
    ADDED,
    AGAIN,
    DECIDED,
    IN_HAND,
    RECEIVED,
    SET_ASIDE,
    STAGED,
    UNREADABLE,
    landings,
    progress,
)
from kith.intake.models import Receipt
from kith.notify.models import Notice
from kith.sharing import audit, gate
from kith.sharing.actor import Actor

SAYS = {
    RECEIVED: "Received. Nobody has taken it on yet.",
    IN_HAND: "In hand. Somebody at the front door is working on it.",
    DECIDED: "Decided.",
    UNREADABLE: "Received, but it could not be read. Somebody is looking at it now.",
    ADDED: "Added to what you sent earlier. The front door sees it beside that.",
    AGAIN: "Decided, and being looked at again.",
    STAGED: "A file, read row by row. What became of each row stands on the file’s page.",
    SET_ASIDE: "Read by a person at the front door and set aside. If that is wrong, ring at once.",
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
    found = (
        Receipt.objects.filter(reference=reference).select_related("partnership", "agency", "by_post").first()
    )
    if found is None:
        raise gate.NotYours("intake.receipt", "receipt.read")
    opened(found, actor=actor, at=at)
    return found


def opened(receipt: Receipt, *, actor: Actor, at: datetime) -> None:
    """A receipt that was found is opened by somebody who reads receipts, and that is written in the audit."""
    gate.must(actor, "receipt.read")
    audit.write(
        "intake.receipt_opened", at=at, purpose="reply", subjects=receipt.subjects, about=receipt.reference
    )


def status(reference: str, *, actor: Actor | None, at: datetime) -> Status:
    """How far what was sent has come, as at this moment."""
    receipt = open_receipt(reference, actor=actor, at=at)
    landed = landings([receipt])
    landing = landed.get(receipt.pk)
    stands = progress([receipt], landed)[receipt.pk]
    notices = Notice.objects.filter(about=reference, agency_id=receipt.agency_id, recalled_at=None).order_by(
        "id"
    )
    decided = [f"{notice.headline}. {notice.words}" for notice in notices]
    return Status(
        receipt=reference,
        state=stands.state,
        says=SAYS[stands.state] if stands.decided <= 1 else f"Decided for {stands.decided} children.",
        sentences=list(landing.sentences) if landing else [],
        decided=decided,
    )
