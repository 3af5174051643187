"""A file of rows: sent, looked through, put right row by row, and sent on; each row is then received like anything else."""

import hashlib
from datetime import datetime

from django.db import transaction

from kith.intake import passing_on, rows
from kith.intake.actions.received import Received, receive
from kith.intake.models import Batch, Channel, RowState, StagedRow
from kith.intake.models.staged import WAITING
from kith.intake.opened import LARGEST, SENTENCES
from kith.sharing import audit, gate, jobs
from kith.sharing.actor import Actor


class CannotSendFile(Exception):
    """Why this cannot be done with a file or with one of its rows, in sentences; `fields` says at which column."""

    def __init__(self, objections: list[str], fields: dict[str, str] | None = None) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections
        self.fields = fields or {}


def send_file(
    *, raw: bytes, shape: str, content_type: str, partnership: int, by: Actor, at: datetime
) -> Received:
    """Store a file, hashed and receipted, before anything in it is read. The same file again is the same receipt."""
    gate.must(by, "contact.send")
    if len(raw) > LARGEST:
        raise CannotSendFile([SENTENCES["large"]], {"file": SENTENCES["large"]})
    return receive(
        raw=raw,
        channel=Channel.FILE,
        shape=f"{rows.ROWS}{shape}",
        key=f"{shape}:{hashlib.sha256(raw).hexdigest()}",
        content_type=content_type[:100],
        partnership=partnership,
        by=by,
        at=at,
    )


def _open_file(receipt: str, *, by: Actor, at: datetime) -> Batch:
    """A file of one's own agency, locked for a change. Not there and not yours are the same answer."""
    gate.must(by, "contact.send")
    mine = Batch.objects.select_for_update(of=("self",)).select_related("receipt", "agency")
    found = mine.filter(receipt__reference=receipt, agency_id=by.agency_id).first()
    if found is None:
        raise gate.NotYours("intake.file", "contact.send")
    return found


def _open_row(batch: Batch, number: int) -> StagedRow:
    found = StagedRow.objects.select_for_update().filter(batch=batch, number=number).first()
    if found is None:
        raise gate.NotYours("intake.file", "contact.send")
    if found.state not in WAITING:
        raise CannotSendFile(
            [f"Nothing was saved: row {number} was {RowState(found.state).label} meanwhile."]
        )
    return found


@transaction.atomic
def correct_row(*, receipt: str, number: int, values: dict[str, str], by: Actor, at: datetime) -> StagedRow:
    """Keep what somebody put right in a row, and read it again. What the file said stays beside it."""
    batch = _open_file(receipt, by=by, at=at)
    row = _open_row(batch, number)
    there = rows.values_of(batch, row)
    row.corrected |= {code: said for code, said in values.items() if said != there.get(code, "")}
    rows.read_again(batch, row, batch.agency, None, at)
    if row.told:
        same = (
            StagedRow.objects.filter(batch=batch, told=row.told).exclude(pk=row.pk).order_by("number").first()
        )
        rows.read_again(batch, row, batch.agency, same, at)
    rows.keep(row)
    audit.write("intake.row_corrected", at=at, purpose="refer", about=receipt, detail={"row": number})
    return row


@transaction.atomic
def drop_row(*, receipt: str, number: int, because: str, by: Actor, at: datetime) -> None:
    """Leave a row out, for a reason that stands beside it. Nothing of the file is changed."""
    batch = _open_file(receipt, by=by, at=at)
    row = _open_row(batch, number)
    if not because.strip():
        raise CannotSendFile(["Say why this row is left out."], {"because": "Say why this row is left out."})
    row.state, row.because, row.changed_at = RowState.DROPPED, because.strip()[:500], at
    row.save(update_fields=["state", "because", "changed_at"])
    audit.write("intake.row_dropped", at=at, purpose="refer", about=receipt, detail={"row": number})


@transaction.atomic
def answer_days(*, receipt: str, days_first: bool, by: Actor, at: datetime) -> None:
    """Say of this file whether 3/4/2012 is in April, and read its rows again."""
    batch = _open_file(receipt, by=by, at=at)
    batch.days_first = days_first
    batch.save(update_fields=["days_first"])
    first: dict[bytes, StagedRow] = {}
    for row in (
        StagedRow.objects.select_for_update().filter(batch=batch, state__in=WAITING).order_by("number")
    ):
        rows.read_again(batch, row, batch.agency, None, at)
        if row.told and (same := first.setdefault(rows.canonical(row.told), row)) is not row:
            rows.read_again(batch, row, batch.agency, same, at)
        rows.keep(row)
    audit.write("intake.file_days_answered", at=at, purpose="refer", about=receipt)


@transaction.atomic
def confirm_signs(*, receipt: str, by: Actor, at: datetime) -> None:
    """Somebody looked, and the letters of this file are right as they were read."""
    batch = _open_file(receipt, by=by, at=at)
    batch.is_sure = True
    batch.save(update_fields=["is_sure"])
    audit.write("intake.file_signs_confirmed", at=at, purpose="refer", about=receipt)


@transaction.atomic
def send_rows(*, receipt: str, by: Actor, at: datetime) -> int:
    """Send every row that can be read, each under a receipt of its own; the rest stays. Returns how many are on their way."""
    batch = _open_file(receipt, by=by, at=at)
    if not batch.is_sure:
        raise CannotSendFile(["Say first whether the letters in this file are right."])
    if batch.sending_at is not None:
        raise CannotSendFile(["These rows are being sent already. Look again in a moment."])
    ready = StagedRow.objects.filter(batch=batch, state__in=(RowState.STAGED, RowState.CORRECTED)).count()
    if not ready:
        raise CannotSendFile(["There is no row that can be sent. Put one right first."])
    batch.sending_at = at
    batch.save(update_fields=["sending_at"])
    audit.write("intake.rows_sent", at=at, purpose="refer", about=receipt, detail={"rows": ready})
    jobs.defer(passing_on.send_rows, batch_id=batch.pk)
    return ready
