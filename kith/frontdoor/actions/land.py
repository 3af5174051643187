"""A telling becomes contacts: one for each child, with a subject, a record, a clock and a line in the ledger."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kith.core import words
from kith.core.says import today_in_london
from kith.core.written import Given, once
from kith.frontdoor import in_writing
from kith.frontdoor.actions import add, alone, parts
from kith.frontdoor.models import Contact
from kith.frontdoor.owed import start_clock
from kith.frontdoor.reading.telling import Child, Telling, unmapped
from kith.frontdoor.rules import area
from kith.frontdoor.rules.contact import picture_needed
from kith.intake.models import Channel, Landing, Outcome, Receipt
from kith.intake.reading import Landed
from kith.people.actions import add_record
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actions import open_subject
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership, Subject
from kith.sharing.queries.places import front_door_of


@once
def partnerships() -> QuerySet[Partnership]:
    return Partnership.objects.order_by("pk")


@once
def sent_before() -> QuerySet[Receipt]:
    landed = Landing.objects.filter(agency_id=Given("agency"), outcome=Outcome.LANDED.value).values("receipt")
    under_it = landed.filter(sender_reference=Given("reference"))
    # Whoever rang was given a number, and may quote it as their own.
    rung = landed.filter(receipt__reference=Given("reference"), receipt__channel=Channel.PHONE.value)
    # One search for each, joined afterwards: with an “or” between two tables every receipt of the agency is read.
    found = Receipt.objects.filter(pk__in=under_it.union(rung, all=True))
    return found.exclude(pk=Given("itself")).order_by("pk")[:1]


def land_telling(
    *, receipt: Receipt, telling: Telling, own: dict[str, Any], by: Actor, at: datetime
) -> Landed:
    """Make contacts of a telling, or add it to what the same sender sent under the same reference."""
    gate.must(by, "contact.land")
    if telling.sender_reference:
        alone.with_reference(receipt.agency_id, telling.sender_reference)
    earlier = _sent_before(receipt, telling.sender_reference)
    known = add.contacts_of(earlier) if earlier else []
    of = add.contacts_named(telling, known)
    new = [child for child, contact in zip(telling.children, of, strict=True) if contact is None]
    subjects = _contacts(receipt, telling, own, new, [contact.subject_id for contact in known], by, at)
    for contact in known:
        child = next((c for c, found in zip(telling.children, of, strict=True) if found == contact), None)
        add.to_contact(contact, receipt, telling, own, child, subjects, by, at)
    about = (*(contact.subject_id for contact in known), *subjects)
    return Landed(telling.sender_reference, about, adds_to=earlier)


def _contacts(
    receipt: Receipt,
    telling: Telling,
    own: dict[str, Any],
    children: list[Child],
    known: list[int],
    by: Actor,
    at: datetime,
) -> list[int]:
    """A contact for each of these children, beside each other and those who are known of this incident."""
    areas = {code: p.pk for p in partnerships.rows() for code in p.outcodes}
    placed = [
        (child, *area.answers(receipt.channel, child.postcode, areas, receipt.partnership_id))
        for child in children
    ]
    subjects = [
        open_subject(kind=child.kind, partnerships=[partnership], by=by, at=at)
        for child, partnership, _ in placed
    ]
    for (child, partnership, is_sure), subject in zip(placed, subjects, strict=True):
        beside = [*known, *(other.pk for other in subjects if other is not subject)]
        _one_child(receipt, telling, own, child, subject, beside, partnership, is_sure, by, at)
    return [subject.pk for subject in subjects]


def _sent_before(receipt: Receipt, sender_reference: str) -> Receipt | None:
    if not sender_reference:
        return None
    found = sent_before.rows(reference=sender_reference, agency=receipt.agency_id, itself=receipt.pk)
    return found[0] if found else None


def _one_child(
    receipt: Receipt,
    telling: Telling,
    own: dict[str, Any],
    child: Child,
    subject: Subject,
    beside: list[int],
    partnership: int,
    is_sure: bool,
    by: Actor,
    at: datetime,
) -> Contact:
    record = add_record(subject=subject, agency=receipt.agency_id, told=parts.told_of(child), by=by, at=at)
    team = front_door_of(partnership)
    harm = sum(form.answer == "seen" and form.harm for form in child.forms)
    signs = sum(form.answer == "seen" for form in child.forms)
    rag = picture_needed(in_danger=telling.in_danger, harm_seen=harm, signs_seen=signs)
    missing = telling.missing_parts(child, today_in_london(receipt.received_at))
    contact = Contact.objects.create(
        subject=subject,
        receipt=receipt,
        receipt_reference=receipt.reference,
        record=record,
        partnership_id=partnership,
        team=team,
        beside=beside,
        from_agency=receipt.agency,
        from_post_id=receipt.by_post_id,
        channel=receipt.channel,
        kind=child.kind,
        source_code=telling.source_code,
        sub_source=telling.sub_source,
        sender_name=telling.sender_name,
        sender_contact=telling.sender_contact,
        sender_reference=telling.sender_reference,
        written_by=telling.written_by,
        led_by=telling.led_by,
        received_at=receipt.received_at,
        event_at=telling.event_at,
        what_happened=telling.what_happened,
        risk=child.risk,
        risk_from=child.risk_from,
        need=child.need,
        strengths=child.strengths,
        impact=child.impact,
        childs_words=child.words,
        words_heard=child.words_heard,
        spoken_alone=child.spoken_alone,
        spoken_alone_who=child.spoken_alone_who,
        in_danger=telling.in_danger,
        safe_now=telling.safe_now,
        sender_did=telling.sender_did,
        sender_asks=telling.sender_asks,
        adults_answer=telling.adults_answer,
        missing_parts=missing if is_sure else [*missing, "which area answers for this home"],
        # Not the child's own words: nobody is asked to say those otherwise.
        words_asked=words.asked_about(
            [
                telling.what_happened,
                child.risk,
                child.risk_from,
                child.need,
                child.strengths,
                child.impact,
                telling.sender_did,
                telling.sender_asks,
            ]
        ),
        police=parts.police(own, child),
        unmapped=unmapped(telling.model_copy(update={"children": [child]})),
        rag=rag.value if rag else "",
    )
    parts.forms(contact, child.forms, read_by=by, added_at=None)
    parts.consent(contact, child, at)
    for code in ["CLK-01"] + ([f"CLK-04-{rag.value}"] if rag else []):
        start_clock(contact, code, by=by, at=at, started_at=receipt.received_at)
    in_writing.begin(contact, by=by, at=at)
    ledger.write(
        "frontdoor.contact_received",
        subject=subject.pk,
        by=by,
        at=at,
        occurred_at=telling.event_at or receipt.received_at,
        about=contact.reference,
        agency=receipt.agency.says,
    )
    return contact
