"""School and practice of a contact's child, as the register has them now; and the contacts whose child's school is not known."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kith.core import says
from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import Contact, SchoolSaid
from kith.frontdoor.queries.beside import age_beside_name
from kith.frontdoor.rules import schools as rules
from kith.frontdoor.rules.contact import State
from kith.people import registers
from kith.people.finding import PRACTICE, SCHOOL, Line
from kith.people.queries import name_of
from kith.sharing.actor import Actor

MOST_LISTED = 100


@dataclass(frozen=True)
class Place:
    """A school or a practice as the contact shows it: found or not, as sent, and what was said later."""

    found: str
    closed: str
    number: str
    sent: str
    said_by: str = ""
    said_at: datetime | None = None
    none_because: str = ""

    @property
    def is_sent(self) -> bool:
        return bool(self.sent or self.number)


@dataclass(frozen=True)
class Missing:
    """A contact that waits, whose child's school is not known or not found."""

    reference: str
    receipt: str
    subject: int
    name: str
    age: str
    received_at: datetime
    sender: str
    sent: str
    urn: str
    held_by: str


def of_register(kind: str, code: str) -> Subquery:
    """What the register has now under the number in this column, as one value."""
    line = registers.now(kind).filter(code=OuterRef(code))
    told = {name: name for name in ("code", "name", "town", "opened_on", "closed_on", "is_shut")}
    return Subquery(line.values(told=JSONObject(**told))[:1], output_field=JSONField())


def school_said() -> Subquery:
    """The last that the front door said of this child's school, with what the register has of it, as one value."""
    said = SchoolSaid.objects.filter(contact=OuterRef("pk")).order_by("-id")
    said = said.annotate(line=of_register(SCHOOL, "school_urn"))
    told = JSONObject(
        urn="school_urn", because="because", at="recorded_at", by="by_worker__says", line=F("line")
    )
    return Subquery(said.values(told=told)[:1], output_field=JSONField())


def school_of(contact: Contact, today: date) -> Place:
    """The school as the front door said it, else as it was sent. `contact` is one that was opened to be shown."""
    record, said = contact.record, contact.school_said  # type: ignore[attr-defined]
    if said:
        return _place(
            SCHOOL, said["line"], said["urn"], record.school_says, today,
            said_by=said["by"], said_at=datetime.fromisoformat(said["at"]), none_because=said["because"],
        )  # fmt: skip
    return sent_school_of(contact, today)


def sent_school_of(contact: Contact, today: date) -> Place:
    """The school as it was sent, whatever the front door said since."""
    record = contact.record
    return _place(SCHOOL, contact.school_now, record.school_urn, record.school_says, today)  # type: ignore[attr-defined]


def practice_of(contact: Contact, today: date) -> Place:
    record = contact.record
    return _place(PRACTICE, contact.practice_now, record.practice_code, record.practice_says, today)  # type: ignore[attr-defined]


def _place(kind: str, line: dict[str, Any] | None, number: str, sent: str, today: date, **said: Any) -> Place:
    if line is None:
        return Place("", "", number, sent, **said)
    opened, closed = (
        date.fromisoformat(line[name]) if line[name] else None for name in ("opened_on", "closed_on")
    )
    known = Line(
        kind,
        line["code"],
        line["name"],
        line["town"],
        opened_on=opened,
        closed_on=closed,
        is_shut=line["is_shut"],
    )
    return Place(known.place, known.closed(today), known.code, sent, **said)


def missing(*, by: Actor, at: datetime) -> tuple[list[Missing], bool]:
    """Contacts that wait, of children of school age whose school is not known or not found, oldest first; and whether there are more."""
    today = says.today_in_london(at)
    first, last = rules.born_between(today)
    rows = _missing.rows(areas=by.partnerships, first=first, last=last)
    return [_line(row, today) for row in rows[:MOST_LISTED]], len(rows) > MOST_LISTED


@once
def _missing() -> QuerySet[Contact]:
    known = registers.now(SCHOOL).filter(code=OuterRef("record__school_urn"))
    said = SchoolSaid.objects.filter(contact=OuterRef("pk"))
    return (
        Contact.objects.filter(
            Among("partnership_id", Given("areas")),
            ~Exists(known),
            ~Exists(said),
            state=State.RECEIVED.value,
            duplicate_of=None,
            record__date_of_birth__gte=Given("first"),
            record__date_of_birth__lte=Given("last"),
        )
        .select_related("record", "from_agency", "held_by")
        .order_by("received_at", "id")[: MOST_LISTED + 1]
    )


def _line(row: Contact, today: date) -> Missing:
    return Missing(
        reference=row.reference,
        receipt=row.receipt_reference,
        subject=row.subject_id,
        name=name_of(row.record),
        age=age_beside_name(row.record, today),
        received_at=row.received_at,
        sender=row.from_agency.says,
        sent=row.record.school_says,
        urn=row.record.school_urn,
        held_by=row.held_by.says if row.held_by else "",
    )
