"""From the answers of an adult-led referral to the shape in which probation tells. No database and no clock in here."""

from collections.abc import Mapping
from typing import Any

from kith.core.says import day as day_in_words
from kith.web.refer.adult_led import Harm, Orders
from kith.web.refer.steps import Sending
from kith.web.refer.telling import as_typed, child, when


def adult_led(sending: Sending, *, reference: str, sender: str, contact: str) -> dict[str, Any]:
    """All that was answered. What could not be read goes with it, as it was typed."""
    answers = sending.answers
    steps = {kind: sending.judged(kind) for kind in ("supervised", "orders", "harm", "whom")}
    who, limits, said, whom = (form.cleaned_data for form in steps.values())
    harm, orders = steps["harm"], steps["orders"]
    assert isinstance(harm, Harm) and isinstance(orders, Orders)
    chosen = whom.get("whom", [])
    told: dict[str, Any] = {
        "probation_ref": reference,
        "sent_by": sender,
        "sender_contact": contact,
        "officer": who.get("officer") or sender,
        "office": who.get("office", ""),
        "officer_contact": who.get("officer_contact", ""),
        "circumstances": said.get("what_happened", ""),
        "risk": whom.get("risk", ""),
        "evidence": said.get("evidence", ""),
        "harm_level": said.get("harm_level") or "",
        "mappa": limits.get("mappa") or "",
        "adult": _adult(who, orders, whom),
        "more_children_not_known": bool({"place", "general"} & set(chosen)),
        "children_not_named": _not_named(chosen, whom.get("not_named", "")),
        "actions_taken": said.get("sender_did", ""),
        "asks": said.get("sender_asks", ""),
        "in_danger": said.get("in_danger") or "not_known",
        "safe_now": said.get("safe_now", ""),
        "children": [
            child(sending, number, sending.judged("analysis", number).cleaned_data)
            for number in answers.children
        ],
        **when(harm),
    }
    for form in steps.values():
        told |= as_typed(form)
    return told


def _adult(who: Mapping[str, Any], orders: Orders, whom: Mapping[str, Any]) -> dict[str, Any]:
    limits = orders.cleaned_data
    born, ends, until = (
        who.get("date_of_birth"),
        limits.get("conditions_end_on"),
        limits.get("supervision_ends_on"),
    )
    supervision = limits.get("supervision", "")
    told: dict[str, Any] = {
        name: who.get(name) or "" for name in ("given_name", "known_as", "address_line", "postcode")
    }
    return told | {
        "family_name": who.get("family_name") or "Not named",
        "date_of_birth": born.isoformat() if born else None,
        "relation": whom.get("relation", ""),
        "supervision": f"{supervision}, until {day_in_words(until)}"
        if supervision and until
        else supervision,
        "orders": [
            {
                "says": condition[:1_000],
                "source": limits.get("conditions_source", ""),
                "ends_on": ends.isoformat() if ends else None,
            }
            for condition in orders.lines
        ],
    }


def _not_named(chosen: list[str], words: str) -> str:
    """Whom it is about beside those who are named."""
    general = "Children in general" if "general" in chosen else ""
    return "\n".join(part for part in (words, general) if part)
