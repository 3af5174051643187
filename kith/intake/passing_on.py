"""Rows of a file, passed on: each becomes a receipt of its own; what nobody put right in time goes to the front door as it stands."""

from datetime import datetime

from django.db import transaction

from kith.intake.actions.received import Sender, receive
from kith.intake.models import Batch, Channel, RowState, StagedRow
from kith.intake.models.staged import WAITING
from kith.intake.rows import LEFT, canonical, keep
from kith.intake.staging import WAITS
from kith.record import clocks
from kith.sharing import audit, jobs
from kith.sharing.actor import Actor

AT_ONCE = 100
READY = (RowState.STAGED, RowState.CORRECTED)


@jobs.task("intake.send_rows")
def send_rows(*, batch_id: int, by: Actor, at: datetime) -> None:
    """Send the next rows that can be read; a row that was sent is not sent again."""
    batch = Batch.objects.select_for_update(of=("self",)).select_related("receipt").get(pk=batch_id)
    waiting = StagedRow.objects.select_for_update().filter(batch=batch, state__in=READY).order_by("number")
    several = list(waiting[: AT_ONCE + 1])
    for row in several[:AT_ONCE]:
        _send(batch, row, by=by, at=at)
    if len(several) > AT_ONCE:
        jobs.defer(send_rows, batch_id=batch_id)
        return
    batch.sending_at = None
    batch.save(update_fields=["sending_at"])


def _send(batch: Batch, row: StagedRow, *, by: Actor, at: datetime, sender: Sender | None = None) -> None:
    """One row under a receipt of its own. What it said stands there alone, behind the guard of those whom it is about."""
    got = receive(
        raw=canonical(row.told),
        channel=Channel.FILE,
        shape=batch.shape,
        key=f"{batch.reference}:{row.number}",
        content_type="application/json",
        partnership=batch.partnership_id,
        by=by,
        at=at,
        sender=sender,
    )
    _is_sent(row, got.receipt.pk, at)


def _is_sent(row: StagedRow, receipt: int, at: datetime) -> None:
    row.state, row.sent_id, row.changed_at = RowState.SENT, receipt, at
    row.cells, row.corrected, row.told, row.objections, row.name = [], {}, {}, {}, ""
    keep(row)


@jobs.every("* * * * *", "intake.files", service="service_intake")
def look_after_files(*, by: Actor, at: datetime) -> None:
    """A file with nothing left to do is done with; what waits past its time is nobody's no longer, and goes to the front door."""
    for batch in Batch.objects.filter(closed_at=None).select_related("receipt").order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            waiting = StagedRow.objects.filter(batch=batch, state__in=WAITING)
            if waiting.exists() and batch.waits_until < at:
                for row in waiting.select_for_update().order_by("number")[:AT_ONCE]:
                    _hand_over(batch, row, by=by, at=at)
            if not waiting.exists():
                batch.closed_at = at
                batch.save(update_fields=["closed_at"])
                clocks.stop(
                    "file",
                    batch.receipt.reference,
                    codes=(WAITS,),
                    because="every row was sent or left out",
                    at=at,
                )


def _hand_over(batch: Batch, row: StagedRow, *, by: Actor, at: datetime) -> None:
    """A row that its sender left: what can be read lands, what cannot stands before a person at the front door."""
    sender = Sender(batch.agency_id, batch.by_post_id, batch.by_worker_id)
    if row.told and batch.is_sure:
        _send(batch, row, by=by, at=at, sender=sender)
    else:
        said = {
            "Why it was not read": list(row.objections.values())
            or ["Nobody said whether the letters of the file are right."],
            "The row": {**dict(zip(batch.header, row.cells, strict=False)), **row.corrected},
        }
        got = receive(
            raw=canonical(said),
            channel=Channel.FILE,
            shape=LEFT,
            key=f"{batch.reference}:{row.number}",
            content_type="application/json",
            partnership=batch.partnership_id,
            by=by,
            at=at,
            sender=sender,
        )
        _is_sent(row, got.receipt.pk, at)
    audit.write("intake.row_handed_over", at=at, about=batch.receipt.reference, detail={"row": row.number})
