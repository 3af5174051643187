"""Adding what a source says of somebody, and deciding who it is. No row is ever rewritten."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime

from django.db import connection, transaction

from kith.people import alone, matching, queries, questions
from kith.people.models import (
    Address,
    Characteristic,
    IdentityDecision,
    Link,
    LinkedAdult,
    SourceRecord,
    Verdict,
)
from kith.people.telling import Adult, Told
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Subject


class CannotIdentify(Exception):
    """Why this cannot be decided so, in sentences."""

    def __init__(self, objections: list[str]) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections


@transaction.atomic
def add_record(*, subject: Subject, agency: int, told: Told, by: Actor, at: datetime) -> SourceRecord:
    """Add what an agency says of somebody, with the hashed keys that it can be found by."""
    gate.must(by, "contact.land")
    said = told.record
    made = SourceRecord.objects.create(
        subject=subject,
        agency_id=agency,
        source_id=told.source_id,
        given_name=said.given_name,
        middle_names=said.middle_names,
        family_name=said.family_name,
        known_as=said.known_as,
        previous_family_names=list(said.previous_family_names),
        sex=said.sex,
        date_of_birth=said.date_of_birth,
        expected_on=told.expected_on,
        nhs_number=said.nhs_number.replace(" ", ""),
        upn=said.upn,
        phone=said.phone,
        school_urn=said.school_urn,
        school_says=told.school_says,
        parent_name=said.parent_name,
        recorded_at=at,
    )
    if said.address_line or said.postcode:
        Address.objects.create(
            subject=subject, record=made, line=said.address_line, postcode=said.postcode, recorded_at=at
        )
    for postcode in said.previous_postcodes:
        Address.objects.create(
            subject=subject, record=made, postcode=postcode, is_current=False, recorded_at=at
        )
    for what, (answer, value) in told.characteristics.items():
        Characteristic.objects.create(
            subject=subject, record=made, what=what, answer=answer, value=value, recorded_at=at
        )
    add_adults(record=made, adults=told.adults, by=by, at=at)
    # An unborn child is found by the day that it is expected.
    findable = replace(said, date_of_birth=said.date_of_birth or told.expected_on)
    keys = sorted(matching.keys(findable, queries.secret()))
    with connection.cursor() as cursor:
        cursor.execute("select kith.add_keys(%s, %s::bigint[])", [made.pk, keys])
    return made


@transaction.atomic
def add_adults(*, record: SourceRecord, adults: Iterable[Adult], by: Actor, at: datetime) -> None:
    """Add adults who may be a risk to what a source says of somebody; what it said in the same words is there already."""
    gate.must(by, "contact.land")
    names = tuple(field.name for field in fields(Adult))
    there = set(LinkedAdult.objects.filter(record=record).values_list(*names))
    for adult in adults:
        if tuple(getattr(adult, name) for name in names) not in there:
            LinkedAdult.objects.create(
                subject_id=record.subject_id, record=record, recorded_at=at, **vars(adult)
            )


@transaction.atomic
def identify(
    *,
    record: SourceRecord,
    verdict: Verdict,
    other: int | None,
    because: str,
    shown: Iterable[int],
    about: str,
    by: Actor,
    at: datetime,
) -> IdentityDecision:
    """Say who a record is about. The same child: two subjects become one person, and nothing is overwritten."""
    gate.must(by, "child.identify")
    if not because.strip():
        raise CannotIdentify(["Say what makes you sure. A few words will do."])
    alone.with_child(record.subject_id, *([other] if other else []))
    earlier = _take_back(record.subject_id, about, by=by, at=at)
    made = IdentityDecision.objects.create(
        subject_id=record.subject_id,
        verdict=verdict,
        undoes=earlier,
        other_id=other,
        because=because,
        shown=list(shown),
        about=about,
        by_post_id=by.post_id,
        by_worker_id=by.worker_id,
        recorded_at=at,
    )
    if verdict == Verdict.SAME:
        assert other is not None
        _link(made, record.subject_id, other, at=at)
    ledger.write(
        "people.identified",
        subject=record.subject_id,
        by=by,
        at=at,
        about=about,
        purpose="find",
        verdict=Verdict(verdict).label,
    )
    return made


def _take_back(subject: int, about: str, *, by: Actor, at: datetime) -> IdentityDecision | None:
    """End what an earlier decision about this contact joined: two answers never make three children one."""
    last = IdentityDecision.objects.filter(subject_id=subject, about=about).order_by("-id").first()
    for link in Link.objects.filter(subject_id=subject, decision__about=about, ends_at=None):
        # What either reached through the other ends in the same statement.
        Link.objects.filter(pk=link.pk).update(ends_at=at)
        # On both; a record that was kept back from this post since then gets its line from the audit alone.
        for each in Subject.objects.filter(pk__in=[subject, link.other_id]).values_list("pk", flat=True):
            ledger.write("people.unlinked", subject=each, by=by, at=at, about=about, purpose="find")
    return last


def _link(decision: IdentityDecision, subject: int, other: int, *, at: datetime) -> None:
    if other in queries.everyone(subject):
        raise CannotIdentify(["These are already one child. Nothing needs to be done."])
    if open_points := [s for a in questions.before_link.ask(subject=subject, other=other) for s in a]:
        raise CannotIdentify(open_points)
    link = Link.objects.create(subject_id=subject, other_id=other, decision=decision, starts_at=at)
    # Whoever reached one of them reaches all; what keeps one of them to some keeps all.
    with connection.cursor() as cursor:
        cursor.execute("select kith.join_guard(%s)", [link.pk])
