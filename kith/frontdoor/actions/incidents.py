"""What is done about a data incident: the children are made safe, recipients rung, the ICO and the families thought of, and it closes."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions import alone
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import DataIncident, DataIncidentLine, DataIncidentStep, SafetyCheck
from kith.frontdoor.queries.data_incidents import standing
from kith.frontdoor.rules import wrong_child as rules
from kith.frontdoor.rules.wrong_child import Did
from kith.record import clocks, ledger
from kith.sharing import audit, gate
from kith.sharing.actor import Actor


@transaction.atomic
def check_safety(*, check: str, answer: str, says: str, by: Actor, at: datetime) -> SafetyCheck:
    """Say whether somebody dangerous could have learnt where the child lives, and what is done now."""
    held = gate.open_record(
        SafetyCheck.objects.select_for_update(of=("self",)),
        check,
        actor=by,
        needs="record.add",
        purpose="plan",
        at=at,
    )
    found = rules.objections_to_safety(is_due=held.checked_at is None, answer=answer, says=says)
    if found:
        raise CannotDo(list(found.values()), found)
    held.answer, held.says, held.checked_at = answer, says.strip(), at
    held.checked_by_post_id, held.checked_by_id = by.post_id, gate.person(by)
    held.save(update_fields=["answer", "says", "checked_at", "checked_by_post", "checked_by"])
    clocks.stop("safety_check", held.reference, codes=(rules.SAFE,), because="answered", at=at)
    ledger.write(
        "frontdoor.safety_checked",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="plan",
        answer={"yes": "yes", "no": "no", "not_known": "not known"}[answer],
    )
    return held


@transaction.atomic
def answer_incident(
    *, incident: str, did: str, answer: str, because: str, by: Actor, at: datetime
) -> DataIncidentStep:
    """Write down what was done about an incident. `answer` is yes or no; where somebody was rung, which of the lines it was."""
    step = Did(did)
    gate.must(by, "incident.ring" if step is Did.RANG else "incident.answer")
    alone.with_incident(incident)
    held = DataIncident.objects.filter(reference=incident).first()
    if held is None or step is Did.SAFETY:
        raise gate.NotYours("frontdoor.dataincident", "incident.answer")
    stands = standing(held)
    line = None
    if step is Did.RANG and answer.isdigit():
        line = DataIncidentLine.objects.filter(
            pk=int(answer), incident=held, becomes=rules.Becomes.CORRECTED.value
        ).first()
    found = rules.objections_to_step(
        step,
        is_closed=stands.closed is not None,
        is_theirs=line is not None,
        answer=answer,
        because=because,
    )
    if step is Did.CLOSED and not found:
        still = rules.objections_to_closing(
            done=stands.done,
            is_disclosed=held.is_disclosed,
            to_ring=len(stands.to_ring),
            unchecked=stands.unchecked,
            is_own=by.worker_id in stands.had_a_part,
        )
        if still:
            raise CannotDo(still)
    if found:
        raise CannotDo(list(found.values()), found)
    made = DataIncidentStep.objects.create(
        agency_id=held.agency_id,
        partnership_id=held.partnership_id,
        incident=held,
        did=step.value,
        answer="" if line else answer,
        line=line,
        because=because.strip(),
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    audit.write(
        "frontdoor.incident_answered",
        at=at,
        purpose="audit" if step is not Did.RANG else "reply",
        about=held.reference,
        detail={"did": step.value},
    )
    if not standing(held).to_ring:
        clocks.stop("data_incident", held.reference, codes=(rules.CORRECT,), because="all were rung", at=at)
    return made
