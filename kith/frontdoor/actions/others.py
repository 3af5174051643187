"""Thinking of each other child when one is decided on or handed over: a contact of their own, or why none is needed."""

from collections.abc import Iterable
from datetime import datetime

from kith.core.says import today_in_london
from kith.frontdoor.actions import household
from kith.frontdoor.models import Contact
from kith.frontdoor.queries import others as queries
from kith.frontdoor.queries.others import Other
from kith.frontdoor.rules import household as rules
from kith.people import queries as people
from kith.people.kin import Kin, belonging
from kith.people.models import HouseholdMember
from kith.sharing.actor import Actor


def everybody(held: Contact, *, at: datetime) -> list[Other]:
    """All whom a decision on this contact thinks of, as far as whoever decides may know them."""
    return queries.to_think_of(held, _kin(held, at), today=today_in_london(at))


def family_of(held: Contact, *, at: datetime) -> list[Other]:
    """Of those the brothers, sisters and who shares a home, as a person wrote them down."""
    return queries.family(held, _kin(held, at))


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
            household.write_down_family(held, each.kin, answer, because, by=by, at=at)
        else:
            child = HouseholdMember.objects.get(record_id=held.record_id, reference=each.member)
            household.write_down(held, child, answer, because, by=by, at=at)
