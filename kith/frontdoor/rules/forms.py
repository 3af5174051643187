"""What stands of the answers about forms of exploitation, and what somebody at the front door may answer.

No database and no clock in here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

HARM, SIGN, NOT_KNOWN, NOT_SEEN, NOT_ASKED = "harm", "sign", "not_known", "not_seen", "not_asked"
ANSWERS = ("seen", "not_seen", "not_known")


@dataclass(frozen=True)
class Answer:
    """One answer about one form, by whoever gave it."""

    form: str
    answer: str
    is_harm: bool = False
    what: str = ""
    who_would_know: str = ""


def standing(answers: Iterable[tuple[str, str, bool]]) -> dict[str, str]:
    """How each form stands, from its answers in their order (form, answer, harm).

    What was seen once was seen: a later “not seen” stands beside it and takes nothing back (local: nobody closes a sign
    by answering once more). Of answers without a sign the latest counts.
    """
    found: dict[str, str] = {}
    for form, answer, is_harm in answers:
        said = (HARM if is_harm else SIGN) if answer == "seen" else answer
        if found.get(form) == HARM or (found.get(form) == SIGN and said != HARM):
            continue
        found[form] = said
    return found


def not_asked(every: Sequence[str], found: Mapping[str, str]) -> list[str]:
    """The forms that nobody has answered, in their order (domain invariant 1: every form is asked about, each time)."""
    return [form for form in every if form not in found]


def objections(answers: Sequence[Answer], *, every: Sequence[str], said_by: str) -> dict[str, str]:
    """Why these answers cannot be saved yet, by form: an answer has its source, and a sign says what was seen."""
    found: dict[str, str] = {}
    if not answers:
        return {"__all__": "Answer at least one form. Leave the others as they are."}
    if not said_by.strip():
        found["said_by"] = "Say who told you, and how: a name or post, by telephone or in person."
    for each in answers:
        if each.form not in every or each.answer not in ANSWERS:
            found[each.form] = "Choose seen, not seen or don’t know."
        elif each.answer == "seen" and not each.what.strip():
            found[f"{each.form}_what"] = "Say what was seen. A few words will do."
    return found
