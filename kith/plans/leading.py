"""What it is to lead a plan: the child is allocated to the lead, what is due is the lead's, and the lead is told."""

from datetime import datetime

from kith.notify.actions import owe
from kith.plans.models import Plan, PlanLed
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing import jobs
from kith.sharing.actions import grant
from kith.sharing.actor import Actor
from kith.sharing.models import Post, Team
from kith.sharing.models.access import Relationship
from kith.sharing.queries.places import front_door_of

HEADLINES = {
    "lead_changed": "You lead a plan from now on",
    "lead_ended": "You no longer lead a plan",
    "plan_joined": "A new concern in a plan that you lead",
    "plan_ended": "A plan that you led goes on in another",
    "plan_in_error": "A plan that you led was opened for another child",
    "plan_corrected": "Something in a plan that you lead is about another child",
}
WORDS = {
    "lead_changed": "What is due first is under My work.",
    "lead_ended": "Another leads it now. Your children are under Children.",
    "plan_joined": "Read it and say what it changes: it is under My work.",
    "plan_ended": "Two records were found to be one child. One plan lives on, and what was open in yours is in it.",
    "plan_in_error": "It is closed, and what was to be done in it is cancelled. Do not act on it. The child is decided on anew.",
    "plan_corrected": "Read it before you act on the plan again: it is under My work.",
}
# Why somebody reaches a child who came with the plan.
LEADS, TEAM_OF_LEAD, HAS_ACTION = (
    "Leads the plan",
    "Team of the lead professional",
    "Has an action in the plan",
)
BROUGHT = (LEADS, TEAM_OF_LEAD, HAS_ACTION)


def lead(plan: Plan, post: Post, because: str, *, by: Actor, at: datetime) -> None:
    """From now on the plan is this post's to lead, and the child is allocated to it."""
    PlanLed.objects.create(
        subject_id=plan.subject_id,
        plan=plan,
        post=post,
        because=because,
        by_post_id=by.post_id,
        by_worker_id=by.worker_id,
        recorded_at=at,
    )
    grant(
        subject=plan.subject_id,
        relationship=Relationship.ALLOCATED,
        post=post,
        because=LEADS,
        by=by,
        at=at,
    )


def bring_team(subject: int, team: Team, *, by: Actor, at: datetime) -> None:
    """The team of whoever leads reaches the child too."""
    grant(
        subject=subject,
        relationship=Relationship.TEAM,
        team=team,
        because=TEAM_OF_LEAD,
        by=by,
        at=at,
    )


def start(plan: Plan, rule: str, *, by: Actor, at: datetime, started_at: datetime | None = None) -> None:
    """Something is due of whoever leads the plan; once at a time, and then the earlier hour stands."""
    if clocks.running("plan", plan.reference).filter(rule=rule).exists():
        return
    clocks.start(
        rule,
        subject=plan.subject_id,
        partnership=plan.partnerships[0],
        about_kind="plan",
        about=plan.reference,
        team=team_of(plan),
        post=plan.lead_id,
        by=by,
        at=at,
        started_at=started_at,
    )


def team_of(plan: Plan) -> int:
    """The team of whoever leads; the front door where the lead has none."""
    if plan.lead and plan.lead.team_id:
        return plan.lead.team_id
    return front_door_of(plan.partnerships[0]).pk


def pass_on(plan: Plan, rules: tuple[str, ...], *, by: Actor, at: datetime) -> None:
    """What was due of the earlier lead is due of this one by the same hour."""
    owed = list(
        Clock.objects.filter(about_kind="plan", about=plan.reference, stopped_at=None, rule__in=rules)
    )
    clocks.stop("plan", plan.reference, codes=rules, because="another leads", at=at)
    for clock in owed:
        start(plan, clock.rule, by=by, at=at, started_at=clock.started_at)


def tell(post: Post, plan: Plan, kind: str, *, by: Actor, at: datetime) -> None:
    """Owe a post that does not know it yet a notice; it names no child. A post of another agency is told by the service."""
    if post.pk == by.post_id:
        return
    may_reach = post.agency_id in by.reach.agencies or "partnership" in by.reach.may.get("notice.send", ())
    said: dict[str, int | str] = {
        "kind": kind,
        "agency": post.agency_id,
        "post": post.pk,
        "partnership": plan.partnerships[0],
        "subject": plan.subject_id,
        "about": plan.reference,
    }
    if may_reach:
        _owe(**said, by=by, at=at)  # type: ignore[arg-type]
    else:
        jobs.defer(tell_another_agency, at=None, behind=0, **said)


@jobs.task("plans.tell_lead", acts_as="service_notify")
def tell_another_agency(*, by: Actor, at: datetime, **said: int | str) -> None:
    """Tell a lead of an agency that whoever handed the plan on may send nothing to."""
    _owe(**said, by=by, at=at)  # type: ignore[arg-type]


def _owe(
    kind: str, agency: int, post: int, partnership: int, subject: int, about: str, *, by: Actor, at: datetime
) -> None:
    owe(
        kind,
        agency=agency,
        post=post,
        partnership=partnership,
        subject=subject,
        about=about,
        headline=HEADLINES[kind],
        words=WORDS[kind],
        by=by,
        at=at,
    )
