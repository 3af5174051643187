"""What `plans` answers to those below it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from kith.people.questions import before_link
from kith.plans.leading import team_of
from kith.plans.models import Plan
from kith.plans.rules import FIRST, LEAD, NEWS
from kith.record import clocks, ledger
from kith.record.questions import queues
from kith.record.queues import Waiting, queue, running
from kith.sharing.actions.access import everyone
from kith.sharing.actor import Actor
from kith.sharing.questions import gives_back, part_is_needed, supervisors


@before_link.answered_by
def one_plan_lives(*, subject: int, other: int) -> list[str]:
    """Two live plans cannot become one child's: in the same act one of them ends. Whoever opens one meanwhile waits."""
    live = [
        Plan.objects.filter(subject_id__in=everyone(each), closed_at=None).exists()
        for each in (subject, other)
    ]
    if all(live):
        return ["Both have a live plan. Say which of the two lives on."]
    return []


@part_is_needed.answered_by
def a_plan_has_a_lead(*, subject: int, post: int) -> list[str]:
    """Whoever leads a live plan reads it."""
    if Plan.objects.filter(subject_id__in=everyone(subject), lead_id=post, closed_at=None).exists():
        return ["This post leads the child’s plan. Another must lead it before this part ends."]
    return []


@gives_back.answered_by
def a_plan_seeks_another_lead(
    *, subjects: Iterable[int], posts: Iterable[int], by: Actor, at: datetime
) -> list[str]:
    """The team of a lead who may no longer reach the child owes another; until then the plan says who led it."""
    live = Plan.objects.filter(subject_id__in=list(subjects), lead_id__in=list(posts), closed_at=None)
    sought = [
        plan
        for plan in live.select_related("lead")
        if not clocks.running("plan", plan.reference).filter(rule=LEAD).exists()
    ]
    for plan in sought:
        clocks.hold("plan", plan.reference, post=None, at=at)
        clocks.start(
            LEAD,
            subject=plan.subject_id,
            partnership=plan.partnerships[0],
            about_kind="plan",
            about=plan.reference,
            team=team_of(plan),
            by=by,
            at=at,
        )
        ledger.write(
            "plans.lead_sought",
            subject=plan.subject_id,
            by=by,
            at=at,
            about=plan.reference,
            purpose="plan",
        )
    return ["the team that leads the plan must name another lead within a working day"] if sought else []


# The clocks of a plan, by their queue.
QUEUES = {
    "plan-first": ("Plans without a first action", (FIRST,)),
    "plan-news": ("New concerns in a plan, to be read", (NEWS,)),
    "plan-lead": ("Plans that seek a lead", (LEAD,)),
}


@queues.answered_by
def queues_of_plans(*, by: Actor, at: datetime) -> list[Waiting]:
    """What the plans of an area owe; who leads them is on their own pages."""
    ran = running(by, rules=[rule for _, rules in QUEUES.values() for rule in rules], at=at)
    return [queue(code, says, rules, ran) for code, (says, rules) in QUEUES.items()]


@supervisors.answered_by
def who_supervises_the_lead(*, emergency: str) -> list[int]:
    """Who supervises in the team of whoever leads her plan; where nobody does, the managers of her area’s front door."""
    with connection.cursor() as cursor:
        cursor.execute("select post from kith.supervisors_of_emergency(%s)", [emergency])
        return [post for (post,) in cursor.fetchall()]
