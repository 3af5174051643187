"""What is due of whoever leads a plan, and what ends it: a new concern is read, a strategy discussion is held or is not."""

from datetime import date, datetime, time

from django.db import transaction

from kith.core import says as words
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


@transaction.atomic
def record_discussion(
    *, plan: str, is_held: bool, held_on: date | None, says: str, by: Actor, at: datetime
) -> Plan:
    """Write down that a strategy discussion was held, or that none is held and why; a dated note in the plan."""
    live = open_live(plan, by=by, at=at)
    due = due_of(live, rules.DISCUSSION)
    found = rules.objections_to_discussion(
        is_due=due is not None,
        is_held=is_held,
        held_on=held_on,
        says=says,
        asked_on=words.today_in_london(due.started_at) if due else None,
        today=words.today_in_london(at),
    )
    if found:
        raise CannotPlan(found)
    if is_held and held_on:
        told = f"Strategy discussion held on {words.day(held_on)}."
        held_at = datetime.combine(held_on, time(12), tzinfo=words.LONDON)
    else:
        told, held_at = "No strategy discussion is held.", at
    change(live, f"{told} {says.strip()}", by=by, at=at)
    clocks.stop(
        "plan", live.reference, codes=(rules.DISCUSSION,), because="held" if is_held else "not held", at=at
    )
    ledger.write(
        "plans.discussed" if is_held else "plans.not_discussed",
        subject=live.subject_id,
        by=by,
        at=at,
        occurred_at=min(held_at, at),
        about=live.reference,
        purpose="plan",
    )
    _next(live, by=by, at=at)
    return live


def _next(live: Plan, *, by: Actor, at: datetime) -> None:
    """A plan in which nothing was ever to be done still owes its first action."""
    if not live.actions.exists():
        start(live, rules.FIRST, by=by, at=at)
