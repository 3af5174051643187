"""Drafts of one’s own post, or of one that it covers: opened, kept, and sent once."""

from datetime import datetime
from typing import Any

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor.reading.channels import READERS
from kith.frontdoor.rules.sent import sender_sources
from kith.frontdoor.rules.shapes import Shape
from kith.intake.actions import CannotSort, begin_draft, save_draft, send_draft
from kith.intake.models import Draft, Receipt
from kith.intake.reading import CannotRead
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Agency
from kith.web.refer.adult_telling import adult_led
from kith.web.refer.answers import Answers, Typed, named
from kith.web.refer.keyed import follows, keyed_for
from kith.web.refer.led import led_by_in_words
from kith.web.refer.steps import Sending
from kith.web.refer.telling import canonical, telling

UNKNOWN_SOURCE = "10"
ADULT = "adult.tell"


class AlreadySent(Exception):
    """This draft was sent; its receipt says when."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(receipt.reference)
        self.receipt = receipt


class CannotSend(Exception):
    """What the front door could not read at all, in sentences."""

    def __init__(self, objections: list[str]) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections


def find_draft(reference: str, *, actor: Actor | None, lock: bool = False) -> Draft:
    """A draft of one’s own post, or of one that it covers, that is not sent: to write in."""
    by = gate.must(actor, "contact.send")
    rows = Draft.objects.select_for_update() if lock else Draft.objects.select_related("sent", "stands_for")
    found = rows.filter(reference=reference, agency_id=by.agency_id).first()
    if found is None:
        raise gate.NotYours("intake.draft", "contact.send")
    if found.sent is not None:
        raise AlreadySent(found.sent)
    return found


def open_draft(reference: str, *, actor: Actor | None, at: datetime) -> Draft:
    """A draft of one’s own post, or of one that it covers, opened to go on with it; written in the audit."""
    found = find_draft(reference, actor=actor)
    audit.write("intake.draft_opened", at=at, purpose="refer", about=reference)
    return found


@transaction.atomic
def begin(*, of: str, partnership: int, by: Actor, at: datetime) -> Draft:
    """A new draft about a child, or led by an adult who may be a risk."""
    if of == "adult":
        gate.must(by, ADULT)
    draft = begin_draft(partnership=partnership, by=by, at=at)
    return save_draft(draft=draft, answers={"about": {"of": [of]}}, by=by, at=at) if of == "adult" else draft


@transaction.atomic
def keep(reference: str, *, kind: str, number: int, typed: Typed, by: Actor | None, at: datetime) -> Draft:
    """Keep what was typed in one step, before anything is said about it."""
    draft = find_draft(reference, actor=by, lock=True)
    held = Answers(draft.answers).of(kind, number)
    assert by is not None
    return save_draft(draft=draft, answers={named(kind, number): {**held, **typed}}, by=by, at=at)


@transaction.atomic
def take_out(reference: str, *, kind: str, number: int, by: Actor | None, at: datetime) -> Draft:
    """Leave one child or adult out of what will be sent. What was typed stays in the draft."""
    return keep(reference, kind=kind, number=number, typed={"out": ["1"]}, by=by, at=at)


@transaction.atomic
def send(reference: str, *, by: Actor | None, at: datetime) -> Receipt:
    """Send a draft. Pressed twice, it is one referral with one receipt."""
    try:
        draft = find_draft(reference, actor=by, lock=True)
    except AlreadySent as before:
        return before.receipt
    assert by is not None
    told = told_of(draft, by=by, at=at)
    answers = Answers(draft.answers)
    if not told["circumstances" if answers.is_adult_led else "what_happened"]:
        raise CannotSend(["Say what happened, in a few words. Everything else may be missing."])
    shape = Shape.PROBATION if answers.is_adult_led else Shape.TELLING
    raw = canonical(told)
    try:
        READERS[shape](raw)
    except CannotRead as reason:
        raise CannotSend(reason.sentences) from None
    try:
        whose = keyed_for(draft)
        keyed = whose.receipted(draft) if whose else None
        shaped = shape.value if answers.is_adult_led else ""
        return send_draft(draft=reference, raw=raw, keyed=keyed, shape=shaped, by=by, at=at)
    except CannotSort as refusal:
        raise CannotSend(refusal.objections) from None


def told_of(draft: Draft, *, by: Actor, at: datetime) -> dict[str, Any]:
    """What this draft would send."""
    sending = sending_of(draft, by=by, at=at)
    kind, _ = sending.sender
    day = today_in_london(at)
    if sending.answers.is_adult_led:
        gate.must(by, ADULT)
        return adult_led(
            sending,
            reference=draft.reference,
            sender=f"{by.name}, {by.post_says}"[:200],
            contact=sending.answers.first("sending", 1, "contact")[:200],
        ) | {"led_by": led_by_in_words(sending.answers, draft, day)}
    sources = sender_sources()
    told = telling(
        sending,
        reference=follows(draft) or draft.reference,
        sender=f"{sending.sender[1]}, written down by {by.name}, {by.post_says}"[:200]
        if draft.stands_for_id
        else f"{by.name}, {by.post_says}"[:200],
        contact=sending.answers.first("sending", 1, "contact")[:200],
        source=sources.get(kind, day).extra["reports_as"] if sources.has(kind, day) else UNKNOWN_SOURCE,
    ) | {"led_by": led_by_in_words(sending.answers, draft, day)}
    whose = keyed_for(draft)
    return whose.over(told, by=by, day=at) if whose else told


def sending_of(draft: Draft, *, by: Actor, at: datetime) -> Sending:
    """The draft's answers with what its steps are told. What stands for another agency's words is asked as of that agency."""
    whose = keyed_for(draft)
    agency = (
        whose.agency
        if whose
        else Agency.objects.get(pk=draft.stands_for.agency_id if draft.stands_for else draft.agency_id)
    )
    return Sending(Answers(draft.answers), today_in_london(at), (agency.kind, agency.says))
