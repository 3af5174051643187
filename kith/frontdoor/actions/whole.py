"""Saying that the picture of a contact is whole: its clock stops, and what is still missing is said."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions import alone
from kith.frontdoor.actions.work import CannotDo, open_undecided
from kith.frontdoor.models import PictureWhole
from kith.frontdoor.rules.contact import PICTURE_CLOCKS
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def say_whole(*, contact: str, missing: str, by: Actor, at: datetime) -> PictureWhole:
    """The information is brought together (CLK-04 stops); `missing` is what nobody could find out, for whoever decides."""
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    if held.identified_at is None:
        raise CannotDo(
            ["Say who this is first: a picture is whole only of a child who is known, or known to be new."]
        )
    made = PictureWhole.objects.create(
        subject_id=held.subject_id,
        contact=held,
        missing=missing.strip(),
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    clocks.stop("contact", held.reference, codes=PICTURE_CLOCKS, because="the picture is whole", at=at)
    ledger.write(
        "frontdoor.picture_whole",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
    )
    return made
