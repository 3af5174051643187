"""Writing down that the front door asked the family itself, or why it did not."""

from datetime import date, datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.work import CannotDo, open_undecided
from kith.frontdoor.models import FamilyAsked
from kith.frontdoor.rules import family_asked as rules
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def say_asked(
    *,
    contact: str,
    outcome: str,
    informed: str,
    asked_of: str = "",
    asked_on: date | None = None,
    because: str = "",
    words: str = "",
    by: Actor,
    at: datetime,
) -> FamilyAsked:
    """Whom the front door asked and what they said, or why nobody was asked (S2-008); each time is a row of its own."""
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    wrong = rules.objections(
        outcome=outcome,
        asked_of=asked_of,
        asked_on=asked_on,
        because=because,
        informed=informed,
        today=today_in_london(at),
    )
    if wrong:
        raise CannotDo(list(wrong.values()), wrong)
    was_asked = outcome != "not_asked"
    made = FamilyAsked.objects.create(
        subject_id=held.subject_id,
        contact=held,
        outcome=outcome,
        asked_of=asked_of.strip() if was_asked else "",
        asked_on=asked_on if was_asked else None,
        not_asked_because="" if was_asked else because,
        is_informed=informed,
        words=words.strip() if was_asked else "",
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    ledger.write(
        "frontdoor.family_asked",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
    )
    return made
