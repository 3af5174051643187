"""Ending a plan: nothing is to be done any more, or two plans of one child become one."""

from datetime import datetime

from django.db import transaction

from kith.plans import rules
from kith.plans.leading import start, tell
from kith.plans.models import Action, Plan
from kith.plans.queries import may_close
from kith.plans.versions import CannotPlan, change, open_live
from kith.record import clocks, ledger
from kith.sharing.actions import grant
from kith.sharing.actor import Actor
from kith.sharing.models.access import Relationship


@transaction.atomic
def close(*, plan: str, because: str, by: Actor, at: datetime) -> Plan:
    """End a plan in which nothing is to be done any more, by whoever leads it or a manager."""
    live = open_live(plan, by=by, at=at)
    found = rules.objections_to_closing(
        may_close=may_close(live, actor=by),
        still_open=live.actions.filter(done_at=None).count(),
        because=because,
    )
    if found:
        raise CannotPlan(found)
    _close(live, because.strip(), by=by, at=at)
    ledger.write("plans.closed", subject=live.subject_id, by=by, at=at, about=live.reference, purpose="plan")
    return live


@transaction.atomic
def join(*, plan: str, into: str, because: str, by: Actor, at: datetime) -> Plan:
    """Two children are one: this plan ends, and what is still to be done in it goes on in the other. Returns the other."""
    ends, lives = (open_live(each, by=by, at=at) for each in (plan, into))
    ends.joined_to = lives
    _close(ends, f"Joined to another plan of the same child: {because.strip()}", by=by, at=at)
    ledger.write("plans.ended", subject=ends.subject_id, by=by, at=at, about=ends.reference, purpose="plan")
    for old in ends.actions.filter(done_at=None).select_related("agency").order_by("id"):
        _carry(old, lives, by=by, at=at)
    change(lives, f"{rules.JOINED}another plan of the same child. {ends.because}", by=by, at=at)
    ledger.write(
        "plans.joined", subject=lives.subject_id, by=by, at=at, about=lives.reference, purpose="plan"
    )
    start(lives, rules.NEWS, by=by, at=at)
    if lives.lead:
        tell(lives.lead, lives, "plan_joined", by=by, at=at)
    if ends.lead and ends.lead_id != lives.lead_id:
        tell(ends.lead, ends, "plan_ended", by=by, at=at)
    return lives


def _close(plan: Plan, because: str, *, by: Actor, at: datetime) -> None:
    plan.closed_at, plan.closed_by_id, plan.closed_because = at, by.post_id, because
    plan.save(update_fields=["closed_at", "closed_by", "closed_because", "joined_to"])
    change(plan, f"The plan was closed. {because}", by=by, at=at)
    every = (rules.FIRST, rules.NEWS, rules.DISCUSSION, rules.LEAD)
    clocks.stop("plan", plan.reference, codes=every, because="the plan was closed", at=at)


def _carry(old: Action, lives: Plan, *, by: Actor, at: datetime) -> None:
    """An open action goes on in the plan that lives; the one that it comes from is not changed."""
    Action.objects.create(
        subject_id=lives.subject_id,
        plan=lives,
        says=old.says,
        owner=old.owner,
        owner_post_id=old.owner_post_id,
        agency=old.agency,
        due_on=old.due_on,
        purpose=old.purpose,
        since_version=lives.version + 1,
        carried_from=old,
        recorded_at=at,
    )
    grant(
        subject=lives.subject_id,
        relationship=Relationship.AGENCY,
        agency=old.agency,
        because="Has an action in the plan",
        by=by,
        at=at,
    )
