"""What becomes of a section 47 enquiry."""

from datetime import date, datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.people import alone
from kith.protection import rules
from kith.protection.due import ENQUIRY, start_enquiry
from kith.protection.models import Discussion, EnquiryStep
from kith.protection.opened import CannotProtect
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def say_step(
    *, discussion: str, code: str, because: str, happened_on: date | None, by: Actor, at: datetime
) -> EnquiryStep:
    """Say what has become of a section 47 enquiry; its clocks stop and start as the list of steps says."""
    held = gate.open_record(
        Discussion.objects.filter(is_section_47=True),
        discussion,
        actor=by,
        needs="plan.write",
        purpose="plan",
        at=at,
    )
    subjects, today = alone.with_child(held.subject_id), today_in_london(at)
    found = rules.objections_to_step(
        code=code,
        because=because,
        happened_on=happened_on,
        held_on=today_in_london(held.held_at),
        is_running=clocks.running(ENQUIRY, discussion).exists(),
        today=today,
    )
    if found:
        raise CannotProtect(found)
    assert happened_on
    step = rules.steps().get(code, today)
    made = EnquiryStep.objects.create(
        subject_id=held.subject_id,
        discussion=held,
        code=code,
        because=because.strip(),
        happened_on=happened_on,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    clocks.stop(ENQUIRY, discussion, codes=tuple(step.extra["stops"]), because=code, at=at)
    if rule := step.extra.get("starts"):
        start_enquiry(held, rule, subjects=subjects, by=by, at=at, started_at=at)
    ledger.write(
        "protection.enquiry_step",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.settled.values_list("trigger__reference", flat=True)[0],
        purpose="plan",
        says=step.says,
    )
    return made
