"""The children whom this post, its team or its agency reaches one by one: late first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kith.core import says
from kith.people import queries as people
from kith.people.models import Link
from kith.plans.models import Action, Plan
from kith.record.clocks import as_at as ran_at
from kith.record.models import Clock
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Subject
from kith.sharing.models.access import Relationship
from kith.sharing.queries import posts
from kith.web.child.child import number
from kith.web.child.opened import PURPOSE
from kith.web.child.plan import Due, due_by, due_on
from kith.web.middleware import Request
from kith.web.page import page

A_PAGE = 50
WHY = {
    Relationship.READER: "You are a named reader",
    Relationship.ALLOCATED: "Allocated to this post",
    Relationship.TEAM: "With your team",
    Relationship.DISCLOSED: "Shared with you by a decision",
    Relationship.RECIPIENT: "You were sent something",
    Relationship.AGENCY: "With your agency",
}


@dataclass(frozen=True)
class Row:
    """One child of the list."""

    reference: str
    name: str
    age: str
    why: str
    late: tuple[tuple[str, Due], ...]
    next: tuple[str, Due] | None
    has_plan: bool
    lead: str


@require_GET
def mine(request: Request) -> HttpResponse:
    """This post's children."""
    actor = request.actor
    if actor is None or not (actor.may("child.read") or actor.reach.disclosed):
        raise gate.NotYours("sharing.subject", "child.read")
    today = says.today_in_london(request.now)
    rows = list_of(actor, at=request.now, today=today)
    start = (number(request.GET.get("page", "")) - 1) * A_PAGE
    shown = rows[start : start + A_PAGE]
    if shown:
        audit.write(
            "child.listed",
            at=request.now,
            purpose="plan",
            subjects=[subject for _, subjects in shown for subject in subjects],
        )
    return page(
        request,
        "child/mine.html",
        purpose=PURPOSE,
        rows=[row for row, _ in shown],
        count=len(rows),
        late=sum(bool(row.late) for row, _ in rows),
        earlier=number(request.GET.get("page", "")) - 1 if start else 0,
        later=number(request.GET.get("page", "")) + 1 if len(rows) > start + A_PAGE else 0,
        first=start + 1,
        last=start + len(shown),
    )


def list_of(actor: Actor, *, at: datetime, today: date) -> list[tuple[Row, list[int]]]:
    """Every child reached one by one with their subjects: the most overdue first, then what is due next."""
    found = {s.pk: s for s in _subjects(actor)}
    clusters = _clusters(found)
    named = people.names(found)
    leads, plan_of = _plans(found, today)
    due = _due(found, at, reads_clocks=actor.may("clock.read"))
    rows = []
    for cluster in clusters:
        known = [named[subject] for subject in cluster if subject in named]
        best = next((one for one in known if one.name != "Name not known"), known[0] if known else None)
        born = next((one.date_of_birth for one in known if one.date_of_birth), None)
        expected = next((one.expected_on for one in known if one.expected_on), None)
        ahead = sorted((one for subject in cluster for one in due[subject]), key=lambda one: one[1].due_at)
        plan = next((subject for subject in cluster if subject in plan_of), None)
        row = Row(
            reference=(found[plan] if plan else found[cluster[0]]).reference,
            name=best.name if best else "Name not known",
            age=says.age(born, today, due_on=expected),
            why=why(actor, cluster),
            late=tuple(one for one in ahead if one[1].due_at < at),
            next=next((one for one in ahead if one[1].due_at >= at), None),
            has_plan=plan is not None,
            lead=leads.get(plan or 0, ""),
        )
        rows.append((row, cluster))
    return sorted(rows, key=lambda pair: _order(pair[0]))


def _order(row: Row) -> tuple[bool, float, bool, str]:
    first = row.late[0][1].due_at if row.late else row.next[1].due_at if row.next else None
    return (not row.late, first.timestamp() if first else float("inf"), not row.has_plan, row.name)


def _subjects(actor: Actor) -> Iterable[Subject]:
    """Children reached by a grant to this post, its team or its agency, or by a disclosure decision."""
    near = set().union(*actor.reach.near.values(), *actor.reach.disclosed.values())
    through = actor.reach.may.get("child.read", frozenset())
    wanted = Q(pk__in=near)
    if "agency" in through:
        wanted |= Q(agencies__overlap=sorted(actor.reach.agencies))
    return Subject.objects.filter(wanted).exclude(kind="adult").order_by("pk")


def _clusters(found: dict[int, Subject]) -> list[list[int]]:
    """Subjects decided to be one child stand together."""
    home = {subject: subject for subject in found}

    def root(subject: int) -> int:
        while home[subject] != subject:
            subject = home[subject]
        return subject

    links = Link.objects.filter(ends_at=None, subject_id__in=found, other_id__in=found)
    for one, other in links.values_list("subject_id", "other_id"):
        home[max(root(one), root(other))] = min(root(one), root(other))
    together = defaultdict(list)
    for subject in found:
        together[root(subject)].append(subject)
    return list(together.values())


def _plans(subjects: Iterable[int], today: date) -> tuple[dict[int, str], set[int]]:
    """Who leads the live plan of each of these subjects that has one."""
    live = dict(
        Plan.objects.filter(subject_id__in=list(subjects), closed_at=None).values_list(
            "subject_id", "lead_id"
        )
    )
    names = posts.names_in({lead for lead in live.values() if lead}, today) if live else {}
    return {subject: names.get(lead or 0, "") for subject, lead in live.items()}, set(live)


def _due(subjects: Iterable[int], at: datetime, *, reads_clocks: bool) -> dict[int, list[tuple[str, Due]]]:
    """What is to be done for each subject: open actions of live plans, and running clocks."""
    due: dict[int, list[tuple[str, Due]]] = defaultdict(list)
    ids = list(subjects)
    for subject, what, on in Action.objects.filter(
        subject_id__in=ids, done_at=None, plan__closed_at=None
    ).values_list("subject_id", "says", "due_on"):
        due[subject].append((what, due_on(on, at)))
    if reads_clocks:
        for subject, what, when in Clock.objects.filter(ran_at(at), subject_id__in=ids).values_list(
            "subject_id", "rule_says", "due_at"
        ):
            due[subject].append((what, due_by(when, at)))
    return due


def why(actor: Actor, cluster: Iterable[int]) -> str:
    """How this child came to be on the list."""
    reached = set(cluster)
    disclosed = set().union(*actor.reach.disclosed.values())
    for relationship, words in WHY.items():
        if relationship == Relationship.DISCLOSED:
            if reached & disclosed:
                return words
        elif reached & actor.reach.near.get(relationship.value, frozenset()):
            return words
    return WHY[Relationship.AGENCY]
