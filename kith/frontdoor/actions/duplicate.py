"""Two contacts that tell of the same: the later is looked at with the earlier, and may be parted from it again."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions import alone, closing
from kith.frontdoor.actions.decide import DECISION_CLOCKS
from kith.frontdoor.actions.facts import in_danger, rag_of
from kith.frontdoor.actions.work import CannotDo, hold, open_contact, tell_sender
from kith.frontdoor.models import Contact, Duplicate, FormAnswer, Step
from kith.frontdoor.owed import owe_sender, start_clock
from kith.frontdoor.rules import duplicate as rules
from kith.frontdoor.rules.contact import State, more_urgent
from kith.people import queries as people
from kith.people.models import LinkedAdult
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor


@transaction.atomic
def link_duplicate(*, contact: str, of: str, because: str, by: Actor, at: datetime) -> Duplicate:
    """Say that a contact tells of the same as an earlier one. Its signs and its urgency count there; its receipt stays."""
    for each in sorted({contact, of} - {""}):
        alone.with_contact(each)
    held = open_contact(contact, by=by, at=at)
    other = open_contact(of, by=by, at=at) if of and of != contact else None
    found = rules.objections(_told(held), _told(other) if other else None, because=because)
    if found or other is None:
        raise CannotDo(list(found.values()), found)
    made = _said(held, other, is_linked=True, because=because, by=by, at=at)
    closing.settle(held, at=at)
    held.state, held.duplicate_of = State.LINKED.value, other
    held.save(update_fields=["state", "duplicate_of"])
    clocks.stop("contact", held.reference, codes=DECISION_CLOCKS, because="linked to an earlier one", at=at)
    _counts(held, other, by=by, at=at)
    tell_sender(held, Step.IN_HAND, at=at)
    ledger.write(
        "frontdoor.linked", subject=held.subject_id, by=by, at=at, about=held.reference, purpose="decide"
    )
    ledger.write(
        "frontdoor.told_again",
        subject=other.subject_id,
        by=by,
        at=at,
        occurred_at=held.received_at,
        about=other.reference,
        purpose="decide",
        agency=held.from_agency.says,
    )
    owe_sender(
        held,
        "linked",
        headline="Looked at together with what we had",
        words=_words(held, other),
        by=by,
        at=at,
    )
    return made


@transaction.atomic
def unlink_duplicate(*, contact: str, because: str, by: Actor, at: datetime) -> Duplicate:
    """Part a contact from the earlier one again: it waits for a decision of its own, with a clock from when it came.

    What was counted at the earlier one stays there, with where it came from.
    """
    alone.with_contact(contact)
    held = open_contact(contact, by=by, at=at)
    if held.state != State.LINKED or held.duplicate_of is None:
        raise CannotDo(["This contact is not linked to another. Somebody may have parted them already."])
    if not because.strip():
        said = "Say why the two do not tell of the same."
        raise CannotDo([said], {"because": said})
    made = _said(held, held.duplicate_of, is_linked=False, because=because, by=by, at=at)
    held.state, held.duplicate_of = State.RECEIVED.value, None
    held.save(update_fields=["state", "duplicate_of"])
    if held.held_by_id:
        hold(held, post=None, at=at)
    for code in ["CLK-01"] + ([f"CLK-04-{held.rag}"] if held.rag else []):
        start_clock(held, code, by=by, at=at, started_at=held.received_at)
    ledger.write(
        "frontdoor.unlinked", subject=held.subject_id, by=by, at=at, about=held.reference, purpose="decide"
    )
    owe_sender(
        held,
        "looked_again",
        headline="Looked at by itself",
        words="What you sent is looked at by itself again, and decided. You are told what is decided.",
        by=by,
        at=at,
    )
    return made


def _told(contact: Contact) -> rules.Told:
    return rules.Told(
        received_at=contact.received_at,
        is_open=contact.state == State.RECEIVED,
        is_linked=contact.state == State.LINKED,
        people=frozenset(people.everyone(contact.subject_id)),
        has_unsafe_home=LinkedAdult.objects.filter(
            record=contact.record_id, is_home_contact_unsafe=True
        ).exists(),
    )


def _said(
    held: Contact, other: Contact, *, is_linked: bool, because: str, by: Actor, at: datetime
) -> Duplicate:
    return Duplicate.objects.create(
        subject_id=held.subject_id,
        contact=held,
        of=other,
        is_linked=is_linked,
        because=because.strip(),
        beside=[other.subject_id],
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )


def _counts(held: Contact, other: Contact, *, by: Actor, at: datetime) -> None:
    """What was seen here is known there, with where it came from; and the picture is due sooner, never later."""
    for seen in held.forms.filter(answer="seen").order_by("id"):
        FormAnswer.objects.create(
            subject_id=other.subject_id,
            contact=other,
            form=seen.form,
            answer=seen.answer,
            is_harm=seen.is_harm,
            what=seen.what,
            who_would_know=seen.who_would_know,
            said_by=f"{held.from_agency.says}, in contact {held.receipt_reference}"[:200],
            by_post_id=by.post_id,
            by_worker_id=by.worker_id,
            recorded_at=at,
        )
    rag = rag_of(other, is_in_danger=in_danger(other))
    if more_urgent(rag, other.rag):
        other.rag = rag
        other.save(update_fields=["rag"])
        start_clock(other, f"CLK-04-{rag}", post=other.held_by_id, by=by, at=at, started_at=held.received_at)


def _words(held: Contact, other: Contact) -> str:
    """An agency reads the reference of what it sent itself, and of nobody else’s."""
    ours = held.from_agency_id == other.from_agency_id
    with_what = f"what you sent before, {other.receipt_reference}" if ours else "what we know already"
    return (
        f"What you sent tells of the same as {with_what}, and is looked at together with it. Nothing of it is lost. Ring"
        " the front door with your reference to hear what was decided."
    )
