"""Until when records are kept and what holds them. Reads days and references; no name, and no word of a record."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from kith.core.says import today_in_london, years_after
from kith.retention import rules
from kith.retention.models import Hold
from kith.sharing import audit, gate
from kith.sharing.actor import Actor

READ = "retention.read"


@dataclass(frozen=True)
class Record:
    """One child's record: its reference, until when it is kept, and whether anything holds it."""

    subject: int
    child: str
    kept: rules.Kept
    quiet_since: date | None
    is_held: bool


def of_child(reference: str, *, actor: Actor | None, at: datetime) -> Record:
    """How long this child's record is kept; not there and not yours are the same answer. Written in the audit."""
    gate.must(actor, READ)
    found = _records(reference, None, None, today_in_london(at))
    if not found:
        raise gate.NotYours("sharing.subject", READ)
    audit.write(
        "retention.record_opened",
        at=at,
        purpose="operate",
        subjects=[found[0].subject],
        about=reference,
        detail={"needs": READ},
    )
    return found[0]


def past(area: int, *, actor: Actor | None, at: datetime) -> list[Record]:
    """The records of an area whose last day is over, the longest over first; each by its reference."""
    if area not in gate.must(actor, READ).partnerships:
        raise gate.NotYours("sharing.partnership", READ)
    today = today_in_london(at)
    least = min(
        entry.extra["years"] for entry in rules.keep_for().on(today) if entry.extra["counts_from"] == "quiet"
    )
    before = years_after(today, -least)
    found = [each for each in _records(None, area, before, today) if each.kept.is_past(today)]
    audit.write(
        "retention.listed",
        at=at,
        purpose="operate",
        subjects=[each.subject for each in found],
        detail={"found": len(found)},
    )
    return sorted(found, key=lambda each: (each.kept.until or today, each.child))


def holds(*, subject: int | None = None) -> list[Hold]:
    """The holds that this actor may read, of one child or of all; those that stand first, by their review."""
    found = Hold.objects.select_related("by_post", "by_worker", "ended_by", "ended_by_post")
    if subject is not None:
        found = found.filter(subject_id=subject)
    return sorted(found, key=lambda hold: (hold.ended_at is not None, hold.review_on, hold.pk))


def _records(reference: str | None, area: int | None, before: date | None, today: date) -> list[Record]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select subject, child, is_unborn, born_on, quiet_since, plan_closed, protection, is_open, is_held"
            " from kith.retention_facts(%s, %s, %s)",
            [reference, area, before],
        )
        return [_record(row, today) for row in cursor.fetchall()]


def _record(row: tuple[Any, ...], today: date) -> Record:
    subject, child, is_unborn, born_on, quiet_since, plan_closed, protection, is_open, is_held = row
    quiet = _day(quiet_since)
    facts = rules.Facts(
        born_on=born_on,
        is_unborn=is_unborn,
        quiet_since=quiet,
        plan_closed_on=_day(plan_closed),
        protection_on=_day(protection),
        is_open=is_open,
    )
    return Record(subject, child, rules.kept(facts, today), quiet, is_held)


def _day(at: datetime | None) -> date | None:
    return today_in_london(at) if at else None
