"""Adding what a source says of somebody, and deciding who it is. No row is ever rewritten."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date, datetime

from django.db import connection, transaction

from kith.core.says import today_in_london
from kith.people import alone, finding, matching, queries, questions, registers, rules
from kith.people.models import (
    Address,
    Characteristic,
    Flag,
    HouseholdMember,
    IdentityDecision,
    Link,
    LinkedAdult,
    SourceRecord,
    Verdict,
)
from kith.people.telling import Adult, Member, Told
from kith.record import ledger
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Subject


class CannotFlag(Exception):
    """Why a flag cannot stand, or come down: a sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = fields


class CannotIdentify(Exception):
    """Why this cannot be decided so, in sentences."""

    def __init__(self, objections: list[str]) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections


@transaction.atomic(savepoint=False)
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
        practice_code=told.practice_code,
        practice_says=told.practice_says,
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
    if told.adults:
        add_adults(record=made, adults=told.adults, by=by, at=at)
    if told.household:
        add_household(record=made, members=told.household, by=by, at=at)
    # An unborn child is found by the day that it is expected.
    findable = replace(said, date_of_birth=said.date_of_birth or told.expected_on)
    keys = sorted(matching.keys(findable, queries.secret()))
    with connection.cursor() as cursor:
        cursor.execute("select kith.add_keys(%s, %s::bigint[])", [made.pk, keys])
    return made


@transaction.atomic
def load_establishments(
    *, kind: str, lines: Iterable[finding.Line], read_from: str, by: Actor, at: datetime
) -> dict[str, int]:
    """Take a file of schools or practices into the register: how many are new, changed and the same. The same twice over."""
    gate.must(by, "partnership.manage")
    counted = registers.put(lines, kind=kind, read_from=read_from[:200], read_on=today_in_london(at))
    audit.write("people.establishments_loaded", at=at, purpose="operate", detail={"kind": kind, **counted})
    return counted


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
def add_household(*, record: SourceRecord, members: Iterable[Member], by: Actor, at: datetime) -> None:
    """Add who else is of the home to what a source says of somebody; who was told of in the same words is there already."""
    gate.must(by, "contact.land")
    names = tuple(field.name for field in fields(Member))
    there = set(HouseholdMember.objects.filter(record=record).values_list(*names))
    for member in members:
        if tuple(getattr(member, name) for name in names) not in there:
            HouseholdMember.objects.create(
                subject_id=record.subject_id, record=record, recorded_at=at, **vars(member)
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


@transaction.atomic
def put_up_flag(
    *,
    subject: str,
    code: str,
    says_who: str,
    because: str,
    starts_on: date | None,
    ends_on: date | None,
    by: Actor,
    at: datetime,
) -> Flag:
    """Put up what everybody who opens this record must see, with who says so and from when to when."""
    opened = gate.open_record(
        Subject.objects.all(), subject, actor=by, needs="record.add", purpose="decide", at=at
    )
    today = today_in_london(at)
    if found := rules.objections_to_flag(
        code=code, says_who=says_who, starts_on=starts_on, ends_on=ends_on, today=today
    ):
        raise CannotFlag(found)
    assert starts_on is not None
    made = Flag.objects.create(
        subject=opened,
        code=code,
        says_who=says_who,
        because=because,
        starts_on=starts_on,
        ends_on=ends_on,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    says = rules.flags().get(code, today).says
    ledger.write(
        "people.flag_up", subject=opened.pk, by=by, at=at, about=made.reference, purpose="decide", flag=says
    )
    return made


@transaction.atomic
def take_down_flag(*, subject: str, flag: str, because: str, by: Actor, at: datetime) -> Flag:
    """Say that a flag is so no longer, and why; when it stood, and who put it up, stays."""
    opened = gate.open_record(
        Subject.objects.all(), subject, actor=by, needs="record.add", purpose="decide", at=at
    )
    flies = Flag.objects.filter(
        reference=flag, subject_id__in=queries.everyone(opened.pk), ends=None, ended_by=None
    ).first()
    if flies is None:
        raise CannotFlag({"flag": "This flag does not stand any more. Open the page again."})
    if not because.strip():
        raise CannotFlag({"because": "Say what shows that this is so no longer."})
    today = today_in_london(at)
    made = Flag.objects.create(
        subject_id=flies.subject_id,
        code=flies.code,
        says_who=flies.says_who,
        because=because,
        starts_on=today,
        ends=flies,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    says = rules.flags().words(flies.code, flies.starts_on)
    ledger.write(
        "people.flag_down",
        subject=flies.subject_id,
        by=by,
        at=at,
        about=flies.reference,
        purpose="decide",
        flag=says,
    )
    return made
