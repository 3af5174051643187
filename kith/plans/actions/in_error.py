"""A contact was taken for another child's: the plan that it opened was nobody's, and what it added to a plan is put right."""

from datetime import datetime

from django.db import transaction

from kith.people.queries import everyone
from kith.plans import rules
from kith.plans.leading import BROUGHT, start, tell
from kith.plans.models import Plan
from kith.plans.versions import CannotPlan, change, open_live
from kith.record import clocks, ledger
from kith.sharing.actions.access import end_grant
from kith.sharing.actor import Actor
from kith.sharing.models import Grant


@transaction.atomic
def close_in_error(*, plan: str, because: str, by: Actor, at: datetime) -> Plan:
    """End a plan that was opened for another child than was thought. What was to be done is cancelled, and whom it brought goes."""
    live = open_live(plan, by=by, at=at)
    if not because.strip():
        raise CannotPlan({"because": "Say what shows that this plan was opened for another child."})
    said = f"Opened in error: {because.strip()}"
    live.actions.filter(done_at=None).update(cancelled_at=at, cancelled_because=said)
    live.closed_at, live.closed_by_id, live.closed_because, live.is_in_error = at, by.post_id, said, True
    live.save(update_fields=["closed_at", "closed_by", "closed_because", "is_in_error"])
    change(live, f"The plan was closed. {said}", by=by, at=at)
    every = (rules.FIRST, rules.NEWS, rules.LEAD)
    clocks.stop("plan", live.reference, codes=every, because="the plan was opened in error", at=at)
    brought = Grant.objects.filter(
        subject_id__in=everyone(live.subject_id),
        because__in=BROUGHT,
        starts_at__gte=live.opened_at,
        ends_at=None,
    )
    end_grant(grants=brought, by=by, at=at)
    if live.lead:
        tell(live.lead, live, "plan_in_error", by=by, at=at)
    ledger.write(
        "plans.in_error", subject=live.subject_id, by=by, at=at, about=live.reference, purpose="plan"
    )
    return live


@transaction.atomic
def correct(*, plan: str, says: str, by: Actor, at: datetime) -> Plan:
    """Say in a live plan that something in it is about another child. Nothing is taken out: whoever leads it reads this and says
    what it changes."""
    live = open_live(plan, by=by, at=at)
    if not says.strip():
        raise CannotPlan({"says": "Say what in this plan is about another child."})
    change(live, f"{rules.CORRECTED}{says.strip()}", by=by, at=at)
    start(live, rules.NEWS, by=by, at=at)
    if live.lead:
        tell(live.lead, live, "plan_corrected", by=by, at=at)
    ledger.write(
        "plans.corrected", subject=live.subject_id, by=by, at=at, about=live.reference, purpose="plan"
    )
    return live
