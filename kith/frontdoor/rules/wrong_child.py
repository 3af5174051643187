"""A contact that was taken for another child's: what followed, what becomes of it, and what is owed. No database and no clock.

UK GDPR, Articles 33 and 34: whoever answers for the data tells the Information Commissioner's Office (ICO) within 72 hours of
becoming aware, unless a risk to people is unlikely, writes down every breach, and tells the people where the risk is high.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

ICO, CORRECT, SAFE = "CLK-ICO", "KITH-CORRECT", "KITH-SAFE"


class Becomes(StrEnum):
    """What becomes of one thing that followed, in the act that takes it back."""

    RECALLED = "recalled"
    CORRECTED = "corrected"
    ENDED = "ended"
    CLOSED = "closed"
    MARKED = "marked"
    LEFT = "left"


SAYS = {
    Becomes.RECALLED: "Recalled: nobody opened it, and nobody can",
    Becomes.CORRECTED: "Corrected: they are told that it was about another child, and rung",
    Becomes.ENDED: "Ends",
    Becomes.CLOSED: "Closed as opened in error; what was to be done in it is cancelled",
    Becomes.MARKED: "Stays where it is, marked as of another child",
    Becomes.LEFT: "Stays: a person decides",
}


class Did(StrEnum):
    """What somebody did about an incident."""

    RANG = "rang"
    SAFETY = "safety"
    ICO = "ico"
    FAMILIES = "families"
    CLOSED = "closed"


@dataclass(frozen=True)
class Followed:
    """One thing that followed. `opened_at` is when somebody outside the front door first read it."""

    what: str
    at: datetime
    becomes: Becomes
    whom: str = ""
    about: str = ""
    opened_at: datetime | None = None

    @property
    def says(self) -> str:
        return SAYS[self.becomes]


def fate(opened_at: datetime | None) -> Becomes:
    """What was sent is recalled while nobody has opened it, and corrected once somebody has."""
    return Becomes.CORRECTED if opened_at else Becomes.RECALLED


def is_disclosed(lines: Iterable[Followed]) -> bool:
    """Whether anybody outside the front door read anything: else it can be shown that nothing was disclosed."""
    return any(line.opened_at for line in lines)


def is_incident(*, was_decided: bool, lines: Iterable[Followed]) -> bool:
    """A decided contact, or one of which somebody else read or was sent anything, is an incident when it was another child's."""
    return was_decided or any(
        line.opened_at or line.becomes in (Becomes.RECALLED, Becomes.CORRECTED) for line in lines
    )


ANSWERS = ("yes", "no", "not_known")


def objections_to_safety(*, is_due: bool, answer: str, says: str) -> dict[str, str]:
    """Why a check of safety cannot stand yet, by field (local)."""
    if not is_due:
        return {"answer": "Somebody has answered this already. Open it again to read what they said."}
    found = {}
    if answer not in ANSWERS:
        found["answer"] = "Say whether somebody dangerous could have learnt where the child lives."
    if not says.strip():
        found["says"] = "Say what you checked and with whom, and what is done now."
    return found


def objections_to_step(
    did: Did, *, is_closed: bool, is_theirs: bool, answer: str, because: str
) -> dict[str, str]:
    """Why something cannot be written down about an incident yet, by field. `is_theirs`: the line rung about is one to correct."""
    if is_closed:
        return {"because": "This incident is closed. Nothing more is written down about it."}
    found = {}
    if did in (Did.ICO, Did.FAMILIES) and answer not in ("yes", "no"):
        found["answer"] = {
            Did.ICO: "Say whether the ICO is told.",
            Did.FAMILIES: "Say whether the families are told.",
        }[did]
    if did is Did.RANG and not is_theirs:
        found["answer"] = "Choose whom you rang."
    if not because.strip():
        found["because"] = {
            Did.ICO: "Say why: how likely it is that somebody comes to harm by it, and what makes you think so.",
            Did.FAMILIES: "Say who told them, on which day and what they said; or why they are not told.",
            Did.RANG: "Say whom you rang, and what they will do with what they read.",
            Did.CLOSED: "Say what is done differently now, so that it does not happen again.",
        }[did]
    return found


def objections_to_closing(
    *,
    done: Collection[Did],
    is_disclosed: bool,
    to_ring: int,
    unchecked: int,
    is_own: bool,
) -> list[str]:
    """What is still to be done before an incident is closed (local; UK GDPR, Articles 33 and 34, for what somebody read).

    `is_own`: who would close it decided about the ICO, took the contact back, or had joined it.
    """
    found = []
    if unchecked:
        found.append("Whoever leads for the children has not said yet whether they are safe. Ring them.")
    if to_ring:
        found.append(
            "Somebody who read about the wrong child has not been rung yet. Ring them, and write it down."
        )
    if is_disclosed and Did.ICO not in done:
        found.append("Say first whether the ICO is told, and why.")
    if is_disclosed and Did.FAMILIES not in done:
        found.append("Say first whether the families are told, by whom and when.")
    if is_own:
        found.append("Another person closes it: you had a part in it yourself.")
    return found
