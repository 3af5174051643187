"""What a sender's own message leaves out, in their words: never what others hold, nor what the front door knows."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kith.core import codes, says
from kith.frontdoor.reading.telling import Child, Telling

SAYS = {
    "risk": "what you are worried will happen",
    "the risk to this child, and why": "what could happen to this child, and why you think so",
    "who the children are": "who the children are, as soon as you know",
    "consent": "what the family knows, and what they said",
    "the child’s words": "the child’s own words",
    "adults who may be a risk": "whether an adult may be a risk",
}
POLICE = "6"
HISTORY = "what came before on your systems, or that nothing did"
ETHNICITY = "the child’s ethnicity as they told it, or that nobody asked"


def lacking(told: Telling, own: Mapping[str, Any], day: date) -> list[tuple[str, list[str]]]:
    """Each child that something is missing about, by the name that the sender gave, and what it is.

    Of a police notification also what came before and ethnicity (letters since 2022, N-12).
    """
    found = [
        (child.known_as or child.given_name or "The child", _of(child, told, own, day))
        for child in told.children
    ]
    return [(name, parts) for name, parts in found if parts]


def _of(child: Child, told: Telling, own: Mapping[str, Any], day: date) -> list[str]:
    every = len(codes.of("exploitation_forms").on(day))
    found = [
        f"signs of exploitation: {says.count(every - len(child.forms), 'form')} not answered"
        if part == "every form"
        else SAYS[part]
        for part in told.missing_parts(child, day)
    ]
    if told.source_code == POLICE and child.kind != "adult" and told.sub_source != "custody":
        if not own.get("previous_incidents"):
            found.append(HISTORY)
        ethnicity = child.characteristics.get("ethnicity")
        if ethnicity is None or ethnicity.answer == "not_asked":
            found.append(ETHNICITY)
    return found
