"""A file of rows becomes staged rows: opened elsewhere, read here, and kept until each is sent or left out."""

from datetime import datetime

from kith.intake import questions, rows
from kith.intake.models import Batch, RowState, StagedRow
from kith.intake.models.received import Receipt
from kith.intake.opened import opened
from kith.record import clocks
from kith.sharing import audit
from kith.sharing.actor import Actor
from kith.sharing.queries.places import front_door_of

WAITS = "KITH-ROWS"


def stage(receipt: Receipt, *, by: Actor, at: datetime) -> Batch:
    """Stage every row of a file, with what is wrong with it. CannotRead says why a file has no rows that can be staged."""
    found = opened(bytes(receipt.raw))
    shape = receipt.shape.removeprefix(rows.ROWS)
    (_, header), *body = found.rows
    columns = questions.headings.ask(shape=shape, header=header, at=receipt.received_at)[0]
    clock = clocks.start(
        WAITS,
        subject=None,
        partnership=receipt.partnership_id,
        about_kind="file",
        about=receipt.reference,
        team=front_door_of(receipt.partnership_id).pk,
        post=receipt.by_post_id,
        by=by,
        at=at,
        started_at=receipt.received_at,
    )
    batch = Batch.objects.create(
        receipt=receipt,
        agency_id=receipt.agency_id,
        partnership_id=receipt.partnership_id,
        by_post_id=receipt.by_post_id,
        by_worker_id=receipt.by_worker_id,
        shape=shape,
        header=header,
        columns=columns,
        read_as=found.read_as,
        is_sure=found.is_sure,
        read_at=at,
        waits_until=clock.due_at,
    )
    first: dict[bytes, StagedRow] = {}
    staged = []
    for number, cells in body:
        row = StagedRow(
            batch=batch,
            agency_id=receipt.agency_id,
            partnership_id=receipt.partnership_id,
            by_post_id=receipt.by_post_id,
            number=number,
            cells=cells,
            state=RowState.STAGED,
        )
        rows.read_again(batch, row, receipt.agency, None, at)
        if row.told and (same := first.setdefault(rows.canonical(row.told), row)) is not row:
            rows.read_again(batch, row, receipt.agency, same, at)
        staged.append(row)
    StagedRow.objects.bulk_create(staged)
    audit.write("intake.file_staged", at=at, about=receipt.reference, detail={"rows": len(staged)})
    return batch
