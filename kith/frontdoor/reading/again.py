"""A contact told again, to the front door of another area: all that was said of the child, in the words in which it came."""

from collections.abc import Iterable
from typing import Any

from kith.frontdoor.models import Contact
from kith.frontdoor.rules.household import names
from kith.people.models import Address, Characteristic, HouseholdMember, LinkedAdult

OF_CHILD = (
    "given_name middle_names family_name known_as sex nhs_number upn phone school_urn parent_name".split()
)
OF_CONTACT = "risk risk_from need strengths impact".split()
OF_CONSENT = "needed_because asked_by asked_of outcome not_asked_because lawful_basis competence".split()


def telling(
    contact: Contact,
    *,
    sender: str,
    contact_number: str,
    source: str,
    reference: str,
    begins: str,
    siblings: Iterable[HouseholdMember],
) -> dict[str, Any]:
    """What another front door is told: this child, and those of the home who go too."""
    home = Address.objects.filter(record_id=contact.record_id, is_current=True).order_by("id").first()
    adults = [adult(each) for each in LinkedAdult.objects.filter(record_id=contact.record_id)]
    return {
        "sender_name": sender,
        "sender_contact": contact_number,
        "sender_reference": reference,
        "source_code": source,
        "event_at": contact.event_at.isoformat() if contact.event_at else None,
        "what_happened": begins + contact.what_happened + _added(contact),
        "in_danger": contact.in_danger,
        "safe_now": contact.safe_now,
        "sender_did": contact.sender_did,
        "sender_asks": contact.sender_asks,
        "adults_answer": contact.adults_answer,
        "children": [
            _child(contact, home, adults),
            *(_sibling(each, contact, home, adults) for each in siblings),
        ],
    }


def _added(contact: Contact) -> str:
    """What the sender added later, each with its receipt."""
    told = contact.additions.order_by("received_at", "id").values_list("receipt_reference", "words")
    return "".join(f"\n\nAdded later ({receipt}):\n{words}" for receipt, words in told)


def _child(contact: Contact, home: Address | None, adults: list[dict[str, Any]]) -> dict[str, Any]:
    record = contact.record
    consent = contact.consents.order_by("-id").first()
    forms: dict[str, dict[str, Any]] = {}
    for answer in contact.forms.order_by("id"):
        # Of one form the answer that stands: what was seen once was seen.
        if answer.form not in forms or answer.answer == "seen" or forms[answer.form]["answer"] != "seen":
            forms[answer.form] = {
                "form": answer.form,
                "answer": answer.answer,
                "harm": answer.is_harm,
                "what": answer.what,
                "who_would_know": answer.who_would_know,
            }
    told: dict[str, Any] = {name: getattr(record, name) for name in OF_CHILD}
    told |= {name: getattr(contact, name) for name in OF_CONTACT}
    told |= {
        "kind": contact.subject.kind,
        "date_of_birth": _iso(record.date_of_birth),
        "expected_on": _iso(record.expected_on),
        "previous_family_names": list(record.previous_family_names),
        "school_name": record.school_says,
        "gp_ods_code": record.practice_code,
        "gp_name": record.practice_says,
        "address_line": home.line if home else "",
        "postcode": home.postcode if home else "",
        "words": contact.childs_words,
        "words_heard": contact.words_heard,
        "spoken_alone": contact.spoken_alone or "",
        "spoken_alone_who": contact.spoken_alone_who,
        "forms": list(forms.values()),
        "adults": adults,
        "household": [
            {
                "name": each.name,
                "date_of_birth": _iso(each.date_of_birth),
                "age": each.age,
                "relation": each.relation,
                "is_child": each.is_child,
                "lives_there": each.lives_there,
            }
            for each in HouseholdMember.objects.filter(record_id=record.pk).order_by("id")
        ],
        "characteristics": {
            each.what: {"answer": each.answer, "value": each.value}
            for each in Characteristic.objects.filter(record_id=record.pk)
        },
    }
    if consent:
        told["consent"] = {name: getattr(consent, name) for name in OF_CONSENT} | {
            "needed": consent.is_needed,
            "asked_at": consent.asked_at.isoformat() if consent.asked_at else None,
            "informed": consent.is_informed,
        }
    return told


def _sibling(
    member: HouseholdMember, contact: Contact, home: Address | None, adults: list[dict[str, Any]]
) -> dict[str, Any]:
    given, family = names(member.name)
    told: dict[str, Any] = {
        "given_name": given[:100],
        "family_name": family[:100],
        "date_of_birth": _iso(member.date_of_birth),
        "parent_name": contact.record.parent_name,
        "address_line": home.line if home and member.lives_there == "yes" else "",
        "postcode": home.postcode if home and member.lives_there == "yes" else "",
        "adults": adults,
    }
    if member.age is not None and member.date_of_birth is None:
        told["Age, as it was told"] = str(member.age)
    return told


def adult(told: LinkedAdult) -> dict[str, Any]:
    """An adult who may be a risk, as the sender told of them."""
    return {
        "name_or_description": told.says,
        "date_of_birth": _iso(told.date_of_birth),
        "relation": told.relation,
        "why": told.why,
        "allegation": told.allegation,
        "restriction": told.restriction,
        "restriction_ends_on": _iso(told.restriction_ends_on),
        "restriction_source": told.restriction_source,
        "safe_contact": told.safe_contact,
        "home_contact_unsafe": told.is_home_contact_unsafe,
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
