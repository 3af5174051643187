"""Every write to a plan. One live plan for a child, whatever the door it came through."""

from datetime import date, datetime

from django.db import connection, transaction

from kith.core.says import today_in_london
from kith.plans import rules
from kith.plans.models import Action, Plan, Version
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actions import grant
from kith.sharing.actions.access import everyone
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, Post
from kith.sharing.models.access import Relationship


class CannotPlan(Exception):
    """Why this cannot stand in a plan yet: a sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = fields


@transaction.atomic
def open_or_join(*, subject: int, because: str, lead: Post, by: Actor, at: datetime) -> tuple[Plan, bool]:
    """The child's one live plan, opened if there is none. Returns the plan, and whether it is new."""
    subjects = everyone(subject)
    with connection.cursor() as cursor:
        for each in subjects:
            cursor.execute("select pg_advisory_xact_lock(2, %s)", [each % 2**31])
    if live := Plan.objects.select_for_update().filter(subject_id__in=subjects, closed_at=None).first():
        _join(live, because, by=by, at=at)
        return live, False
    made = Plan.objects.create(
        subject_id=subject, because=because, lead=lead, opened_at=at, opened_by_id=by.post_id
    )
    _keep_version(made, "The plan was opened.", by=by, at=at)
    grant(
        subject=subject,
        relationship=Relationship.ALLOCATED,
        post=lead,
        because="Leads the plan",
        by=by,
        at=at,
    )
    if lead.team:
        grant(
            subject=subject,
            relationship=Relationship.TEAM,
            team=lead.team,
            because="Team of the lead professional",
            by=by,
            at=at,
        )
    ledger.write(
        "plans.opened", subject=subject, by=by, at=at, about=made.reference, purpose="plan", lead=lead.says
    )
    return made, True


def _join(live: Plan, because: str, *, by: Actor, at: datetime) -> None:
    """A further concern is part of the plan from now on: a new version says why, and its lead sees it."""
    live.version += 1
    live.save(update_fields=["version"])
    _keep_version(live, f"A new concern was added: {because}", by=by, at=at)
    ledger.write("plans.joined", subject=live.subject_id, by=by, at=at, about=live.reference, purpose="plan")


@transaction.atomic
def add_action(
    *,
    plan: str,
    says: str,
    owner: str,
    agency: Agency,
    due_on: date | None,
    purpose: str,
    by: Actor,
    at: datetime,
) -> Action:
    """Add an action to a plan, as a new version. The agency that owns it is involved from now on."""
    live = gate.open_record(
        Plan.objects.select_for_update().filter(closed_at=None),
        plan,
        actor=by,
        needs="plan.write",
        purpose="plan",
        at=at,
    )
    if found := rules.objections(
        says=says, owner=owner, purpose=purpose, due_on=due_on, today=today_in_london(at)
    ):
        raise CannotPlan(found)
    assert due_on is not None
    live.version += 1
    live.save(update_fields=["version"])
    made = Action.objects.create(
        subject_id=live.subject_id,
        plan=live,
        says=says,
        owner=owner,
        agency=agency,
        due_on=due_on,
        purpose=purpose,
        since_version=live.version,
        recorded_at=at,
    )
    _keep_version(live, f"Added: {says}", by=by, at=at)
    grant(
        subject=live.subject_id,
        relationship=Relationship.AGENCY,
        agency=agency,
        because="Has an action in the plan",
        by=by,
        at=at,
    )
    ledger.write(
        "plans.changed",
        subject=live.subject_id,
        by=by,
        at=at,
        about=live.reference,
        purpose="plan",
        changed=says,
    )
    return made


@transaction.atomic
def finish_action(*, action: str, done_says: str, by: Actor, at: datetime) -> Action:
    """Say that an action is done, and how one knows."""
    done = gate.open_record(
        Action.objects.select_for_update().filter(done_at=None),
        action,
        actor=by,
        needs="record.add",
        purpose="plan",
        at=at,
    )
    if not done_says.strip():
        raise CannotPlan({"done_says": "Say what was done, and how you know."})
    done.done_at, done.done_says = at, done_says
    done.save(update_fields=["done_at", "done_says"])
    ledger.write(
        "plans.action_done",
        subject=done.subject_id,
        by=by,
        at=at,
        about=done.reference,
        purpose="plan",
        says=done.says,
    )
    return done


def _keep_version(plan: Plan, changed: str, *, by: Actor, at: datetime) -> None:
    """Keep the plan as it now stands, under its present number, with what changed and by whom."""
    Version.objects.create(
        subject_id=plan.subject_id,
        plan=plan,
        number=plan.version,
        changed=changed[:300],
        stands=standing(plan),
        by_post_id=by.post_id,
        by_worker_id=by.worker_id,
        recorded_at=at,
    )


def standing(plan: Plan) -> list[dict[str, str]]:
    """The plan's open actions as they stand, for its version."""
    return [
        {
            "says": a.says,
            "owner": a.owner,
            "agency": a.agency.says,
            "due_on": a.due_on.isoformat(),
            "for": a.purpose,
        }
        for a in plan.actions.filter(done_at=None).select_related("agency").order_by("due_on", "id")
    ]
