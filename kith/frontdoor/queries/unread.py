"""What arrived and could not be read by itself, for whoever sorts it out."""

from dataclasses import dataclass
from datetime import datetime

from kith.frontdoor.queries.referrals import opened
from kith.intake.actions import in_quarantine
from kith.intake.models import Draft, Receipt
from kith.intake.tasks import UNREADABLE
from kith.record import clocks
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.queries.posts import holder_of

MOST_SHOWN = 20_000


@dataclass(frozen=True)
class Unread:
    """What came, as far as it can be shown, why it could not be read, and who is on it until when."""

    receipt: Receipt
    sentences: list[str]
    text: str
    is_cut: bool
    size: int
    due_at: datetime | None
    held_by: str
    is_mine: bool
    draft: str

    @property
    def is_text(self) -> bool:
        return bool(self.text)


def unread(reference: str, *, actor: Actor | None, at: datetime) -> Unread:
    """Open one; the look is written in the audit. What is sorted out already is refused with where to look."""
    by = gate.must(actor, "contact.decide")
    landing = in_quarantine(reference, by=by)
    receipt = landing.receipt
    opened(receipt, actor=by, at=at)
    clock = (
        clocks.running("receipt", reference)
        .filter(rule=UNREADABLE)
        .select_related("post")
        .annotate(holder=holder_of("post", at.date()))
        .first()
    )
    raw = bytes(receipt.raw)
    text = readable(raw)
    draft = Draft.objects.filter(stands_for=receipt, by_post__in=by.posts, sent=None).order_by("-pk").first()
    return Unread(
        receipt=receipt,
        sentences=list(landing.sentences),
        text=text[:MOST_SHOWN],
        is_cut=len(text) > MOST_SHOWN,
        size=len(raw),
        due_at=clock.due_at if clock else None,
        held_by=f"{clock.holder or 'nobody just now'}, {clock.post.says}" if clock and clock.post else "",
        is_mine=bool(clock and clock.post_id in by.posts),
        draft=draft.reference if draft else "",
    )


def readable(raw: bytes) -> str:
    """The text of what came, or nothing where it is not text that a person could read."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    shown = sum(letter.isprintable() or letter in "\r\n\t" for letter in text)
    return text.strip() if text and shown > 0.9 * len(text) else ""
