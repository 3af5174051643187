"""Early help from the offer to the first meeting, or back to the front door. No database and no clock in here."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from kith.core import lists


class Answer(StrEnum):
    """What came of asking the family; that none is needed is an answer with its reason."""

    AGREED = "agreed"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    NOT_NEEDED = "not_needed"


class Stands(StrEnum):
    """Where an offer of early help stands."""

    TO_ASK = "to_ask"
    TO_ALLOCATE = "to_allocate"
    TO_MEET = "to_meet"
    ACTIVE = "active"
    BACK = "back"
    STAYS = "stays"
    DECIDED_AGAIN = "decided_again"


OPEN = {Stands.TO_ASK, Stands.TO_ALLOCATE, Stands.TO_MEET, Stands.BACK}
CLOCKS = {
    Stands.TO_ASK: "KITH-HELP-ASK",
    Stands.TO_ALLOCATE: "KITH-HELP-ALLOCATE",
    Stands.TO_MEET: "KITH-HELP-MEET",
    Stands.BACK: "KITH-HELP-BACK",
}
PASSED_ON = {Answer.AGREED, Answer.NOT_NEEDED}


@cache
def times() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "help")


def at_most(code: str, day: date) -> int:
    """After how many tries an offer comes back (local)."""
    return int(times().get(code, day).extra["times"])


def stands(
    *,
    answers: Sequence[str],
    is_allocated: bool,
    tries: Sequence[bool],
    looked: str,
    is_decided_again: bool,
    day: date,
    is_sent_back: bool = False,
) -> Stands:
    """Where an offer stands: the family’s last answer, the allocation, the tries to meet, and who looked again."""
    if is_decided_again or looked == "anew":
        return Stands.DECIDED_AGAIN
    if looked:
        return Stands.STAYS
    if is_sent_back:
        return Stands.BACK
    if any(tries):
        return Stands.ACTIVE
    last = answers[-1] if answers else ""
    if last == Answer.REFUSED:
        return Stands.BACK
    if last in PASSED_ON:
        if len(tries) >= at_most("first_contact_not_made", day):
            return Stands.BACK
        return Stands.TO_MEET if is_allocated else Stands.TO_ALLOCATE
    is_given_up = list(answers).count(Answer.NOT_REACHED) >= at_most("family_not_reached", day)
    return Stands.BACK if is_given_up else Stands.TO_ASK


def objections_to_answer(
    *,
    answer: str,
    who: str,
    how: str,
    happened_at: datetime | None,
    words: str,
    because: str,
    offered_at: datetime,
    at: datetime,
    stands_at: Stands,
) -> dict[str, str]:
    """Why the family’s answer cannot be written down so, by field (S2-010: agreement is confirmed before it goes on)."""
    if stands_at not in OPEN - {Stands.BACK}:
        return {"answer": "This offer waits for no answer of the family any more. Read how it stands."}
    if answer not in {each.value for each in Answer}:
        return {"answer": "Say what came of asking."}
    if answer == Answer.NOT_NEEDED:
        if because.strip():
            return {}
        return {
            "because": "Say why it goes on without the family’s agreement, and what the law says to that."
        }
    found: dict[str, str] = {}
    if not who.strip():
        found["who"] = "Say who was asked: a name, and what they are to the child."
    if not how.strip():
        found["how"] = "Say how they were asked, such as by telephone or at home."
    if happened_at is None:
        found["happened_at"] = "Say when, such as 2:10pm."
    elif happened_at > at:
        found["happened_at"] = "That is later than now. Say when they were asked."
    elif happened_at < offered_at.replace(hour=0, minute=0, second=0, microsecond=0):
        found["happened_at"] = "That is before it was decided. Agreement is asked again when it goes on."
    if answer != Answer.NOT_REACHED and not words.strip():
        found["words"] = "Write what they said, as they said it."
    return found


def objections_to_allocating(*, stands_at: Stands, post: str, is_known: bool) -> dict[str, str]:
    """Why early help cannot be given to a lead yet, by field (S2-010: a hard stop without the family’s agreement)."""
    if stands_at == Stands.TO_ASK:
        return {
            "post": "Nobody has written down that the family agrees, or why none is needed. Nothing goes on before that."
        }
    if stands_at not in {Stands.TO_ALLOCATE, Stands.TO_MEET}:
        return {"post": "This offer is not to be allocated any more. Read how it stands."}
    if not post:
        return {"post": "Choose who leads."}
    return {} if is_known else {"post": "Nobody sits in that post now. Look at the list again."}


def objections_to_sending_back(*, stands_at: Stands, because: str) -> dict[str, str]:
    """Why an offer cannot go back to the front door from its allocation, by field: it has a reason (local)."""
    if stands_at not in {Stands.TO_ALLOCATE, Stands.TO_MEET}:
        return {"because": "This offer is not to be allocated any more. Read how it stands."}
    if because.strip():
        return {}
    return {"because": "Say why early help is not right: what was found out, and what the child needs."}


def objections_to_try(
    *, stands_at: Stands, whom: str, happened_at: datetime | None, at: datetime, words: str
) -> dict[str, str]:
    """Why a first meeting, or a try at one, cannot be written down yet, by field (local)."""
    if stands_at != Stands.TO_MEET:
        return {"is_met": "No first meeting is due here now. Read how it stands."}
    found: dict[str, str] = {}
    if not whom.strip():
        found["whom"] = "Say whom you met or tried to reach."
    if happened_at is None:
        found["happened_at"] = "Say when, such as 2:10pm."
    elif happened_at > at:
        found["happened_at"] = "That is later than now. Say when it was."
    if not words.strip():
        found["words"] = "Say what was agreed, or that nobody answered."
    return found


def objections_to_looking(
    *, stands_at: Stands, is_anew: bool | None, because: str, may_stand_alone: bool
) -> dict[str, str]:
    """Why it cannot be said what an offer that came back means, by field: it has a reason, and no danger is left so by one."""
    if stands_at != Stands.BACK:
        return {"is_anew": "This has not come back, or somebody has answered already."}
    if is_anew is None:
        return {"is_anew": "Say whether it is decided again."}
    found: dict[str, str] = {}
    if not is_anew and not may_stand_alone:
        found["is_anew"] = (
            "There are signs, harm or danger in what is known now, and nobody helps the child. Decide it again."
        )
    if not because.strip():
        found["because"] = "Say why: what the family said, and what it changes or does not change."
    return found
