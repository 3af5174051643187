"""Owing and sending. What is owed is a row in the deed's own transaction; what is sent is a link, never content."""

from datetime import date, datetime, timedelta

from django.db import transaction

from kith.notify import tasks
from kith.notify.models import Mailbox, Notice
from kith.sharing import audit, gate, jobs, rows
from kith.sharing.actor import Actor
from kith.sharing.models import Agency

VERIFY_EVERY = timedelta(days=90)


@transaction.atomic
def owe(
    kind: str,
    *,
    agency: int,
    partnership: int,
    about: str,
    headline: str,
    words: str,
    by: Actor,
    at: datetime,
) -> Notice:
    """Owe an agency a notice. It waits in Kith at once; a message that says so, and no more, goes to its mailbox."""
    gate.must(by, "notice.send")
    made = Notice(
        agency_id=agency,
        partnership_id=partnership,
        kind=kind,
        about=about,
        headline=headline,
        words=words,
        owed_at=at,
    )
    rows.add(made)
    audit.write("notify.owed", at=at, about=made.reference, detail={"kind": kind, "agency": agency})
    jobs.defer(tasks.send, notice=made.reference)
    return made


@transaction.atomic
def open_notice(*, reference: str, by: Actor, at: datetime) -> Notice | None:
    """Open a notice sent to one's own agency, and say when it was first opened."""
    found = Notice.objects.filter(reference=reference).first()
    if found is None:
        raise gate.NotYours("notify.notice", "notice.read")
    audit.write("notify.opened", at=at, purpose="reply", about=reference)
    if found.opened_at is None and found.agency_id == by.agency_id:
        Notice.objects.filter(pk=found.pk, opened_at=None).update(opened_at=at)
        found.opened_at = at
    return found


@transaction.atomic
def add_mailbox(*, agency: Agency, address: str, says: str, by: Actor, at: datetime) -> Mailbox:
    """Put a role mailbox in the directory. Nothing is sent to it until it is verified."""
    gate.must(by, "post.manage")
    made = Mailbox.objects.create(agency=agency, address=address.lower(), says=says)
    audit.write("notify.mailbox_added", at=at, purpose="operate", about=agency.reference)
    return made


@transaction.atomic
def verify_mailbox(*, mailbox: Mailbox, by: Actor, at: datetime) -> None:
    """The mailbox has answered. It is asked again after 90 days (local)."""
    gate.must(by, "post.manage")
    again: date = (at + VERIFY_EVERY).date()
    Mailbox.objects.filter(pk=mailbox.pk).update(verified_at=at, verify_again_on=again)
    audit.write("notify.mailbox_verified", at=at, purpose="operate", about=mailbox.agency.reference)
