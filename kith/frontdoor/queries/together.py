"""The daily list: what police, health and social care have to speak about today, and what is to be read again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from kith.core import days, says
from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import Addition, Contact, Decision, ReRead, ViewAsked
from kith.frontdoor.queries.beside import about, age_beside_name, shortened
from kith.frontdoor.queries.views import Voice, asked_since, voice
from kith.frontdoor.rules import decide
from kith.frontdoor.rules import together as rules
from kith.frontdoor.rules.contact import State
from kith.frontdoor.rules.shapes import grave_harm
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.queries.posts import holder_of

# How many days back a decision still stands in the sample that is read again (local).
READ_AGAIN_WITHIN = timedelta(days=28)


@dataclass(frozen=True)
class Item:
    """One contact of the list: whom it is about, what is proposed, and whose word is still to come."""

    contact: str
    name: str
    age: str
    rag: str
    came_at: datetime
    sender: str
    happened: str
    proposed: str
    voices: list[Voice]
    awaited: list[str]
    is_disputed: bool

    @property
    def is_late(self) -> bool:
        return any(not each.is_given and each.is_over for each in self.voices)


@dataclass(frozen=True)
class Decided:
    """A decision on the list: what it was, by whom, and why it is here."""

    contact: str
    name: str
    age: str
    outcome: str
    by: str
    worker: int
    at: datetime
    owed: str
    silent: str
    because: str
    sample: str


@dataclass(frozen=True)
class Together:
    """The daily list of a front door."""

    disputed: list[Item]
    waiting: list[Item]
    unasked: list[Item]
    alone: list[Decided]
    sample: list[Decided]

    @property
    def awaited(self) -> int:
        return sum(len(item.awaited) for item in (*self.disputed, *self.waiting))

    @property
    def heading(self) -> str:
        """“Deciding together: 2 disagreements, 3 views awaited”."""
        return (
            f"Deciding together: {says.count(len(self.disputed), 'disagreement') if self.disputed else 'no disagreement'},"
            f" {self.awaited or 'no'} {'view' if self.awaited == 1 else 'views'} awaited"
        )


def together(*, actor: Actor | None, at: datetime) -> Together:
    """What is spoken about today; the children shown are written in the audit."""
    by = gate.must(actor, "contact.decide")
    today = says.today_in_london(at)
    asks: dict[int, list[ViewAsked]] = {}
    for ask in _asks.rows(partnerships=by.partnerships, today=today):
        asks.setdefault(ask.contact_id, []).append(ask)
    open_now = _open.rows(partnerships=by.partnerships)
    decided = _decided.rows(
        partnerships=by.partnerships, since=at - READ_AGAIN_WITHIN, yesterday=_yesterday(at)
    )
    audit.write(
        "frontdoor.together_listed",
        at=at,
        purpose="decide",
        subjects=sorted({row.subject_id for row in (*open_now, *decided)}),
    )
    items = [_item(row, asks.get(row.pk, []), at) for row in open_now]
    first = sorted(items, key=lambda each: (not each.is_late, each.rag != "red", each.came_at))
    return Together(
        disputed=[each for each in first if each.is_disputed],
        waiting=[each for each in first if each.awaited and each.voices and not each.is_disputed],
        unasked=[each for each in first if not each.voices],
        alone=[
            _done(row)
            for row in decided
            if row.views_owed and row.views_silent and row.decided_at >= _yesterday(at)
        ],
        sample=[_done(row) for row in decided if row.sample and not row.is_read],  # type: ignore[attr-defined]
    )


def _yesterday(at: datetime) -> datetime:
    """The beginning of the last working day before today."""
    today = says.today_in_london(at)
    day = today - timedelta(days=1)
    while not days.is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, datetime.min.time(), tzinfo=says.LONDON)


@once
def _open() -> QuerySet[Contact]:
    """Contacts that wait and whose signs, danger, picture or adult of high risk make the views owed, or on which somebody was asked."""
    asked = ViewAsked.objects.filter(contact=OuterRef("pk"))
    found = Contact.objects.filter(Among("partnership_id", Given("partnerships")), state=State.RECEIVED.value)
    grave = Q(police__harm_level__in=grave_harm())
    added = Addition.objects.filter(grave, contact=OuterRef("pk"))
    found = found.exclude(rag__in=["", "green"]) | found.filter(grave | Exists(added) | Exists(asked))
    return found.select_related("record", "from_agency").order_by("received_at", "id")


@once
def _asks() -> QuerySet[ViewAsked]:
    found = ViewAsked.objects.filter(
        Among("contact__partnership_id", Given("partnerships")), contact__state=State.RECEIVED.value
    )
    return (
        found.select_related("view__by_worker", "view__by_post", "by_worker", "post__agency", "chased")
        .annotate(holder=holder_of("post", Given("today")))
        .order_by("id")
    )


@once
def _decided() -> QuerySet[Decision]:
    found = Decision.objects.filter(
        Among("contact__partnership_id", Given("partnerships")),
        decided_at__gte=Given("since"),
        contact__state=State.DECIDED.value,
    )
    found = found.exclude(sample="") | found.filter(decided_at__gte=Given("yesterday")).exclude(
        views_silent=[]
    )
    return (
        found.select_related("contact__record", "by_worker", "by_post")
        .annotate(is_read=Exists(ReRead.objects.filter(decision=OuterRef("pk"))))
        .order_by("decided_at", "id")
    )


def _item(row: Contact, asks: list[ViewAsked], at: datetime) -> Item:
    today = says.today_in_london(at)
    every = [voice(ask, at) for ask in asks]
    now = asked_since(every, [])
    views = [each for each in now if each.is_view]
    return Item(
        contact=row.reference,
        name=about(row),
        age="" if row.kind == "adult" else age_beside_name(row.record, today),
        rag=row.rag,
        came_at=row.received_at,
        sender=row.from_agency.says,
        happened=shortened(row.what_happened),
        proposed=views[-1].asks if views else "",
        voices=now,
        awaited=[each.says for each in now if not each.is_given],
        is_disputed=any(each.is_given and each.is_agreed is False for each in views),
    )


def _done(row: Decision) -> Decided:
    day = says.today_in_london(row.decided_at)
    return Decided(
        contact=row.contact.reference,
        name=about(row.contact),
        age=age_beside_name(row.contact.record, day),
        outcome=decide.outcomes().words(row.outcome, day),
        by=f"{row.by_worker}, {row.by_post}",
        worker=row.by_worker_id,
        at=row.decided_at,
        owed=rules.because_of(row.views_owed, day),
        silent=rules.named(row.views_silent, day).lower() if row.views_silent else "",
        because=row.alone_because,
        sample=rules.sample_says(row.sample, day) if row.sample else "",
    )
