"""When a contact was received, opened, taken on, said who it is, and decided."""

from kith.core.says import today_in_london
from kith.frontdoor.models import Contact, ContactHeld
from kith.frontdoor.rules import decide
from kith.frontdoor.rules.times import Step, in_order
from kith.people.models import IdentityDecision


def times(contact: Contact) -> list[Step]:
    """Every step of a contact that was opened to be shown."""
    steps = [Step("Received", contact.received_at, contact.from_agency.says)]
    if contact.opened_at:
        steps.append(Step("First opened at the front door", contact.opened_at))
    held = ContactHeld.objects.filter(contact=contact).select_related("post").order_by("id")
    steps += [
        Step("Taken on", row.recorded_at, row.post.says)
        if row.post
        else Step("Back in the queue", row.recorded_at)
        for row in held
    ]
    said = IdentityDecision.objects.filter(about=contact.reference).select_related("by_worker", "by_post")
    steps += [
        Step(
            f"Said who it is: {row.get_verdict_display().lower()}",
            row.recorded_at,
            f"{row.by_worker}, {row.by_post}" if row.by_worker else str(row.by_post),
        )
        for row in said
    ]
    steps += [
        Step(
            f"Decided: {decide.outcomes().words(made.outcome, today_in_london(made.decided_at))}",
            made.decided_at,
            f"{made.by_worker}, {made.by_post}",
        )
        for made in contact.decisions.select_related("by_worker", "by_post")
    ]
    return in_order(steps, contact.received_at)
