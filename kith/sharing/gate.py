"""The one way to a record about somebody. Not there and not yours are the same answer."""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from kith.core.written import Statement
from kith.sharing import audit, rules
from kith.sharing.actor import Actor

M = TypeVar("M", bound=Model)


class NotYours(Exception):
    """There is no such record, or it is not open to this actor: nobody learns which."""

    def __init__(self, kind: str, needs: str) -> None:
        super().__init__("There is no such record, or it is not open to you in this post.")
        self.kind = kind
        self.needs = needs


def standing(row: Any) -> rules.Standing:
    """What the guard knows of this row."""
    guard = row.guard
    return rules.Standing(
        subject=getattr(row, guard.subject),
        partnerships=frozenset(row.partnerships),
        agencies=frozenset(row.agencies),
        restricted=row.restricted,
        beside=frozenset(getattr(row, guard.beside)) if guard.beside else frozenset(),
    )


def open_record(
    rows: QuerySet[M] | Statement[M],
    reference: str,
    *,
    actor: Actor | None,
    needs: str,
    purpose: str,
    at: datetime,
    **given: Any,
) -> M:
    """The one record with this reference, opened by this actor for this purpose, and written in the audit.

    `rows` is narrowed to the reference; a statement that is written once is given it, with what else is `given`.
    """
    kind = rows.model._meta.label_lower
    if actor is None:
        raise NotYours(kind, needs)
    if isinstance(rows, Statement):
        found = rows.rows(reference=reference, **given)
    else:
        found = list(rows.filter(reference=reference)[:1])
    row = found[0] if found else None
    if row is None or not rules.reaches(actor.reach, needs, standing(row), purpose):
        raise NotYours(kind, needs)
    subject = getattr(row, type(row).guard.subject)  # type: ignore[attr-defined]
    did = "opened_in_emergency" if actor.reach.is_emergency else "opened"
    audit.write(
        f"{kind}.{did}", at=at, purpose=purpose, subjects=[subject], about=reference, detail={"needs": needs}
    )
    return row


def person(actor: Actor) -> int:
    """The worker who acts; no service decides about a child."""
    if actor.worker_id is None:
        raise NotYours("", "a person")
    return actor.worker_id


def must(actor: Actor | None, permission: str) -> Actor:
    """This actor, if their post has the permission; for what is not about one child."""
    if actor is None or not actor.may(permission):
        raise NotYours("", permission)
    return actor
