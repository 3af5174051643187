"""Considering the other children of a home: a contact for each who needs one, or why none is needed."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions import alone
from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.considered import write_down
from kith.frontdoor.models import Considered
from kith.frontdoor.rules import household as rules
from kith.people.models import HouseholdMember
from kith.sharing.actor import Actor


@transaction.atomic
def consider(*, contact: str, member: str, answer: str, because: str, by: Actor, at: datetime) -> Considered:
    """Say whether another child of the home needs a contact too, and make it: it lands by the road that every contact takes."""
    alone.with_contact(contact)
    held = open_contact(contact, by=by, at=at)
    child = HouseholdMember.objects.filter(record_id=held.record_id, reference=member).first()
    if child is None or child.is_child == "no":
        raise CannotDo(["This is not a child of the home. Open the contact again, and choose one there."])
    has_contact = child.considered.exclude(receipt=None).exists()
    found = rules.objections(answer=answer, because=because, has_contact=has_contact, is_kept=held.restricted)
    if found:
        raise CannotDo(list(found.values()), found)
    return write_down(held, child, answer, because, by=by, at=at)
