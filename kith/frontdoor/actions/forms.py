"""Asking about the forms of exploitation that nobody answered, and writing down who said what."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kith.core import codes
from kith.core.says import today_in_london
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.facts import in_danger, rag_of
from kith.frontdoor.actions.work import CannotDo, open_undecided
from kith.frontdoor.models import FormAnswer
from kith.frontdoor.owed import start_clock
from kith.frontdoor.rules import forms as rules
from kith.frontdoor.rules.contact import more_urgent
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def answer_forms(
    *, contact: str, answers: Sequence[rules.Answer], said_by: str, by: Actor, at: datetime
) -> list[FormAnswer]:
    """Write down what somebody said about forms of exploitation, beside what was sent; nothing that was said changes."""
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    every = [entry.code for entry in codes.of("exploitation_forms").on(today_in_london(held.received_at))]
    if found := rules.objections(answers, every=every, said_by=said_by):
        raise CannotDo(list(found.values()), found)
    made = [
        FormAnswer.objects.create(
            subject_id=held.subject_id,
            contact=held,
            form=each.form,
            answer=each.answer,
            is_harm=each.is_harm and each.answer == "seen",
            what=each.what,
            who_would_know=each.who_would_know,
            said_by=said_by,
            by_post_id=by.post_id,
            by_worker_id=gate.person(by),
            recorded_at=at,
        )
        for each in answers
    ]
    rag = rag_of(held, is_in_danger=in_danger(held))
    if more_urgent(rag, held.rag):
        held.rag = rag
        held.save(update_fields=["rag"])
        start_clock(held, f"CLK-04-{rag}", post=held.held_by_id, by=by, at=at)
    ledger.write(
        "frontdoor.forms_asked",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        count=len(made),
    )
    return made
