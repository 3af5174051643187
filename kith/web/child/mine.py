"""The children whom this post, its team or its agency reaches one by one: late first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kith.core import says
from kith.core.among import Among
from kith.core.written import Given, once
from kith.people import queries as people
from kith.people.models import Link
from kith.plans.models import Action, Plan
from kith.record.clocks import as_at as ran_at
from kith.record.models import Clock
from kith.sharing import audit, gate, rules
from kith.sharing.actor import Actor
from kith.sharing.models import Subject
from kith.sharing.models.access import Relationship
from kith.sharing.queries import kept, posts
from kith.web.child.child import number
from kith.web.child.opened import PURPOSE
from kith.web.child.plan import OWED_TO_COLLEAGUES, Due, due_by, due_on, end_of
from kith.web.middleware import Request
from kith.web.page import page

A_PAGE = 50
LOOK_AGAIN = "Look again whether it is kept to named readers"
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
    reads_plan: bool
    reads_clocks: bool


class Known(NamedTuple):
    """A subject that is reached, and what the guard knows of it."""

    pk: int
    reference: str
    partnerships: list[int]
    agencies: list[int]
    restricted: bool

    @property
    def standing(self) -> rules.Standing:
        return rules.Standing(
            self.pk, frozenset(self.partnerships), frozenset(self.agencies), self.restricted
        )


class Owed(NamedTuple):
    """What is to be done, and the moment or the day by whose end it is due."""

    at: datetime
    what: str
    by: datetime | date

    def shown(self, now: datetime) -> tuple[str, Due]:
        return self.what, due_by(self.by, now) if isinstance(self.by, datetime) else due_on(self.by, now)


@dataclass(frozen=True)
class Reached:
    """One child reached, before anybody is named: the subjects, and what is due."""

    subjects: list[int]
    known: Known
    due: list[Owed]
    is_late: bool
    has_plan: bool
    lead: int | None

    @property
    def order(self) -> tuple[bool, float, bool]:
        """The most overdue first; then what is due next; then who has a plan."""
        first = self.due[0].at.timestamp() if self.due else float("inf")
        return (not self.is_late, first, not self.has_plan)


@require_GET
def mine(request: Request) -> HttpResponse:
    """This post's children."""
    actor = request.actor
    if actor is None or not (actor.may("child.read") or actor.reach.disclosed):
        raise gate.NotYours("sharing.subject", "child.read")
    today = says.today_in_london(request.now)
    reached = reached_by(actor, request.now)
    start = (number(request.GET.get("page", "")) - 1) * A_PAGE
    shown = rows(reached[start : start + A_PAGE], actor, at=request.now, today=today)
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
        count=len(reached),
        late=sum(each.is_late for each in reached),
        reads_everything=all(row.reads_plan and row.reads_clocks for row, _ in shown),
        earlier=number(request.GET.get("page", "")) - 1 if start else 0,
        later=number(request.GET.get("page", "")) + 1 if len(reached) > start + A_PAGE else 0,
        first=start + 1,
        last=start + len(shown),
    )


def reached_by(actor: Actor, at: datetime) -> list[Reached]:
    """Every child reached one by one: the most overdue first, then what is due next. No name is read yet."""
    known = {each.pk: each for each in _subjects(actor)}
    live = _plans(known)
    due = _due(known, live.values(), at, reads_clocks=actor.may("clock.read"))
    kept_to_readers = [each.pk for each in known.values() if each.restricted]
    if kept_to_readers and actor.may("record.restrict"):
        for subject, on in kept.reviews_due(kept_to_readers):
            due[subject].append(Owed(end_of(on), LOOK_AGAIN, on))
    found = []
    for cluster in _clusters(known):
        planned = next((subject for subject in cluster if subject in live), None)
        owed = sorted((one for subject in cluster for one in due[subject]), key=lambda one: one.at)
        found.append(
            Reached(
                subjects=cluster,
                known=known[planned or cluster[0]],
                due=owed,
                is_late=bool(owed) and owed[0].at < at,
                has_plan=planned is not None,
                lead=live[planned].lead_id if planned else None,
            )
        )
    return sorted(found, key=lambda each: each.order)


