"""What a step of a contact owes: a clock that runs, and an answer to whoever sent it."""

from datetime import datetime

from django.db.models import QuerySet

from kith.frontdoor.models import Contact
from kith.frontdoor.rules.tell import Way, way_to
from kith.notify.actions import owe
from kith.notify.models import Notice
from kith.record import clocks
from kith.sharing.actor import Actor

FEEDBACK = ("CLK-03", "CLK-03-chase")
DECIDED = "decision_made"


def decision_notices(contact: Contact) -> QuerySet[Notice]:
    """What its sender was told, or should have been, of each decision on a contact."""
    return Notice.objects.filter(
        about=contact.receipt_reference, subjects__contains=[contact.subject_id], kind=DECIDED
    )


def owe_sender(
    contact: Contact, kind: str, *, headline: str, words: str, by: Actor, at: datetime
) -> Notice | None:
    """Owe whoever sent a contact this answer. Somebody without an account is owed a call about the decision, if a number
    to ring was given, and nothing else.
    """
    way = way_to(contact.from_agency.kind, contact.sender_contact)
    if way == Way.NUMBER or way == Way.CALL and kind != DECIDED:
        return None
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


def answer_sender(contact: Contact, *, headline: str, words: str, by: Actor, at: datetime) -> None:
    """Owe whoever sent a contact what was decided on it, and start the clocks of telling them; none where nobody can be told."""
    owed = owe_sender(contact, DECIDED, headline=headline, words=words, by=by, at=at)
    if owed is None:
        return
    for code, started_at in zip(FEEDBACK, (contact.received_at, None), strict=True):
        clocks.start(
            code,
            subject=contact.subject_id,
            partnership=contact.partnership_id,
            about_kind="notice",
            about=owed.reference,
            team=contact.team_id,
            by=by,
            at=at,
            started_at=started_at,
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
