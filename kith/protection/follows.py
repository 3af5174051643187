"""What `protection` does when something happens below it."""

from datetime import datetime

from kith.people.queries import everyone
from kith.plans.models import Plan
from kith.protection.due import held_by_the_lead
from kith.record import ledger
from kith.record.models import Entry
from kith.sharing.actor import Actor


@ledger.follows("plans.ended")
@ledger.follows("plans.joined")
@ledger.follows("plans.lead_changed")
@ledger.follows("plans.opened")
def what_is_due_passes_to_the_lead(*, entry: Entry, by: Actor, at: datetime) -> None:
    """Whoever leads the plan from now on has what is due of discussions; where it ended in another, whoever leads that."""
    plan = Plan.objects.select_related("lead__team", "joined_to__lead__team").get(reference=entry.about)
    held_by_the_lead(plan.joined_to or plan, everyone(entry.subject_id), by=by, at=at)
