"""Reading a child's plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from kith.core.among import Among
from kith.core.says import today_in_london
from kith.core.written import Given, once
from kith.people import queries as people
from kith.plans.models import Action, Plan, PlanLed, Version
from kith.plans.questions import before_closing
from kith.plans.rules import CORRECTED, JOINED, LEADS, why_not_lead
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing.actor import Actor
from kith.sharing.models import Post
from kith.sharing.queries.posts import holder_of, names_in


def live_plan(subjects: Iterable[int], *, actor: Actor, on: date) -> Plan | None:
    """The one live plan of this person, if this actor may read it, with who leads it on a day (`led_by`; None: nobody)."""
    return next(iter(_live.rows(subjects=list(subjects), on=on)), None)


@once
def _live() -> QuerySet[Plan]:
    found = Plan.objects.filter(Among("subject_id", Given("subjects")), closed_at=None)
    led = found.annotate(led_by=holder_of("lead", Given("on")))
    return led.select_related("lead__agency", "lead__team", "opened_by").order_by("pk")[:1]


def two_live(subject: int, other: int) -> list[Plan]:
    """The live plans of two whom one is about to call one child, where each has one: this one’s, then the other’s."""
    found = [
        Plan.objects.filter(subject_id__in=people.everyone(each), closed_at=None)
        .select_related("lead", "subject")
        .first()
        for each in (subject, other)
    ]
    there = [plan for plan in found if plan]
    return there if len(there) == 2 and there[0].pk != there[1].pk else []


def open_actions(plan: Plan) -> list[Action]:
    """What is still to be done in a plan."""
    return list(plan.actions.filter(done_at=None).select_related("agency").order_by("due_on", "id"))


def goes_on_as(action: str) -> str:
    """The reference that an action has by now: its own, or where its plan ended in another, the one that it went on as."""
    while went_on := Action.objects.filter(carried_from__reference=action).order_by("id").first():
        action = went_on.reference
    return action


def last_closed(subjects: Iterable[int]) -> Plan | None:
    """The plan of this person that was closed last, where somebody said why."""
    closed = Plan.objects.filter(subject_id__in=list(subjects), closed_by__isnull=False, is_in_error=False)
    return closed.order_by("-closed_at", "-id").first()


def may_close(plan: Plan, *, actor: Actor) -> bool:
    """Whoever leads a plan may end it, and a manager, who agrees to closings (local)."""
    return plan.lead_id in actor.posts or actor.may("closing.agree")


def actions_of(plan: Plan, *, as_at: datetime) -> list[Action]:
    """The plan's actions as at a moment, the soonest due first."""
    return _actions.rows(plan=plan.pk, at=as_at)


@once
def _actions() -> QuerySet[Action]:
    known = Action.objects.filter(plan_id=Given("plan"), recorded_at__lte=Given("at"))
    return known.select_related("agency").order_by("done_at", "due_on", "id")


def with_live_plan(subjects: Iterable[int]) -> set[int]:
    """Which of these subjects have a live plan, under whichever of their names it stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "with same as materialized (select * from kith.same_people(%s::bigint[]))"
            " select distinct s.subject_id from same s join plans_plan p on p.subject_id = s.same_id"
            # Asked for by name: joined alone, every live plan of every area would be looked at.
            " where p.subject_id = any (array(select same_id from same)) and p.closed_at is null",
            [sorted(subjects)],
        )
        return {subject for (subject,) in cursor.fetchall()}


@dataclass(frozen=True)
class Lead:
    """Who leads the work with a child: the post, its agency, and who holds it today."""

    post: str
    agency: str
    held_by: str


def leads_of(people: Iterable[int]) -> dict[int, Lead]:
    """Who leads, by person; for whoever may look for a child, and nothing else of the plan."""
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.leads_of(%s::bigint[])", [sorted(people)])
        return {person: Lead(post, agency, by or "") for person, post, agency, by in cursor.fetchall()}


def may_lead(partnerships: Iterable[int], *, on: date) -> QuerySet[Post]:
    """The posts of these partnerships that may lead a plan on a day."""
    return (
        Post.objects.filter(role__code__in=LEADS, partnerships__in=list(partnerships), starts_on__lte=on)
        .exclude(ends_on__lt=on)
        .distinct()
        .order_by("says", "id")
    )


def lead_of_choice(
    reference: str, *, partnerships: Iterable[int], subject: int, on: date
) -> tuple[Post | None, str]:
    """The post that was chosen to lead a child's plan, and why it cannot, as a sentence."""
    post = may_lead(partnerships, on=on).filter(reference=reference).select_related("team").first()
    is_held = post is not None and bool(names_in([post.pk], on))
    return post, why_not_lead(
        may_lead=post is not None,
        is_held=is_held,
        is_kept_from=post is not None and _stays_shut_to(post, subject),
    )


