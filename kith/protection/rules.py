"""When a strategy discussion is demanded, decided on, held and written down. No database and no clock in here."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from kith.core import lists
from kith.core.says import LONDON

# A manager says whether one is held; then it is held. And of a section 47 enquiry: its outcome, its conference.
UNDECIDED, HOLD = "KITH-STRATEGY", "CLK-08"
OUTCOME, CONFERENCE, CONFERENCE_ASKED = "CLK-09", "CLK-10", "CLK-11"


class State(StrEnum):
    """Where the demand for a discussion stands."""

    UNDECIDED = "undecided"
    TO_BE_HELD = "to_be_held"
    NOT_HELD = "not_held"
    HELD = "held"


def state(*, last_answer: bool | None, is_held: bool) -> State:
    """Held is held; before that the last answer of a manager counts, and without one nobody has decided."""
    if is_held:
        return State.HELD
    if last_answer is None:
        return State.UNDECIDED
    return State.TO_BE_HELD if last_answer else State.NOT_HELD


@cache
def triggers() -> lists.CodeList:
    return lists.beside(__file__, "triggers")


@cache
def needed() -> lists.CodeList:
    return lists.beside(__file__, "needed")


@cache
def steps() -> lists.CodeList:
    return lists.beside(__file__, "enquiry_steps")


def demanded_by(*, outcome_asks: bool, section_47_met: bool) -> str:
    """What of a threshold decision demands a discussion (Children Act 1989, section 47): a code, or nothing."""
    if outcome_asks:
        return "front_door"
    return "section_47" if section_47_met else ""


def objections_to_asking(*, because: str) -> dict[str, str]:
    """Why a discussion cannot be asked for yet (letter to Northumberland: a rise in risk demands a decision)."""
    if because.strip():
        return {}
    return {"because": "Say what has changed, or what worries you: what was seen or heard, and when."}


@dataclass(frozen=True)
class Answered:
    """What a manager says: whether a discussion is held, why, and then when and who chairs it."""

    is_to_be_held: bool | None
    because: str
    planned_at: datetime | None = None
    chair: str = ""


def objections_to_answering(
    said: Answered, *, state: State, asked_by: Collection[int], by: int, at: datetime
) -> dict[str, str]:
    """Why a manager's answer cannot stand yet (local: nobody turns down alone what they asked for themselves)."""
    if state is State.HELD:
        return {"is_to_be_held": "The discussion has been held and written down. Nothing is left to decide."}
    found = {}
    if said.is_to_be_held is None:
        found["is_to_be_held"] = "Say whether a strategy discussion will be held."
    elif not said.is_to_be_held and by in asked_by:
        found["is_to_be_held"] = (
            "You asked for this discussion yourself. Another manager must say that none is held."
        )
    if said.is_to_be_held:
        if said.planned_at is None:
            found["planned_on"] = "Say when it will be held: the day and the hour."
        elif said.planned_at < at - timedelta(hours=1):
            found["planned_on"] = (
                "Choose a later hour: this one is past. If it has been held, write it down instead."
            )
        if not said.chair.strip():
            found["chair"] = "Say who chairs it, by name and post."
    if not said.because.strip():
        found["because"] = "Say why: facts first, then what you make of them."
    return found


@dataclass(frozen=True)
class Part:
    """One kind of agency at a discussion: here, away, or not asked; who, what they shared, or why they were away."""

    kind: str
    is_here: bool | None = None
    who: str = ""
    shared: str = ""
    away_because: str = ""


@dataclass(frozen=True)
class Record:
    """What is written down of a discussion."""

    held_at: datetime | None
    chair: str
    parts: tuple[Part, ...]
    analysis: str
    is_section_47: bool | None
    enquiry_by: str
    safety: str
    decision: str
    reasons: str
    next_on: date | None
    dissent: str = ""


def objections_to_record(
    said: Record, *, state: State, triggered_at: datetime, at: datetime
) -> dict[str, str]:
    """Why the record of a discussion cannot stand yet, by what is missing (Working Together, strategy discussions)."""
    if state is State.HELD:
        return {
            "held_on": "This discussion is written down already. Read it, and ask for another if one is needed."
        }
    found = {}
    if said.held_at is None:
        found["held_on"] = "Say when it was held: the day and the hour."
    elif said.held_at > at:
        found["held_on"] = "Choose today or an earlier day: write it down once it was held."
    elif said.held_at < triggered_at - timedelta(days=1):
        found["held_on"] = "Choose a later day: this is before anybody said that a discussion is needed."
    if not said.chair.strip():
        found["chair"] = "Say who chaired it, by name and post."
    found |= _who_was_there(said.parts, said.held_at or at)
    if not said.analysis.strip():
        found["analysis"] = "Say what you make of it together: what harm, how likely, and what is not known."
    if said.is_section_47 is None:
        found["is_section_47"] = "Say whether a section 47 enquiry starts."
    elif said.is_section_47 and said.enquiry_by not in ("joint", "social_care", "police"):
        found["enquiry_by"] = "Say who makes the enquiry."
    for name, sentence in WRITTEN.items():
        if not getattr(said, name).strip():
            found[name] = sentence
    if said.next_on is None:
        found["next_on"] = "Say on which day this is looked at again."
    elif said.next_on < at.astimezone(LONDON).date():
        found["next_on"] = "Choose today or a later day."
    return found


WRITTEN = {
    "safety": "Say how the child is safe from now until the next day: who does what.",
    "decision": "Say what was decided: each action with who does it and by when.",
    "reasons": "Say why this was decided.",
}


def _who_was_there(parts: Iterable[Part], held_at: datetime) -> dict[str, str]:
    told = {part.kind: part for part in parts}
    found = {}
    for entry in needed().on(held_at.astimezone(LONDON).date()):
        part = told.get(entry.code, Part(entry.code))
        if part.is_here is None and entry.extra["needed"]:
            found[f"{entry.code}_is_here"] = f"{entry.says}: say whether they took part."
        elif part.is_here and not part.who.strip():
            found[f"{entry.code}_who"] = f"{entry.says}: say who took part, by name and post."
        elif part.is_here is False and not part.away_because.strip():
            found[f"{entry.code}_away"] = (
                f"{entry.says}: say why they were away, and how they will hear of it."
            )
    return found


def objections_to_step(
    *, code: str, because: str, happened_on: date | None, held_on: date, is_running: bool, today: date
) -> dict[str, str]:
    """Why a step of a section 47 enquiry cannot be written down yet."""
    if not is_running:
        return {"code": "Nothing of this enquiry is due any more."}
    found = {}
    if not steps().has(code, today):
        found["code"] = "Choose what has happened."
    if happened_on is None:
        found["happened_on"] = "Say on which day."
    elif happened_on > today:
        found["happened_on"] = "Choose today or an earlier day: write it down once it has happened."
    elif happened_on < held_on:
        found["happened_on"] = "Choose a later day: this is before the enquiry started."
    if not because.strip():
        found["because"] = "Say what was found, or what was agreed: facts first."
    return found
