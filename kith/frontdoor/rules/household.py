"""Every child of a home is thought of by name, each for themselves. No database and no clock in here."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

Said = Mapping[str, tuple[str, str]]
NOTHING: Said = MappingProxyType({})
A_CONTACT, NOT_NEEDED = "contact", "not_needed"
HAS_ONE = "A contact was made for this child already. Open it from “The home”."
KEPT = (
    "This record is kept to named readers, and a contact for another child would show it to the whole front door. Tell the front"
    " door of the other child on a form of its own, without what is kept."
)


def objections(*, answer: str, because: str, has_contact: bool, is_kept: bool) -> dict[str, str]:
    """Why a child of the home is not considered yet, by field (Working Together: other children of the household are
    considered; decided per child, not per referral: letters of inspectors)."""
    found: dict[str, str] = {}
    if answer not in {A_CONTACT, NOT_NEEDED}:
        found["answer"] = "Say whether this child needs a contact of their own."
    elif has_contact:
        found["answer"] = HAS_ONE
    elif answer == A_CONTACT and is_kept:
        found["answer"] = KEPT
    if not because.strip():
        found["because"] = "Say why: what may happen to this child, or what shows that nothing is needed."
    return found


def objections_to_each(
    children: Mapping[str, str], said: Said, *, kept: Collection[str], may_wait: bool = False
) -> dict[str, str]:
    """Why the other children are not thought of yet, by field. `children` are their names by question, `said` the answer and
    why of each, `kept` those who may not be shown to a whole front door (Working Together: the needs of each child of the
    family; siblings and peers considered in each decision: letters of inspectors). Where protection is urgent nobody waits for the answers (local)."""
    found: dict[str, str] = {}
    for field, name in children.items():
        answer, because = said.get(field, ("", ""))
        if not answer and may_wait:
            continue
        wrong = objections(answer=answer, because=because, has_contact=False, is_kept=field in kept)
        if "answer" in wrong:
            asks = f"Say whether {name} needs a contact of their own."
            found[field] = KEPT if answer == A_CONTACT else asks
        elif "because" in wrong:
            is_made = answer == A_CONTACT
            found[f"{field}_{'risk' if is_made else 'why'}"] = (
                f"Say what may happen to {name}." if is_made else f"Say why {name} needs no contact."
            )
    return found


def names(said: str) -> tuple[str, str]:
    """The given and the family name of somebody who is called so: the last word is the family’s."""
    given, _, family = said.strip().rpartition(" ")
    return (given, family) if given else (family, "")
