"""What a threshold decision must say before it stands. No database and no clock in here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from kith.core import lists
from kith.frontdoor.rules.thresholds import Row, Threshold, built_in


class Section47(StrEnum):
    """Children Act 1989 s.47: reasonable cause to suspect that a child is suffering, or likely to, significant harm."""

    MET = "met"
    NOT_MET = "not_met"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Facts:
    """What the decision rests on."""

    is_identified: bool
    signs_seen: int
    harm_seen: int
    has_live_plan: bool
    agreed_to: frozenset[str]
    in_danger: bool = False
    forms_not_asked: tuple[str, ...] = ()
    forms_asked: int = 0
    news_at: datetime | None = None
    is_taken_over: bool = False
    is_adult_grave: bool = False

    @property
    def not_asked(self) -> str:
        """Which forms nobody asked about, as a sentence."""
        if not self.forms_asked:
            return "Nobody asked about any form of exploitation."
        return f"Nobody asked about: {'; '.join(self.forms_not_asked)}."

    @property
    def worries(self) -> tuple[str, ...]:
        """What a second person looks at before one child less is looked after: in the words of the list of outcomes."""
        told = {"danger": self.in_danger, "harm": self.harm_seen, "sign": self.signs_seen}
        return tuple(name for name, there in told.items() if there)

    @property
    def worry(self) -> str:
        """The gravest of it, as a sentence."""
        words = {
            "danger": "The child is said to be in danger now.",
            "harm": "Harm was seen.",
            "sign": "There are signs of exploitation.",
        }
        return next((words[name] for name in self.worries), "")


@cache
def outcomes() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "outcomes")


def levels(day: date) -> list[Row]:
    """The levels of which outcomes and views speak, in the words that come with Kith."""
    return built_in(day).levels


def effect(outcome: str, day: date) -> Mapping[str, Any]:
    """What an outcome does: opens_plan, protects, closes, levels, and what the referrer is told."""
    return outcomes().get(outcome, day).extra


def was_closed_by(outcome: str, day: date) -> bool:
    """Whether a decision of that day closed the contact; also one of before the list began."""
    entry = outcomes().nearest(outcome, day)
    return bool(entry and entry.extra.get("closes"))


def needs_agreement(outcome: str, facts: Facts, day: date) -> bool:
    """Whether a manager who does not decide it must have agreed (domain invariant 4: low with a harm sign needs a second
    reader). Which outcome asks for it, and over what, is said in the list of outcomes (local)."""
    return bool(set(effect(outcome, day).get("second_view_over", ())) & set(facts.worries))


def may_think_later(outcome: str, day: date) -> bool:
    """Whether this outcome waits for no answer about other children: a strategy discussion, which speaks of them, or another
    area that answers for the child and asks about them itself (local)."""
    if not outcomes().has(outcome, day):
        return False
    does = effect(outcome, day)
    return bool(does.get("needs_discussion") or does.get("needs_hand_over"))


def objections(
    facts: Facts,
    *,
    level: str,
    chosen: list[str],
    section_47: str,
    section_47_why: str,
    outcome: str,
    reasons: str,
    against: str,
    why_not_lead: str,
    day: date,
    not_asked_why: str = "",
    threshold: Threshold | None = None,
) -> dict[str, str]:
    """Why this decision cannot stand yet: a sentence for each field, in the order of the page."""
    found: dict[str, str] = {}
    cites = threshold or built_in(day)
    of_level = {row.code for row in cites.criteria(level)}
    if not facts.is_identified:
        found["identity"] = "Say who this is about first, or that you cannot tell yet."
    if not any(level == row.code for row in cites.levels):
        found["level"] = "Choose the level of help that is needed."
    elif of_level and not chosen:
        found["criteria"] = "Choose which criteria of this level are met."
    elif set(chosen) - of_level:
        found["criteria"] = "Choose criteria of this level, from the threshold document in force today."
    if section_47 not in set(Section47):
        found["section_47"] = "Say whether the section 47 test is met."
    elif not section_47_why.strip():
        found["section_47_why"] = "Say why the section 47 test is met, not met or unclear."
    if not outcomes().has(outcome, day):
        found["outcome"] = "Choose what should happen next."
        return found | _reasons(reasons)
    does = effect(outcome, day)
    if "level" not in found and level not in does["levels"]:
        found["outcome"] = (
            f"“{outcomes().get(outcome, day).says}” does not go with level {level}. Change one of the two."
        )
    elif section_47 == Section47.MET and not does.get("protects"):
        found["outcome"] = "The section 47 test is met, so choose an outcome that protects the child now."
    elif does.get("needs_plan") and not facts.has_live_plan:
        found["outcome"] = "There is no live plan to add this to. Choose another outcome."
    elif does.get("needs_hand_over") and not facts.is_taken_over:
        found["outcome"] = (
            "No other area has accepted this child yet. Hand it over first: until it is accepted you answer for the child."
        )
    elif does.get("closes") and section_47 == Section47.UNCLEAR:
        found["outcome"] = (
            "Nobody can say yet whether the section 47 test is met, so this cannot be closed. Find out first, or choose"
            " an outcome that goes on working with the child."
        )
    elif needs_agreement(outcome, facts, day) and outcome not in facts.agreed_to:
        found["outcome"] = (
            f"{facts.worry} A manager must agree before this is {'closed' if does.get('closes') else 'recorded'}:"
            " use “Ask a manager first”."
        )
    if does.get("opens_plan") and not facts.has_live_plan and why_not_lead:
        found["lead"] = why_not_lead
    if not does.get("protects") and facts.worries and not against.strip():
        said = "Signs were seen." if facts.worries == ("sign",) else facts.worry
        found["against"] = f"{said} Say what speaks against this decision."
    if does.get("closes") and facts.forms_not_asked and not not_asked_why.strip():
        found["not_asked_why"] = (
            f"{facts.not_asked} Ask and write down the answers, or say why this is closed without asking."
        )
    return found | _reasons(reasons)


def _reasons(reasons: str) -> dict[str, str]:
    return {} if reasons.strip() else {"reasons": "Say why you reached this decision: facts first."}
