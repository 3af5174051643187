"""What a sender adds under its own reference: beside the contact, counted at once, and answered where it was decided."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kith.frontdoor import in_writing
from kith.frontdoor.actions import alone, parts
from kith.frontdoor.actions.facts import in_danger, rag_of
from kith.frontdoor.models import Addition, Contact
from kith.frontdoor.owed import start_clock
from kith.frontdoor.reading.telling import Child, Telling
from kith.frontdoor.rules import added as rules
from kith.frontdoor.rules.contact import State, more_urgent
from kith.intake.models import Landing, Receipt
from kith.people.actions import add_adults, add_household
from kith.record import clocks, ledger
from kith.sharing.actor import Actor


def contacts_of(earlier: Receipt) -> list[Contact]:
    """The contacts that were made of a telling, and of what was added to it."""
    receipts = [earlier.pk, *Landing.objects.filter(adds_to=earlier).values_list("receipt_id", flat=True)]
    return list(Contact.objects.filter(receipt_id__in=receipts).select_related("record").order_by("pk"))


def contacts_named(telling: Telling, known: Sequence[Contact]) -> list[Contact | None]:
    """For each child of a telling its contact among those of the same reference; None is a child not named before."""
    places = rules.places([_named(child, child.sender_id) for child in telling.children],
                          [_named(contact.record, contact.record.source_id) for contact in known])  # fmt: skip
    return [None if place is None else known[place] for place in places]


def _named(who: Any, sender_id: str) -> rules.Named:
    return rules.Named(who.given_name, who.family_name, who.date_of_birth, sender_id)


def to_contact(
    contact: Contact,
    receipt: Receipt,
    telling: Telling,
    own: dict[str, Any],
    child: Child | None,
    beside: Sequence[int],
    by: Actor,
    at: datetime,
) -> Addition:
    """Add a telling to one contact; `child` is this contact's own part in it, `beside` those whom only this telling names."""
    alone.with_contact(contact.reference)
    contact.refresh_from_db(fields=["state", "rag", "held_by"])
    if child:
        _count(contact, child, by, at)
    rag = rag_of(contact, is_in_danger=telling.in_danger == "yes" or in_danger(contact))
    made = Addition.objects.create(
        subject_id=contact.subject_id,
        contact=contact,
        receipt_reference=receipt.reference,
        received_at=receipt.received_at,
        recorded_at=at,
        words=telling.what_happened,
        said=telling.model_copy(update={"children": [child] if child else []}).model_dump(mode="json"),
        police=parts.police(own, child),
        in_danger=telling.in_danger,
        rag=rag,
        beside=list(beside),
    )
    if contact.state != State.RECEIVED:
        code = rules.starts(rag, _running(contact))
    else:
        code = f"CLK-04-{rag}" if more_urgent(rag, contact.rag) else ""
    if code:
        start_clock(
            contact,
            code,
            post=contact.held_by_id if contact.state == State.RECEIVED else None,
            by=by,
            at=at,
            started_at=receipt.received_at,
        )
    if not telling.withdraws:
        in_writing.came(contact, receipt.channel, at=at)
    ledger.write(
        "frontdoor.sender_withdrew" if telling.withdraws else "frontdoor.contact_added_to",
        subject=contact.subject_id,
        by=by,
        at=at,
        occurred_at=receipt.received_at,
        about=contact.reference,
        agency=receipt.agency.says,
    )
    return made


def _running(contact: Contact) -> list[str]:
    """The clocks of new information that run for a contact."""
    codes = set(rules.CLOCKS.values())
    running = clocks.running("contact", contact.reference).values_list("rule", flat=True)
    return [code for code in running if code in codes]


def _count(contact: Contact, child: Child, by: Actor, at: datetime) -> None:
    """What is told of this child counts as in a first telling: adults, signs, and whether the family was asked."""
    add_adults(record=contact.record, adults=parts.adults(child), by=by, at=at)
    add_household(record=contact.record, members=parts.household(child), by=by, at=at)
    there = set(contact.forms.values_list("form", "answer", "is_harm", "what", "who_would_know"))
    told = [
        form
        for form in child.forms
        if (form.form, form.answer, form.harm, form.what, form.who_would_know) not in there
    ]
    parts.forms(contact, told, read_by=by, added_at=at)
    parts.consent(contact, child, at)
