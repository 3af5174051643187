"""Opening the child's one plan, or joining what is new to it."""

from datetime import datetime

from django.db import transaction

from kith.people import alone
from kith.plans.leading import bring_team, start, tell
from kith.plans.leading import lead as leads
from kith.plans.models import Plan
from kith.plans.rules import FIRST, JOINED, NEWS
from kith.plans.versions import change, keep
from kith.record import ledger
from kith.sharing.actor import Actor
from kith.sharing.models import Post


@transaction.atomic
def open_or_join(
    *, subject: int, because: str, lead: Post | None, by: Actor, at: datetime
) -> tuple[Plan, bool]:
    """The child's one live plan, opened if there is none. Returns the plan, and whether it is new.

    What is due next is its lead's: the first action, or reading what is new.
    """
    subjects = alone.with_child(subject)
    live = Plan.objects.select_for_update(of=("self",)).filter(subject_id__in=subjects, closed_at=None)
    if there := live.select_related("lead__team").first():
        _join(there, because, by=by, at=at)
        return there, False
    assert lead is not None
    made = Plan.objects.create(
        subject_id=subject, because=because, lead=lead, opened_at=at, opened_by_id=by.post_id
    )
    made.refresh_from_db(fields=["partnerships"])
    keep(made, "The plan was opened.", by=by, at=at)
    leads(made, lead, "The plan was opened.", by=by, at=at)
    if lead.team:
        bring_team(subject, lead.team, by=by, at=at)
    ledger.write(
        "plans.opened", subject=subject, by=by, at=at, about=made.reference, purpose="plan", lead=lead.says
    )
    start(made, FIRST, by=by, at=at)
    tell(lead, made, "lead_changed", by=by, at=at)
    return made, True


def _join(live: Plan, because: str, *, by: Actor, at: datetime) -> None:
    """A further concern is part of the plan from now on: a new version says why, and its lead reads it."""
    change(live, f"{JOINED}{because}", by=by, at=at)
    ledger.write("plans.joined", subject=live.subject_id, by=by, at=at, about=live.reference, purpose="plan")
    start(live, NEWS, by=by, at=at)
    if live.lead:
        tell(live.lead, live, "plan_joined", by=by, at=at)
