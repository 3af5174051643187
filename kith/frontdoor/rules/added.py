"""What is added to a contact: whom it names, by when somebody must look, and what may be answered.

No database and no clock in here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

# New information since the decision, by how soon the picture is needed (local: clock rules KITH-NEW).
CLOCKS = {"red": "KITH-NEW-red", "amber": "KITH-NEW-amber", "green": "KITH-NEW", "": "KITH-NEW"}


@dataclass(frozen=True)
class Named:
    """A child as a sender named it, as far as it tells two children of one incident apart."""

    given_name: str
    family_name: str
    date_of_birth: date | None
    sender_id: str = ""

    @property
    def name(self) -> tuple[str, str]:
        return self.given_name.strip().casefold(), self.family_name.strip().casefold()


def is_named(told: Named, known: Named) -> bool:
    """Whether a child of an addition is one that the same sender named under the same reference (local).

    The sender's own number for the child decides where both have one; else the names, and no other birthday. In doubt
    it is another child: a contact too many is seen at “Who is this?”, a child too few is seen by nobody.
    """
    if told.sender_id and known.sender_id:
        return told.sender_id == known.sender_id
    births = {told.date_of_birth, known.date_of_birth} - {None}
    return told.name == known.name and len(births) < 2


def places(told: Sequence[Named], known: Sequence[Named]) -> list[int | None]:
    """For each child of an addition its place among those who are known, each of them once; None is a child of its own."""
    left = list(range(len(known)))
    found: list[int | None] = []
    for child in told:
        place = next((n for n in left if is_named(child, known[n])), None)
        if place is not None:
            left.remove(place)
        found.append(place)
    return found


def starts(rag: str, running: Sequence[str]) -> str:
    """The clock that new information starts, beside those that run already; none where one as urgent runs."""
    order = ["KITH-NEW-red", "KITH-NEW-amber", "KITH-NEW"]
    code = CLOCKS[rag]
    return code if all(order.index(code) < order.index(each) for each in running) else ""


def objections(*, waits: int, is_anew: bool, because: str, may_stand_alone: bool) -> dict[str, str]:
    """Why this answer to new information cannot stand: it has a reason, and one person alone leaves no danger closed.

    What closed a contact is not left standing over signs, harm or danger by one person: it is decided anew, and there a
    second person agrees (security: anything new since a decision opens a review of it).
    """
    if not waits:
        return {"answer": "Nothing that was added waits for an answer. Somebody may have answered already."}
    found: dict[str, str] = {}
    if not is_anew and not may_stand_alone:
        found["answer"] = (
            "There are signs, harm or danger in what is known now, and the decision did not protect the child. Decide it"
            " anew: a manager agrees there if it is to stay as it was."
        )
    if not because.strip():
        found["because"] = "Say why: what was added, and what it changes or does not change."
    return found


def objections_to_reopening(*, may_reopen: bool, because: str) -> dict[str, str]:
    """Why a contact cannot be decided anew: it waits for its decision already, or nobody says why."""
    if not may_reopen:
        return {"answer": "This contact waits for its decision already. Decide it."}
    return {} if because.strip() else {"because": "Say why it is to be decided anew."}
