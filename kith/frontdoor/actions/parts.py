"""The parts of a telling that stand on a contact, whether they came with it or were added later."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from kith.core import identifiers
from kith.frontdoor.models import Consent, Contact, FormAnswer
from kith.frontdoor.reading.telling import Child, Form
from kith.people.matching import Record
from kith.people.telling import Adult, Member, Told
from kith.sharing.actor import Actor

FOUND = ("spoken_to", "spoken_to_alone", "demeanour")


def forms(contact: Contact, answers: Iterable[Form], *, read_by: Actor, added_at: datetime | None) -> None:
    """The sender’s answers about the forms of exploitation, with the contact or added later."""
    for form in answers:
        FormAnswer.objects.create(
            subject_id=contact.subject_id,
            contact=contact,
            form=form.form,
            answer=form.answer,
            is_harm=form.harm,
            what=form.what,
            who_would_know=form.who_would_know,
            by_post_id=read_by.post_id,
            recorded_at=added_at,
        )


def consent(contact: Contact, child: Child, at: datetime) -> None:
    """Whether the family was asked; what was said in the same words is there already."""
    said = child.consent
    if said is None:
        return
    told = {
        "is_needed": said.needed,
        "needed_because": said.needed_because,
        "asked_by": said.asked_by,
        "asked_of": said.asked_of,
        "asked_at": said.asked_at,
        "outcome": said.outcome,
        "not_asked_because": said.not_asked_because,
        "lawful_basis": said.lawful_basis,
        "is_informed": said.informed,
        "competence": said.competence,
    }
    if not contact.consents.filter(**told).exists():
        Consent.objects.create(
            subject_id=contact.subject_id,
            contact=contact,
            purpose="Telling the front door",
            recorded_at=at,
            **told,
        )


def police(own: Mapping[str, Any], child: Child | None) -> dict[str, Any]:
    """What only police say, of the incident and of how an officer found this child."""
    return {**own, **{name: getattr(child, name) for name in FOUND if hasattr(child, name)}}


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
        practice_code=_in_one_form(identifiers.practice_code, child.gp_ods_code),
        practice_says=child.gp_name,
        source_id=child.sender_id,
        characteristics={what: (said.answer, said.value) for what, said in child.characteristics.items()},
        adults=adults(child),
        household=household(child),
    )


def adults(child: Child) -> tuple[Adult, ...]:
    """Adults who may be a risk, as the sender told of them."""
    return tuple(
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
    )


def household(child: Child) -> tuple[Member, ...]:
    """Who else is of the home or the family, as the sender told of them; an age or a birthday says who is a child."""
    return tuple(
        Member(
            name=member.name,
            date_of_birth=member.date_of_birth,
            age=member.age,
            relation=member.relation,
            is_child=member.is_child,
            lives_there=member.lives_there,
        )
        for member in child.household
    )


def _postcode(said: str) -> str:
    return _in_one_form(identifiers.postcode, said)[:8]


def _in_one_form(reads: Callable[[str], str], said: str) -> str:
    try:
        return reads(said)
    except ValueError:
        return said
