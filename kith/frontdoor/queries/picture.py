"""The picture of one contact: everything that was sent about one child, what came before, and what is missing."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from kith.core import codes, says
from kith.core.lists import CodeList
from kith.frontdoor import claims
from kith.frontdoor.models import (
    Addition,
    Call,
    ClosingView,
    Consent,
    Contact,
    Decision,
    LookedAgain,
)
from kith.frontdoor.queries import of_contact, requests
from kith.frontdoor.queries.asked import Asked, history
from kith.frontdoor.queries.beside import (
    about,
    age_beside_name,
    everyone_in,
    holder,
    shortened,
)
from kith.frontdoor.queries.checked import Checked, checked
from kith.frontdoor.queries.family_asked import AskedFamily, family_asked
from kith.frontdoor.queries.forms import Forms, forms_of
from kith.frontdoor.queries.handed import Handed, handed
from kith.frontdoor.queries.whole import Whole, whole
from kith.frontdoor.rules import decide as rules
from kith.frontdoor.rules.added import CLOCKS
from kith.people.models import Address, IdentityDecision, LinkedAdult
from kith.plans.models import Plan
from kith.plans.queries import live_plan
from kith.record.models import Clock
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.rules import reaches

A_YEAR = timedelta(days=365)
NEW = set(CLOCKS.values())


@dataclass(frozen=True)
class Beside:
    """Another child in what was sent, who is visible to this actor."""

    reference: str
    name: str
    age: str
    state: str
    is_adult: bool


@dataclass(frozen=True)
class Earlier:
    """A contact about the same child in the year before."""

    reference: str
    received_at: datetime
    sender: str
    what: str
    decided: str
    is_closed: bool


@dataclass(frozen=True)
class Kept:
    """Children of the same incident whom this actor does not see, and whom to ask."""

    count: int
    ask: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Picture:
    """All that the page of a contact shows, as plain values beside the rows themselves."""

    contact: Contact
    name: str
    age: str
    held_by: str
    is_mine: bool
    lapses_at: datetime | None
    lapsed_at: datetime | None
    clocks: dict[str, Clock]
    forms: Forms
    consents: list[Consent]
    additions: list[Addition]
    adults: list[LinkedAdult]
    unsafe: list[LinkedAdult]
    reads_adults: bool
    addresses: list[Address]
    characteristics: list[tuple[str, str]]
    beside: list[Beside]
    kept: Kept
    earlier: list[Earlier]
    since_90_days: int
    plan: Plan | None
    led_by: str
    decisions: list[Decision]
    views: list[ClosingView]
    asks: list[Asked]
    calls: list[Call]
    identity: IdentityDecision | None
    everyone: list[int]
    looks: list[LookedAgain]
    requests: list[requests.Asked]
    linked: list[Contact]

    @property
    def is_in_danger(self) -> bool:
        """Said at first, or in anything that was added."""
        told = [self.contact, *self.linked]
        return any(each.in_danger == "yes" for each in self.additions) or any(
            each.in_danger == "yes" for each in told
        )

    @property
    def whole(self) -> Whole | None:
        return whole(self.contact.was_whole, self.contact.received_at)  # type: ignore[attr-defined]

    @property
    def checked(self) -> list[Checked]:
        return checked(self.contact.was_checked)  # type: ignore[attr-defined]

    @property
    def asked_family(self) -> list[AskedFamily]:
        return family_asked(self.contact.family_was_asked)  # type: ignore[attr-defined]

    @property
    def handed(self) -> Handed | None:
        return handed(self.contact)

    @property
    def decision(self) -> Decision | None:
        return self.decisions[0] if self.decisions else None


def open_contact(
    reference: str, *, actor: Actor | None, at: datetime, needs: str = "contact.read"
) -> Contact:
    """The contact, opened to be shown, and written in the audit."""
    today = says.today_in_london(at)
    found = gate.open_record(
        of_contact.opened, reference, actor=actor, needs=needs, purpose="decide", at=at, today=today
    )
    claims.worked_on(found, by=actor, at=at)
    return found


def picture(reference: str, *, actor: Actor | None, at: datetime, needs: str = "contact.read") -> Picture:
    """Everything that is known of this contact, for one page."""
    contact = open_contact(reference, actor=actor, at=at, needs=needs)
    assert actor is not None
    today = says.today_in_london(at)
    record = contact.record
    plan = live_plan(everyone_in(contact), actor=actor, on=today)
    asks = history(contact.pk, at=at)
    adults = of_contact.adults.rows(record=record.pk)
    near = _near(contact, at)
    decisions = _decisions(near)
    together = [
        row
        for row in near
        if row.pk != contact.pk and (row.receipt_id == contact.receipt_id or row.subject_id in contact.beside)
    ]
    earlier = [
        row
        for row in near
        if row.subject_id in everyone_in(contact)
        and row.receipt_id != contact.receipt_id
        and row not in together
    ]
    return Picture(
        contact=contact,
        name=about(contact),
        age="" if contact.kind == "adult" else age_beside_name(record, today),
        held_by=holder(contact, contact.held_by) if claims.stands(contact, at) else "",
        is_mine=contact.held_by_id in actor.posts and claims.stands(contact, at),
        lapses_at=claims.lapses_at(contact),
        lapsed_at=claims.lapsed_at(contact, at),
        clocks=_clocks(contact),
        forms=forms_of(contact),
        consents=of_contact.consents.rows(contact=contact.pk),
        additions=of_contact.additions.rows(contact=contact.pk),
        adults=adults,
        unsafe=[adult for adult in adults if adult.is_home_contact_unsafe],
        reads_adults=reaches(actor.reach, "adult.read", gate.standing(contact), "decide"),
        addresses=of_contact.addresses.rows(record=record.pk),
        characteristics=_characteristics(record.pk, at),
        beside=[_beside(row, today) for row in together],
        kept=_kept(contact, together),
        earlier=[_earlier(row, decisions.get(row.pk, [])) for row in earlier],
        since_90_days=sum(row.received_at >= contact.received_at - timedelta(days=90) for row in earlier),
        plan=plan,
        led_by=_leads(plan),
        decisions=decisions.get(contact.pk, []),
        views=of_contact.views.rows(contact=contact.pk) if asks else [],
        asks=asks,
        calls=of_contact.calls.rows(contact=contact.pk),
        identity=_identity(contact),
        everyone=everyone_in(contact),
        looks=_looks(contact, decisions.get(contact.pk, [])),
        requests=requests.of_contact(contact.pk, at=at) if actor.may("request.read") else [],
        linked=[row for row in reversed(near) if row.duplicate_of_id == contact.pk],
    )


def _looks(contact: Contact, decisions: list[Decision]) -> list[LookedAgain]:
    """How often a decision was looked at again, the latest first; nobody looks again at what was never decided."""
    if not decisions:
        return []
    return of_contact.looks.rows(contact=contact.pk)


def _near(contact: Contact, at: datetime) -> list[Contact]:
    """The other children in what was sent, a year of contacts about this one, and what tells of the same, the newest first."""
    return of_contact.around.rows(
        contact=contact.pk,
        receipt=contact.receipt_id,
        beside=contact.beside,
        everyone=everyone_in(contact),
        after=contact.received_at - A_YEAR,
        at=at,
    )


def _decisions(near: list[Contact]) -> dict[int, list[Decision]]:
    found: dict[int, list[Decision]] = {}
    for decision in of_contact.decisions.rows(contacts=[row.pk for row in near]):
        found.setdefault(decision.contact_id, []).append(decision)
    return found


def _clocks(contact: Contact) -> dict[str, Clock]:
    """The clock of each kind that is due first."""
    found: dict[str, Clock] = {}
    for clock in of_contact.running.rows(about=contact.reference):
        kind = "decision" if clock.rule == "CLK-01" else "news" if clock.rule in NEW else "picture"
        found.setdefault(kind, clock)
    return found


EQUALITY = {
    "ethnicity": "Ethnicity",
    "disability": "Disability",
    "first_language": "First language",
    "interpreter": "Interpreter",
    "communication": "Communication",
    "religion": "Religion",
    "gender_identity": "Gender identity",
    "nationality": "Nationality",
}


def _characteristics(record: int, at: datetime) -> list[tuple[str, str]]:
    answers: CodeList = codes.of("equality_answers")
    today = says.today_in_london(at)
    words = dict(answers.choices(today))
    return [
        (
            EQUALITY.get(each.what, each.what.replace("_", " ").capitalize()),
            each.value or words.get(each.answer, each.answer),
        )
        for each in of_contact.characteristics.rows(record=record)
    ]


def _beside(row: Contact, today: date) -> Beside:
    return Beside(
        reference=row.reference,
        name=about(row),
        age="" if row.kind == "adult" else age_beside_name(row.record, today),
        state=row.state,
        is_adult=row.kind == "adult",
    )


def _kept(contact: Contact, together: list[Contact]) -> Kept:
    hidden = set(contact.beside) - {row.subject_id for row in together}
    if not hidden:
        return Kept(0, ())
    with connection.cursor() as cursor:
        cursor.execute("select ask, phone, child from kith.kept_from_me(%s::bigint[])", [sorted(hidden)])
        return Kept(len(hidden), tuple(dict.fromkeys(cursor.fetchall())))


def _earlier(row: Contact, decisions: list[Decision]) -> Earlier:
    last = decisions[0] if decisions else None
    day = says.today_in_london(last.decided_at) if last else None
    return Earlier(
        reference=row.reference,
        received_at=row.received_at,
        sender=row.from_agency.says,
        what=shortened(row.what_happened, 120),
        decided=rules.outcomes().words(last.outcome, day) if last and day else "",
        is_closed=bool(last and day and rules.was_closed_by(last.outcome, day)),
    )


def _leads(plan: Plan | None) -> str:
    if plan is None or plan.lead_id is None:
        return ""
    return plan.led_by or "nobody just now"  # type: ignore[attr-defined]


def _identity(contact: Contact) -> IdentityDecision | None:
    if contact.identified_at is None:
        return None
    return next(iter(of_contact.identity.rows(subject=contact.subject_id, about=contact.reference)), None)
