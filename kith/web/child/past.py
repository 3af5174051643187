"""What happened to the child: the chronology across agencies, the contacts, and the child's own words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.lookups import IsNull

from kith.core import codes, says
from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import Contact, Decision, FormAnswer
from kith.frontdoor.rules.decide import outcomes
from kith.record import ledger
from kith.record.models import Entry
from kith.record.queries import chronology
from kith.sharing.actor import Actor

A_PAGE = 50
SINCE = (("28", "Last 28 days", 28), ("182", "Last 6 months", 182), ("", "Always", None))
KINDS = (
    ("", "Everything", ""),
    ("frontdoor", "Contacts and decisions", "frontdoor."),
    ("plans", "The plan", "plans."),
    ("protection", "Strategy discussions", "protection."),
    ("people", "Who the child is", "people."),
)


@dataclass(frozen=True)
class Happened:
    """One line of the chronology: when it happened, from whom, what, and how much later it was written."""

    at: datetime
    written_at: datetime
    written_late: str
    from_whom: str
    by: str
    says: str
    detail: str
    contact: str


@dataclass(frozen=True)
class Chronology:
    """A page of the chronology, and whether there is more before it."""

    lines: tuple[Happened, ...]
    page: int
    has_earlier: bool


class _NotKnown(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "not known"


def read(
    subjects: Iterable[int], *, actor: Actor, at: datetime, since: str = "", kind: str = "", page: int = 1
) -> Chronology:
    """What had been written down by now, the latest happening first."""
    entries = chronology(subjects, actor=actor, as_at=at)
    if days := next((days for code, _, days in SINCE if code == since and days), None):
        entries = entries.filter(occurred_at__gte=at - timedelta(days=days))
    if begins := next((begins for code, _, begins in KINDS if code == kind), ""):
        entries = entries.filter(kind__startswith=begins)
    start = (max(page, 1) - 1) * A_PAGE
    found = list(entries[start : start + A_PAGE + 1])
    return Chronology(tuple(_line(entry) for entry in found[:A_PAGE]), max(page, 1), len(found) > A_PAGE)


def _line(entry: Entry) -> Happened:
    whole = (
        ledger.kinds[entry.kind].says.format_map(_NotKnown(entry.detail))
        if entry.kind in ledger.kinds
        else entry.kind
    )
    headline, _, detail = whole.partition(": ")
    return Happened(
        at=entry.occurred_at,
        written_at=entry.recorded_at,
        written_late=_late(entry.occurred_at, entry.recorded_at),
        from_whom=entry.detail.get("agency") or entry.by_post.agency.says,
        by=entry.by_worker.says if entry.by_worker else "",
        says=headline,
        detail=detail,
        contact=entry.about if entry.kind.startswith("frontdoor.") else "",
    )


def _late(happened: datetime, written: datetime) -> str:
    """A line written on a later day says how much later (an entry is never made to look older than it is)."""
    days = (says.in_london(written).date() - says.in_london(happened).date()).days
    return f"Written {says.count(days, 'day')} later" if days > 0 else ""


@dataclass(frozen=True)
class ContactLine:
    """One contact about the child, and what came of it."""

    reference: str
    received_at: datetime
    from_agency: str
    what_happened: str
    seen: tuple[str, ...]
    outcome: str
    decided_at: datetime | None


@dataclass(frozen=True)
class Words:
    """What the child said, as it was said."""

    words: str
    heard: str
    told_by: str
    at: datetime


@dataclass(frozen=True)
class Contacts:
    """Those to decide and the latest, the newest first; the child's own words in them; and how many there are."""

    lines: tuple[ContactLine, ...]
    words: tuple[Words, ...]
    count: int
    to_decide: int


NOT_READ = Contacts((), (), 0, 0)


def contacts(subjects: Iterable[int], *, today: date) -> Contacts:
    """The contacts about this person, each with its outcome: every one that is to be decided, and the latest."""
    found = sorted(
        _contacts.rows(subjects=list(subjects)), key=lambda each: (each.received_at, each.pk), reverse=True
    )
    ids = [contact.pk for contact in found]
    decided = {d.contact_id: d for d in _decisions.rows(contacts=ids)}
    forms = {entry.code: entry.says for entry in codes.of("exploitation_forms")}
    seen = defaultdict(list)
    for contact_id, form in _forms_seen.rows(contacts=ids):
        seen[contact_id].append(forms.get(form, form))
    lines = [
        ContactLine(
            reference=contact.reference,
            received_at=contact.received_at,
            from_agency=contact.from_agency.says,
            what_happened=contact.what_happened,
            seen=tuple(seen[contact.pk]),
            # What is decided anew has no outcome until it is.
            outcome=_outcome(decided.get(contact.pk), today) if contact.decided_at else "",
            decided_at=contact.decided_at,
        )
        for contact in found
    ]
    words = [
        Words(c.childs_words, c.words_heard, c.from_agency.says, c.event_at or c.received_at)
        for c in found
        if c.childs_words
    ]
    count, to_decide = (found[0].count, found[0].to_decide) if found else (0, 0)  # type: ignore[attr-defined]
    return Contacts(tuple(lines), tuple(words), count, to_decide)


@once
def _contacts() -> QuerySet[Contact]:
    about = Contact.objects.filter(Among("subject_id", Given("subjects")))
    counted = about.annotate(
        count=Window(Count("pk")), to_decide=Window(Count("pk", filter=Q(decided_at=None)))
    )
    to_decide_first = IsNull(F("decided_at"), True).desc()
    return counted.select_related("from_agency").order_by(to_decide_first, "-received_at", "-id")[:A_PAGE]


@once
def _decisions() -> QuerySet[Decision]:
    return Decision.objects.filter(Among("contact_id", Given("contacts"))).order_by("id")


@once
def _forms_seen() -> QuerySet[FormAnswer, tuple[int, str]]:
    seen = FormAnswer.objects.filter(Among("contact_id", Given("contacts")), answer="seen")
    return seen.values_list("contact_id", "form")


def _outcome(decision: Decision | None, today: date) -> str:
    if decision is None:
        return ""
    listed = outcomes()
    return (
        listed.get(decision.outcome, today).says if listed.has(decision.outcome, today) else decision.outcome
    )
