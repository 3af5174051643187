"""Who a contact may be about: what was sent beside what is held, three people at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from kith.core import says
from kith.frontdoor.models import Contact
from kith.frontdoor.queries.beside import about, everyone_in
from kith.frontdoor.queries.picture import open_contact
from kith.people import queries as people
from kith.people.matching import Candidate, Record, verified_by
from kith.people.models import Address, SourceRecord
from kith.plans.models import Plan
from kith.sharing import gate, rules
from kith.sharing.actor import Actor
from kith.sharing.models import Subject
from kith.sharing.queries.posts import holder_of

BANDS = {
    "Match": "Agrees in a checked number",
    "PotentialMatch": "Possible match",
    "LowConfidenceMatch": "Weak match",
}
SIDE_BY_SIDE = 3


@dataclass(frozen=True)
class Cell:
    """What is held for one field of one person, and how it compares with what was sent."""

    who: str
    held: str
    verdict: str
    note: str

    @property
    def kind(self) -> str:
        return self.verdict if self.verdict in {"agrees", "differs"} else "none"

    @property
    def says(self) -> str:
        if self.note and self.kind == "none":
            return self.note
        return f"{self.verdict}: {self.note}" if self.note else self.verdict


@dataclass(frozen=True)
class Person:
    """Somebody whom the contact may be about."""

    number: int
    reference: str
    name: str
    born: str
    band: str
    hint: str


@dataclass(frozen=True)
class Comparison:
    """Up to three people beside what was sent, field by field."""

    people: list[Person]
    rows: list[tuple[str, str, list[Cell]]]


@dataclass(frozen=True)
class WhoIsThis:
    """All that the page needs: whom to compare, who is a twin, and whether a restricted record may match."""

    contact: Contact
    name: str
    comparisons: list[Comparison]
    people: list[Person]
    warnings: list[str]
    ask: tuple[tuple[str, str, str], ...]
    is_limited: bool
    joined_to: str


def who_is_this(reference: str, *, actor: Actor | None, at: datetime) -> WhoIsThis:
    """Look up whom this contact may be about; the look-up is written in the audit."""
    contact = open_contact(reference, actor=actor, at=at, needs="child.identify")
    assert actor is not None
    sent = sent_record(contact.record, by=actor)
    found = people.look_up(sent, by=actor, at=at, purpose="find", without=contact.subject_id)
    candidates = [each for each in found.outcome.candidates if each.person not in everyone_in(contact)]
    known = people.names(candidate.person for candidate in candidates)
    hints = _hints([candidate.person for candidate in candidates], at)
    seen = [candidate for candidate in candidates if candidate.person in known]
    numbers = {candidate.person: number for number, candidate in enumerate(seen, start=1)}
    shown = [(candidate, _person(candidate, known[candidate.person], numbers, hints)) for candidate in seen]
    return WhoIsThis(
        contact=contact,
        name=about(contact),
        comparisons=[
            _side_by_side(shown[start : start + SIDE_BY_SIDE]) for start in range(0, len(shown), SIDE_BY_SIDE)
        ],
        people=[person for _, person in shown],
        warnings=_warnings(shown),
        ask=found.ask,
        is_limited=found.outcome.limited,
        joined_to=_joined_to(contact),
    )


def _joined_to(contact: Contact) -> str:
    """Whom an earlier answer joined this contact to; empty where none did."""
    link = people.link_of(contact.subject_id, about=contact.reference)
    if link is None:
        return ""
    known = people.names([link.other_id]).get(link.other_id)
    return known.name if known else "another child"


def shown_subjects(references: Iterable[str]) -> list[int]:
    """The subjects that were on the screen, for the decision's record of what was seen."""
    return sorted(Subject.objects.filter(reference__in=list(references)).values_list("id", flat=True))


