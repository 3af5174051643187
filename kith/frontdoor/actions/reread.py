"""Reading a decision again: somebody who did not make it says whether they would have decided so."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions import alone
from kith.frontdoor.actions.reopen import reopen
from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.models import ReRead
from kith.frontdoor.rules import together as rules
from kith.frontdoor.rules.contact import State
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def reread(*, contact: str, agrees: str, because: str, with_whom: str, by: Actor, at: datetime) -> ReRead:
    """Record a re-reading of the last decision. Who would have decided otherwise sends the contact back to be decided anew."""
    alone.with_contact(contact)
    held = open_contact(contact, by=by, at=at)
    decision = held.decisions.order_by("-decided_at", "-id").first()
    if decision is None or held.state != State.DECIDED:
        raise CannotDo(["Nothing is decided here, so there is nothing to read again."])
    found = rules.objections_to_rereading(
        decided_by=decision.by_worker_id,
        by=gate.person(by),
        agrees=agrees,
        because=because,
        with_whom=with_whom,
        is_read=ReRead.objects.filter(decision=decision).exists(),
    )
    if found:
        raise CannotDo(list(found.values()), found)
    made = ReRead.objects.create(
        subject_id=held.subject_id,
        contact=held,
        decision=decision,
        decided_by_id=decision.by_worker_id,
        is_agreed=agrees == "yes",
        because=because,
        with_whom=with_whom,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    ledger.write(
        "frontdoor.decision_reread",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        view="agrees" if made.is_agreed else "would have decided otherwise",
    )
    if not made.is_agreed:
        reopen(contact=contact, because=f"Read again, and seen otherwise: {because}", by=by, at=at)
    return made
