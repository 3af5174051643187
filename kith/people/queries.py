"""Who somebody is: names as the agencies gave them, and who it may be."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from kith.core.among import Among
from kith.core.says import today_in_london
from kith.core.written import Given, once
from kith.people import matching
from kith.people.matching import Record
from kith.people.models import Link, SourceRecord
from kith.sharing import audit
from kith.sharing.actor import Actor

AT_MOST = 500


@dataclass(frozen=True)
class Known:
    """A child as a page names them: the newest record that has a name."""

    subject: int
    reference: str
    name: str
    date_of_birth: date | None
    expected_on: date | None
    nhs_number: str
    is_kept: bool = False


def secret() -> bytes:
    """The site's secret for hashed keys; without it the key table says nothing. Changed, every key must be made anew."""
    return hashlib.sha256(settings.MATCH_KEY.encode()).digest()


def everyone(subject: int) -> list[int]:
    """This subject and all that were decided to be the same person."""
    with connection.cursor() as cursor:
        cursor.execute("select kith.same_person(%s)", [subject])
        return cursor.fetchone()[0]


def link_of(subject: int, *, about: str) -> Link | None:
    """What an answer about this contact joined its subject to, if that stands."""
    found = Link.objects.filter(subject_id=subject, decision__about=about, ends_at=None)
    return found.select_related("decision__by_post", "decision__by_worker").first()


def name_of(record: SourceRecord) -> str:
    """The name as a page shows it, with its accents; what is not held is said."""
    said = " ".join(part for part in (record.given_name, record.family_name) if part)
    if said:
        return said
    if record.expected_on:
        return f"Unborn child of {record.parent_name}" if record.parent_name else "Unborn child"
    return "Name not known"


def records_of(subjects: Iterable[int]) -> list[SourceRecord]:
    """What each agency told of these subjects, the newest first."""
    return _records.rows(subjects=list(subjects))


@once
def _records() -> QuerySet[SourceRecord]:
    told = SourceRecord.objects.filter(Among("subject_id", Given("subjects")))
    return told.select_related("agency").order_by("-id")


@once
def _named() -> QuerySet[SourceRecord]:
    told = SourceRecord.objects.filter(Among("subject_id", Given("subjects")))
    return told.select_related("subject").only(*_NAMED).order_by("-id")


_NAMED = (
    "subject__reference", "given_name", "family_name", "parent_name", "date_of_birth", "expected_on", "nhs_number", "restricted",
)  # fmt: skip


def names(subjects: Iterable[int]) -> dict[int, Known]:
    """The names of these subjects, in one query; those kept from the actor are not among them."""
    found: dict[int, Known] = {}
    for record in _named.rows(subjects=list(subjects)):
        if record.subject_id not in found or found[record.subject_id].name == "Name not known":
            found[record.subject_id] = Known(
                subject=record.subject_id,
                reference=record.subject.reference,
                name=name_of(record),
                date_of_birth=record.date_of_birth,
                expected_on=record.expected_on,
                nhs_number=record.nhs_number,
                is_kept=record.restricted,
            )
    return found


@dataclass(frozen=True)
class LookedUp:
    """Who somebody may be, and whether a restricted record may match too: then whom to ask, by what number, and the reference
    by which this post may open it in an emergency, if it may."""

    outcome: matching.Outcome
    ask: tuple[tuple[str, str, str], ...]


def look_up(record: Record, *, by: Actor, at: datetime, purpose: str, without: int | None = None) -> LookedUp:
    """Candidates for this record, best first, never the record's own subject; written in the audit with their ids.

    Who may not read where children live is not helped by a home either: a guess of one would be answered.
    """
    if not by.may("location.read"):
        record = replace(record, address_line="", postcode="", previous_postcodes=())
    keys = [key for key, _ in matching.expanded(record, secret())]
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.candidates(%s::bigint[], %s)", [keys, AT_MOST])
        met = [row for row in cursor.fetchall() if row[1] != without]
        people = {row[0]: row[2] for row in met}
        cursor.execute("select * from kith.candidate_records(%s::bigint[])", [list(people)])
        columns = [column.name for column in cursor.description]
        held = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
        cursor.execute("select * from kith.restricted_candidates(%s::bigint[])", [keys])
        ask = tuple(cursor.fetchall())
    outcome = matching.rank(
        record,
        [(people[row["record_id"]], record_from(row, today_in_london(at))) for row in held],
        limited=any(row[3] for row in met),
    )
    audit.write(
        "people.looked_up",
        at=at,
        purpose=purpose,
        subjects=sorted({candidate.person for candidate in outcome.candidates}),
        detail={"keys": len(keys), "status": str(outcome.status)},
    )
    return LookedUp(outcome, ask)


def record_from(row: dict[str, Any], day: date) -> Record:
    """What the database answered, as a record to weigh; a home that is not shown is not in it."""
    lists = ("previous_family_names", "previous_postcodes")
    held: dict[str, Any] = {
        name: tuple(row[name] or ()) if name in lists else row[name]
        for name in Record.__dataclass_fields__
        if name in row
    }
    return Record(
        **held,
        verified=matching.verified_by(row["agency_kind"], day),
        not_shown=frozenset() if row["is_home_shown"] else frozenset({"home"}),
    )
