"""Taking back who a contact was said to be about."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.rules.contact import State
from kith.people import actions as people
from kith.people.models import IdentityDecision, Link, Verdict
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Subject


@transaction.atomic
def take_back(*, contact: str, because: str, by: Actor, at: datetime) -> IdentityDecision:
    """Say that a contact is not about the child it was joined to: the two are two again, and who it is about is asked anew."""
    held = open_contact(contact, by=by, at=at, needs="child.identify")
    link = Link.objects.filter(
        subject_id=held.subject_id, decision__about=held.reference, ends_at=None
    ).first()
    if link is None:
        raise CannotDo(["This contact is not joined to anybody. Nothing needs to be taken back."])
    if not because.strip():
        said = "Say what shows that this is another child."
        raise CannotDo([said], {"because": said})
    # Nobody parts a record that is kept from them.
    other = Subject.objects.values_list("reference", flat=True).filter(pk=link.other_id).first()
    gate.open_record(Subject.objects.all(), other or "", actor=by, needs="child.read", purpose="find", at=at)
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
    if held.state == State.RECEIVED:
        held.identified_at = None
        held.save(update_fields=["identified_at"])
    return made
