"""Lines of the worklist that a contact makes: an incident to decide, news since a decision, something that could not be read."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from kith.core import says
from kith.frontdoor import claims
from kith.frontdoor.models import Contact
from kith.frontdoor.queries.asked import Asked
from kith.frontdoor.queries.beside import about, age_beside_name, holder, shortened
from kith.frontdoor.queries.lines import Child, Line
from kith.frontdoor.rules import day
from kith.frontdoor.rules.added import CLOCKS
from kith.record.models import Clock
from kith.sharing.actor import Actor

WHAT = {
    "CLK-01": "decision",
    "KITH-QUARANTINE": "reading",
    "CLK-02": "written referral",
    **dict.fromkeys(CLOCKS.values(), "new information"),
}


def lines(
    running: Iterable[Clock],
    contacts: dict[str, Contact],
    planned: set[int],
    views: dict[int, Asked],
    by: Actor,
    at: datetime,
) -> list[Line]:
    """What waits for a decision, one line for each incident, and what could not be read."""
    incidents: dict[str, tuple[Clock, list[Contact]]] = {}
    found = []
    for clock in running:
        if clock.about_kind == "receipt":
            found.append(_unread(clock, by))
        elif clock.about_kind == "contact" and (contact := contacts.get(clock.about)) is not None:
            # The first clock of an incident is its most urgent one: they come in the order in which they are due.
            first, together = incidents.setdefault(contact.receipt_reference, (clock, []))
            if contact not in together:
                together.append(contact)
    today = says.today_in_london(at)
    return found + [
        _line(clock, together, planned, views, by, today, at) for clock, together in incidents.values()
    ]


def _line(
    clock: Clock,
    together: list[Contact],
    planned: set[int],
    views: dict[int, Asked],
    by: Actor,
    today: date,
    at: datetime,
) -> Line:
    together = sorted(together, key=lambda contact: contact.pk)
    first = together[0]
    rags = [contact.rag for contact in together]
    claimed = [contact for contact in together if claims.stands(contact, at)]
    held = claimed[0] if claimed else None
    holders = list(dict.fromkeys(holder(contact, contact.held_by) for contact in claimed))
    lapsed = [moment for contact in together if (moment := claims.lapsed_at(contact, at))]
    return Line(
        due_at=clock.due_at,
        what=WHAT.get(clock.rule, "picture" if clock.rule.startswith("CLK-04") else clock.rule_says.lower()),
        rag=next((rag for rag in ("red", "amber", "green") if rag in rags), ""),
        children=tuple(child(contact, planned, views, at) for contact in together),
        says=shortened(first.what_happened),
        sender=first.from_agency.says,
        received_at=first.received_at,
        receipt=first.receipt_reference,
        held_by=says.people(holders) if holders else "",
        held_since=held.held_since if held else None,
        is_mine=any(contact.held_by_id in by.posts for contact in claimed),
        lapses_at=claims.lapses_at(held) if held else None,
        lapsed_at=max(lapsed) if lapsed else None,
        unclaimed=tuple(contact.reference for contact in together if contact not in claimed),
        is_unopened="red" in rags
        and day.is_rung_about(
            first.received_at,
            opened_at=min((c.opened_at for c in together if c.opened_at), default=None),
            at=at,
        ),
        is_rung=any(contact.is_rung for contact in together),  # type: ignore[attr-defined]
    )


def news(running: Iterable[Clock], contacts: dict[str, Contact], by: Actor, at: datetime) -> list[Line]:
    """What was added to decided contacts, the latest words of each, for a person to answer."""
    first: dict[str, Clock] = {}
    for clock in running:
        if clock.about_kind == "contact" and clock.rule in CLOCKS.values():
            first.setdefault(clock.about, clock)
    return [
        Line(
            due_at=clock.due_at,
            what=WHAT[clock.rule],
            rag=contact.rag,
            children=(child(contact, set(), {}, at),),
            says=shortened(f"Added since the decision: {contact.added}"),  # type: ignore[attr-defined]
            sender=contact.from_agency.says,
            received_at=clock.started_at,
            receipt=contact.receipt_reference,
            is_mine=contact.held_by_id in by.posts,
            is_news=True,
        )
        for about, clock in first.items()
        if (contact := contacts.get(about)) is not None
    ]


def child(contact: Any, planned: set[int], views: dict[int, Asked], at: datetime) -> Child:
    """A child of a line, with what is said beside the name."""
    record = contact.record
    marks = []
    if contact.subject_id in planned:
        marks.append("Plan live")
    if contact.identified_at is None:
        marks.append("Who is this?")
    if contact.added is not None:
        marks.append("Added to")
    if contact.pk in views and (mark := views[contact.pk].mark):
        marks.append(mark)
    if contact.answer_due and contact.answer_due < at:
        marks.append("Chase an answer")
    if contact.is_to_be_read:
        marks.append("Answer to read")
    return Child(
        contact=contact.reference,
        name=about(contact),
        age="" if contact.kind == "adult" else age_beside_name(record, says.today_in_london(at)),
        marks=tuple(marks),
        is_identified=contact.identified_at is not None,
        is_home_unsafe=contact.is_home_unsafe,
        is_adult=contact.kind == "adult",
        is_asked_about=contact.answer_due is not None,
    )


def _unread(clock: Clock, by: Actor) -> Line:
    return Line(
        due_at=clock.due_at,
        what=WHAT["KITH-QUARANTINE"],
        says="This arrived and could not be read. It is kept as it was sent. Read it, or ring the sender.",
        receipt=clock.about,
        received_at=clock.started_at,
        is_mine=clock.post_id in by.posts if clock.post_id else False,
        held_by=clock.post.says if clock.post else "",
        held_since=clock.held_since,
    )
