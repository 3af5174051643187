"""Answering what was added to a contact after its decision: it changes nothing, or it is decided anew."""

from datetime import date, datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.facts import facts, waiting
from kith.frontdoor.actions.reopen import NEW, reopen
from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.models import Contact, LookedAgain
from kith.frontdoor.owed import owe_sender
from kith.frontdoor.rules import added as rules
from kith.frontdoor.rules import decide
from kith.frontdoor.rules.contact import State
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def weigh(
    *, contact: str, is_anew: bool, because: str, by: Actor, at: datetime, read: int | None = None
) -> LookedAgain:
    """Say what the additions that wait mean for the decision. `read` is how many stood on the page."""
    alone.with_contact(contact)
    held = open_contact(contact, by=by, at=at)
    waits = waiting(held) if held.state != State.RECEIVED else []
    if read is not None and len(waits) > read:
        raise CannotDo(["Something more was added while you wrote. Read it, then answer again."])
    found = rules.objections(
        waits=len(waits),
        is_anew=is_anew,
        because=because,
        may_stand_alone=may_stand_alone(held, by=by, day=today_in_london(at)),
    )
    if found:
        raise CannotDo(list(found.values()), found)
    if is_anew:
        return reopen(contact=contact, because=because, additions=waits, by=by, at=at)
    made = LookedAgain.objects.create(
        subject_id=held.subject_id,
        contact=held,
        is_anew=False,
        because=because,
        additions=waits,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    clocks.stop("contact", held.reference, codes=NEW, because="it changes nothing", at=at)
    ledger.write(
        "frontdoor.addition_weighed",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
    )
    owe_sender(
        held,
        "addition_read",
        headline="What you added was read",
        words="It does not change what was decided. If you see that differently, ring the front door.",
        by=by,
        at=at,
    )
    return made


def may_stand_alone(contact: Contact, *, by: Actor, day: date) -> bool:
    """Whether one person may leave the decision as it stands, with all that is known now."""
    last = contact.decisions.order_by("-decided_at", "-id").first()
    if last is None or not decide.outcomes().has(last.outcome, day):
        return True
    return not decide.needs_agreement(last.outcome, facts(contact, by=by), day)
