"""What was thought of each other child when one is decided on or handed over: a contact of their own, or why none is needed."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kith.core.says import today_in_london
from kith.frontdoor.models import Considered, Contact
from kith.frontdoor.queries.others import Other, family, to_think_of
from kith.frontdoor.reading import again
from kith.frontdoor.rules import household as rules
from kith.frontdoor.rules.sent import reports_as
from kith.intake.actions import receive
from kith.intake.models import Channel, Receipt
from kith.people import queries as people
from kith.people.kin import Kin, belonging
from kith.people.models import Address, HouseholdMember, LinkedAdult
from kith.people.rules import SHARES_HOME, relations, turned
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Agency


def everybody(held: Contact, *, at: datetime) -> list[Other]:
    """All whom a decision on this contact thinks of, as far as whoever decides may know them."""
    return to_think_of(held, _kin(held, at), today=today_in_london(at))


def family_of(held: Contact, *, at: datetime) -> list[Other]:
    """Of those the brothers, sisters and who shares a home, as a person wrote them down."""
    return family(held, _kin(held, at))


def _kin(held: Contact, at: datetime) -> list[Kin]:
    return belonging(people.everyone(held.subject_id), today=today_in_london(at)).now


def objections(
    held: Contact, asked: Iterable[Other], said: rules.Said, *, may_wait: bool = False
) -> dict[str, str]:
    """Why they are not thought of yet, by field."""
    children = list(asked)
    kept = {each.field for each in children if each.is_kept or held.restricted}
    names = {each.field: each.name for each in children}
    return rules.objections_to_each(names, said, kept=kept, may_wait=may_wait)


def settle(held: Contact, asked: Iterable[Other], said: rules.Said, *, by: Actor, at: datetime) -> None:
    """Write down what was said of each, and make the contacts that are needed."""
    for each in asked:
        answer, because = said.get(each.field, ("", ""))
        if not answer:
            continue
        if each.kin:
            write_down_family(held, each.kin, answer, because, by=by, at=at)
        else:
            child = HouseholdMember.objects.get(record_id=held.record_id, reference=each.member)
            write_down(held, child, answer, because, by=by, at=at)


def write_down(
    held: Contact, child: HouseholdMember, answer: str, because: str, *, by: Actor, at: datetime
) -> Considered:
    """What was decided for another child of the home; a contact for them, where it is needed, shows the same home."""
    made = None
    if answer == rules.A_CONTACT:
        made = _tell(held, _of_home(held, child, because), "home", child.reference, by, at)
    return _written(held, because, made, by, at, member=child)


def write_down_family(
    held: Contact, kin: Kin, answer: str, because: str, *, by: Actor, at: datetime
) -> Considered:
    """What was decided for a brother, a sister or who shares a home, of whom this contact does not tell."""
    made = None
    if answer == rules.A_CONTACT:
        made = _tell(held, _of_family(held, kin, because), "family", f"{held.reference}-{kin.child}", by, at)
    return _written(held, because, made, by, at, child=kin.child)


def _written(
    held: Contact, because: str, receipt: Receipt | None, by: Actor, at: datetime, **whom: Any
) -> Considered:
    made = Considered.objects.create(
        subject_id=held.subject_id,
        contact=held,
        receipt=receipt,
        because=because,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
        **whom,
    )
    ledger.write(
        "frontdoor.considered",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        answer="a contact was made for them too" if receipt else "no contact of their own is needed",
    )
    return made


def _tell(held: Contact, child: dict[str, Any], together: str, key: str, by: Actor, at: datetime) -> Receipt:
    """What this front door tells itself of another child: who they are, what happened, and who must not come to the home."""
    agency = Agency.objects.get(pk=by.agency_id)
    telling: dict[str, Any] = {
        "sender_name": f"{by.name}, {by.post_says}"[:200],
        "source_code": reports_as(agency.kind, today_in_london(at)),
        "event_at": held.event_at.isoformat() if held.event_at else None,
        "what_happened": (
            f"A child of the same {together} came to notice (contact {held.receipt_reference}). {held.sender_name} told us:\n"
            f"{held.what_happened}"
        ),
        "adults_answer": held.adults_answer,
        "children": [child | {"adults": _adults(held)}],
    }
    raw = json.dumps(telling, ensure_ascii=False, sort_keys=True).encode()
    return receive(
        raw=raw,
        channel=Channel.WEB,
        key=f"household-{key}",
        content_type="application/json",
        partnership=held.partnership_id,
        by=by,
        at=at,
    ).receipt


def _adults(held: Contact) -> list[dict[str, Any]]:
    return [again.adult(each) for each in LinkedAdult.objects.filter(record_id=held.record_id)]


def _home(held: Contact, lives_there: bool) -> dict[str, str]:
    home = Address.objects.filter(record_id=held.record_id, is_current=True).order_by("id").first()
    is_same = home is not None and lives_there
    return {
        "address_line": home.line if home and is_same else "",
        "postcode": home.postcode if home and is_same else "",
    }


def _of_home(held: Contact, child: HouseholdMember, because: str) -> dict[str, Any]:
    given, family = rules.names(child.name)
    told: dict[str, Any] = {
        "given_name": given[:100],
        "family_name": family[:100],
        "date_of_birth": child.date_of_birth.isoformat() if child.date_of_birth else None,
        **_home(held, child.lives_there == "yes"),
        "parent_name": held.record.parent_name,
        "risk": because,
        "household": [
            _index(
                held, f"their {child.relation} is this child" if child.relation else "", child.lives_there
            ),
            *(
                _member(each)
                for each in HouseholdMember.objects.filter(record_id=held.record_id).exclude(pk=child.pk)
            ),
        ],
    }
    if child.age is not None and child.date_of_birth is None:
        told["Age, as it was told"] = str(child.age)
    return told


def _of_family(held: Contact, kin: Kin, because: str) -> dict[str, Any]:
    """Somebody who is known here: by the names and the birthday of their own record. Where they live this contact cannot say,
    unless it was written down that they share its home."""
    records = people.records_of(kin.them)
    record = next((each for each in records if each.given_name or each.family_name), records[0])
    return {
        "kind": record.subject.kind,
        "given_name": record.given_name,
        "family_name": record.family_name,
        "parent_name": record.parent_name,
        "date_of_birth": record.date_of_birth.isoformat() if record.date_of_birth else None,
        "expected_on": record.expected_on.isoformat() if record.expected_on else None,
        **_home(held, kin.kind == SHARES_HOME),
        "risk": because,
        "household": [
            _index(
                held,
                relations().words(turned(kin.kind), today_in_london(held.received_at)).lower(),
                "yes" if kin.kind == SHARES_HOME else "not_known",
            )
        ],
    }


def _index(held: Contact, relation: str, lives_there: str) -> dict[str, Any]:
    """The child of the contact, as somebody of the other’s home."""
    record = held.record
    return {
        "name": " ".join(part for part in (record.given_name, record.family_name) if part) or "Not named",
        "date_of_birth": record.date_of_birth.isoformat() if record.date_of_birth else None,
        "relation": relation,
        "is_child": "yes",
        "lives_there": lives_there,
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
