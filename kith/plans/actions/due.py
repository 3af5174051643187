"""What is due of whoever leads a plan, and what ends it: a new concern is read."""

from datetime import datetime

from django.db import transaction

from kith.plans import rules
from kith.plans.leading import start
from kith.plans.models import Plan
from kith.plans.queries import due_of
from kith.plans.versions import CannotPlan, change, open_live
from kith.record import clocks, ledger
from kith.sharing.actor import Actor


@transaction.atomic
def read_news(*, plan: str, read: int, says: str, by: Actor, at: datetime) -> Plan:
    """Say that what is new in a plan was read, and what it changes. `read` is the version that stood on the page."""
    live = open_live(plan, by=by, at=at)
    found = rules.objections_to_news(
        is_due=due_of(live, rules.NEWS) is not None, is_as_read=live.version == read, says=says
    )
    if found:
        raise CannotPlan(found)
    change(live, f"What is new was read. {says.strip()}", by=by, at=at)
    clocks.stop("plan", live.reference, codes=(rules.NEWS,), because="read", at=at)
    ledger.write(
        "plans.news_read", subject=live.subject_id, by=by, at=at, about=live.reference, purpose="plan"
    )
    _next(live, by=by, at=at)
    return live


def _next(live: Plan, *, by: Actor, at: datetime) -> None:
    """A plan in which nothing was ever to be done still owes its first action."""
    if not live.actions.exists():
        start(live, rules.FIRST, by=by, at=at)
