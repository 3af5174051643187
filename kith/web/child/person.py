"""Who the child is, as a page names them: name, age, numbers, marks, linked adults, addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from kith.core import says
from kith.core.among import Among
from kith.core.written import Given, once
from kith.people import queries as people
from kith.people.models import Address, LinkedAdult, SourceRecord

ALLEGATIONS = {
    "alleged": "Alleged",
    "charged": "Charged",
    "convicted": "Convicted",
    "no_further_action": "No further action was taken",
    "none": "Nothing is alleged",
    "not_known": "Not known whether anything is alleged",
}


@dataclass(frozen=True)
class Person:
    """A child, from the newest record that has each thing."""

    name: str
    age: str
    born: str
    nhs_number: str
    school: str
    known_as: str
    told_by: tuple[str, ...]

    @property
    def heading(self) -> str:
        """“Maisie-Grace Thackaberry, 14”; an unborn child’s name says already that they are unborn."""
        due = self.age.removeprefix("unborn, ")
        return f"{self.name}, {due if self.name.startswith('Unborn') else self.age}"


@dataclass(frozen=True)
class Adult:
    """An adult linked to the child, as one sender told of them."""

    says: str
    relation: str
    born: str
    allegation: str
    why: str
    restriction: str
    ends_on: date | None
    is_over: bool
    source: str
    safe_contact: str
    is_home_unsafe: bool
    told_by: str
    told_at: datetime


@dataclass(frozen=True)
class Home:
    """An address, as one agency told it."""

    line: str
    postcode: str
    is_current: bool
    told_by: str
    told_at: datetime


def person(subjects: Iterable[int], *, today: date) -> Person:
    """Who these subjects are together. A record without a name is not made one."""
    records = people.records_of(subjects)
    named = next((r for r in records if people.name_of(r) != "Name not known"), None)
    born = next((r.date_of_birth for r in records if r.date_of_birth), None)
    expected = next((r.expected_on for r in records if r.expected_on), None)
    return Person(
        name=people.name_of(named) if named else "Name not known",
        age=says.age(born, today, due_on=expected),
        born=f"Born {says.day(born)}" if born else "" if expected else "Birth date not known",
        nhs_number=next((r.nhs_number for r in records if r.nhs_number), ""),
        school=next((r.school_says for r in records if r.school_says), ""),
        known_as=_known_as(records),
        told_by=tuple(dict.fromkeys(r.agency.says for r in records)),
    )


def _known_as(records: list[SourceRecord]) -> str:
    return next((r.known_as for r in records if r.known_as and r.known_as != r.given_name), "")


def adults(subjects: Iterable[int], *, today: date) -> list[Adult]:
    """Adults linked to the child, those whose contact is unsafe first; each as one sender told."""
    return [
        Adult(
            says=adult.says,
            relation=adult.relation,
            born=f"born {says.day(adult.date_of_birth)}" if adult.date_of_birth else "birth date not known",
            allegation=ALLEGATIONS.get(adult.allegation, "Not known whether anything is alleged"),
            why=adult.why,
            restriction=adult.restriction,
            ends_on=adult.restriction_ends_on,
            is_over=adult.restriction_ends_on is not None and adult.restriction_ends_on < today,
            source=adult.restriction_source,
            safe_contact=adult.safe_contact,
            is_home_unsafe=adult.is_home_contact_unsafe,
            told_by=adult.record.agency.says,
            told_at=adult.recorded_at,
        )
        for adult in _adults.rows(subjects=list(subjects))
    ]


@once
def _adults() -> QuerySet[LinkedAdult]:
    linked = LinkedAdult.objects.filter(Among("subject_id", Given("subjects")))
    return linked.select_related("record__agency").order_by("-is_home_contact_unsafe", "-recorded_at", "-id")


def homes(subjects: Iterable[int]) -> list[Home]:
    """Where the child lives and lived, now first, the newest telling first."""
    return [
        Home(one.line, one.postcode, one.is_current, one.record.agency.says, one.recorded_at)
        for one in Address.objects.filter(subject_id__in=list(subjects))
        .select_related("record__agency")
        .order_by("-is_current", "-recorded_at", "-id")
    ]
