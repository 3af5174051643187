"""A decided contact is decided anew: what was decided stays and shows, and the sender hears that it is looked at again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kith.frontdoor import helping
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.facts import in_danger, rag_of
from kith.frontdoor.actions.work import CannotDo, hold, open_contact, tell_sender
from kith.frontdoor.models import LookedAgain, Step
from kith.frontdoor.owed import FEEDBACK, decision_notices, owe_sender, start_clock
from kith.frontdoor.rules import added as rules
from kith.frontdoor.rules.contact import MAY_BECOME, State
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor

NEW = tuple(dict.fromkeys(rules.CLOCKS.values()))


@transaction.atomic
def reopen(
    *, contact: str, because: str, by: Actor, at: datetime, additions: Sequence[str] = ()
) -> LookedAgain:
    """Take a decided contact back to the queue of its front door, with a new clock; a plan that it opened stays.

    `additions` are the receipts of what was added, where that is why.
    """
    alone.with_contact(contact)
    held = open_contact(contact, by=by, at=at)
    found = rules.objections_to_reopening(
        may_reopen=State.RECEIVED in MAY_BECOME[State(held.state)], because=because
    )
    if found:
        raise CannotDo(list(found.values()), found)
    made = LookedAgain.objects.create(
        subject_id=held.subject_id,
        contact=held,
        is_anew=True,
        because=because,
        additions=list(additions),
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    held.state, held.decided_at = State.RECEIVED.value, None
    held.rag = rag_of(held, is_in_danger=in_danger(held))
    held.save(update_fields=["state", "decided_at", "rag"])
    clocks.stop("contact", held.reference, codes=NEW, because="decided anew", at=at)
    helping.ends(held, at=at)
    for notice in decision_notices(held):
        clocks.stop("notice", notice.reference, codes=FEEDBACK, because="decided anew", at=at)
    if held.held_by_id:
        hold(held, post=None, at=at)
    for code in ["CLK-01"] + ([f"CLK-04-{held.rag}"] if held.rag else []):
        start_clock(held, code, by=by, at=at)
    ledger.write(
        "frontdoor.reopened", subject=held.subject_id, by=by, at=at, about=held.reference, purpose="decide"
    )
    tell_sender(held, Step.AGAIN, at=at)
    owe_sender(
        held,
        "looked_again",
        headline="Being looked at again",
        words="What was decided is being looked at again. You are told what is decided now.",
        by=by,
        at=at,
    )
    return made
