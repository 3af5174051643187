"""What was opened in an emergency: for whoever checks it, by reference, and as it was known at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from kith.core.says import today_in_london
from kith.sharing.emergencies import reasons

KEPT_ON_PAGE = timedelta(days=366)


@dataclass(frozen=True)
class EmergencyLine:
    """One opening: who, in which post, of which record, why, until when, and what the review found."""

    reference: str
    child: str
    worker: str
    post: str
    agency: str
    because: str
    why: str
    starts_at: datetime
    until: datetime
    ends_at: datetime
    review_due_at: datetime
    is_right: bool | None
    found: str
    reviewed_at: datetime | None
    reviewed_by: str
    is_open: bool
    is_late: bool


def emergencies(*, as_at: datetime) -> list[EmergencyLine]:
    """Those to review first, the longest due before the others; then those of a year that are answered, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.emergencies(%s, %s)", [as_at, as_at - KEPT_ON_PAGE])
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return [
        EmergencyLine(
            **{
                **row,
                "because": reasons().words(row["because"], today_in_london(row["starts_at"])),
                "found": row["found"] or "",
                "reviewed_by": row["reviewed_by"] or "",
            },
            is_open=row["ends_at"] > as_at,
            is_late=row["is_right"] is None and row["review_due_at"] < as_at,
        )
        for row in rows
    ]


def looked_in(emergency: str) -> list[tuple[datetime, str]]:
    """What whoever opened it looked at while it was open, in order."""
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.looked_in_emergency(%s)", [emergency])
        return cursor.fetchall()


def references_of(people: Iterable[int]) -> dict[int, str]:
    """By which reference each of these is opened in an emergency, for whoever may; nobody is asked of, no statement."""
    ids = list(people)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.emergency_references(%s::bigint[])", [ids])
        return dict(cursor.fetchall())
