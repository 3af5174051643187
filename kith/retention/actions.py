"""Holding a record, and ending that. Nothing in Kith deletes a record."""

from datetime import date, datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.retention import queries, rules
from kith.retention.models import Hold
from kith.sharing import audit, gate
from kith.sharing.actor import Actor


class CannotHold(Exception):
    """Why this record cannot be held, or a hold not ended, in sentences; `fields` says where on the page each belongs."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = {name: said for name, said in fields.items() if name}


@transaction.atomic
def place_hold(
    *, child: str, kind: str, because: str, review_on: date | None, by: Actor, at: datetime
) -> Hold:
    """Hold a child's record for an inquiry, litigation, the police or a request. Until it ends, nothing may end the record."""
    gate.must(by, "hold.place")
    record = queries.of_child(child, actor=by, at=at)
    found = rules.objections_to_hold(
        kind=kind, because=because, review_on=review_on, today=today_in_london(at)
    )
    if found or review_on is None:
        raise CannotHold(found)
    made = Hold.objects.create(
        subject_id=record.subject,
        child=record.child,
        kind=kind,
        because=because.strip(),
        review_on=review_on,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        placed_at=at,
    )
    audit.write(
        "retention.hold_placed", at=at, purpose="operate", subjects=[record.subject], about=made.reference
    )
    return made


@transaction.atomic
def end_hold(*, hold: str, because: str, by: Actor, at: datetime) -> Hold:
    """End a hold that somebody else placed."""
    held = gate.open_record(
        Hold.objects.select_for_update(of=("self",)),
        hold,
        actor=by,
        needs="hold.place",
        purpose="operate",
        at=at,
    )
    if found := rules.objections_to_end(
        placed_by=held.by_worker_id, ends=by.worker_id, because=because, is_ended=held.ended_at is not None
    ):
        raise CannotHold(found)
    held.ended_at, held.ended_by_post_id, held.ended_by_id = at, by.post_id, gate.person(by)
    held.ended_because = because.strip()
    held.save(update_fields=["ended_at", "ended_by_post", "ended_by", "ended_because"])
    audit.write("retention.hold_ended", at=at, purpose="operate", subjects=[held.subject_id], about=hold)
    return held
