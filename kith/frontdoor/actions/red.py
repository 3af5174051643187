"""Ringing about a red contact that nobody had opened; and what a worker wants to hear."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import Contact, Preference, RedCall
from kith.record import ledger
from kith.sharing import audit, gate
from kith.sharing.actor import Actor


@transaction.atomic
def record_red_call(
    *, contact: str, rang: str, is_reached: bool, words: str, by: Actor, at: datetime
) -> RedCall:
    """Write down whom somebody rang about a red contact, and whether they were reached."""
    held = gate.open_record(
        Contact.objects.all(), contact, actor=by, needs="contact.decide", purpose="decide", at=at
    )
    if held.rag != "red":
        raise CannotDo(["This contact is not red. Open it, and claim it or leave it in the list."])
    if not rang.strip():
        said = "Say whom you rang, by name or post."
        raise CannotDo([said], {"rang": said})
    made = RedCall.objects.create(
        subject_id=held.subject_id,
        contact=held,
        rang=rang.strip(),
        is_reached=is_reached,
        words=words.strip(),
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    ledger.write(
        "frontdoor.red_rung",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        answer="reached" if is_reached else "not reached",
    )
    return made


@transaction.atomic
def prefer(*, keys: bool, sound: bool, by: Actor, at: datetime) -> Preference:
    """Keep whether this worker wants the keys, and to hear a red contact."""
    gate.must(by, "contact.decide")
    made, _ = Preference.objects.update_or_create(
        by_post_id=by.post_id, by_worker_id=gate.person(by), defaults={"keys": keys, "sound": sound}
    )
    audit.write("frontdoor.preference_kept", at=at, purpose="decide")
    return made
