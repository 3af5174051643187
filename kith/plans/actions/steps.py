"""Adding an action to a plan, and saying that one is done."""

from datetime import date, datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.plans import rules
from kith.plans.leading import HAS_ACTION
from kith.plans.models import Action, Plan
from kith.plans.versions import CannotPlan, keep, open_live
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actions import grant
from kith.sharing.actor import Actor
from kith.sharing.models import Agency
from kith.sharing.models.access import Relationship


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
    live = open_live(plan, by=by, at=at)
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
    keep(live, f"Added: {says}", by=by, at=at)
    clocks.stop("plan", live.reference, codes=(rules.FIRST,), because="the first action", at=at)
    grant(
        subject=live.subject_id,
        relationship=Relationship.AGENCY,
        agency=agency,
        because=HAS_ACTION,
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
    """Say that an action of a live plan is done, and how one knows."""
    done = gate.open_record(
        Action.objects.select_for_update().filter(done_at=None),
        action,
        actor=by,
        needs="record.add",
        purpose="plan",
        at=at,
    )
    # Asked once the action is ours: two plans may have become one while this waited for it.
    if not Plan.objects.filter(pk=done.plan_id, closed_at=None).exists():
        raise CannotPlan(
            {"done_says": "The plan that this was in has ended. Open the child’s plan as it is now."}
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
