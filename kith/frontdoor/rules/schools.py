"""Which child’s school is to be found out, and what saying it takes. No database and no clock in here.

From 4 to 16: reception begins in the year in which a child turns 5, and compulsory school age ends in the year in which they
turn 16 (Education Act 1996, section 8). Local, as a list of work: a child of 3 or 17 may well be at a school.
"""

from datetime import date

from kith.core.days import ONE_DAY
from kith.core.says import years_after

YOUNGEST, OLDEST = 4, 16
LONGEST = 300


def born_between(today: date) -> tuple[date, date]:
    """The first and the last birthday of those who are from 4 to 16 today."""
    return years_after(today, -OLDEST - 1) + ONE_DAY, years_after(today, -YOUNGEST)


def objections(*, code: str, because: str, is_known: bool) -> dict[str, str]:
    """Why this does not say where the child goes to school, a sentence for each field."""
    if not code and not because.strip():
        return {"school": "Find the school and choose it, or say why the child is at none."}
    if code and not is_known:
        return {"school": "This school is not in the register any more. Find it again."}
    if len(because) > LONGEST:
        return {"because": f"Keep the reason to {LONGEST} letters."}
    return {}
