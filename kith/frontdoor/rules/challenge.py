"""Challenging a decision: what must be said, who may answer, and when it climbs. No database and no clock in here."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from kith.core import lists

WORDS_AT_LEAST = 5
FIRST = 1


class Verdict(StrEnum):
    """How a challenge is answered."""

    STANDS = "stands"
    AGAIN = "again"
    CHANGED = "changed"


class Stands(StrEnum):
    """Where a challenge stands; the first three wait for somebody."""

    WAITS = "waits"
    LATE = "late"
    TO_REOPEN = "to_reopen"
    ANSWERED = "answered"
    AGREED = "agreed"
    AGAIN = "again"
    NOT_AGREED = "not_agreed"


OPEN = {Stands.WAITS, Stands.LATE, Stands.TO_REOPEN}


@cache
def stages() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "challenge_stages")


def last_stage(day: date) -> int:
    return max(int(entry.code) for entry in stages().on(day))


def clock_of(stage: int, day: date) -> str:
    return str(stages().get(str(stage), day).extra["clock"])


def roles_of(stage: int, day: date) -> list[str]:
    return list(stages().get(str(stage), day).extra["roles"])


def next_stage(after: int, *, somebody: Collection[int], day: date) -> int | None:
    """The next stage at which somebody can answer (local: one whom nobody holds is passed over); None after the last."""
    return next((n for n in range(after + 1, last_stage(day) + 1) if n in somebody), None)


def stands(
    *,
    at: datetime,
    stage: int,
    due_at: datetime | None,
    verdict: str = "",
    is_accepted: bool | None = None,
    is_carried_out: bool = False,
    is_last: bool = False,
) -> Stands:
    """Where a challenge stands at a moment; `verdict` and `is_accepted` are of its latest stage."""
    if verdict == Verdict.AGAIN:
        return Stands.AGAIN if is_carried_out else Stands.TO_REOPEN
    if verdict and is_accepted:
        return Stands.AGREED
    if verdict and is_accepted is False and is_last:
        return Stands.NOT_AGREED
    if verdict and is_accepted is None:
        return Stands.ANSWERED
    return Stands.LATE if due_at is not None and at > due_at else Stands.WAITS


def objections_to_making(
    *, why: str, asks: str, is_decided: bool, is_own: bool, has_one: bool
) -> dict[str, str]:
    """Why this decision cannot be challenged so, by field (local; Working Together: any professional may challenge)."""
    if not is_decided:
        return {"why": "This is being decided now. Say what you think before it is: add to it, or ring."}
    if is_own:
        return {"why": "You decided this yourself. Open the contact and decide it anew."}
    if has_one:
        return {"why": "You have challenged this decision already. Open that challenge."}
    found: dict[str, str] = {}
    if len(why.split()) < WORDS_AT_LEAST:
        found["why"] = "Say what you see differently, and why. A sentence or two will do."
    if not asks.strip():
        found["asks"] = "Say what you ask for: what should be done instead."
    return found


def objections_to_answering(
    *,
    verdict: str,
    because: str,
    changes: str,
    waits: bool,
    is_decider: bool,
    is_challenger: bool,
    answered_before: bool,
    is_of_stage: bool,
) -> dict[str, str]:
    """Why somebody cannot answer a challenge so, by field (local: nobody answers for their own decision, or twice)."""
    if not waits:
        return {"verdict": "This challenge is answered already. Read the answer."}
    if is_decider:
        return {"verdict": "You decided this. Somebody else answers: the challenge goes on without you."}
    if is_challenger:
        return {"verdict": "You made this challenge. Somebody else answers it."}
    if answered_before:
        return {"verdict": "You answered this at an earlier stage. Somebody else answers it now."}
    if not is_of_stage:
        return {"verdict": "Your post does not answer at this stage. Whoever does is named above."}
    found: dict[str, str] = {}
    if verdict not in {each.value for each in Verdict}:
        found["verdict"] = "Say how you answer."
    if not because.strip():
        found["because"] = "Say why. Whoever challenged it reads this."
    if verdict == Verdict.CHANGED and not changes.strip():
        found["changes"] = "Say what is done differently now, by whom and by when."
    return found


def objections_to_replying(
    *, is_accepted: bool | None, words: str, is_answered: bool, is_answerer: bool, climbs: bool
) -> dict[str, str]:
    """Why a reply to an answer cannot be saved yet, by field (local)."""
    if not is_answered:
        return {"is_accepted": "There is no answer that waits for you. Read how it stands above."}
    if is_answerer:
        return {
            "is_accepted": "You gave this answer. Whoever made the challenge says whether they accept it."
        }
    if is_accepted is None:
        return {"is_accepted": "Say whether you accept the answer."}
    if not is_accepted and not words.strip():
        return {"words": "Say why not. The next stage reads this." if climbs else "Say why not. It is kept."}
    return {}


def answered_in_time(due_at: datetime, answered_at: datetime | None) -> bool:
    """Whether a stage was answered by the hour that was due (CLK-47)."""
    return answered_at is not None and answered_at <= due_at


def latest(stages_begun: Sequence[int]) -> int:
    """The stage at which a challenge is; none has begun while nobody could be found."""
    return max(stages_begun, default=0)
