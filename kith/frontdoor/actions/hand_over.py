"""Handing a child to the area where the family lives, and answering what another area hands over."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from kith.core.reference import new
from kith.core.says import day, today_in_london
from kith.frontdoor import considered
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.work import CannotDo, open_undecided, tell_sender
from kith.frontdoor.models import Contact, HandOver, HandOverAnswer, Step
from kith.frontdoor.owed import owe_sender, start_clock
from kith.frontdoor.queries.handed import NOTICE
from kith.frontdoor.queries.handing import siblings_of, stands
from kith.frontdoor.reading import again
from kith.frontdoor.rules import handed as rules
from kith.frontdoor.rules.contact import PICTURE_CLOCKS, State
from kith.frontdoor.rules.household import NOTHING, Said
from kith.frontdoor.rules.sent import reports_as
from kith.intake.actions import receive
from kith.intake.models import Channel, Receipt
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, Partnership

OUTSIDE = "outside"


@transaction.atomic
def hand_over(
    *,
    contact: str,
    to: str,
    to_says: str,
    how: str,
    because: str,
    siblings: Said,
    by: Actor,
    at: datetime,
    each: Said = NOTHING,
) -> HandOver:
    """Ask another area to take a child over. In Kith it becomes a contact there; outside, what was done is written down.

    `siblings` says of each other child of the home, by reference, whether they go too, and why not; `each` of each brother and
    sister whom this actor may know, by question, whether they need a contact of their own, and why.
    """
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    children = siblings_of(held)
    said = {child.reference: siblings.get(child.reference, ("", "")) for child in children}
    family = considered.family_of(held, at=at)
    areas = Partnership.objects.exclude(pk=held.partnership_id)
    found = rules.objections(
        to=to,
        areas=areas.values_list("code", flat=True),
        to_says=to_says,
        how=how,
        because=because,
        siblings=said,
        stands=stands(held),
        is_kept=held.restricted,
    ) | considered.objections(held, family, each)
    if found:
        raise CannotDo(list(found.values()), found)
    area = areas.filter(code=to).first()
    reference = new()
    going = [child for child in children if said[child.reference][0] == "goes"]
    made = HandOver.objects.create(
        subject_id=held.subject_id,
        contact=held,
        reference=reference,
        receipt=_sent(held, area, going, because, reference, by, at) if area else None,
        to_partnership=area,
        to_says=area.says if area else to_says,
        how=how,
        because=because,
        siblings=[
            {"name": child.name, "goes": said[child.reference][0], "because": said[child.reference][1]}
            for child in children
        ],
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    considered.settle(held, family, each, by=by, at=at)
    clocks.stop("contact", held.reference, codes=(rules.HANDED_CLOCK,), because="handed over anew", at=at)
    start_clock(held, rules.HANDED_CLOCK, post=held.held_by_id, by=by, at=at)
    ledger.write(
        "frontdoor.handed_over",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        to=made.to_says,
    )
    return made


def _sent(
    held: Contact, area: Partnership, going: list[Any], because: str, reference: str, by: Actor, at: datetime
) -> Receipt:
    """What this front door sends to another: all that it was told of the child, and who else of the home goes too."""
    agency = Agency.objects.get(pk=by.agency_id)
    came = day(today_in_london(held.received_at))
    telling = again.telling(
        held,
        sender=f"{by.name}, {by.post_says}, {agency.says}"[:200],
        contact_number=next((each.duty_phone for each in by.areas), ""),
        source=reports_as(agency.kind, today_in_london(at)),
        reference=reference,
        begins=(
            f"Handed over by {agency.says} (contact {held.receipt_reference}): {because}\n\n"
            f"{held.sender_name}, {held.from_agency.says}, told us on {came}:\n"
        ),
        siblings=going,
    )
    return receive(
        raw=json.dumps(telling, ensure_ascii=False, sort_keys=True).encode(),
        channel=Channel.AREA,
        key=reference,
        content_type="application/json",
        partnership=area.pk,
        by=by,
        at=at,
    ).receipt


@transaction.atomic
def write_down_answer(
    *, contact: str, answer: str, who: str, words: str, by: Actor, at: datetime
) -> HandOverAnswer:
    """Write down what an area outside Kith answered: who accepted the child, or sent it back and why."""
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    last = HandOver.objects.filter(contact=held).order_by("-id").first()
    found = rules.objections_to_answering(
        is_hand_over=last is not None and last.receipt_id is None,
        is_answered=last is not None and last.answers.exists(),
        answer=answer,
        who=who,
        words=words,
    )
    if found:
        raise CannotDo(list(found.values()), found)
    made = _answered(held, last, answer, who, words, by, at)
    if not made.is_accepted:
        clocks.stop("contact", held.reference, codes=(rules.HANDED_CLOCK,), because="sent back", at=at)
    return made


@transaction.atomic
def answer_hand_over(*, contact: str, answer: str, words: str, by: Actor, at: datetime) -> HandOverAnswer:
    """Accept what another area hands over, and answer for the child from now on; or send it back, and say why."""
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at)
    found = rules.objections_to_answering(
        is_hand_over=held.channel == Channel.AREA.value,
        is_answered=HandOverAnswer.objects.filter(contact=held, hand_over=None).exists(),
        answer=answer,
        who=by.name,
        words=words,
    )
    if found:
        raise CannotDo(list(found.values()), found)
    made = _answered(held, None, answer, f"{by.name}, {by.post_says}"[:200], words, by, at)
    tell_sender(held, Step.ACCEPTED if made.is_accepted else Step.SENT_BACK, at=at)
    area = Partnership.objects.get(pk=held.partnership_id).says
    owe_sender(
        held,
        NOTICE,
        headline=f"{area} has accepted what you handed over"
        if made.is_accepted
        else f"{area} has sent back what you handed over",
        words=words or "From now on this area answers for the child.",
        by=by,
        at=at,
    )
    if not made.is_accepted:
        held.state = State.CLOSED.value
        held.save(update_fields=["state"])
        clocks.stop("contact", held.reference, codes=("CLK-01", *PICTURE_CLOCKS), because="sent back", at=at)
    return made


def _answered(
    held: Contact, last: HandOver | None, answer: str, who: str, words: str, by: Actor, at: datetime
) -> HandOverAnswer:
    made = HandOverAnswer.objects.create(
        subject_id=held.subject_id,
        contact=held,
        hand_over=last,
        is_accepted=answer == rules.ACCEPTED,
        who=who,
        answered_at=at,
        words=words,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    ledger.write(
        "frontdoor.hand_over_answered",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        answer="accepted" if made.is_accepted else "sent back",
    )
    return made
