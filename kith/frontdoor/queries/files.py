"""Files of rows, for the agency that sent them: how each row stands, what is wrong with it, and that the counts agree."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, Count, IntegerField, Q, Value, When

from kith.core import lists, says
from kith.frontdoor.queries.referrals import opened
from kith.frontdoor.reading import rows as reading
from kith.frontdoor.reading.written_days import TWO_DAYS
from kith.frontdoor.rules import shapes
from kith.intake.models import Batch, Landing, Outcome, Receipt, RowState, StagedRow
from kith.intake.models.staged import WAITING
from kith.intake.rows import ROWS, values_of
from kith.notify.actions import is_for
from kith.sharing import gate
from kith.sharing.actor import Actor

ON_A_PAGE, SHOWN = 50, 50
READY = (RowState.STAGED, RowState.CORRECTED)
FIRST = {
    RowState.REFUSED: 0,
    RowState.CORRECTED: 1,
    RowState.STAGED: 2,
    RowState.DROPPED: 3,
    RowState.SENT: 4,
}


@dataclass(frozen=True)
class Counts:
    """How many rows were read, and what became of them. All of them are somewhere."""

    read: int = 0
    ready: int = 0
    refused: int = 0
    sent: int = 0
    dropped: int = 0

    @property
    def waiting(self) -> int:
        return self.ready + self.refused

    @property
    def agree(self) -> bool:
        return self.read == self.waiting + self.sent + self.dropped


@dataclass(frozen=True)
class FileLine:
    """One file in the list of one's own agency."""

    reference: str
    received_at: datetime
    says: str
    by: str
    state: str
    counts: Counts
    waits_until: datetime | None

    @property
    def waiting(self) -> int:
        return self.counts.waiting


@dataclass(frozen=True)
class RowLine:
    """One row as the page shows it."""

    number: int
    name: str
    state: str
    is_waiting: bool
    sentences: list[str]
    because: str
    receipt: str


@dataclass(frozen=True)
class FileShown:
    """A file: being read, not readable, or its rows."""

    receipt: Receipt
    says: str
    is_being_read: bool = False
    sentences: list[str] = field(default_factory=list)
    batch: Batch | None = None
    counts: Counts = field(default_factory=Counts)
    lines: list[RowLine] = field(default_factory=list)
    page: int = 1
    pages: int = 1
    asks_days: int = 0
    others: list[str] = field(default_factory=list)


def sent(*, actor: Actor) -> list[FileLine]:
    """The files that this post may read of its own agency's, the latest first."""
    receipts = [
        receipt
        for receipt in Receipt.objects.filter(agency_id=actor.agency_id, shape__startswith=ROWS)
        .select_related("by_post")
        .defer("raw")
        .order_by("-received_at", "-pk")[:SHOWN]
        if is_for(receipt.by_post, actor)
    ]
    batches = {batch.receipt_id: batch for batch in Batch.objects.filter(receipt__in=receipts)}
    counted = _counts(list(batches.values()))
    unread = set(
        Landing.objects.filter(receipt__in=receipts, outcome=Outcome.QUARANTINED).values_list(
            "receipt_id", flat=True
        )
    )
    found = []
    for receipt in receipts:
        batch = batches.get(receipt.pk)
        counts = counted.get(batch.pk, Counts()) if batch else Counts()
        state = (
            "Could not be read" if receipt.pk in unread
            else "Being read" if batch is None
            else "Done" if not counts.waiting
            else "Waits for you"
        )  # fmt: skip
        found.append(
            FileLine(
                receipt.reference, receipt.received_at, _says(receipt), receipt.by_post.says, state, counts,
                batch.waits_until if batch and counts.waiting else None,
            )
        )  # fmt: skip
    return found


