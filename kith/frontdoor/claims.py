"""Whose a contact is: how long a claim stands, and what keeps it."""

from datetime import datetime, timedelta

from kith.core import says
from kith.frontdoor.models import Contact
from kith.frontdoor.rules import day
from kith.frontdoor.rules.contact import State
from kith.sharing.actor import Actor
from kith.sharing.queries.posts import names_in

# A page that is opened again within this time writes nothing.
AGAIN_AFTER = timedelta(minutes=2)


def worked_on(contact: Contact, *, by: Actor | None, at: datetime) -> None:
    """Its holder opens a contact, or does something with it: the claim stands from now on. And that it was opened at all."""
    if by is None or not by.may("contact.decide") or contact.state != State.RECEIVED:
        return
    changed: dict[str, datetime] = {}
    if contact.opened_at is None:
        changed["opened_at"] = at
    if (
        contact.held_by_id in by.posts
        and at - (worked_at(contact) or at) >= AGAIN_AFTER
        and stands(contact, at)
    ):
        changed["worked_at"] = at
    if changed:
        Contact.objects.filter(pk=contact.pk, held_by=contact.held_by_id).update(**changed)
        for column, moment in changed.items():
            setattr(contact, column, moment)


def worked_at(contact: Contact) -> datetime | None:
    """When the holder of a contact last did anything with it."""
    return contact.worked_at or contact.held_since


def lapses_at(contact: Contact) -> datetime | None:
    """When the claim on a contact lapses, if nobody works on it; None where nobody has it, or it is decided."""
    worked = worked_at(contact)
    if contact.held_by_id is None or worked is None or contact.state != State.RECEIVED:
        return None
    return day.lapses_at(worked)


def stands(contact: Contact, at: datetime) -> bool:
    """Whether somebody has this contact; a decided one is whose it was."""
    lapses = lapses_at(contact)
    return contact.held_by_id is not None and (lapses is None or at < lapses)


def lapsed_at(contact: Contact, at: datetime) -> datetime | None:
    """When the last claim lapsed, until somebody takes the contact on: also in the minute before that is written down."""
    if stands(contact, at) or contact.state != State.RECEIVED:
        return None
    return lapses_at(contact) or contact.lapsed_at


def holder_now(contact: Contact, at: datetime) -> str:
    """Whoever sits in the post that has a contact."""
    if contact.held_by is None:
        return "Nobody"
    return names_in([contact.held_by.pk], says.today_in_london(at)).get(
        contact.held_by.pk, contact.held_by.says
    )
