"""Grading how well a contact was told; its sender reads advice, and never before the outcome."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.advice import advise
from kith.frontdoor.models import QualityGrade
from kith.frontdoor.rules import quality as rules
from kith.frontdoor.rules.contact import State
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def grade(
    *, contact: str, grades: Mapping[str, int | None], words: str, by: Actor, at: datetime
) -> QualityGrade:
    """Keep how well a contact was told. Decided already, its sender reads advice now; else once it is decided."""
    held = open_contact(contact, by=by, at=at)
    found = rules.objections(grades, today_in_london(at))
    if found:
        raise CannotDo(list(found.values()), found)
    made = QualityGrade.objects.create(
        subject_id=held.subject_id,
        contact=held,
        grades=dict(grades),
        words=words.strip(),
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    ledger.write(
        "frontdoor.graded", subject=held.subject_id, by=by, at=at, about=held.reference, purpose="decide"
    )
    if held.state == State.DECIDED:
        advise(held, made, by=by, at=at)
    return made