def choices_of_lead(
    partnerships: Iterable[int], *, on: date, but: int | None = None
) -> list[tuple[str, str]]:
    """Reference and words of every post that may lead a plan and that somebody is in today."""
    posts = list(may_lead(partnerships, on=on).exclude(pk=but or 0))
    names = names_in([post.pk for post in posts], on)
    return [(post.reference, f"{names[post.pk]}, {post.says}") for post in posts if post.pk in names]


def _stays_shut_to(post: Post, subject: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select kith.stays_shut_to(%s, %s)", [post.pk, subject])
        return cursor.fetchone()[0]


def led_at(moment: datetime) -> Subquery:
    """The post that led a plan at a moment."""
    by_then = PlanLed.objects.filter(plan=OuterRef("pk"), recorded_at__lte=moment)
    return Subquery(by_then.order_by("-recorded_at", "-id").values("post_id")[:1])


def plans_at(moment: datetime) -> QuerySet[Plan]:
    """The plans that were live at a moment, each with the post that led it then as `led`."""
    live = Plan.objects.filter(opened_at__lte=moment).exclude(closed_at__lte=moment)
    return live.annotate(led=led_at(moment)).order_by("id")


def due_of(plan: Plan, rule: str) -> Clock | None:
    """The running clock of this rule for a plan."""
    return clocks.running("plan", plan.reference).filter(rule=rule).first()


def due_in(plan: Plan) -> set[str]:
    """The rules of all that is due in a plan."""
    return set(clocks.running("plan", plan.reference).values_list("rule", flat=True))


def unsettled(plan: Plan) -> list[str]:
    """What others say must be settled before this plan is closed, as sentences."""
    return [said for found in before_closing.ask(subject=plan.subject_id) for said in found]


def joined_since(plan: Plan, moment: datetime) -> list[Version]:
    """The versions by which a concern was added to a plan, or something in it put right, from a moment on."""
    is_new = Q(changed__startswith=JOINED) | Q(changed__startswith=CORRECTED)
    added = Version.objects.filter(is_new, plan=plan, recorded_at__gte=moment)
    return list(added.select_related("by_post", "by_worker").order_by("number"))


@dataclass(frozen=True)
class Led:
    """A time that a plan was led by one post: who held it at the beginning, from when to when, and why."""

    post: str
    held_by: str
    since: datetime
    until: datetime | None
    because: str
    by: str


def leads_over_time(plan: Plan) -> list[Led]:
    """Everyone who has led this plan, the present lead first."""
    rows = list(
        PlanLed.objects.filter(plan=plan)
        .select_related("post", "by_post", "by_worker")
        .order_by("recorded_at", "id")
    )
    ends = [row.recorded_at for row in rows[1:]]
    return [
        Led(
            post=row.post.says,
            held_by=names_in([row.post_id], today_in_london(row.recorded_at)).get(row.post_id, ""),
            since=row.recorded_at,
            until=until,
            because=row.because,
            by=row.by_worker.says if row.by_worker else row.by_post.says,
        )
        for row, until in zip(rows, [*ends, None], strict=True)
    ][::-1]
