"""Deciding together: when police and health are owed a say, what their views come to, and what is read again.

No database and no clock in here. Social care’s view is the decision itself: the front door is social care’s.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kith.core import lists
from kith.core.says import people
from kith.frontdoor.rules import decide

CLOCKS = {"red": "KITH-VIEW-red", "amber": "KITH-VIEW-amber", "green": "KITH-VIEW", "": "KITH-VIEW"}


@cache
def _list(name: str) -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), name)


def voices() -> lists.CodeList:
    """Who is asked, and which roles speak for them."""
    return _list("views")


def says(code: str, day: date) -> str:
    """For whom somebody speaks, in words."""
    return voices().words(code, day)


def named(voices: Sequence[str], day: date) -> str:
    """Some of them in one sentence: “Police and health”."""
    told = people([says(each, day).lower() for each in voices])
    return told[:1].upper() + told[1:]


def asked_for_a_view(day: date) -> list[str]:
    """Those whose view is owed where views are: police and health."""
    return [entry.code for entry in voices().on(day) if entry.extra["kind"] == "view"]


@dataclass(frozen=True)
class Proposal:
    """What is proposed, or decided: level, section 47 test, outcome."""

    level: str
    section_47: str
    outcome: str


@dataclass(frozen=True)
class Said:
    """How one of them stands: their view if they gave one, whether they are asked, and whether their time is over."""

    voice: str
    is_asked: bool = False
    is_over: bool = False
    is_given: bool = False
    is_agreed: bool = False
    view: Proposal | None = None

    def differs(self, from_: Proposal) -> bool:
        """Whether this view sees it differently from what is decided: it dissents, or agreed to something else."""
        return self.is_given and self.view != from_


def owed(
    facts: decide.Facts, *, rag: str, section_47: str, is_disputed: bool, day: date
) -> list[lists.Entry]:
    """Why three views are owed here, none where one may decide (local: the list `views_owed`)."""
    there = {
        *facts.worries,
        rag,
        f"section_47_{section_47}",
        *(["disagreement"] if is_disputed else []),
        *(["adult_harm"] if facts.is_adult_grave else []),
    }
    return [entry for entry in _list("views_owed").on(day) if entry.code in there]


def because(owed: Sequence[lists.Entry]) -> str:
    """The rule that made them owed, as a sentence: the gravest two are enough."""
    if not owed:
        return ""
    return f"Police, health and social care decide this together: {_gravest(owed)}."


def because_of(codes: Sequence[str], day: date) -> str:
    """The same of what a decision kept, without the sentence around it."""
    known = [entry for code in codes if (entry := _list("views_owed").nearest(code, day))]
    return _gravest(known) if known else ""


def _gravest(owed: Sequence[lists.Entry]) -> str:
    told = [entry.says for entry in owed if entry.code not in {"red", "amber"}] or [owed[0].says]
    return people(told[:2])


@dataclass(frozen=True)
class Stand:
    """How the views stood when it was decided: kept with the decision, and counted."""

    owed: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    differ: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    @property
    def is_alone(self) -> bool:
        """Decided without each view that was owed."""
        return bool(self.owed and self.silent)


def stand(owed: Sequence[lists.Entry], said: Sequence[Said], decided: Proposal) -> Stand:
    """What there was of the views that were owed; who was never asked is silent too."""
    return Stand(
        owed=[entry.code for entry in owed],
        given=[each.voice for each in said if each.is_given],
        differ=[each.voice for each in said if each.differs(decided)],
        silent=[each.voice for each in said if owed and not each.is_given],
    )


def objections(
    owed: Sequence[lists.Entry],
    said: Sequence[Said],
    *,
    decided: Proposal,
    protects: bool,
    against: str,
    alone_because: str,
    day: date,
) -> dict[str, str]:
    """Why this cannot be decided yet without the others. Protection never waits for anybody (local)."""
    found: dict[str, str] = {}
    differ = [each.voice for each in said if each.differs(decided)]
    if differ and not against.strip():
        found["against"] = (
            f"{named(differ, day)} {_see(differ)} it differently. Say what speaks against this decision: their view stays beside it."
        )
    if not owed or protects:
        return found
    missing = [each for each in said if not each.is_given]
    unasked = [each.voice for each in missing if not each.is_asked]
    awaited = [each.voice for each in missing if each.is_asked and not each.is_over]
    if unasked:
        found["views"] = (
            f"{because(owed)} {named(unasked, day)} {_have(unasked)} not been asked: use “Ask for their"
            " views”. An outcome that protects the child does not wait."
        )
    elif awaited:
        found["views"] = (
            f"{named(awaited, day)} {_have(awaited)} been asked, and still {_have(awaited)} time to answer."
            " An outcome that protects the child does not wait."
        )
    elif missing and not alone_because.strip():
        silent = [each.voice for each in missing]
        found["alone_because"] = (
            f"{named(silent, day)} did not answer in time. Say why this is decided without their view."
        )
    return found


def _see(who: Sequence[str]) -> str:
    return "sees" if len(who) == 1 else "see"


def _have(who: Sequence[str]) -> str:
    return "has" if len(who) == 1 else "have"


def objections_to_asking(
    *, unasked: Sequence[str], day: date, proposed: Proposal, reasons: str
) -> dict[str, str]:
    """Why nobody can be asked yet: they are asked about a proposal, with its reasons."""
    found: dict[str, str] = {}
    if not unasked:
        return {"views": "Everybody has been asked already. Their answers stand at the head of this page."}
    if not any(proposed.level == entry.code for entry in decide.levels(day)):
        found["level"] = "Choose the level that you propose. Police and health are asked about it."
    if proposed.section_47 not in set(decide.Section47):
        found["section_47"] = "Say whether the section 47 test is met, as you see it now."
    if not decide.outcomes().has(proposed.outcome, day):
        found["outcome"] = "Choose what you would do. Police and health are asked about it."
    if not reasons.strip():
        found["reasons"] = "Say why you propose this: facts first. Police and health read it."
    return found


def objections_to_advice(*, question: str, is_asked: bool) -> dict[str, str]:
    """Why no advice can be asked for yet."""
    if is_asked:
        return {"question": "This has been asked already. The answer comes to the contact."}
    return (
        {} if question.strip() else {"question": "Say what you want to know. The specialist reads it first."}
    )


def objections_to_viewing(
    *, is_view: bool, agrees: str, view: Proposal, because: str, has_changed: bool, day: date
) -> dict[str, str]:
    """Why a view cannot stand: it says whether it agrees, what instead if not, and why."""
    found: dict[str, str] = {}
    if has_changed:
        return {"because": "Something was added while you wrote. Read the page again, then give your view."}
    if is_view and agrees not in {"yes", "no"}:
        found["agrees"] = "Say whether you agree."
    if is_view and agrees == "no":
        if not any(view.level == entry.code for entry in decide.levels(day)):
            found["level"] = "Choose the level of help that you see."
        if view.section_47 not in set(decide.Section47):
            found["section_47"] = "Say whether you think that the section 47 test is met."
        if not decide.outcomes().has(view.outcome, day):
            found["outcome"] = "Choose what you think should happen next."
    if not because.strip():
        found["because"] = (
            "Say why: what your agency knows, and what you make of it." if is_view else "Write your advice."
        )
    return found


# Others beside the child (joint inspection letters: siblings and peers considered in each decision).

OTHERS = {
    "own": "Yes: each has a contact and a decision of their own",
    "not_needed": "Yes: for one or more of them none is needed, because",
}


def objections_about_others(count: int, *, others: str, others_why: str) -> dict[str, str]:
    """Whether the other children who stand beside were thought of."""
    if not count:
        return {}
    if others not in OTHERS:
        return {"others": "Say whether you thought of the other children. Each may be at the same risk."}
    if others == "not_needed" and not others_why.strip():
        return {"others_why": "Say who needs no contact of their own, and why."}
    return {}


# Reading again.


def sampled(
    reference: str, *, is_alone: bool, protects: bool, closes: bool, was_owed: bool, day: date
) -> str:
    """Which part of the re-reading sample a decision falls into, none where it is not drawn.

    It is drawn from the contact’s own reference: anybody can draw it again, and nobody chooses it (local shares).
    """
    if is_alone:
        part = "protected" if protects else "alone"
    elif closes:
        part = "closed"
    elif not was_owed:
        part = "one"
    else:
        return ""
    drawn = int(hashlib.sha256(f"reread {reference}".encode()).hexdigest(), 16) % 100
    return part if drawn < int(_list("reread").get(part, day).extra["share"]) else ""


def sample_says(part: str, day: date) -> str:
    return _list("reread").words(part, day)


def reads_for(day: date) -> int:
    """How many days somebody who was asked may read the contact (local)."""
    return int(_list("reread").get("reads_for", day).extra["days"])


def objections_to_rereading(
    *, decided_by: int, by: int, agrees: str, because: str, with_whom: str, is_read: bool
) -> dict[str, str]:
    """Why a re-reading cannot stand: nobody reads their own decision again, and it has its reason."""
    if is_read:
        return {"agrees": "Somebody has read this again already. Their answer stands below."}
    if decided_by == by:
        return {"agrees": "You made this decision yourself. Somebody else must read it again."}
    found: dict[str, str] = {}
    if agrees not in {"yes", "no"}:
        found["agrees"] = "Say whether you would have decided so."
    if not with_whom.strip():
        found["with_whom"] = "Say who read it with you, or “nobody” if you read it alone."
    if not because.strip():
        found["because"] = "Say why: what you read, and what you make of it."
    return found
