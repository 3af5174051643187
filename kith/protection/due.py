"""What is due of a discussion and of a section 47 enquiry, and whose it is: the lead's of the child's plan, or the front door's."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from kith.plans.leading import team_of
from kith.plans.models import Plan
from kith.protection import rules
from kith.protection.models import Discussion, Trigger
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing.actor import Actor
from kith.sharing.models import Subject
from kith.sharing.queries.places import front_door_of

DISCUSSION, ENQUIRY = "discussion", "enquiry"
ABOUT = (DISCUSSION, ENQUIRY)


def start(
    rule: str,
    *,
    about_kind: str,
    about: str,
    subject: int,
    plan: Plan | None,
    by: Actor,
    at: datetime,
    started_at: datetime,
) -> None:
    """Something is due; once at a time, and then the earlier hour stands. Deciding is any manager's; the rest is the lead's."""
    if clocks.running(about_kind, about).filter(rule=rule).exists():
        return
    area = plan.partnerships[0] if plan else Subject.objects.get(pk=subject).partnerships[0]
    clocks.start(
        rule,
        subject=subject,
        partnership=area,
        about_kind=about_kind,
        about=about,
        team=team_of(plan) if plan else front_door_of(area).pk,
        post=plan.lead_id if plan and rule != rules.UNDECIDED else None,
        by=by,
        at=at,
        started_at=started_at,
    )


def start_for(trigger: Trigger, rule: str, *, subjects: Iterable[int], by: Actor, at: datetime) -> None:
    """What a trigger demands runs from the moment at which it was said."""
    start(
        rule,
        about_kind=DISCUSSION,
        about=trigger.reference,
        subject=trigger.subject_id,
        plan=plan_of(subjects),
        by=by,
        at=at,
        started_at=trigger.triggered_at,
    )


def start_enquiry(
    made: Discussion, rule: str, *, subjects: Iterable[int], by: Actor, at: datetime, started_at: datetime
) -> None:
    start(
        rule,
        about_kind=ENQUIRY,
        about=made.reference,
        subject=made.subject_id,
        plan=plan_of(subjects),
        by=by,
        at=at,
        started_at=started_at,
    )


def running(subjects: Iterable[int]) -> QuerySet[Clock]:
    """What is due of discussions and enquiries about this person."""
    return Clock.objects.filter(subject_id__in=list(subjects), about_kind__in=ABOUT, stopped_at=None)


def plan_of(subjects: Iterable[int]) -> Plan | None:
    """The one live plan of this person."""
    live = Plan.objects.filter(subject_id__in=list(subjects), closed_at=None)
    return live.select_related("lead__team").first()


def held_by_the_lead(plan: Plan, subjects: Iterable[int], *, by: Actor, at: datetime) -> None:
    """Whoever leads the child's plan has what is due, by the same hour."""
    team = team_of(plan)
    for clock in running(subjects):
        post = None if clock.rule == rules.UNDECIDED else plan.lead_id
        if (clock.team_id, clock.post_id) == (team, post):
            continue
        clocks.stop(clock.about_kind, clock.about, codes=(clock.rule,), because="another leads", at=at)
        assert clock.subject_id
        start(
            clock.rule,
            about_kind=clock.about_kind,
            about=clock.about,
            subject=clock.subject_id,
            plan=plan,
            by=by,
            at=at,
            started_at=clock.started_at,
        )
