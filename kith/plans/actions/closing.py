"""Ending a plan: nothing is to be done any more, or two plans of one child become one."""

from datetime import datetime

from django.db import transaction

from kith.people import alone
from kith.plans import rules
from kith.plans.leading import HAS_ACTION, start, tell
from kith.plans.models import Action, Plan
from kith.plans.queries import due_in, due_of, joined_since, may_close, unsettled
from kith.plans.versions import CannotPlan, change, open_live
from kith.record import clocks, ledger
from kith.sharing.actions import grant
from kith.sharing.actor import Actor
from kith.sharing.models.access import Relationship


@transaction.atomic
def close(*, plan: str, read: int, because: str, by: Actor, at: datetime) -> Plan:
    """End a plan in which nothing is to be done any more, by whoever leads it or a manager.

    `read` is the version that stood on the page.
    """
    live = open_live(plan, by=by, at=at)
    found = rules.objections_to_closing(
        may_close=may_close(live, actor=by),
        still_open=live.actions.filter(done_at=None).count(),
        due=due_in(live),
        unsettled=unsettled(live),
        is_as_read=live.version == read,
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
    theirs = Plan.objects.filter(reference__in=(plan, into)).values_list("subject_id", flat=True)
    alone.with_child(*theirs)
    ends, lives = (open_live(each, by=by, at=at) for each in (plan, into))
    ends.joined_to = lives
    unread = due_of(ends, rules.NEWS)
    told = [f"{rules.JOINED}another plan of the same child. {ends.because}"]
    if unread:
        told += [each.changed.removeprefix(rules.JOINED) for each in joined_since(ends, unread.started_at)]
    _goes_on(rules.NEWS, ends, lives, by=by, at=at)
    _close(ends, f"Joined to another plan of the same child: {because.strip()}", by=by, at=at)
    ledger.write("plans.ended", subject=ends.subject_id, by=by, at=at, about=ends.reference, purpose="plan")
    # Locked: what somebody says at this moment is done is not carried.
    still_open = ends.actions.select_for_update(of=("self",)).filter(done_at=None)
    carried = [_carry(old, lives, by=by, at=at) for old in still_open.select_related("agency").order_by("id")]
    if carried:
        clocks.stop("plan", lives.reference, codes=(rules.FIRST,), because="the first action", at=at)
    change(lives, "\n".join(told), by=by, at=at)
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
    every = (rules.FIRST, rules.NEWS, rules.LEAD)
    clocks.stop("plan", plan.reference, codes=every, because="the plan was closed", at=at)


def _goes_on(rule: str, ends: Plan, lives: Plan, *, by: Actor, at: datetime) -> None:
    """What is due in the plan that ends is due in the one that lives; where it is due in both, the earlier hour stands."""
    due, there = due_of(ends, rule), due_of(lives, rule)
    if due is None or (there and there.started_at <= due.started_at):
        return
    clocks.stop(
        "plan", lives.reference, codes=(rule,), because="due earlier in the plan that joined it", at=at
    )
    start(lives, rule, by=by, at=at, started_at=due.started_at)


def _carry(old: Action, lives: Plan, *, by: Actor, at: datetime) -> Action:
    """An open action goes on in the plan that lives; the one that it comes from is not changed."""
    carried = Action.objects.create(
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
        because=HAS_ACTION,
        by=by,
        at=at,
    )
    return carried
