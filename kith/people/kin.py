"""Who belongs with a child, as far as the reader may know both; told from this child's side."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from kith.core import says
from kith.people import queries, rules
from kith.sharing import audit


@dataclass(frozen=True)
class Kin:
    """Another child, what they are to this one, and who knows it. `kind` is read from this child's side."""

    reference: str
    subject: int
    them: tuple[int, ...]
    child: str
    name: str
    age: str
    kind: str
    says: str
    since: date
    says_who: str
    receipt: str
    by: str
    at: datetime
    ended_how: str
    ended_because: str
    ended_by: str
    ended_at: datetime | None
    is_together: bool
    is_kept: bool


@dataclass(frozen=True)
class Belonging:
    """Everybody who belongs with a child: those who do, and what was struck out or is over."""

    now: list[Kin] = field(default_factory=list)
    before: list[Kin] = field(default_factory=list)


def belonging(
    subjects: Iterable[int], *, today: date, at: datetime | None = None, purpose: str = ""
) -> Belonging:
    """Who belongs with this child. With `at`, that they were named beside this child is written in the audit of each."""
    rows = _rows(subjects)
    known = queries.names({one for row in rows for one in row["them"]}) if rows else {}
    now: dict[tuple[frozenset[int], str], Kin] = {}
    before = []
    for row in rows:
        named = known.get(row["other_id"]) or next((known[o] for o in row["them"] if o in known), None)
        if named is None:
            continue
        kin = _kin(row, named, today)
        if kin.ended_at:
            before.append(kin)
        else:
            # Two who became one child may have been told twice: it is said once.
            now.setdefault((frozenset(kin.them), kin.kind), kin)
    found = sorted(now.values(), key=lambda each: (not each.is_together, each.name))
    if at and (found or before):
        shown = {each.subject for each in (*found, *before)}
        audit.write("people.kin_shown", at=at, purpose=purpose, subjects=sorted(shown))
    return Belonging(found, before)


def _kin(row: dict[str, Any], named: queries.Known, today: date) -> Kin:
    kind = rules.turned(row["kind"]) if row["is_turned"] else row["kind"]
    return Kin(
        reference=row["reference"],
        subject=row["other_id"],
        them=tuple(row["them"]),
        child=named.reference,
        name=named.name,
        age=says.age(named.date_of_birth, today, due_on=named.expected_on),
        kind=kind,
        says=rules.relations().words(kind, row["since"]),
        since=row["since"],
        says_who=row["says_who"],
        receipt=row["receipt"],
        by=row["said_by"],
        at=row["recorded_at"],
        ended_how=row["ended_how"],
        ended_because=row["ended_because"],
        ended_by=row["ended_by"] or "",
        ended_at=row["ended_at"],
        is_together=rules.is_together(kind),
        is_kept=named.is_kept,
    )


def _rows(subjects: Iterable[int]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.relations(%s::bigint[])", [list(subjects)])
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
