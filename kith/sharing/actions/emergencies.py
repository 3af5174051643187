"""Opening one child's record in an emergency, closing it again, and saying afterwards whether it was right."""

import json
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from kith.core import reference as references
from kith.sharing import audit, emergencies, gate, rules
from kith.sharing.actor import Actor
from kith.sharing.models import RolePermission, Subject
from kith.sharing.questions import due_by, emergency_opened, supervisors


class CannotOpenNow(Exception):
    """Why a record is not opened in an emergency, or a review does not stand: a sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = fields


@transaction.atomic
def open_in_emergency(*, subject: str, because: str, why: str, by: Actor, at: datetime) -> str:
    """Open one child’s record to read, for four hours. Whoever answers for the work with the child and whoever checks for
    this agency hear of it in the same act, by its reference alone (access model: break-glass).
    """
    gate.must(by, "emergency.open")
    gate.person(by)
    if found := emergencies.objections_to_opening(because=because, why=why, at=at):
        raise CannotOpenNow(found)
    if is_open_to(by, subject):
        raise CannotOpenNow({"child": emergencies.OPEN_ALREADY})
    (due_at,) = due_by.ask(code=emergencies.REVIEW, partnership=by.partnerships[0], at=at)
    made, until = references.new(), emergencies.until(at)
    told = _asked(
        "select kith.open_emergency(%s, %s, %s, %s, %s, %s, %s)",
        [made, subject, because, why, at, until, due_at],
    )
    if told is None:
        raise gate.NotYours("sharing.subject", "emergency.open")
    if "late" in told:
        raise CannotOpenNow({"late": emergencies.LATE.format(reference=references.shown(told["late"]))})
    audit.write(
        "sharing.emergency_opened",
        at=at,
        purpose="emergency",
        subjects=told["subjects"],
        about=made,
        detail={"because": because, "until": until.isoformat()},
    )
    posts = {post for answer in supervisors.ask(emergency=made) for post in answer}
    emergency_opened.ask(
        emergency=made, posts=sorted(posts.union(told["checked_by"])), due_at=due_at, by=by, at=at
    )
    return made


def is_open_to(by: Actor, subject: str) -> bool:
    """Whether this actor reads of this child already all that an emergency would open."""
    found = Subject.objects.filter(reference=subject).exclude(kind="adult").first()
    reads = RolePermission.objects.filter(
        role__posts=by.post_id, reach__contains=["emergency"], permission__code__endswith=".read"
    ).values_list("permission__code", flat=True)
    standing = gate.standing(found) if found else None
    codes = list(reads)
    return standing is not None and all(rules.reaches(by.reach, code, standing) for code in codes)


@transaction.atomic
def close_emergency(*, emergency: str, by: Actor, at: datetime) -> None:
    """Close what one opened in an emergency, before its time. The next page does not reach the child any more."""
    gate.must(by, "emergency.open")
    subjects = _asked("select kith.close_emergency(%s, %s)", [emergency, at])
    if subjects is None:
        raise gate.NotYours("sharing.emergency", "emergency.open")
    audit.write("sharing.emergency_closed", at=at, purpose="emergency", subjects=subjects, about=emergency)


@transaction.atomic
def review_emergency(*, emergency: str, is_right: bool | None, because: str, by: Actor, at: datetime) -> None:
    """Say whether it was right to open a record in an emergency. Never whoever opened it; what was wrong is an incident."""
    gate.must(by, "audit.read")
    gate.person(by)
    if found := emergencies.objections_to_review(is_right=is_right, because=because):
        raise CannotOpenNow(found)
    subjects = _asked("select kith.review_emergency(%s, %s, %s, %s)", [emergency, is_right, because, at])
    if subjects is None:
        raise gate.NotYours("sharing.emergency", "audit.read")
    audit.write(
        "sharing.emergency_right" if is_right else "sharing.emergency_wrong",
        at=at,
        purpose="audit",
        subjects=subjects,
        about=emergency,
    )


def _asked(statement: str, values: list[Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return json.loads(row[0]) if row and isinstance(row[0], str) else row[0] if row else None
