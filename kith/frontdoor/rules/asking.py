"""Asking other agencies, and their answers: what must be said, where a question stands, when it climbs.

No database and no clock in here.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from kith.core import lists
from kith.core.says import today_in_london

RAGS = ("red", "amber", "green")
CLOCKS = {rag: f"CLK-05-{rag}" for rag in RAGS}
# What one press may ask at most: more than all the partners at one table.
AT_ONCE = 12
CALL_AT_MOST = 480
# What was due longer ago than this climbs no more by itself (local).
GIVEN_UP = timedelta(days=28)


class Verdict(StrEnum):
    """How an agency answers. That it does not share is an answer too, with its reason."""

    ANSWERED = "answered"
    NOTHING_KNOWN = "nothing_known"
    CANNOT_SHARE = "cannot_share"


# Beside the three: it answers nothing, and is no refusal.
HESITATES = "hesitates"
TOLD_ALREADY = "A manager on each side was told already. Answer, or say why you cannot share."


class Stands(StrEnum):
    """Where a question stands; the later ones wait for nobody."""

    DUE = "due"
    LATE = "late"
    ESCALATED = "escalated"
    ANSWERED = "answered"
    NOTHING_KNOWN = "nothing_known"
    CANNOT_SHARE = "cannot_share"
    WITHDRAWN = "withdrawn"


OPEN = {Stands.DUE, Stands.LATE, Stands.ESCALATED}


@cache
def climbing() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "climbing")


def climbs_at(rag: str, due_at: datetime) -> datetime:
    """When an unanswered question is told to whoever answers for the agency (local: time for one chase after it was due)."""
    entry = climbing().get(rag, today_in_london(due_at))
    return due_at + timedelta(minutes=int(entry.extra["minutes"]))


def stands(
    *,
    due_at: datetime,
    at: datetime,
    verdict: str = "",
    is_withdrawn: bool = False,
    climbed_at: datetime | None = None,
) -> Stands:
    """Where a question stands at a moment. An answer counts however late it came, or after it was withdrawn."""
    if verdict:
        return Stands(verdict)
    if is_withdrawn:
        return Stands.WITHDRAWN
    if climbed_at is not None and climbed_at <= at:
        return Stands.ESCALATED
    return Stands.LATE if at > due_at else Stands.DUE


def objections_to_asking(
    *,
    posts: Collection[str],
    unknown: Collection[str],
    kept_from: Collection[str],
    asked_already: Collection[str],
    question: str,
    why: str,
    rag: str,
) -> dict[str, str]:
    """Why this cannot be asked yet, by field (local, within CLK-04; Working Together: ask for what is needed, and say why).

    `kept_from` are posts that do not read this restricted record; `asked_already`, those who have this very question open.
    """
    found: dict[str, str] = {}
    if not posts:
        found["posts"] = "Choose at least one agency to ask."
    elif len(posts) > AT_ONCE:
        found["posts"] = f"Ask at most {AT_ONCE} at once."
    elif unknown:
        found["posts"] = "Somebody that you chose answers no questions here any more. Look at the list again."
    elif kept_from:
        who = "; ".join(kept_from)
        found["posts"] = (
            f"This record is kept to named readers, and {who} is not one of them. Nothing was sent. Ring them instead,"
            " or ask whoever restricted it to name them as a reader."
        )
    elif asked_already:
        who = "; ".join(asked_already)
        found["posts"] = f"{who} has this question already and has not answered. Chase the answer instead."
    if not question.strip():
        found["question"] = "Write the question. Ask for what you need to know to decide, and no more."
    if not why.strip():
        found["why"] = "Say why it matters: what is being decided, and what the answer would change."
    if rag not in RAGS:
        found["rag"] = "Say how soon you need the answer."
    return found


def objections_to_answering(*, verdict: str, says: str, harm_weighed: str) -> dict[str, str]:
    """Why this answer cannot be saved yet, by field.

    Not to share is an answer: it weighs whether sharing would harm the child more than not sharing (Children Act 2004 s.16LA).
    """
    found: dict[str, str] = {}
    if verdict not in {each.value for each in Verdict}:
        found["verdict"] = "Say how you answer."
    if verdict == Verdict.ANSWERED and not says.strip():
        found["says"] = "Write what you know: facts first, with when and who saw it."
    if verdict == Verdict.NOTHING_KNOWN and not says.strip():
        found["says"] = "Say where you looked, so that nobody looks there twice."
    if verdict == Verdict.CANNOT_SHARE:
        if not says.strip():
            found["says"] = "Say why you cannot share it, without telling what you keep back."
        if not harm_weighed.strip():
            found["harm_weighed"] = (
                "Say whether sharing would harm the child more than not sharing, and why you think so."
            )
    return found


def objections_to_hesitating(*, says: str, stands_at: Stands, hesitates_already: bool) -> dict[str, str]:
    """Why it cannot be said that an agency holds something and hesitates, by field (local; L-10)."""
    if stands_at not in OPEN:
        return {"verdict": "This waits for no answer any more. Choose one of the other answers to add to it."}
    if hesitates_already:
        return {"verdict": TOLD_ALREADY}
    if not says.strip():
        return {"says": "Say why you hesitate, without telling what you hold. Both managers read it."}
    return {}


def objections_to_weighing(
    *, stands_at: Stands, is_weighed: bool, is_enough: bool, missing: str
) -> dict[str, str]:
    """Why it cannot be said yet whether an answer is enough, by field (local)."""
    if stands_at in OPEN | {Stands.WITHDRAWN}:
        return {"is_enough": "Nobody has answered yet. There is nothing to weigh."}
    if is_weighed:
        return {"is_enough": "Somebody has said already whether this is enough. Ask a new question instead."}
    if not is_enough and not missing.strip():
        return {"missing": "Say what is still missing. They are asked for just that."}
    return {}


def objections_to_chasing(
    *,
    rang: str,
    rang_at: datetime | None,
    minutes: int | None,
    words: str,
    asked_at: datetime,
    at: datetime,
    stands_at: Stands,
) -> dict[str, str]:
    """Why this chase cannot be written down yet, by field (local: time spent chasing is counted)."""
    if stands_at not in OPEN:
        return {"rang": "This waits for no answer any more. Nothing more needs to be done."}
    found: dict[str, str] = {}
    if not rang.strip():
        found["rang"] = "Say whom you rang, by name or post."
    if rang_at is None:
        found["rang_at"] = "Say when you rang, such as 2:10pm."
    elif rang_at > at:
        found["rang_at"] = "That is later than now. Say when you rang."
    elif rang_at < asked_at.replace(second=0, microsecond=0):
        found["rang_at"] = "That is before they were asked. Say when you rang about this question."
    if minutes is None or not 1 <= minutes <= CALL_AT_MOST:
        found["minutes"] = f"Say how many minutes it took, from 1 to {CALL_AT_MOST}."
    if not words.strip():
        found["words"] = "Say what they said, or that nobody answered."
    return found


def objections_to_withdrawing(*, because: str, stands_at: Stands) -> dict[str, str]:
    """Why a question cannot be taken back yet, by field (local)."""
    if stands_at not in OPEN:
        return {"because": "This waits for no answer any more. Nothing more needs to be done."}
    if not because.strip():
        return {"because": "Say why it is no longer needed. They read this too."}
    return {}