def sent_record(record: SourceRecord, *, by: Actor) -> Record:
    """What the sender said about who this is, as the look-up weighs it; the home only for who may read it."""
    shows_home = rules.reaches(by.reach, "location.read", gate.standing(record))
    homes = list(Address.objects.filter(record_id=record.pk).order_by("id")) if shows_home else []
    current = next((home for home in homes if home.is_current), None)
    return Record(
        given_name=record.given_name,
        middle_names=record.middle_names,
        family_name=record.family_name,
        known_as=record.known_as,
        previous_family_names=tuple(record.previous_family_names),
        sex=record.sex,
        date_of_birth=record.date_of_birth or record.expected_on,
        address_line=current.line if current else "",
        postcode=current.postcode if current else "",
        previous_postcodes=tuple(home.postcode for home in homes if not home.is_current and home.postcode),
        nhs_number=record.nhs_number,
        upn=record.upn,
        phone=record.phone,
        school_urn=record.school_urn,
        parent_name=record.parent_name,
        verified=verified_by(record.agency.kind, says.today_in_london(record.recorded_at)),
        not_shown=frozenset() if shows_home else frozenset({"home"}),
    )


def _warnings(shown: Sequence[tuple[Candidate, Person]]) -> list[str]:
    """Each warning once, though it stands on both of the two that look the same."""
    found = {
        frozenset({candidate.person, *candidate.guard.of}): candidate.guard.says
        for candidate, _ in reversed(shown)
        if candidate.guard.says
    }
    return list(reversed(found.values()))


KIN = {"twin": "may be a twin of", "sibling": "may be a brother or sister of"}


def _person(
    candidate: Candidate, known: people.Known, numbers: dict[int, int], hints: dict[int, str]
) -> Person:
    kin = [str(numbers[other]) for other in candidate.guard.of if other in numbers]
    return Person(
        number=numbers[candidate.person],
        reference=known.reference,
        name=known.name,
        born=_born(known),
        band=BANDS[candidate.band] + (f", {KIN[candidate.guard.kind]} {says.people(kin)}" if kin else ""),
        hint=hints.get(candidate.person, ""),
    )


def _born(known: people.Known) -> str:
    if known.date_of_birth:
        return f"born {says.day(known.date_of_birth)}"
    return f"unborn, due {says.day(known.expected_on)}" if known.expected_on else "birthday not known"


def _side_by_side(shown: Sequence[tuple[Candidate, Person]]) -> Comparison:
    fields = [(row.field, row.label, row.sent) for row in shown[0][0].rows] if shown else []
    rows = []
    for field, label, sent in fields:
        held = [
            (person, next(row for row in candidate.rows if row.field == field)) for candidate, person in shown
        ]
        if not sent and not any(row.held for _, row in held):
            continue
        cells = [
            Cell(f"{person.number}. {person.name}", row.held, row.verdict, row.note) for person, row in held
        ]
        rows.append((label, sent, cells))
    return Comparison([person for _, person in shown], rows)


def _hints(persons: list[int], at: datetime) -> dict[int, str]:
    """For each person: whether a plan is live and who leads it, and when the last contact came."""
    with connection.cursor() as cursor:
        cursor.execute("select p, kith.same_person(p) from unnest(%s::bigint[]) p", [persons])
        everyone = dict(cursor.fetchall())
    person_of = {subject: person for person, subjects in everyone.items() for subject in subjects}
    leads = {
        person_of[plan.subject_id]: plan
        for plan in Plan.objects.filter(subject_id__in=person_of, closed_at=None).annotate(
            leads=holder_of("lead", says.today_in_london(at))
        )
    }
    last: dict[int, datetime] = {}
    for subject, received in (
        Contact.objects.filter(subject_id__in=person_of)
        .order_by("received_at")
        .values_list("subject_id", "received_at")
    ):
        last[person_of[subject]] = received
    return {person: _hint(leads.get(person), last.get(person)) for person in persons}


def _hint(plan: Any, last: datetime | None) -> str:
    told = f"Last contact {says.day(says.in_london(last).date())}." if last else "No contact before this."
    if plan is None:
        return f"No live plan. {told}"
    return f"Plan live since {says.day(says.in_london(plan.opened_at).date())}, led by {plan.leads or 'nobody just now'}. {told}"
