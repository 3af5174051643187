"""Telling who asked for a discussion what came of it."""

from datetime import datetime

from kith.notify.actions import owe
from kith.protection import rules
from kith.protection.models import Trigger
from kith.sharing import jobs
from kith.sharing.actor import Actor

HEADLINES = {
    rules.State.TO_BE_HELD: "A strategy discussion that you asked for will be held",
    rules.State.NOT_HELD: "No strategy discussion is held for now",
    rules.State.HELD: "A strategy discussion that you asked for was held",
}
ASK_AGAIN = "If you do not agree, ring the front door; if anything changes, ask again."


def tell(trigger: Trigger, state: rules.State, *, by: Actor, at: datetime) -> None:
    """Owe whoever asked a notice; it names no child. A post of another agency is told by the service."""
    if trigger.code != "asked" or trigger.by_post_id == by.post_id:
        return
    reaches_all = "partnership" in by.reach.may.get("notice.send", ())
    if reaches_all or trigger.by_post.agency_id in by.reach.agencies:
        _owe(trigger, state, by=by, at=at)
    else:
        jobs.defer(tell_another_agency, trigger=trigger.reference, state=state.value)


@jobs.task("protection.tell_asker", acts_as="service_intake")
def tell_another_agency(*, trigger: str, state: str, by: Actor, at: datetime) -> None:
    """Tell a practitioner of an agency that whoever answered may send nothing to."""
    found = Trigger.objects.select_related("by_post").get(reference=trigger)
    _owe(found, rules.State(state), by=by, at=at)


def _owe(trigger: Trigger, state: rules.State, *, by: Actor, at: datetime) -> None:
    last = trigger.answers.order_by("-recorded_at", "-id").first()
    words = last.because if last and state is not rules.State.HELD else ""
    if state is rules.State.NOT_HELD:
        words = f"{words} {ASK_AGAIN}"
    owe(
        f"discussion_{state.value}",
        agency=trigger.by_post.agency_id,
        post=trigger.by_post_id,
        partnership=trigger.partnerships[0],
        subject=trigger.subject_id,
        about=trigger.reference,
        headline=HEADLINES[state],
        words=words or "Whoever leads the plan, or the front door, can tell you what was agreed.",
        by=by,
        at=at,
    )
