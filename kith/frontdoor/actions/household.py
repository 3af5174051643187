"""Considering the other children of a home: a contact for each who needs one, or why none is needed."""

import json
from datetime import datetime
from typing import Any

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.models import Considered, Contact
from kith.frontdoor.reading import again
from kith.frontdoor.rules import household as rules
from kith.frontdoor.rules.sent import reports_as
from kith.intake.actions import receive
from kith.intake.models import Channel, Receipt
from kith.people.models import Address, HouseholdMember, LinkedAdult
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Agency


@transaction.atomic
def consider(*, contact: str, member: str, answer: str, because: str, by: Actor, at: datetime) -> Considered:
    """Say whether another child of the home needs a contact too, and make it: it lands by the road that every contact takes."""
    alone.with_contact(contact)
    held = open_contact(contact, by=by, at=at)
    child = HouseholdMember.objects.filter(record_id=held.record_id, reference=member).first()
    if child is None or child.is_child == "no":
        raise CannotDo(["This is not a child of the home. Open the contact again, and choose one there."])
    has_contact = child.considered.exclude(receipt=None).exists()
    found = rules.objections(answer=answer, because=because, has_contact=has_contact, is_kept=held.restricted)
    if found:
        raise CannotDo(list(found.values()), found)
    made = Considered.objects.create(
        subject_id=held.subject_id,
        contact=held,
        member=child,
        receipt=_told(held, child, because, by, at) if answer == rules.A_CONTACT else None,
        because=because,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    ledger.write(
        "frontdoor.considered",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        answer="a contact was made for them too" if made.receipt_id else "no contact of their own is needed",
    )
    return made


def _told(held: Contact, child: HouseholdMember, because: str, by: Actor, at: datetime) -> Receipt:
    """What this front door tells itself of another child: who they are, what happened, and who must not come to the home."""
    given, family = rules.names(child.name)
    home = Address.objects.filter(record_id=held.record_id, is_current=True).order_by("id").first()
    agency = Agency.objects.get(pk=by.agency_id)
    telling: dict[str, Any] = {
        "sender_name": f"{by.name}, {by.post_says}"[:200],
        "source_code": reports_as(agency.kind, today_in_london(at)),
        "event_at": held.event_at.isoformat() if held.event_at else None,
        "what_happened": (
            f"A child of the same home came to notice (contact {held.receipt_reference}). {held.sender_name} told us:\n"
            f"{held.what_happened}"
        ),
        "adults_answer": held.adults_answer,
        "children": [
            {
                "given_name": given[:100],
                "family_name": family[:100],
                "date_of_birth": child.date_of_birth.isoformat() if child.date_of_birth else None,
                "address_line": home.line if home and child.lives_there == "yes" else "",
                "postcode": home.postcode if home and child.lives_there == "yes" else "",
                "parent_name": held.record.parent_name,
                "risk": because,
                "household": [
                    _index(held, child),
                    *(
                        _member(each)
                        for each in HouseholdMember.objects.filter(record_id=held.record_id).exclude(
                            pk=child.pk
                        )
                    ),
                ],
                "adults": [
                    again.adult(each) for each in LinkedAdult.objects.filter(record_id=held.record_id)
                ],
            }
        ],
    }
    if child.age is not None and child.date_of_birth is None:
        telling["children"][0]["Age, as it was told"] = str(child.age)
    raw = json.dumps(telling, ensure_ascii=False, sort_keys=True).encode()
    return receive(
        raw=raw,
        channel=Channel.WEB,
        key=f"household-{child.reference}",
        content_type="application/json",
        partnership=held.partnership_id,
        by=by,
        at=at,
    ).receipt


def _index(held: Contact, child: HouseholdMember) -> dict[str, Any]:
    """The child of the contact, as somebody of the other’s home."""
    record = held.record
    return {
        "name": " ".join(part for part in (record.given_name, record.family_name) if part) or "Not named",
        "date_of_birth": record.date_of_birth.isoformat() if record.date_of_birth else None,
        "relation": f"their {child.relation} is this child" if child.relation else "",
        "is_child": "yes",
        "lives_there": child.lives_there,
    }


def _member(member: HouseholdMember) -> dict[str, Any]:
    """Somebody else of the home: who they are to the other child was said of that child alone."""
    return {
        "name": member.name,
        "date_of_birth": member.date_of_birth.isoformat() if member.date_of_birth else None,
        "age": member.age,
        "is_child": member.is_child,
        "lives_there": member.lives_there,
    }
