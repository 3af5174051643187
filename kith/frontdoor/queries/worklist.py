"""The front door's worklist: what is late first, then what is due today, one line for each incident."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Subquery

from kith.core import clocks as reckoning
from kith.core import says
from kith.frontdoor.models import Addition, Contact
from kith.frontdoor.queries.asked import Asked, latest, told
from kith.frontdoor.queries.beside import (
    age_beside_name,
    holder,
    holder_of,
    shortened,
)
from kith.frontdoor.queries.lines import Answer, Child, Line, Worklist
from kith.frontdoor.queries.strip import is_asked_for, strip
from kith.frontdoor.queries.taking_back import undone
from kith.frontdoor.queries.untold import CHASE, untold
from kith.frontdoor.rules.added import CLOCKS
from kith.frontdoor.rules.contact import State
from kith.people.models import LinkedAdult
from kith.people.queries import name_of
from kith.plans.queries import with_live_plan
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing import audit, gate
from kith.sharing.actor import Actor

# All that a line says of a contact. A column that is not here costs a query for each row.
SHOWN = (
    "subject_id", "reference", "receipt_reference", "rag", "what_happened", "received_at", "identified_at", "held_since",
    "held_by__says", "from_agency__says", "state", "record__given_name", "record__family_name", "record__date_of_birth",
    "record__expected_on", "record__parent_name",
)  # fmt: skip
WHAT = {
    "CLK-01": "decision",
    "KITH-QUARANTINE": "reading",
    **dict.fromkeys(CLOCKS.values(), "new information"),
}


def worklist(*, actor: Actor | None, at: datetime, whose: str = "everyone", queue: str = "") -> Worklist:
    """What waits at the front doors of this actor's partnerships; the children shown are written in the audit."""
    by = gate.must(actor, "contact.decide")
    running = list(
        Clock.objects.filter(
            clocks.as_at(at), team__does="front_door", team__partnership_id__in=by.partnerships
        )
        .filter(about_kind__in=("contact", "receipt", "closing", "notice"))
        .select_related("post")
        .only(
            "about_kind",
            "about",
            "rule",
            "rule_says",
            "started_at",
            "due_at",
            "held_since",
            "post_id",
            "post__says",
        )
        .order_by("due_at", "id")
    )
    found = _contacts([clock.about for clock in running if clock.about_kind == "contact"], at)
    audit.write(
        "frontdoor.worklist_shown",
        at=at,
        purpose="decide",
        subjects=sorted({c.subject_id for c in found.values()}),
    )
    contacts = {name: contact for name, contact in found.items() if contact.state == State.RECEIVED}
    planned = with_live_plan({contact.subject_id for contact in contacts.values()})
    views = {c.pk: told(c.asked) for c in contacts.values() if c.asked}  # type: ignore[attr-defined]
    # A notice has two clocks, its own and then the chase: the first of them is when it is due.
    due = {
        clock.about: clock.due_at for clock in reversed(running) if clock.about_kind in {"closing", "notice"}
    }
    chase = {clock.about: clock.rule_says for clock in running if clock.rule == CHASE and clock.due_at < at}
    lines = [
        *_lines(running, contacts, planned, views, by, at),
        *_news(running, found, by, at),
        *_to_view(contacts, views, due, by, at),
        *untold(by, due=due, chase=chase, at=at),
        *kept_from(by, at),
    ]
    lines.sort(key=lambda line: line.due_at)
    counts = {
        "everyone": len(lines),
        "mine": sum(line.is_mine for line in lines),
        "unclaimed": sum(bool(line.unclaimed) for line in lines),
    }
    red = [line for line in lines if line.rag == "red" and line.unclaimed]
    shown = [line for line in lines if is_asked_for(line, whose, queue)]
    state = {id(line): reckoning.state(line.due_at, at) for line in shown}
    return Worklist(
        at=at,
        late=[line for line in shown if state[id(line)] is reckoning.State.LATE],
        today=[line for line in shown if state[id(line)] is reckoning.State.TODAY],
        on_time=[line for line in shown if state[id(line)] is reckoning.State.ON_TIME],
        queues=strip(lines, by, at),
        answers=_answers(contacts, views, by),
        undone=undone(by, at),
        counts=counts,
        alert=red[0] if red else None,
        red_unclaimed=len(red),
        came_today=sum(
            contact.received_at.astimezone(says.LONDON).date() == says.today_in_london(at)
            for contact in contacts.values()
        ),
        whose=whose,
        queue=queue,
    )


def kept_from(by: Actor, at: datetime) -> list[Line]:
    """Lines for restricted records: that something is late, and whom to ask. Row security hides their clocks."""
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.restricted_work(%s)", [at])
        return [
            Line(
                due_at=due,
                what=WHAT.get(rule, "picture"),
                rag=rag,
                receipt=receipt,
                received_at=received,
                ask=ask,
                phone=phone,
            )
            for due, rule, rag, receipt, received, ask, phone in cursor.fetchall()
        ]


