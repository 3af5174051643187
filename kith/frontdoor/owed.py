"""What a step of a contact owes: a clock that runs, and an answer to whoever sent it."""

from datetime import datetime

from django.db.models import QuerySet

from kith.frontdoor.models import Contact
from kith.notify.actions import owe
from kith.notify.models import Notice
from kith.record import clocks
from kith.sharing.actor import Actor

FEEDBACK = ("CLK-03", "CLK-03-chase")


def decision_notices(contact: Contact) -> QuerySet[Notice]:
    """What its sender was told, or should have been, of each decision on a contact."""
    return Notice.objects.filter(
        about=contact.receipt_reference, subjects__contains=[contact.subject_id], kind="decision_made"
    )


def owe_sender(contact: Contact, kind: str, *, headline: str, words: str, by: Actor, at: datetime) -> Notice:
    """Owe whoever sent a contact this answer."""
    return owe(
        kind,
        agency=contact.from_agency_id,
        partnership=contact.partnership_id,
        subject=contact.subject_id,
        post=contact.from_post_id,
        about=contact.receipt_reference,
        headline=headline,
        words=words,
        by=by,
        at=at,
    )


def start_clock(
    contact: Contact,
    code: str,
    *,
    by: Actor,
    at: datetime,
    post: int | None = None,
    started_at: datetime | None = None,
) -> None:
    """Start a clock about a contact, of the front door's team or of the post that holds it."""
    clocks.start(
        code,
        subject=contact.subject_id,
        partnership=contact.partnership_id,
        about_kind="contact",
        about=contact.reference,
        team=contact.team_id,
        post=post,
        by=by,
        at=at,
        started_at=started_at,
    )
