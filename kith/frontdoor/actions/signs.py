"""Weighing words that may be a sign: a person says that they are, and the form is answered; or that they are not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions import alone
from kith.frontdoor.actions.facts import standing
from kith.frontdoor.actions.forms import answer_forms
from kith.frontdoor.actions.work import CannotDo, open_undecided
from kith.frontdoor.models import Contact, SignWeighed
from kith.frontdoor.queries.signs import suggested, was_weighed
from kith.frontdoor.rules.forms import Answer
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def weigh_signs(
    *, contact: str, answers: Mapping[str, str], by: Actor, at: datetime
) -> Sequence[SignWeighed]:
    """Say of each suggestion, by its key, whether it is a sign: `yes` answers its form with the words that were read."""
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    held.was_weighed = Contact.objects.filter(pk=held.pk).values_list(was_weighed(), flat=True)[0]  # type: ignore[attr-defined]
    added = held.additions.order_by("received_at", "id").values_list("words", flat=True)
    asked = {each.key: each for each in suggested(held, added, standing(held), at=at)}
    said = {key: answer for key, answer in answers.items() if answer in {"yes", "no"}}
    if not said:
        raise CannotDo(["Say of at least one whether it is a sign. Leave the others as they are."])
    if said.keys() - asked.keys():
        raise CannotDo(["Somebody weighed this meanwhile. Read the page again."])
    made = [
        SignWeighed.objects.create(
            subject_id=held.subject_id,
            contact=held,
            form=asked[key].form,
            sentence=asked[key].sentence,
            is_sign=answer == "yes",
            by_post_id=by.post_id,
            by_worker_id=gate.person(by),
            recorded_at=at,
        )
        for key, answer in said.items()
    ]
    signs: dict[str, list[str]] = {}
    for each in made:
        if each.is_sign:
            signs.setdefault(each.form, []).append(each.sentence)
    if signs:
        answer_forms(
            contact=contact,
            answers=[Answer(form, "seen", what="\n".join(sentences)) for form, sentences in signs.items()],
            said_by=f"The text of the contact, confirmed by {by.name}"[:200],
            by=by,
            at=at,
        )
    ledger.write(
        "frontdoor.signs_weighed",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        count=len(made),
    )
    return made
