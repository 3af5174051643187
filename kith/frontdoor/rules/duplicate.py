"""When two contacts may be said to tell of the same. No database and no clock in here."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Told:
    """What the rule must know of a contact."""

    received_at: datetime
    is_open: bool
    is_linked: bool
    people: frozenset[int]
    has_unsafe_home: bool


def objections(this: Told, other: Told | None, *, because: str) -> dict[str, str]:
    """Why this contact cannot be linked to the other: it is another child’s, is later, or is not open (local).

    What was told here is looked at there: so nothing may be known here that would not be seen there.
    """
    if not this.is_open:
        return {"of": "This contact does not wait for a decision any more. Open it to read why."}
    if other is None:
        return {"of": "Choose the earlier contact that tells of the same."}
    found: dict[str, str] = {}
    if not this.people & other.people:
        found["of"] = "That contact is about another child. Say first who this contact is about."
    elif other.is_linked:
        found["of"] = "That contact is linked to an earlier one itself. Choose the earlier one."
    elif not other.is_open:
        found["of"] = (
            "That contact is decided already. Decide this one by itself: the earlier one stands beside it. Or have the"
            " earlier one looked at again first."
        )
    elif other.received_at > this.received_at:
        found["of"] = "That contact came later than this one. Open it, and link it to this."
    elif this.has_unsafe_home and not other.has_unsafe_home:
        found["of"] = (
            "Here somebody says that contact with the home is not safe, and the earlier contact does not know of it."
            " Decide this one by itself, so that nobody writes home."
        )
    if not because.strip():
        found["because"] = "Say how you know that both tell of the same."
    return found
