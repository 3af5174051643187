"""Taking back who a contact was said to be about."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions import alone
from kith.frontdoor.actions.reopen import reopen
from kith.frontdoor.actions.work import CannotDo, TwoPlans, open_contact, say_who
from kith.frontdoor.rules.contact import State
from kith.frontdoor.wrong_child import settle
from kith.people import actions as people
from kith.people import queries as known
from kith.people.models import IdentityDecision, Verdict
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Subject


@transaction.atomic
def take_back(*, contact: str, because: str, by: Actor, at: datetime) -> IdentityDecision:
    """Say that a contact is not about the child it was joined to: the two are two again, and who it is about is asked anew.

    What was decided about the other child is decided anew about this one; what followed is put right in the same act.
    """
    alone.with_contact(contact)
    held = open_contact(contact, by=by, at=at, needs="child.identify")
    link = known.link_of(held.subject_id, about=held.reference)
    if link is None:
        raise CannotDo(["This contact is not joined to anybody. Nothing needs to be taken back."])
    if not because.strip():
        said = "Say what shows that this is another child."
        raise CannotDo([said], {"because": said})
    # Nobody parts a record that is kept from them.
    other = Subject.objects.values_list("reference", flat=True).filter(pk=link.other_id).first()
    gate.open_record(Subject.objects.all(), other or "", actor=by, needs="child.read", purpose="find", at=at)
    settle(held, link, because, by=by, at=at)
    made = people.identify(
        record=held.record,
        verdict=Verdict.DIFFERENT,
        other=link.other_id,
        because=because,
        shown=[link.other_id],
        about=held.reference,
        by=by,
        at=at,
    )
    held.identified_at = None
    held.save(update_fields=["identified_at"])
    if held.state != State.RECEIVED:
        reopen(contact=contact, because=because, by=by, at=at)
    return made


@transaction.atomic
def say_anew(
    *,
    contact: str,
    not_because: str,
    verdict: Verdict,
    child: str,
    because: str,
    shown: list[int],
    by: Actor,
    at: datetime,
) -> IdentityDecision:
    """Take back who a contact was said to be about, and say who it is about instead: both, or neither."""
    take_back(contact=contact, because=not_because, by=by, at=at)
    try:
        return say_who(
            contact=contact, verdict=verdict, child=child, because=because, shown=shown, by=by, at=at
        )
    except TwoPlans as refusal:
        said = "Both have a live plan. Take this back without another answer; then “Who is this?” asks which plan lives on."
        raise CannotDo([said]) from refusal
    except CannotDo as refusal:
        # Of the two reasons that were given, the field that it names is the other one.
        raise CannotDo(refusal.objections) from refusal
