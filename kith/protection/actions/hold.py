"""Writing down a strategy discussion that was held, and what it started."""

from datetime import datetime

from django.db import transaction

from kith.core import says
from kith.plans.versions import note
from kith.protection import rules
from kith.protection.due import DISCUSSION, start_enquiry
from kith.protection.models import Discussion, Settled, TookPart
from kith.protection.opened import CannotProtect, open_trigger
from kith.protection.telling import tell
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor

HOW = {
    "joint": "jointly by social care and police",
    "social_care": "by social care alone",
    "police": "by police alone",
}


@transaction.atomic
def record(*, trigger: str, said: rules.Record, by: Actor, at: datetime) -> Discussion:
    """Write down a discussion: it settles all that was open about this child, and may start a section 47 enquiry."""
    opened = open_trigger(trigger, needs="plan.write", by=by, at=at)
    found = rules.objections_to_record(
        said, state=opened.state, triggered_at=opened.trigger.triggered_at, at=at
    )
    if found:
        raise CannotProtect(found)
    assert said.held_at and said.next_on and said.is_section_47 is not None
    subject = opened.trigger.subject_id
    made = Discussion.objects.create(
        subject_id=subject,
        held_at=said.held_at,
        chair=said.chair.strip(),
        analysis=said.analysis.strip(),
        is_section_47=said.is_section_47,
        enquiry_by=said.enquiry_by if said.is_section_47 else "",
        safety=said.safety.strip(),
        decision=said.decision.strip(),
        reasons=said.reasons.strip(),
        dissent=said.dissent.strip(),
        next_on=said.next_on,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    for part in said.parts:
        if part.is_here is not None:
            TookPart.objects.create(
                subject_id=subject,
                discussion=made,
                kind=part.kind,
                is_here=part.is_here,
                who=part.who.strip() if part.is_here else "",
                shared=part.shared.strip() if part.is_here else "",
                away_because="" if part.is_here else part.away_because.strip(),
            )
    for each in {one.pk: one for one in (opened.trigger, *opened.open)}.values():
        Settled.objects.create(subject_id=each.subject_id, trigger=each, discussion=made)
        clocks.stop(DISCUSSION, each.reference, codes=(rules.UNDECIDED, rules.HOLD), because="held", at=at)
        tell(each, rules.State.HELD, by=by, at=at)
    ledger.write(
        "protection.held",
        subject=subject,
        by=by,
        at=at,
        occurred_at=made.held_at,
        about=trigger,
        purpose="plan",
        chair=made.chair,
    )
    if made.is_section_47:
        for rule in (rules.OUTCOME, rules.CONFERENCE):
            start_enquiry(made, rule, subjects=opened.subjects, by=by, at=at, started_at=made.held_at)
        ledger.write(
            "protection.enquiry_started",
            subject=subject,
            by=by,
            at=at,
            occurred_at=made.held_at,
            about=trigger,
            purpose="plan",
            how=HOW[made.enquiry_by],
        )
    held_on = says.day(says.today_in_london(made.held_at))
    note(opened.subjects, f"Strategy discussion held on {held_on}. {made.decision}", by=by, at=at)
    return made