def rows(shown: list[Reached], actor: Actor, *, at: datetime, today: date) -> list[tuple[Row, list[int]]]:
    """The rows of one page, with their subjects; those due at one moment stand by name."""
    named = people.names(subject for each in shown for subject in each.subjects)
    leads = posts.names_in({each.lead for each in shown if each.lead}, today)
    found = []
    for each in shown:
        known = [named[subject] for subject in each.subjects if subject in named]
        best = next((one for one in known if one.name != "Name not known"), known[0] if known else None)
        born = next((one.date_of_birth for one in known if one.date_of_birth), None)
        expected = next((one.expected_on for one in known if one.expected_on), None)
        standing = each.known.standing
        row = Row(
            reference=each.known.reference,
            name=best.name if best else "Name not known",
            age=says.age(born, today, due_on=expected),
            why=why(actor, each.subjects),
            late=tuple(one.shown(at) for one in each.due if one.at < at),
            next=next((one.shown(at) for one in each.due if one.at >= at), None),
            has_plan=each.has_plan,
            lead=leads.get(each.lead or 0, ""),
            reads_plan=rules.reaches(actor.reach, "plan.read", standing, "plan"),
            reads_clocks=rules.reaches(actor.reach, "clock.read", standing, "plan"),
        )
        found.append((each.order, row, each.subjects))
    return [(row, subjects) for _, row, subjects in sorted(found, key=lambda one: (*one[0], one[1].name))]


def _subjects(actor: Actor) -> Iterable[Known]:
    """Children reached by a grant to this post, its team or its agency, or by a disclosure decision."""
    near = set().union(*actor.reach.near.values(), *actor.reach.disclosed.values())
    through = actor.reach.may.get("child.read", frozenset())
    wanted = Q(Among("pk", near))
    if "agency" in through:
        wanted |= Q(agencies__overlap=sorted(actor.reach.agencies))
    found = Subject.objects.filter(wanted).exclude(kind="adult").order_by("pk")
    return map(Known._make, found.values_list(*Known._fields))


def _clusters(found: Iterable[int]) -> list[list[int]]:
    """Subjects decided to be one child stand together."""
    home = {subject: subject for subject in found}

    def root(subject: int) -> int:
        while home[subject] != subject:
            subject = home[subject]
        return subject

    for one, other in _links.rows(subjects=list(home)):
        if other in home:
            home[max(root(one), root(other))] = min(root(one), root(other))
    together = defaultdict(list)
    for subject in home:
        together[root(subject)].append(subject)
    return list(together.values())


def _plans(subjects: Iterable[int]) -> dict[int, Plan]:
    """The live plan of each of these subjects that has one."""
    return {plan.subject_id: plan for plan in _live.rows(subjects=list(subjects))}


def _due(
    subjects: Iterable[int], live: Iterable[Plan], at: datetime, *, reads_clocks: bool
) -> dict[int, list[Owed]]:
    """What is to be done for each subject: open actions of live plans, and running clocks."""
    due: dict[int, list[Owed]] = defaultdict(list)
    for subject, what, on in _actions.rows(plans=[plan.pk for plan in live]):
        due[subject].append(Owed(end_of(on), what, on))
    if reads_clocks:
        for whom, what, when in _clocks.rows(at=at, subjects=list(subjects)):
            due[whom or 0].append(Owed(when, what, when))
    return due


@once
def _links() -> QuerySet[Link, tuple[int, int]]:
    links = Link.objects.filter(Among("subject_id", Given("subjects")), ends_at=None)
    return links.values_list("subject_id", "other_id")


@once
def _live() -> QuerySet[Plan]:
    live = Plan.objects.filter(Among("subject_id", Given("subjects")), closed_at=None)
    return live.only("subject_id", "lead_id")


@once
def _actions() -> QuerySet[Action, tuple[int, str, date]]:
    to_do = Action.objects.filter(Among("plan_id", Given("plans")), done_at=None)
    return to_do.values_list("subject_id", "says", "due_on")


@once
def _clocks() -> QuerySet[Clock, tuple[int | None, str, datetime]]:
    ran = Clock.objects.filter(ran_at(Given("at")), Among("subject_id", Given("subjects")))
    return ran.exclude(about_kind__in=OWED_TO_COLLEAGUES).values_list("subject_id", "rule_says", "due_at")


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
