"""A manager's dated answer: a strategy discussion is held, or none is and why."""

from datetime import datetime

from django.db import transaction

from kith.plans.versions import note
from kith.protection import rules
from kith.protection.due import DISCUSSION, start_for
from kith.protection.models import Answer, Trigger
from kith.protection.opened import CannotProtect, Opened, open_trigger
from kith.protection.queries import last_answer
from kith.protection.telling import tell
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def answer(
    *,
    trigger: str,
    is_to_be_held: bool | None,
    because: str,
    planned_at: datetime | None,
    chair: str,
    by: Actor,
    at: datetime,
) -> Answer:
    """Say whether a strategy discussion is held. It answers all that waits about this child; the last answer counts."""
    opened = open_trigger(trigger, needs="discussion.decide", by=by, at=at)
    answered = _answered(opened)
    found = rules.objections_to_answering(
        rules.Answered(is_to_be_held, because, planned_at, chair),
        state=opened.state,
        asked_by={each.by_worker_id for each in answered if each.by_worker_id},
        by=gate.person(by),
        at=at,
    )
    if found:
        raise CannotProtect(found)
    assert is_to_be_held is not None
    made = [
        Answer.objects.create(
            subject_id=each.subject_id,
            trigger=each,
            is_to_be_held=is_to_be_held,
            because=because.strip(),
            planned_at=planned_at if is_to_be_held else None,
            chair=chair.strip() if is_to_be_held else "",
            asked_by_id=each.by_worker_id,
            by_post_id=by.post_id,
            by_worker_id=gate.person(by),
            recorded_at=at,
        )
        for each in answered
    ]
    state = rules.State.TO_BE_HELD if is_to_be_held else rules.State.NOT_HELD
    for each in answered:
        _stops_and_starts(each, is_to_be_held, opened.subjects, by=by, at=at)
        tell(each, state, by=by, at=at)
    ledger.write(
        "protection.to_be_held" if is_to_be_held else "protection.not_held",
        subject=opened.trigger.subject_id,
        by=by,
        at=at,
        about=trigger,
        purpose="plan",
        chair=chair.strip(),
    )
    if not is_to_be_held:
        note(opened.subjects, f"No strategy discussion is held for now. {because.strip()}", by=by, at=at)
    return made[0]


def _answered(opened: Opened) -> list[Trigger]:
    """The trigger that was opened, and whatever else about this child nobody has answered."""
    others = [each for each in opened.open if each.pk != opened.trigger.pk and last_answer(each) is None]
    return [opened.trigger, *others]


def _stops_and_starts(
    each: Trigger, is_to_be_held: bool, subjects: list[int], *, by: Actor, at: datetime
) -> None:
    clocks.stop(DISCUSSION, each.reference, codes=(rules.UNDECIDED,), because="answered", at=at)
    if is_to_be_held:
        start_for(each, rules.HOLD, subjects=subjects, by=by, at=at)
    else:
        clocks.stop(DISCUSSION, each.reference, codes=(rules.HOLD,), because="not held", at=at)
