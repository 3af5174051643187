"""Saying which school a child goes to, where the sender did not, or said it so that no school was found."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions import alone
from kith.frontdoor.actions.work import CannotDo, open_undecided
from kith.frontdoor.models import SchoolSaid
from kith.frontdoor.rules import schools as rules
from kith.people import registers
from kith.people.finding import SCHOOL
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def say_school(*, contact: str, school: str, because: str, by: Actor, at: datetime) -> SchoolSaid:
    """Say which school this child goes to, or why to none. What was sent stays as it was sent, and this stands beside it."""
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    because = "" if school else because.strip()
    known = registers.standing(SCHOOL, school)
    if found := rules.objections(code=school, because=because, is_known=known is not None):
        raise CannotDo(list(found.values()), found)
    made = SchoolSaid.objects.create(
        subject_id=held.subject_id,
        contact=held,
        school_urn=known.code if known else "",
        because=because,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    ledger.write(
        "frontdoor.school_said",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        school=f"{known.place}, URN {known.code}" if known else "at no school",
    )
    return made
