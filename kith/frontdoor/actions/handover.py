"""Handing the front door over, with what must be watched; and taking it, by name."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import Contact, ShiftHandOver, ShiftNote
from kith.frontdoor.queries.handover import done_since, open_contacts, since
from kith.frontdoor.queries.red import nights
from kith.frontdoor.rules import handover as rules
from kith.record import ledger
from kith.record.clocks import hours_of
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership


@transaction.atomic
def hand_over_shift(*, notes: Mapping[str, str], by: Actor, at: datetime) -> ShiftHandOver:
    """Hand this front door to the next team: what is open, what was done, and a note on what must be watched."""
    gate.must(by, "contact.decide")
    area = Partnership.objects.get(pk=by.partnerships[0])
    said = {name: words.strip() for name, words in notes.items() if words.strip()}
    open_now = {contact.reference: contact for contact in open_contacts(by, at)}
    found = rules.objections(
        waits=ShiftHandOver.objects.filter(partnership=area, accepted_at=None).exists(),
        notes=said,
        known=frozenset(open_now),
    )
    if found:
        raise CannotDo(list(found.values()), {name: words for name, words in found.items() if name})
    began = since(by, at)
    made = ShiftHandOver.objects.create(
        agency_id=by.agency_id,
        partnership=area,
        turn=rules.turn(at, hours=hours_of(area.code)),
        since=began,
        open_then=len(open_now),
        done_since=done_since(by, began, at),
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        handed_at=at,
    )
    for name, words in said.items():
        contact = gate.open_record(
            Contact.objects.all(), name, actor=by, needs="contact.decide", purpose="decide", at=at
        )
        ShiftNote.objects.create(
            subject_id=contact.subject_id,
            handover=made,
            contact=contact,
            words=words,
            by_post_id=by.post_id,
            by_worker_id=gate.person(by),
            recorded_at=at,
        )
        ledger.write(
            "frontdoor.shift_handed_over",
            subject=contact.subject_id,
            by=by,
            at=at,
            about=contact.reference,
            purpose="decide",
            turn=rules.TURNS[made.turn],
        )
    audit.write("frontdoor.handover_made", at=at, purpose="decide", about=made.reference)
    return made


@transaction.atomic
def accept_handover(*, handover: str, by: Actor, at: datetime) -> ShiftHandOver:
    """Take the front door over from the team before: whoever takes it has read what was handed over."""
    gate.must(by, "contact.decide")
    held = ShiftHandOver.objects.select_for_update().filter(reference=handover).first()
    if held is None:
        raise gate.NotYours("frontdoor.handover", "contact.decide")
    said = rules.objections_to_accepting(
        waits=held.accepted_at is None,
        is_own=held.by_worker_id == by.worker_id,
        turn=held.turn,
        is_nights=any(by.team_id in teams for teams in nights([held.partnership_id]).values()),
    )
    if said:
        raise CannotDo([said])
    held.accepted_by_post_id, held.accepted_by_id, held.accepted_at = by.post_id, gate.person(by), at
    held.save(update_fields=["accepted_by_post", "accepted_by", "accepted_at"])
    audit.write("frontdoor.handover_accepted", at=at, purpose="decide", about=held.reference)
    return held
