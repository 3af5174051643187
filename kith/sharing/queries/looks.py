"""Who looked: at one child, and by one agency's own people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True)
class Look:
    """One look, deed or refusal, as the child's own list tells it."""

    at: datetime
    action: str
    worker: str
    post: str
    agency: str
    purpose: str
    is_allowed: bool


@dataclass(frozen=True)
class OwnLook:
    """One look by one's own agency's people, by reference."""

    at: datetime
    written_at: datetime
    action: str
    worker: str
    post: str
    purpose: str
    is_allowed: bool
    children: tuple[str, ...]
    about: str


# As many as the database's functions answer at once.
AT_MOST = 500


def looked(subjects: Iterable[int], *, since: datetime) -> list[Look]:
    """Who has looked at this child since a moment, the latest first; nothing for those who may not know."""
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.looked(%s::bigint[], %s)", [list(subjects), since])
        return [
            Look(at, action, worker or "", post or "", agency or "", purpose, is_allowed)
            for at, action, worker, post, agency, purpose, is_allowed in cursor.fetchall()
        ]


def own_looks(*, since: datetime, until: datetime, only_refused: bool) -> list[OwnLook]:
    """What one's own agency's people opened between two moments, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.own_looks(%s, %s, %s)", [since, until, only_refused])
        return [
            OwnLook(
                row[0],
                row[1],
                row[2],
                row[3] or "",
                row[4] or "",
                row[5] or "",
                row[6],
                tuple(row[7]),
                row[8],
            )
            for row in cursor.fetchall()
        ]
