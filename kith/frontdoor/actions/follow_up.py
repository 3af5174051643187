"""What an agency told by telephone is to come in writing too: until it comes somebody chases it."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.in_writing import CLOCK, KIND
from kith.frontdoor.models import Contact, FollowUp
from kith.frontdoor.rules import follow_up as rules
from kith.intake.models import Receipt
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def chase_writing(
    *, contact: str, rang: str, rang_at: datetime | None, words: str, by: Actor, at: datetime
) -> FollowUp:
    """Write down that somebody rang for the written referral. The clock runs on."""
    held = open_contact(contact, by=by, at=at)
    found = rules.objections_to_a_chase(
        is_owed=_is_owed(held), rang=rang, rang_at=rang_at, received_at=held.received_at, words=words, at=at
    )
    if found:
        raise CannotDo(list(found.values()), found)
    made = _written(held, by, at, rang=rang.strip(), rang_at=rang_at, words=words.strip())
    ledger.write(
        "frontdoor.follow_up_chased",
        subject=held.subject_id,
        by=by,
        at=at,
        occurred_at=rang_at,
        about=held.reference,
        purpose="reply",
        agency=held.from_agency.says,
    )
    return made


@transaction.atomic
def join_follow_up(*, contact: str, receipt: str, by: Actor, at: datetime) -> FollowUp:
    """Say under which receipt the written referral came: the same agency's, after its call. The clock stops."""
    held = open_contact(contact, by=by, at=at)
    came_as = Receipt.objects.filter(
        reference=receipt, agency_id=held.from_agency_id, received_at__gte=held.received_at
    ).exclude(pk=held.receipt_id)
    found = rules.objections_to_joining(is_owed=_is_owed(held), is_theirs=came_as.exists())
    if found:
        raise CannotDo(list(found.values()), found)
    made = _written(held, by, at, receipt_reference=receipt)
    clocks.stop(KIND, held.reference, codes=(CLOCK,), because="it came in writing", at=at)
    ledger.write(
        "frontdoor.follow_up_came",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        receipt=receipt,
    )
    return made


def _is_owed(contact: Contact) -> bool:
    return clocks.running(KIND, contact.reference).exists()


def _written(contact: Contact, by: Actor, at: datetime, **said: object) -> FollowUp:
    return FollowUp.objects.create(
        subject_id=contact.subject_id,
        contact=contact,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
        **said,
    )
