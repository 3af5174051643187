"""Who else is of the home, which of them are children, and what was said of each of those."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, DateTimeField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kith.core import says
from kith.core.written import Given, once
from kith.frontdoor.models import Considered, Contact
from kith.people.models import HouseholdMember

ELSEWHERE = {"no": "lives elsewhere", "not_known": "not known whether they live there"}


@dataclass(frozen=True)
class Home:
    """Everybody of the home who was told of."""

    members: list["Member"]

    @property
    def open(self) -> int:
        """How many children nobody considered yet."""
        return sum(each.is_open for each in self.members)


@dataclass(frozen=True)
class Said:
    """What somebody at the front door said of another child: why, and the contact that was made, once it is read."""

    because: str
    by: str
    at: datetime | None
    receipt: str
    contact: str
    is_origin: bool = False


@dataclass(frozen=True)
class Member:
    """Somebody of the home, in words. `is_open` is a child of whom nobody has said whether they need a contact too."""

    reference: str
    name: str
    facts: str
    may_be_child: bool
    said: Said | None

    @property
    def is_open(self) -> bool:
        return self.may_be_child and self.said is None


def household(record: int, today: date) -> Home:
    """The home of one record: children first, those whom nobody considered before the others."""
    found = [in_words(each, today) for each in _told.rows(record=record)]
    return Home(sorted(found, key=lambda each: (not each.is_open, not each.may_be_child)))


def was_thought() -> ArraySubquery:
    """What was said on a contact of each child of the family who was not told of in the home, as one value."""
    made = Contact.objects.filter(receipt=OuterRef("receipt")).order_by("id")
    said = Considered.objects.filter(contact=OuterRef("pk"), member=None).order_by("id")
    told = JSONObject(
        because="because",
        by="by_worker__says",
        at="recorded_at",
        receipt="receipt__reference",
        contact=Subquery(made.values("reference")[:1]),
    )
    return ArraySubquery(said.values(told=told))


def thought_of(contact: Any) -> list[Said]:
    """The same, for a page: without a name, since who reads this contact need not know them."""
    return [
        Said(
            each["because"],
            each["by"],
            datetime.fromisoformat(each["at"]),
            each["receipt"] or "",
            each["contact"] or "",
        )
        for each in contact.was_thought or []
    ]


def told_of(record: int, reference: str) -> HouseholdMember | None:
    """One of the home, by reference."""
    return next((row for row in _told.rows(record=record) if row.reference == reference), None)


@once
def _told() -> QuerySet[HouseholdMember]:
    last = Considered.objects.filter(member=OuterRef("pk")).order_by("-id")
    made = Contact.objects.filter(receipt__reference=OuterRef("receipt_said")).order_by("id")
    origin = Considered.objects.filter(receipt=OuterRef("record__contact__receipt")).order_by("id")
    rows = HouseholdMember.objects.filter(record_id=Given("record")).annotate(
        because_said=Subquery(last.values("because")[:1]),
        by_said=Subquery(last.values("by_worker__says")[:1], output_field=CharField()),
        at_said=Subquery(last.values("recorded_at")[:1], output_field=DateTimeField()),
        receipt_said=Subquery(last.values("receipt__reference")[:1], output_field=CharField()),
    )
    rows = rows.annotate(origin=Subquery(origin.values("contact__reference")[:1]))
    return rows.annotate(contact_said=Subquery(made.values("reference")[:1])).order_by("id")


def in_words(row: HouseholdMember, today: date) -> Member:
    """One row of the home, as pages say it."""
    age = says.age(row.date_of_birth, today) if row.date_of_birth else "" if row.age is None else str(row.age)
    if not age:
        age = {"yes": "a child, age not known", "not_known": "age not known"}.get(row.is_child, "")
    facts = (age, row.relation, ELSEWHERE.get(row.lives_there, ""))
    if row.origin:  # type: ignore[attr-defined]
        said = Said("", "", None, "", row.origin, is_origin=True)  # type: ignore[attr-defined]
    else:
        said = row.because_said and _said(row)  # type: ignore[attr-defined]
    return Member(
        reference=row.reference,
        name=row.name,
        facts=", ".join(part for part in facts if part),
        may_be_child=row.is_child != "no",
        said=said or None,
    )


def _said(row: Any) -> Said:
    return Said(row.because_said, row.by_said, row.at_said, row.receipt_said or "", row.contact_said or "")
