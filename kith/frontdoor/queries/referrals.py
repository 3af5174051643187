"""What became of what an agency sent, for that agency: steps and times, and the answer for those who may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kith.core.says import today_in_london
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
from kith.frontdoor.reading.channels import reader_of
from kith.frontdoor.reading.lacking import lacking
from kith.frontdoor.reading.telling import Telling
from kith.intake.models import Channel, Receipt
from kith.intake.reading import CannotRead
from kith.notify.actions import is_for
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

# What the front door wrote down for somebody who told it.
KEYED = (Channel.PHONE, Channel.PAPER)


@dataclass(frozen=True)
class Status:
    """How far a receipt has come."""

    receipt: str
    state: str
    says: str
    sentences: list[str]
    decided: list[str]
    missing: list[str]


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


def reads(receipt: Receipt, actor: Actor) -> bool:
    """Whether this post reads what its own agency sent, and the answer: it sent it or covers who did, shares the sender's
    team, reads all that the agency sends, or reads what comes to the area. The notice's own guard says the same.
    """
    return is_for(receipt.by_post, actor) or (
        "partnership" in actor.reach.may.get("receipt.read", ())
        and not set(receipt.partnerships).isdisjoint(actor.partnerships)
    )


def telling(receipt: Receipt) -> tuple[Telling | None, dict[str, Any]]:
    """What one's own agency sent, read again, and what only its kind of sender says; nothing where it cannot be read."""
    try:
        return reader_of(receipt)(bytes(receipt.raw))
    except (CannotRead, KeyError):
        return None, {}


def missing(receipt: Receipt, told: Telling | None, own: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """What it leaves out of each child. What the front door keyed for somebody who rang is not theirs to complete."""
    if told is None or receipt.channel in KEYED:
        return []
    return lacking(told, own, today_in_london(receipt.received_at))


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
    is_own = actor is not None and receipt.agency_id == actor.agency_id and reads(receipt, actor)
    told, own = telling(receipt) if is_own else (None, {})
    return Status(
        receipt=reference,
        state=stands.state,
        says=SAYS[stands.state] if stands.decided <= 1 else f"Decided for {stands.decided} children.",
        sentences=list(landing.sentences) if landing else [],
        decided=decided,
        missing=[f"{name}: {'; '.join(parts)}" for name, parts in missing(receipt, told, own)],
    )
