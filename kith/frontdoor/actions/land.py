"""A telling becomes contacts: one for each child, with a subject, a record, a clock and a line in the ledger."""

from datetime import datetime
from typing import Any

from kith.core import identifiers
from kith.frontdoor.models import Addition, Consent, Contact, FormAnswer
from kith.frontdoor.reading.telling import Child, Telling, unmapped
from kith.frontdoor.rules import area
from kith.frontdoor.rules.contact import picture_needed
from kith.intake.models import Outcome, Receipt
from kith.intake.reading import Landed
from kith.people.actions import add_record
from kith.people.matching import Record
from kith.people.telling import Adult, Told
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actions import open_subject
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership, Subject, Team


def land_telling(
    *, receipt: Receipt, telling: Telling, own: dict[str, Any], by: Actor, at: datetime
) -> Landed:
    """Make contacts of a telling, or add it to what the same sender sent under the same reference."""
    gate.must(by, "contact.land")
    if earlier := _sent_before(receipt, telling.sender_reference):
        about = _add(receipt, earlier, telling, by, at)
        return Landed(telling.sender_reference, about, adds_to=earlier)
    areas = {code: p.pk for p in Partnership.objects.all() for code in p.outcodes}
    placed = [
        (child, *area.responsible(child.postcode, areas, receipt.partnership_id))
        for child in telling.children
    ]
    subjects = [
        open_subject(kind=child.kind, partnerships=[partnership], by=by, at=at)
        for child, partnership, _ in placed
    ]
    for (child, partnership, is_sure), subject in zip(placed, subjects, strict=True):
        beside = [other.pk for other in subjects if other is not subject]
        _one_child(receipt, telling, own, child, subject, beside, partnership, is_sure, by, at)
    return Landed(telling.sender_reference, tuple(subject.pk for subject in subjects))


def _sent_before(receipt: Receipt, sender_reference: str) -> Receipt | None:
    if not sender_reference:
        return None
    return (
        Receipt.objects.filter(
            agency_id=receipt.agency_id,
            landings__sender_reference=sender_reference,
            landings__outcome=Outcome.LANDED,
        )
        .exclude(pk=receipt.pk)
        .order_by("pk")
        .first()
    )


def _add(receipt: Receipt, earlier: Receipt, telling: Telling, by: Actor, at: datetime) -> tuple[int, ...]:
    contacts = Contact.objects.filter(receipt=earlier).order_by("pk")
    for contact in contacts:
        Addition.objects.create(
            subject_id=contact.subject_id,
            contact=contact,
            receipt_reference=receipt.reference,
            received_at=receipt.received_at,
            words=telling.what_happened,
            said=telling.model_dump(mode="json"),
        )
        ledger.write(
            "frontdoor.contact_added_to",
            subject=contact.subject_id,
            by=by,
            at=at,
            occurred_at=receipt.received_at,
            about=contact.reference,
            agency=receipt.agency.says,
        )
    return tuple(contact.subject_id for contact in contacts)


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
    record = add_record(subject=subject, agency=receipt.agency_id, told=told_of(child), by=by, at=at)
    team = Team.objects.get(partnership_id=partnership, does="front_door")
    harm = sum(form.answer == "seen" and form.harm for form in child.forms)
    signs = sum(form.answer == "seen" for form in child.forms)
    rag = picture_needed(in_danger=telling.in_danger, harm_seen=harm, signs_seen=signs)
    missing = telling.missing_parts(child)
    contact = Contact.objects.create(
        subject=subject,
        receipt=receipt,
        receipt_reference=receipt.reference,
        record=record,
        partnership_id=partnership,
        team=team,
        beside=beside,
        from_agency_id=receipt.agency_id,
        from_post_id=receipt.by_post_id,
        channel=receipt.channel,
        source_code=telling.source_code,
        sub_source=telling.sub_source,
        sender_name=telling.sender_name,
        sender_contact=telling.sender_contact,
        sender_reference=telling.sender_reference,
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
        in_danger=telling.in_danger,
        safe_now=telling.safe_now,
        sender_did=telling.sender_did,
        sender_asks=telling.sender_asks,
        adults_answer=telling.adults_answer,
        missing_parts=missing if is_sure else [*missing, "which area answers for this home"],
        police=own
        | {n: getattr(child, n) for n in ("spoken_to", "spoken_to_alone", "demeanour") if hasattr(child, n)},
        unmapped=unmapped(telling.model_copy(update={"children": [child]})),
        rag=rag.value if rag else "",
    )
    for form in child.forms:
        FormAnswer.objects.create(
            subject=subject,
            contact=contact,
            form=form.form,
            answer=form.answer,
            is_harm=form.harm,
            what=form.what,
            who_would_know=form.who_would_know,
        )
    if child.consent:
        _consent(contact, child, at)
    for code in ["CLK-01"] + ([f"CLK-04-{rag.value}"] if rag else []):
        clocks.start(
            code,
            subject=subject.pk,
            partnership=partnership,
            about_kind="contact",
            about=contact.reference,
            team=team.pk,
            by=by,
            at=at,
            started_at=receipt.received_at,
        )
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


def _consent(contact: Contact, child: Child, at: datetime) -> None:
    said = child.consent
    assert said is not None
    Consent.objects.create(
        subject_id=contact.subject_id,
        contact=contact,
        purpose="Telling the front door",
        is_needed=said.needed,
        needed_because=said.needed_because,
        asked_by=said.asked_by,
        asked_of=said.asked_of,
        asked_at=said.asked_at,
        outcome=said.outcome,
        not_asked_because=said.not_asked_because,
        lawful_basis=said.lawful_basis,
        is_informed=said.informed,
        competence=said.competence,
        recorded_at=at,
    )


def told_of(child: Child) -> Told:
    """Who the sender says that this child is."""
    return Told(
        record=Record(
            given_name=child.given_name,
            middle_names=child.middle_names,
            family_name=child.family_name,
            known_as=child.known_as,
            previous_family_names=tuple(child.previous_family_names),
            sex=child.sex,
            date_of_birth=child.date_of_birth,
            address_line=child.address_line,
            postcode=_postcode(child.postcode),
            previous_postcodes=tuple(_postcode(p) for p in child.previous_postcodes),
            nhs_number=child.nhs_number.replace(" ", "").replace("-", "")[:10],
            upn=child.upn,
            phone=child.phone,
            school_urn=child.school_urn,
            parent_name=child.parent_name,
        ),
        expected_on=child.expected_on,
        school_says=child.school_name,
        source_id=child.sender_id,
        characteristics={what: (said.answer, said.value) for what, said in child.characteristics.items()},
        adults=tuple(
            Adult(
                says=adult.name_or_description,
                allegation=adult.allegation,
                date_of_birth=adult.date_of_birth,
                relation=adult.relation,
                why=adult.why,
                restriction=adult.restriction,
                restriction_ends_on=adult.restriction_ends_on,
                restriction_source=adult.restriction_source,
                safe_contact=adult.safe_contact,
                is_home_contact_unsafe=adult.home_contact_unsafe,
            )
            for adult in child.adults
        ),
    )


def _postcode(said: str) -> str:
    try:
        return identifiers.postcode(said)
    except ValueError:
        return said[:8]
