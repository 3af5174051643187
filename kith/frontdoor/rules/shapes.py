"""The shapes in which things arrive, and the lists that only one of them uses. No database and no clock in here."""

from datetime import date
from enum import StrEnum
from functools import cache

from kith.core import lists

LISTS = __file__.replace("/rules/", "/")


class Shape(StrEnum):
    """What something is that arrived, whatever the channel."""

    TELLING = "telling"
    POLICE = "police"
    CUSTODY = "custody"
    ATTENDANCE = "attendance"
    PROBATION = "probation"


SAYS = {
    Shape.TELLING: "Worries about children",
    Shape.POLICE: "Police notifications",
    Shape.CUSTODY: "Children in police custody",
    Shape.ATTENDANCE: "Ambulance and emergency department",
    Shape.PROBATION: "Adults under probation supervision",
}


@cache
def attended_for() -> lists.CodeList:
    """Why a child was seen by an ambulance crew or in an emergency department."""
    return lists.beside(LISTS, "attended_for")


@cache
def custody_ends() -> lists.CodeList:
    """How a child's time in custody ended."""
    return lists.beside(LISTS, "custody_ends")


@cache
def harm_levels() -> lists.CodeList:
    """How much serious harm an adult under supervision may do to children."""
    return lists.beside(LISTS, "harm_levels")


def grave_harm() -> list[str]:
    """The words for the levels at which one person alone does not decide (local)."""
    return [entry.says for entry in harm_levels() if entry.extra.get("joint")]


@cache
def mappa_levels() -> lists.CodeList:
    """How an adult is managed under the multi-agency public protection arrangements."""
    return lists.beside(LISTS, "mappa_levels")


def words(found: lists.CodeList, code: str, day: date) -> str:
    """What a code of this list says. A code that is not in it is refused in a sentence that names those that are."""
    if not found.has(code, day):
        known = ", ".join(f"“{entry.code}”" for entry in found.on(day))
        raise ValueError(f"this is not one of {known}")
    return found.get(code, day).says
