"""Receiving: bytes in, receipt out, in one transaction, before anything is read."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from kith.core import reference
from kith.intake import tasks
from kith.intake.models import Channel, Draft, Receipt
from kith.sharing import audit, gate, jobs
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership


@dataclass(frozen=True)
class Received:
    """A receipt, and whether it was there before (`again`) or has a key that came with another body (`clashes`)."""

    receipt: Receipt
    again: bool = False
    clashes: bool = False


def receive(
    *, raw: bytes, channel: Channel, key: str, content_type: str, partnership: int, by: Actor, at: datetime
) -> Received:
    """Store what came, hashed and receipted, and queue its reading. The same key and body again is the same receipt.

    The same key with another body is kept too, under a receipt of its own, and the sender is told.
    """
    gate.must(by, "contact.send")
    hashed = hashlib.sha256(raw).hexdigest()
    earlier = _with_key(by, channel, key)
    if earlier is None:
        try:
            with transaction.atomic():
                return Received(_store(raw, hashed, channel, key, content_type, partnership, by, at, None))
        except IntegrityError:
            # Another request with this key was faster by a moment.
            earlier = _with_key(by, channel, key)
            if earlier is None:
                raise
    same = Receipt.objects.filter(agency_id=by.agency_id, channel=channel, key=key, sha256=hashed).first()
    if same is not None:
        return Received(same, again=True, clashes=same.conflicts_with_id is not None)
    with transaction.atomic():
        return Received(
            _store(raw, hashed, channel, key, content_type, partnership, by, at, earlier), clashes=True
        )


def _with_key(by: Actor, channel: Channel, key: str) -> Receipt | None:
    return Receipt.objects.filter(
        agency_id=by.agency_id, channel=channel, key=key, conflicts_with=None
    ).first()


def _store(
    raw: bytes,
    hashed: str,
    channel: Channel,
    key: str,
    content_type: str,
    partnership: int,
    by: Actor,
    at: datetime,
    conflicts_with: Receipt | None,
) -> Receipt:
    prefix = Partnership.objects.values_list("receipt_prefix", flat=True).get(pk=partnership)
    made = Receipt.objects.create(
        reference=reference.receipt(prefix),
        partnership_id=partnership,
        agency_id=by.agency_id,
        by_post_id=by.post_id,
        by_worker_id=by.worker_id,
        channel=channel,
        key=key,
        content_type=content_type,
        raw=raw,
        sha256=hashed,
        received_at=at,
        conflicts_with=conflicts_with,
    )
    audit.write("intake.received", at=at, purpose="refer", about=made.reference, detail={"bytes": len(raw)})
    jobs.defer(tasks.land, receipt_id=made.pk)
    return made


@transaction.atomic
def begin_draft(*, partnership: int, by: Actor, at: datetime) -> Draft:
    """A new form to fill in, kept on the server from its first answer."""
    gate.must(by, "contact.send")
    made = Draft.objects.create(
        partnership_id=partnership,
        agency_id=by.agency_id,
        by_post_id=by.post_id,
        begun_at=at,
        saved_at=at,
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
