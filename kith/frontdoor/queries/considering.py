"""Another child of a home, and who it may be among those who are known here: a candidate with why, never an answer."""

from dataclasses import dataclass
from datetime import date, datetime

from kith.core import says
from kith.frontdoor.models import Contact
from kith.frontdoor.queries.beside import everyone_in
from kith.frontdoor.queries.household import Member, in_words, told_of
from kith.frontdoor.queries.whoisthis import sent_record
from kith.frontdoor.rules import household as rules
from kith.people import queries as people
from kith.people.matching import Candidate, Record
from kith.sharing import gate
from kith.sharing.actor import Actor


@dataclass(frozen=True)
class MayBe:
    """Somebody who is known here and may be this child, with why: a candidate, never an answer."""

    name: str
    age: str
    why: str


@dataclass(frozen=True)
class OneChild:
    """One other child of the home, who they may be, and whom to ask where a record is kept."""

    member: Member
    may_be: list[MayBe]
    ask: tuple[tuple[str, str, str], ...]
    is_enough: bool


def child_of(contact: Contact, member: str, *, by: Actor, at: datetime) -> OneChild:
    """A child of this contact's home, and a look-up of who it may be, which is written in the audit."""
    today = says.today_in_london(at)
    row = told_of(contact.record_id, member)
    if row is None or row.is_child == "no":
        raise gate.NotYours("people.householdmember", "contact.decide")
    given, family = rules.names(row.name)
    home = sent_record(contact.record, by=by)
    there = row.lives_there == "yes"
    record = Record(
        given_name=given,
        family_name=family,
        date_of_birth=row.date_of_birth,
        address_line=home.address_line if there else "",
        postcode=home.postcode if there else "",
    )
    found = people.look_up(record, by=by, at=at, purpose="find", without=contact.subject_id)
    seen = [each for each in found.outcome.candidates if each.person not in everyone_in(contact)][:5]
    known = people.names(each.person for each in seen)
    return OneChild(
        member=in_words(row, today),
        may_be=[_may_be(each, known[each.person], today) for each in seen if each.person in known],
        ask=found.ask,
        is_enough=row.date_of_birth is not None,
    )


def _may_be(candidate: Candidate, known: people.Known, today: date) -> MayBe:
    agrees = [row.label for row in candidate.rows if row.verdict == "agrees"]
    return MayBe(
        name=known.name,
        age=says.age(known.date_of_birth, today, due_on=known.expected_on),
        why=f"Agrees: {says.people(agrees).lower()}" if agrees else "Some of it agrees",
    )
