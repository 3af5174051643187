"""Receiving: bytes in, receipt out, in one transaction, before anything is read."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from kith.core import reference
from kith.intake import tasks
from kith.intake.actions.attachments import attach_what_was_drafted
from kith.intake.actions.doors import Keyed, key_in
from kith.intake.models import ByHand, Channel, Draft, Landing, Outcome, Receipt
from kith.intake.refusals import CannotSort
from kith.record import clocks
from kith.sharing import audit, gate, jobs
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership


@dataclass(frozen=True)
class Received:
    """A receipt, and whether it was there before (`again`) or has a key that came with another body (`clashes`)."""

    receipt: Receipt
    again: bool = False
    clashes: bool = False


@dataclass(frozen=True)
class Sender:
    """Whose a receipt is."""

    agency_id: int
    post_id: int
    worker_id: int | None


def receive(
    *,
    raw: bytes,
    channel: Channel,
    key: str,
    content_type: str,
    partnership: int,
    by: Actor,
    at: datetime,
    shape: str = "",
    sender: Sender | None = None,
) -> Received:
    """Store what came, hashed and receipted, and queue its reading. The same key and body again is the same receipt.

    The same key with another body is kept too, under a receipt of its own, and the sender is told. `sender` is whose it is, where
    a service hands on what they left; the database lets nobody else say so.
    """
    gate.must(by, "contact.send")
    who = sender or Sender(by.agency_id, by.post_id, by.worker_id)
    hashed = hashlib.sha256(raw).hexdigest()
    earlier = _with_key(who, channel, key)
    if earlier is None:
        try:
            with transaction.atomic():
                return Received(
                    _store(raw, hashed, channel, key, content_type, partnership, who, at, None, shape)
                )
        except IntegrityError:
            # Another request with this key was faster by a moment.
            earlier = _with_key(who, channel, key)
            if earlier is None:
                raise
    same = Receipt.objects.filter(agency_id=who.agency_id, channel=channel, key=key, sha256=hashed).first()
    if same is not None:
        return Received(same, again=True, clashes=same.conflicts_with_id is not None)
    with transaction.atomic():
        return Received(
            _store(raw, hashed, channel, key, content_type, partnership, who, at, earlier, shape),
            clashes=True,
        )


def _with_key(who: Sender, channel: Channel, key: str) -> Receipt | None:
    return Receipt.objects.filter(
        agency_id=who.agency_id, channel=channel, key=key, conflicts_with=None
    ).first()


def _store(
    raw: bytes,
    hashed: str,
    channel: Channel,
    key: str,
    content_type: str,
    partnership: int,
    who: Sender,
    at: datetime,
    conflicts_with: Receipt | None,
    shape: str,
) -> Receipt:
    prefix = Partnership.objects.values_list("receipt_prefix", flat=True).get(pk=partnership)
    made = Receipt.objects.create(
        reference=reference.receipt(prefix),
        partnership_id=partnership,
        agency_id=who.agency_id,
        by_post_id=who.post_id,
        by_worker_id=who.worker_id,
        channel=channel,
        shape=shape,
        key=key,
        content_type=content_type,
        raw=raw,
        sha256=hashed,
        received_at=at,
        conflicts_with=conflicts_with,
    )
    audit.write("intake.received", at=at, purpose="refer", about=made.reference, detail={"bytes": len(raw)})
    tasks.queue_reading(made.pk)
    return made


@transaction.atomic
def begin_draft(*, partnership: int, by: Actor, at: datetime, stands_for: Receipt | None = None) -> Draft:
    """A new form to fill in, kept on the server from its first answer; or what could not be read, to write it down."""
    gate.must(by, "contact.send")
    made = Draft.objects.create(
        partnership_id=partnership,
        agency_id=by.agency_id,
        by_post_id=by.post_id,
        begun_at=at,
        saved_at=at,
        stands_for=stands_for,
    )
    audit.write("intake.draft_begun", at=at, purpose="refer", about=made.reference)
    return made


@transaction.atomic
def save_draft(*, draft: Draft, answers: dict[str, object], by: Actor, at: datetime) -> Draft:
    """Keep these answers, beside those that the draft already holds. Nothing typed is lost."""
    gate.must(by, "contact.send")
    kept = Draft.objects.select_for_update().get(pk=draft.pk, agency_id=by.agency_id)
    kept.answers = {**kept.answers, **answers}
    kept.saved_at = at
    kept.save(update_fields=["answers", "saved_at"])
    audit.write("intake.draft_saved", at=at, purpose="refer", about=kept.reference)
    return kept


@transaction.atomic
def send_draft(
    *, draft: str, raw: bytes, by: Actor, at: datetime, keyed: Keyed | None = None, shape: str = ""
) -> Receipt:
    """Send what a draft tells, once: its own reference is the key. What stands for something unread is its writing down;
    what is `keyed` for another is that agency's own. `shape` is what it holds, where that is not the form's own.
    """
    gate.must(by, "contact.send")
    held = Draft.objects.select_for_update().filter(reference=draft, agency_id=by.agency_id).first()
    if held is None:
        raise gate.NotYours("intake.draft", "contact.send")
    if held.sent is not None:
        return held.sent
    if held.stands_for is not None:
        write_down(receipt=held.stands_for.reference, raw=raw, by=by, at=at)
        held.sent = held.stands_for
    elif keyed is not None:
        held.sent = key_in(keyed=keyed, key=held.reference, raw=raw, by=by, at=at)
    else:
        held.sent = receive(
            raw=raw,
            channel=Channel.WEB,
            key=held.reference,
            content_type="application/json",
            partnership=held.partnership_id,
            shape=shape,
            by=by,
            at=at,
        ).receipt
    attach_what_was_drafted(held, held.sent, at=at)
    held.save(update_fields=["sent"])
    return held.sent


def in_quarantine(reference: str, *, by: Actor) -> Landing:
    """Something that could not be read by itself, and that nobody has sorted out yet: why, with the receipt itself."""
    found = Receipt.objects.select_related("agency", "partnership").filter(reference=reference).first()
    if found is None:
        raise gate.NotYours("intake.receipt", "contact.decide")
    latest = Landing.objects.filter(receipt=found).order_by("-pk").first()
    if (
        latest is None
        or latest.outcome != Outcome.QUARANTINED
        or ByHand.objects.filter(receipt=found).exists()
    ):
        raise CannotSort(["Somebody has sorted this out already. Open its receipt to see what became of it."])
    latest.receipt = found
    return latest


@transaction.atomic
def take_on(*, receipt: str, by: Actor, at: datetime) -> None:
    """Take on what could not be read, so that others know."""
    gate.must(by, "contact.decide")
    found = in_quarantine(receipt, by=by).receipt
    clocks.hold("receipt", found.reference, post=by.post_id, at=at)
    audit.write("intake.taken_on", at=at, purpose="decide", about=found.reference)


@transaction.atomic
def write_down(*, receipt: str, raw: bytes, by: Actor, at: datetime) -> ByHand:
    """What a person read in something that could not be read by itself, as a telling. It lands under the same receipt."""
    return _by_hand(receipt, raw, "", by, at)


@transaction.atomic
def set_aside(*, receipt: str, because: str, by: Actor, at: datetime) -> ByHand:
    """A person read it, and it is about no child. Its sender sees that, and why."""
    if not because.strip():
        raise CannotSort(["Say why nothing follows from this. Whoever sent it reads what you write."])
    return _by_hand(receipt, b"", because.strip(), by, at)


def _by_hand(receipt: str, raw: bytes, because: str, by: Actor, at: datetime) -> ByHand:
    gate.must(by, "contact.decide")
    found = in_quarantine(receipt, by=by).receipt
    made = ByHand.objects.create(
        receipt=found,
        agency_id=found.agency_id,
        partnership_id=found.partnership_id,
        raw=raw,
        because=because,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        at=at,
    )
    audit.write(
        "intake.set_aside" if because else "intake.written_down",
        at=at,
        purpose="decide",
        about=found.reference,
    )
    jobs.defer(tasks.land_by_hand, receipt_id=found.pk)
    return made
