"""The states of a contact, and how urgent its picture is."""

from enum import StrEnum

from kith.core.says import count


class State(StrEnum):
    RECEIVED = "received"
    DECIDED = "decided"
    CLOSED = "closed"
    LINKED = "linked"  # it tells of the same as an earlier contact, and is looked at there


MAY_BECOME = {
    State.RECEIVED: {
        State.DECIDED,
        State.CLOSED,
        State.LINKED,
    },  # closed without a decision: sent back to the area that handed it over
    State.DECIDED: {State.RECEIVED, State.CLOSED},  # back to received when challenged or something new comes
    State.CLOSED: {State.RECEIVED},
    State.LINKED: {State.RECEIVED},
}


class Rag(StrEnum):
    """How soon the picture is needed. It says nothing of the child."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


PICTURE_CLOCKS = tuple(f"CLK-04-{rag.value}" for rag in Rag)


def picture_needed(*, in_danger: str, harm_seen: int, signs_seen: int) -> Rag | None:
    """How soon the agencies' picture is needed, from what the sender said (local: clock CLK-04).

    No sign and no danger needs no picture clock: the decision's own clock runs.
    """
    if in_danger == "yes" or harm_seen:
        return Rag.RED
    if signs_seen:
        return Rag.AMBER
    return None


def more_urgent(rag: str, than: str) -> bool:
    """Whether a picture is needed sooner than was said before; nothing said is the least urgent."""
    order = [Rag.RED.value, Rag.AMBER.value, Rag.GREEN.value, ""]
    return order.index(rag) < order.index(than)


def whom(children: int, adults: int) -> str:
    """Whom an incident is about: who stands under an adult’s name are children not known yet, and no child is counted for them."""
    if not children:
        return "children not yet known"
    told = count(children, "child", "children")
    return f"{told}, and others not yet known" if adults else told
