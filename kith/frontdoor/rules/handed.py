"""Handing a child to the area where the family lives. No database and no clock in here."""

from collections.abc import Iterable, Mapping

WAITS, ACCEPTED, SENT_BACK = "waits", "accepted", "sent_back"
HANDED_CLOCK = "KITH-HANDED"
KEPT = (
    "This record is kept to named readers: sent in Kith, a whole front door would read it. Choose “An area outside Kith, or by"
    " telephone”, tell one named person there, and write down whom."
)


def state(
    *, children: int, steps: Iterable[tuple[str, str]], answers: Iterable[bool], is_in_kith: bool
) -> str:
    """How a hand-over stands: until the other area has accepted each child in it, the area that hands over answers for
    them (Children Act 1989 s.47: the authority in whose area the child lives or is found; the receipt is local).

    `steps` are the contacts that were made there and what became of each; `answers` those that were written down here.
    """
    if is_in_kith:
        told = dict(steps)
        if SENT_BACK in told.values():
            return SENT_BACK
        taken = {contact for contact, step in told.items() if step == ACCEPTED}
        return ACCEPTED if len(taken) >= children else WAITS
    last = list(answers)[-1:]
    return WAITS if not last else ACCEPTED if last[0] else SENT_BACK


def objections(
    *,
    to: str,
    areas: Iterable[str],
    to_says: str,
    how: str,
    because: str,
    siblings: Mapping[str, tuple[str, str]],
    stands: str,
    is_kept: bool,
) -> dict[str, str]:
    """Why a child cannot be handed over yet, by field; `siblings` are the other children of the home, with whether each goes
    and why not (Working Together: other children of the household are considered)."""
    if stands == WAITS:
        return {"to": "This was handed over already, and waits for an answer."}
    if stands == ACCEPTED:
        return {"to": "Another area has accepted this already. Record your decision."}
    found: dict[str, str] = {}
    if to != "outside" and to not in set(areas):
        found["to"] = "Choose the area where the family lives."
    elif to != "outside" and is_kept:
        found["to"] = KEPT
    if to == "outside" and not to_says.strip():
        found["to_says"] = "Say which area, and which team or person there."
    if to == "outside" and not how.strip():
        found["how"] = "Say how you told them and what was sent, so that it can be found again."
    if not because.strip():
        found["because"] = "Say what shows that the family lives there."
    for name, (goes, why) in siblings.items():
        if goes not in {"goes", "stays"}:
            found[name] = "Say whether this child is handed over too."
        elif goes == "stays" and not why.strip():
            found[f"{name}_why"] = "Say why this child is not handed over."
    return found


def objections_to_answering(
    *, is_hand_over: bool, is_answered: bool, answer: str, who: str, words: str
) -> dict[str, str]:
    """Why an answer to a hand-over cannot stand, by field."""
    if not is_hand_over:
        return {"answer": "Nobody handed this over. There is nothing to accept."}
    if is_answered:
        return {"answer": "This was answered already."}
    found: dict[str, str] = {}
    if answer not in {ACCEPTED, SENT_BACK}:
        found["answer"] = "Say whether it is accepted or sent back."
    if not who.strip():
        found["who"] = "Say who answered: a name and a post."
    if answer == SENT_BACK and not words.strip():
        found["words"] = "Say why it is sent back, so that the child is not lost between two areas."
    return found
