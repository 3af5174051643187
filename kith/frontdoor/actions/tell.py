"""Ringing a sender whom no message reached."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.models import Call
from kith.frontdoor.owed import FEEDBACK
from kith.frontdoor.rules import tell as rules
from kith.notify.models import Notice
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def record_call(
    *,
    contact: str,
    notice: str,
    rang: str,
    rang_at: datetime | None,
    is_reached: bool,
    words: str,
    by: Actor,
    at: datetime,
) -> Call:
    """Write down that somebody rang the sender about a decision. Reached: they are told, and the clock stops."""
    held = open_contact(contact, by=by, at=at)
    owed = Notice.objects.filter(
        reference=notice, about=held.receipt_reference, subjects__contains=[held.subject_id]
    ).first()
    if owed is None:
        raise gate.NotYours("notify.notice", "notice.read")
    found = rules.objections(
        rang=rang,
        rang_at=rang_at,
        owed_at=owed.owed_at,
        words=words,
        is_told=Call.objects.filter(notice=notice, is_reached=True).exists(),
        at=at,
    )
    if found:
        raise CannotDo(list(found.values()), found)
    assert rang_at is not None
    made = Call.objects.create(
        subject_id=held.subject_id,
        contact=held,
        notice=notice,
        rang=rang,
        rang_at=rang_at,
        is_reached=is_reached,
        words=words,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    if is_reached:
        clocks.stop("notice", notice, codes=FEEDBACK, because="rung", at=at)
    ledger.write(
        "frontdoor.sender_rung",
        subject=held.subject_id,
        by=by,
        at=at,
        occurred_at=rang_at,
        about=held.reference,
        purpose="reply",
        agency=held.from_agency.says,
        answer="told" if is_reached else "not reached",
    )
    return made