def _contacts(references: list[str], at: datetime) -> dict[str, Contact]:
    added = Addition.objects.filter(contact=OuterRef("pk"), received_at__lte=at).order_by(
        "-received_at", "-id"
    )
    unsafe = LinkedAdult.objects.filter(record=OuterRef("record_id"), is_home_contact_unsafe=True)
    found = (
        Contact.objects.filter(reference__in=references)
        .select_related("record", "from_agency", "held_by")
        .annotate(
            holder=holder_of("held_by", says.today_in_london(at)),
            is_home_unsafe=Exists(unsafe),
            asked=latest("pk", at=at),
            added=Subquery(added.values("words")[:1]),
        )
        .only(*SHOWN)
        .order_by("id")
    )
    return {contact.reference: contact for contact in found}


def _lines(
    running: Iterable[Clock],
    contacts: dict[str, Contact],
    planned: set[int],
    views: dict[int, Asked],
    by: Actor,
    at: datetime,
) -> list[Line]:
    incidents: dict[str, tuple[Clock, list[Contact]]] = {}
    lines = []
    for clock in running:
        if clock.about_kind == "receipt":
            lines.append(_unread(clock, by))
        elif clock.about_kind == "contact" and (contact := contacts.get(clock.about)) is not None:
            # The first clock of an incident is its most urgent one: they come in the order in which they are due.
            first, together = incidents.setdefault(contact.receipt_reference, (clock, []))
            if contact not in together:
                together.append(contact)
    today = says.today_in_london(at)
    return lines + [
        _line(clock, together, planned, views, by, today) for clock, together in incidents.values()
    ]


def _line(
    clock: Clock, together: list[Contact], planned: set[int], views: dict[int, Asked], by: Actor, today: date
) -> Line:
    together = sorted(together, key=lambda contact: contact.pk)
    first = together[0]
    rags = [contact.rag for contact in together]
    held = next((contact for contact in together if contact.held_by_id), None)
    holders = list(
        dict.fromkeys(holder(contact, contact.held_by) for contact in together if contact.held_by_id)
    )
    return Line(
        due_at=clock.due_at,
        what=WHAT.get(clock.rule, "picture" if clock.rule.startswith("CLK-04") else clock.rule_says.lower()),
        rag=next((rag for rag in ("red", "amber", "green") if rag in rags), ""),
        children=tuple(_child(contact, planned, views, today) for contact in together),
        says=shortened(first.what_happened),
        sender=first.from_agency.says,
        received_at=first.received_at,
        receipt=first.receipt_reference,
        held_by=says.people(holders) if holders else "",
        held_since=held.held_since if held else None,
        is_mine=any(contact.held_by_id in by.posts for contact in together),
        unclaimed=tuple(contact.reference for contact in together if contact.held_by_id is None),
    )


def _news(running: Iterable[Clock], contacts: dict[str, Contact], by: Actor, at: datetime) -> list[Line]:
    """What was added to decided contacts, the latest words of each, for a person to answer."""
    today = says.today_in_london(at)
    first: dict[str, Clock] = {}
    for clock in running:
        if clock.about_kind == "contact" and clock.rule in CLOCKS.values():
            first.setdefault(clock.about, clock)
    return [
        Line(
            due_at=clock.due_at,
            what=WHAT[clock.rule],
            rag=contact.rag,
            children=(_child(contact, set(), {}, today),),
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


def _child(contact: Any, planned: set[int], views: dict[int, Asked], today: date) -> Child:
    record = contact.record
    marks = []
    if contact.subject_id in planned:
        marks.append("Plan live")
    if contact.identified_at is None:
        marks.append("Who is this?")
    if contact.added is not None:
        marks.append("Added to")
    if contact.pk in views:
        marks.append(views[contact.pk].mark)
    return Child(
        contact=contact.reference,
        name=name_of(record),
        age=age_beside_name(record, today),
        marks=tuple(marks),
        is_identified=contact.identified_at is not None,
        is_home_unsafe=contact.is_home_unsafe,
    )


def _to_view(
    contacts: dict[str, Contact], views: dict[int, Asked], due: dict[str, datetime], by: Actor, at: datetime
) -> list[Line]:
    """What this manager was asked about closing; nobody is shown what they asked themselves."""
    if not by.may("closing.agree"):
        return []
    today = says.today_in_london(at)
    return [
        Line(
            due_at=due[ask.reference],
            what="your view",
            rag=contact.rag,
            children=(_child(contact, set(), {}, today),),
            says=shortened(f"Would be closed: {ask.outcome}. {ask.reasons}"),
            sender=contact.from_agency.says,
            received_at=contact.received_at,
            receipt=contact.receipt_reference,
            asked_by=ask.asked_by,
            held_since=ask.asked_at,
        )
        for contact in contacts.values()
        if (ask := views.get(contact.pk))
        and ask.is_agreed is None
        and ask.worker != by.worker_id
        and ask.reference in due
    ]


def _answers(contacts: dict[str, Contact], views: dict[int, Asked], by: Actor) -> list[Answer]:
    return [
        Answer(
            contact.reference,
            name_of(contact.record),
            ask.is_agreed,
            ask.answered_by,
            ask.answered_at,
            ask.because,
        )
        for contact in contacts.values()
        if (ask := views.get(contact.pk))
        and ask.post in by.posts
        and ask.is_agreed is not None
        and ask.answered_at
    ]


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
