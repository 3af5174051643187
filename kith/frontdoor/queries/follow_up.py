"""The written referral after a call: whether it came, who chased it, and those that are still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from kith.core.written import Given, once
from kith.frontdoor.in_writing import KIND
from kith.frontdoor.models import Contact, FollowUp
from kith.frontdoor.queries.beside import shortened
from kith.frontdoor.queries.incidents import child
from kith.frontdoor.queries.lines import Line
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules.follow_up import is_owed
from kith.people.queries import name_of
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing import gate
from kith.sharing.actor import Actor


@dataclass(frozen=True)
class Followed:
    """A contact that came by telephone, with what was done to have it in writing. `due_at` while it is still to come."""

    contact: Contact
    name: str
    due_at: datetime | None
    rows: list[FollowUp]


@once
def _rows() -> QuerySet[FollowUp]:
    rows = FollowUp.objects.filter(contact_id=Given("contact"))
    return rows.select_related("by_post", "by_worker").order_by("-id")


@once
def _running() -> QuerySet[Clock]:
    return clocks.running(KIND, Given("about")).order_by("due_at")


def followed(contact: Contact) -> Followed | None:
    """What the page of a contact says of it; None where nothing is to come in writing, and nothing is asked."""
    if not is_owed(contact.channel, contact.from_agency.kind):
        return None
    running = next(iter(_running.rows(about=contact.reference)), None)
    return Followed(
        contact,
        name_of(contact.record),
        running.due_at if running else None,
        _rows.rows(contact=contact.pk),
    )


def follow_up(reference: str, *, actor: Actor | None, at: datetime) -> Followed:
    """The contact, opened and audited, with its written referral; not there where none is to come."""
    found = followed(open_contact(reference, actor=actor, at=at, needs="contact.decide"))
    if found is None:
        raise gate.NotYours("frontdoor.followup", "contact.decide")
    return found


def to_come(running: Iterable[Clock], contacts: dict[str, Contact], by: Actor, at: datetime) -> list[Line]:
    """A line for each call whose written referral has not come."""
    return [
        Line(
            due_at=clock.due_at,
            what="written referral",
            children=(child(contact, set(), {}, at),),
            says=shortened(
                f"Told by phone. The written referral has not come: chase. {contact.what_happened}"
            ),
            sender=contact.from_agency.says,
            received_at=contact.received_at,
            receipt=contact.receipt_reference,
            is_mine=contact.held_by_id in by.posts,
            is_to_come=True,
        )
        for clock in running
        if clock.about_kind == KIND and (contact := contacts.get(clock.about)) is not None
    ]
