"""Writing down that restrictions on the adults around a child were looked for."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.work import CannotDo, open_undecided
from kith.frontdoor.models import RestrictionsChecked
from kith.frontdoor.rules import checked as rules
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def say_checked(
    *, contact: str, places: Sequence[str], found: str, by: Actor, at: datetime
) -> RestrictionsChecked:
    """Where somebody looked for bail, orders and conditions, and what was there (S1-143); a further check is a row of its own."""
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    if wrong := rules.objections(places, found, today_in_london(at)):
        raise CannotDo(list(wrong.values()), wrong)
    made = RestrictionsChecked.objects.create(
        subject_id=held.subject_id,
        contact=held,
        places=list(dict.fromkeys(places)),
        found=found.strip(),
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    ledger.write(
        "frontdoor.restrictions_checked",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
    )
    return made
