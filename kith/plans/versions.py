"""Opening a live plan to change it, and keeping each version of it as it then stood."""

from collections.abc import Iterable
from datetime import datetime

from kith.plans.models import Plan, Version
from kith.sharing import gate
from kith.sharing.actor import Actor


class CannotPlan(Exception):
    """Why this cannot stand in a plan yet: a sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = fields


def open_live(plan: str, *, by: Actor, at: datetime) -> Plan:
    """The live plan with this reference, locked for a change."""
    return gate.open_record(
        Plan.objects.select_for_update(of=("self",)).filter(closed_at=None).select_related("lead__team"),
        plan,
        actor=by,
        needs="plan.write",
        purpose="plan",
        at=at,
    )


def change(plan: Plan, changed: str, *, by: Actor, at: datetime) -> None:
    """The plan as it stands now is its next version."""
    plan.version += 1
    plan.save(update_fields=["version"])
    keep(plan, changed, by=by, at=at)


def note(subjects: Iterable[int], says: str, *, by: Actor, at: datetime) -> None:
    """A dated note in the live plan of this person, where there is one: what was decided elsewhere about the child."""
    live = Plan.objects.select_for_update(of=("self",)).filter(subject_id__in=list(subjects), closed_at=None)
    if plan := live.first():
        change(plan, says, by=by, at=at)


def keep(plan: Plan, changed: str, *, by: Actor, at: datetime) -> None:
    """Keep the plan as it now stands, under its present number, with what changed and by whom."""
    Version.objects.create(
        subject_id=plan.subject_id,
        plan=plan,
        number=plan.version,
        changed=changed,
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
        for a in plan.actions.filter(done_at=None, cancelled_at=None)
        .select_related("agency")
        .order_by("due_on", "id")
    ]
