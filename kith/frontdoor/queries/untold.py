"""Senders who have not been reached with a decision: whom to ring, and why the message did not go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from kith.core import says
from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import Call, Contact, LookedAgain
from kith.frontdoor.owed import decision_notices
from kith.frontdoor.queries.beside import age_beside_name
from kith.frontdoor.queries.lines import Child, Line
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules.tell import MESSAGE_GOES_WITHIN
from kith.notify.models import Notice
from kith.people.models import SourceRecord
from kith.people.queries import name_of
from kith.record import clocks
from kith.sharing import gate
from kith.sharing.actor import Actor

MOST = 50
FEEDBACK, CHASE = "CLK-03", "CLK-03-chase"


def untold(by: Actor, *, due: Mapping[str, datetime], chase: Mapping[str, str], at: datetime) -> list[Line]:
    """A line for each sender to ring, with the time by which they should have been told; `chase` is what is said after."""
    waiting = _waiting.rows(at=at, late=at - MESSAGE_GOES_WITHIN, partnerships=by.partnerships)
    return [
        _line(notice, due.get(notice.reference, notice.owed_at), chase.get(notice.reference, ""), at)
        for notice in waiting
    ]


@once
def _waiting() -> QuerySet[Notice]:
    calls = Call.objects.filter(notice=OuterRef("reference"))
    tried = calls.filter(is_reached=False).order_by().values("notice").annotate(n=Count("*"))
    return (
        Notice.objects.filter(
            Q(failed_at__isnull=False) | Q(sent_at=None, owed_at__lt=Given("late")),
            Among("partnership_id", Given("partnerships")),
            ~Exists(calls.filter(is_reached=True)),
            ~Exists(_looked_again_since),
            kind="decision_made",
            opened_at=None,
            recalled_at=None,
            owed_at__lte=Given("at"),
        )
        .select_related("agency")
        .annotate(tried=Coalesce(Subquery(tried.values("n")), 0), of=Subquery(_contact))
        .order_by("owed_at")[:MOST]
    )


# Which of the contacts that came with one receipt this notice answers; with its child as the sender named it.
_NAMES = ("given_name", "family_name", "parent_name", "date_of_birth", "expected_on")
_contact = (
    Contact.objects.filter(Among("subject_id", OuterRef("subjects")), receipt_reference=OuterRef("about"))
    .order_by("id")
    .values(
        told=JSONObject(
            contact="reference",
            sender_name="sender_name",
            sender_contact="sender_contact",
            **{name: f"record__{name}" for name in _NAMES},
        )
    )[:1]
)

# What was decided before the contact was taken up anew is not what its sender is told any more.
_looked_again_since = LookedAgain.objects.filter(
    Among("contact__subject_id", OuterRef("subjects")),
    contact__receipt_reference=OuterRef("about"),
    is_anew=True,
    recorded_at__gt=OuterRef("owed_at"),
)


def _line(notice: Any, due: datetime, chase: str, at: datetime) -> Line:
    why = notice.failed_because or "The message has not gone yet."
    rung = f" Rung {says.count(notice.tried, 'time')}, not reached." if notice.tried else ""
    of = notice.of or {}
    return Line(
        due_at=due,
        what="their answer",
        children=(_child(of, at),) if of else (),
        says=f"Decided: {notice.headline}. {why}{rung}{f' {chase}.' if chase else ''}",
        sender=notice.agency.says,
        received_at=notice.owed_at,
        receipt=notice.about,
        tells=notice.reference,
        rings=", ".join(part for part in (of.get("sender_name"), of.get("sender_contact")) if part),
    )


def _child(of: dict[str, str], at: datetime) -> Child:
    days = {name: date.fromisoformat(of[name]) for name in _NAMES[3:] if of[name]}
    record = SourceRecord(**{name: of[name] for name in _NAMES[:3]}, **days)
    return Child(
        contact=of["contact"],
        name=name_of(record),
        age=age_beside_name(record, says.today_in_london(at)),
        is_identified=True,
    )


@dataclass(frozen=True)
class ToTell:
    """One sender to ring: the contact, what they are to be told, and the calls so far."""

    contact: Contact
    notice: Notice
    name: str
    due_at: datetime | None
    chase_at: datetime | None
    calls: list[Call]

    @property
    def is_told(self) -> bool:
        return any(call.is_reached for call in self.calls) or self.notice.opened_at is not None


def to_tell(reference: str, *, actor: Actor | None, at: datetime) -> ToTell:
    """The contact, opened and audited, with the notice that nobody could carry; not there where none is owed."""
    contact = open_contact(reference, actor=actor, at=at, needs="contact.decide")
    notice = decision_notices(contact).filter(~Exists(_looked_again_since)).order_by("-id").first()
    if notice is None:
        raise gate.NotYours("notify.notice", "notice.read")
    running = {clock.rule: clock.due_at for clock in clocks.running("notice", notice.reference)}
    calls = Call.objects.filter(contact=contact, notice=notice.reference)
    return ToTell(
        contact=contact,
        notice=notice,
        name=name_of(contact.record),
        due_at=running.get(FEEDBACK),
        chase_at=running.get(CHASE),
        calls=list(calls.select_related("by_post", "by_worker").order_by("-rang_at", "-id")),
    )
