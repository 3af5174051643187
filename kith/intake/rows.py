"""The rows of a file between their reading and their sending: read again when something about them was said."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kith.intake import questions
from kith.intake.models import Batch, RowState, StagedRow
from kith.intake.reading import RowTold
from kith.sharing.models import Agency

ROWS, LEFT = "rows_", "left_row"


def canonical(told: Mapping[str, Any]) -> bytes:
    """The same row is the same bytes."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def values_of(batch: Batch, row: StagedRow) -> dict[str, str]:
    """What a row says in each of our columns: what was put right, over what was read."""
    return {
        code: row.corrected.get(code, row.cells[place] if place < len(row.cells) else "")
        for code, place in batch.columns.items()
    } | dict(row.corrected)


def beside_of(batch: Batch, cells: list[str]) -> dict[str, str]:
    """What stands in columns that are none of ours, under the sender's own headings. Nothing is dropped."""
    ours = set(batch.columns.values())
    found: dict[str, str] = {}
    for place, said in enumerate(cells):
        if said and place not in ours:
            heading = batch.header[place] if place < len(batch.header) else ""
            name = heading or f"Column {place + 1}"
            found[name if name not in found else f"{name} ({place + 1})"] = said
    return found


def told_by(batch: Batch, row: StagedRow, agency: Agency) -> RowTold:
    """What a row tells as it stands."""
    answers: list[RowTold] = questions.row.ask(
        shape=batch.shape,
        values=values_of(batch, row),
        beside=beside_of(batch, row.cells),
        agency=agency,
        received_at=batch.receipt.received_at,
        days_first=batch.days_first,
    )
    return answers[0]


def read_again(batch: Batch, row: StagedRow, agency: Agency, same: StagedRow | None, at: datetime) -> None:
    """Say of a row whether it can be sent; `same` is another that tells exactly what it tells."""
    read = told_by(batch, row, agency)
    if same is not None and read.told:
        twice = f"This says exactly what row {same.number} says. Leave one of the two out, or change it."
        read = RowTold({}, {"": twice}, read.name)
    row.told, row.objections, row.name = read.told, read.objections, read.name
    row.state = (
        RowState.REFUSED if read.objections else RowState.CORRECTED if row.corrected else RowState.STAGED
    )
    row.changed_at = at


def keep(row: StagedRow) -> None:
    """Save what may change in a row."""
    row.save(update_fields=[name.removesuffix("_id") for name in StagedRow.rights.changes])
