"""The front door's worklist: what is late first, then what is due today, one line for each incident."""

from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from kith.core import clocks as reckoning
from kith.core import says
from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.in_writing import KIND
from kith.frontdoor.models import Addition, Contact, RedCall
from kith.frontdoor.queries.asked import Asked, latest, told
from kith.frontdoor.queries.beside import shortened
from kith.frontdoor.queries.follow_up import to_come
from kith.frontdoor.queries.incidents import WHAT, child, lines, news
from kith.frontdoor.queries.lines import Answer, Line, Worklist
from kith.frontdoor.queries.red import RULE as RED
from kith.frontdoor.queries.requests import answer_due, is_to_be_read
from kith.frontdoor.queries.strip import is_asked_for, strip
from kith.frontdoor.queries.taken_over import taken_over
from kith.frontdoor.queries.taking_back import undone
from kith.frontdoor.queries.untold import CHASE, untold
from kith.frontdoor.rules.contact import State
from kith.people.models import LinkedAdult
from kith.people.queries import name_of
from kith.plans.queries import with_live_plan
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.queries.places import front_doors
from kith.sharing.queries.posts import holder_of

# All that a line says of a contact. A column that is not here costs a query for each row.
SHOWN = (
    "subject_id", "reference", "receipt_reference", "rag", "what_happened", "received_at", "identified_at", "held_since",
    "worked_at", "lapsed_at", "opened_at", "held_by__says", "from_agency__says", "state", "kind", "record__given_name",
    "record__family_name", "record__date_of_birth",
    "record__expected_on", "record__parent_name",
)  # fmt: skip
CLOCK_SHOWN = (
    "about_kind", "about", "rule", "rule_says", "started_at", "recorded_at", "due_at", "held_since", "post_id", "post__says",
    "team__says",
)  # fmt: skip


def worklist(*, actor: Actor | None, at: datetime, whose: str = "everyone", queue: str = "") -> Worklist:
    """What waits at the front doors of this actor's partnerships; the children shown are written in the audit."""
    by = gate.must(actor, "contact.decide")
    running = _running.rows(at=at, partnerships=by.partnerships)
    found = _contacts([clock.about for clock in running if clock.about_kind in {"contact", KIND}], at)
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
    waits = [
        *lines(running, contacts, planned, views, by, at),
        *news(running, found, by, at),
        *_to_view(contacts, views, due, by, at),
        *to_come(running, found, by, at),
        *untold(by, due=due, chase=chase, at=at),
        *kept_from(by, at),
    ]
    waits.sort(key=lambda line: line.due_at)
    counts = {
        "everyone": len(waits),
        "mine": sum(line.is_mine for line in waits),
        "unclaimed": sum(bool(line.unclaimed) for line in waits),
    }
    red = [line for line in waits if line.rag == "red" and line.unclaimed]
    shown = [line for line in waits if is_asked_for(line, whose, queue)]
    state = {id(line): reckoning.state(line.due_at, at) for line in shown}
    return Worklist(
        at=at,
        late=[line for line in shown if state[id(line)] is reckoning.State.LATE],
        today=[line for line in shown if state[id(line)] is reckoning.State.TODAY],
        on_time=[line for line in shown if state[id(line)] is reckoning.State.ON_TIME],
        queues=strip(waits, by, at),
        answers=_answers(contacts, views, by),
        undone=undone(by, at),
        taken=taken_over(by, at),
        counts=counts,
        help_back=[clock.due_at for clock in running if clock.rule == "KITH-HELP-BACK"],
        challenged=[clock.due_at for clock in running if clock.about_kind == "challenge"],
        alert=red[0] if red else None,
        red_unclaimed=len(red),
        red_newest=max((c.recorded_at for c in running if c.rule == RED), default=None),
        red_unopened=[line for line in red if line.is_unopened],
        came_today=sum(
            contact.received_at.astimezone(says.LONDON).date() == says.today_in_london(at)
            for contact in contacts.values()
        ),
        whose=whose,
        queue=queue,
        door=_door({clock.team.says for clock in running if clock.team}, by),
    )


def _door(names: set[str], by: Actor) -> str:
    """What the area calls its front door: a hub, an integrated front door. Of several areas, the word for all."""
    known = names or {team.says for team in front_doors(by.partnerships)}
    return known.pop() if len(known) == 1 else "Front door"


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


@once
def _running() -> QuerySet[Clock]:
    ran = Clock.objects.filter(
        clocks.as_at(Given("at")),
        Among("team__partnership_id", Given("partnerships")),
        team__does="front_door",
        about_kind__in=("contact", "receipt", "closing", "notice", "challenge", "help", KIND),
    )
    return ran.select_related("post", "team").only(*CLOCK_SHOWN).order_by("due_at", "id")


def _contacts(references: list[str], at: datetime) -> dict[str, Contact]:
    found = _waiting.rows(references=references, at=at, today=says.today_in_london(at))
    return {contact.reference: contact for contact in found}


@once
def _waiting() -> QuerySet[Contact]:
    added = Addition.objects.filter(contact=OuterRef("pk"), received_at__lte=Given("at"))
    unsafe = LinkedAdult.objects.filter(record=OuterRef("record_id"), is_home_contact_unsafe=True)
    return (
        Contact.objects.filter(Among("reference", Given("references"), of="text"))
        .select_related("record", "from_agency", "held_by")
        .annotate(
            holder=holder_of("held_by", Given("today")),
            is_home_unsafe=Exists(unsafe),
            answer_due=answer_due(),
            is_to_be_read=is_to_be_read(),
            asked=latest("pk", at=Given("at")),
            is_rung=Exists(RedCall.objects.filter(contact=OuterRef("pk"), is_reached=True)),
            added=Subquery(added.order_by("-received_at", "-id").values("words")[:1]),
        )
        .only(*SHOWN)
        .order_by("id")
    )


def _to_view(
    contacts: dict[str, Contact], views: dict[int, Asked], due: dict[str, datetime], by: Actor, at: datetime
) -> list[Line]:
    """What this manager was asked about closing; nobody is shown what they asked themselves."""
    if not by.may("closing.agree"):
        return []
    return [
        Line(
            due_at=due[ask.reference],
            what="your view",
            rag=contact.rag,
            children=(child(contact, set(), {}, at),),
            says=shortened(f"Would be closed: {ask.outcome}. {ask.reasons}"),
            sender=contact.from_agency.says,
            received_at=contact.received_at,
            receipt=contact.receipt_reference,
            asked_by=ask.asked_by,
            held_since=ask.asked_at,
        )
        for contact in contacts.values()
        if (ask := views.get(contact.pk))
        and ask.waits
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
        and not ask.is_overtaken
        and ask.is_agreed is not None
        and ask.answered_at
    ]