def file(reference: str, *, actor: Actor, at: datetime, page: int = 1) -> FileShown:
    """One file of one's own agency, opened and audited: errors first, a page of rows at a time."""
    receipt = _receipt(reference, actor=actor)
    opened(receipt, actor=actor, at=at)
    batch = Batch.objects.filter(receipt=receipt).first()
    if batch is None:
        landing = Landing.objects.filter(receipt=receipt).order_by("-pk").first()
        return FileShown(
            receipt,
            _says(receipt),
            is_being_read=landing is None,
            sentences=list(landing.sentences) if landing else [],
        )
    counts = _counts([batch]).get(batch.pk, Counts())
    pages = max(1, -(-counts.read // ON_A_PAGE))
    page = min(max(1, page), pages)
    order = Case(
        *[When(state=state, then=Value(n)) for state, n in FIRST.items()], output_field=IntegerField()
    )
    of_file = StagedRow.objects.filter(batch=batch)
    rows = of_file.select_related("sent").defer("sent__raw").order_by(order, "number")
    said = {column.code: column.says for column in reading.columns(batch.shape, says.today_in_london(at))}
    return FileShown(
        receipt,
        _says(receipt),
        batch=batch,
        counts=counts,
        lines=[_line(row, said) for row in rows[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]],
        page=page,
        pages=pages,
        asks_days=of_file.filter(state__in=WAITING, objections__icontains=TWO_DAYS).count(),
        others=[name for place, name in enumerate(batch.header) if place not in batch.columns.values()],
    )


@dataclass(frozen=True)
class RowShown:
    """One row to put right: each of our columns with what was read, and what is wrong with it."""

    receipt: Receipt
    batch: Batch
    row: StagedRow
    columns: list[lists.Entry]
    values: dict[str, str]
    is_waiting: bool
    beside: list[tuple[str, str]]


def row(reference: str, number: int, *, actor: Actor, at: datetime) -> RowShown:
    """One row of a file of one's own agency, opened and audited."""
    receipt = _receipt(reference, actor=actor)
    found = StagedRow.objects.select_related("batch").filter(batch__receipt=receipt, number=number).first()
    if found is None:
        raise gate.NotYours("intake.file", "contact.send")
    opened(receipt, actor=actor, at=at)
    batch = found.batch
    ours = set(batch.columns.values())
    return RowShown(
        receipt=receipt,
        batch=batch,
        row=found,
        columns=reading.columns(batch.shape, says.today_in_london(at)),
        values=values_of(batch, found),
        is_waiting=found.state in WAITING,
        beside=[
            (batch.header[n] if n < len(batch.header) else "", cell)
            for n, cell in enumerate(found.cells)
            if cell and n not in ours
        ],
    )


def _receipt(reference: str, *, actor: Actor) -> Receipt:
    mine = Receipt.objects.select_related("by_post", "agency", "partnership").filter(shape__startswith=ROWS)
    found = mine.filter(reference=reference, agency_id=actor.agency_id).first()
    if found is None or not is_for(found.by_post, actor):
        raise gate.NotYours("intake.file", "contact.send")
    return found


def _says(receipt: Receipt) -> str:
    return dict(shapes.SAYS).get(receipt.shape.removeprefix(ROWS), "Rows")  # type: ignore[call-overload]


def _counts(batches: list[Batch]) -> dict[int, Counts]:
    counted = StagedRow.objects.filter(batch__in=batches).values("batch_id").annotate(
        read=Count("pk"), ready=Count("pk", filter=Q(state__in=READY)), refused=Count("pk", filter=Q(state=RowState.REFUSED)),
        sent_=Count("pk", filter=Q(state=RowState.SENT)), dropped=Count("pk", filter=Q(state=RowState.DROPPED)),
    )  # fmt: skip
    return {
        each["batch_id"]: Counts(each["read"], each["ready"], each["refused"], each["sent_"], each["dropped"])
        for each in counted
    }


def _line(row: StagedRow, said: dict[str, str]) -> RowLine:
    sentences = [
        f"{said[code]}: {words}" if code in said else words for code, words in row.objections.items()
    ]
    return RowLine(
        number=row.number,
        name=row.name,
        state=RowState(row.state).label,
        is_waiting=row.state in WAITING,
        sentences=sentences if row.state in WAITING else [],
        because=row.because,
        receipt=row.sent.reference if row.sent else "",
    )
