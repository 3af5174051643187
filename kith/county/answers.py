"""What the invented county answers those below it."""

from datetime import datetime

from kith.county.models import Growth
from kith.county.rules import Grown, ready_at, stands_still
from kith.sharing import questions


@questions.growing.answered_by
def grown(*, at: datetime) -> list[Grown]:
    """How far each area has grown; nothing where growing was never begun."""
    return [
        Grown(
            row.area,
            row.done,
            row.parts,
            ready_at(
                row.done,
                row.parts,
                taken_up_with=row.taken_up_with,
                taken_up_at=row.taken_up_at,
                last_at=row.last_at,
            ),
            stands_still(row.done, row.parts, last_at=row.last_at, now=at),
        )
        for row in Growth.objects.order_by("number")
    ]
