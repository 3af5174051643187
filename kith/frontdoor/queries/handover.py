"""What one team hands to the next: what is open, what was done, and what must be watched."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, QuerySet

from kith.core import says
from kith.frontdoor.models import Contact, Decision, ShiftHandOver, ShiftNote
from kith.frontdoor.queries.beside import about, age_beside_name, shortened
from kith.frontdoor.queries.red import whom
from kith.frontdoor.rules import decide, handover
from kith.frontdoor.rules.contact import State
from kith.record.clocks import hours_of
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership

MOST = 40
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Open:
    """A contact that waits, as it is handed over."""

    contact: Contact
    name: str
    age: str
    says: str


@dataclass(frozen=True)
class Came:
    """A contact that came in this turn, and in one sentence what became of it."""

    contact: Contact
    name: str
    age: str
    says: str


@dataclass(frozen=True)
class Turn:
    """All that the page of a handover shows."""

    way: str
    whom: list[str]
    came: list[Came]
    more_came: int
    waits: ShiftHandOver | None
    is_late: bool
    is_own: bool
    notes: list[ShiftNote]
    open: list[Open]
    more: int
    decided: list[tuple[Decision, str]]
    since: datetime
    last: ShiftHandOver | None


def since(by: Actor, at: datetime) -> datetime:
    """Since when: the last handover of this front door, or a day."""
    last = ShiftHandOver.objects.filter(partnership_id__in=by.partnerships).order_by("-handed_at").first()
    return max(last.handed_at, at - 3 * A_DAY) if last else at - A_DAY


def open_contacts(by: Actor, at: datetime) -> QuerySet[Contact]:
    """What waits for a decision at this front door, the most urgent first."""
    waiting = Contact.objects.filter(
        state=State.RECEIVED, partnership_id__in=by.partnerships, received_at__lte=at
    )
    return waiting.select_related("record", "from_agency", "held_by").order_by("received_at", "id")


def done_since(by: Actor, began: datetime, at: datetime) -> int:
    """How many decisions were made at this front door in between."""
    return _decided(by, began, at).count()


def _decided(by: Actor, began: datetime, at: datetime) -> QuerySet[Decision]:
    return Decision.objects.filter(
        contact__partnership_id__in=by.partnerships, decided_at__gt=began, decided_at__lte=at
    )


def _age(contact: Contact, today: date) -> str:
    return "" if contact.kind == "adult" else age_beside_name(contact.record, today)


def _came(by: Actor, began: datetime, until: datetime, at: datetime) -> list[Contact]:
    """What came between these moments, the earliest first, with what was decided of it by now."""
    found = Contact.objects.filter(
        partnership_id__in=by.partnerships, received_at__gt=began, received_at__lte=until
    )
    last = (
        Decision.objects.filter(decided_at__lte=at).select_related("by_worker").order_by("decided_at", "id")
    )
    return list(
        found.select_related("record", "held_by")
        .prefetch_related(Prefetch("decisions", queryset=last, to_attr="decided"))
        .order_by("received_at", "id")
    )


def _became(contact: Contact, at: datetime) -> str:
    """“Decided 3:10am by Aurelio Thistlewood-Okafor: assessment.”"""
    made: list[Decision] = getattr(contact, "decided", [])
    if contact.state == State.DECIDED and made:
        last = made[-1]
        outcome = decide.outcomes().words(last.outcome, says.today_in_london(last.decided_at))
        return f"Decided {says.short_moment(last.decided_at, at)} by {last.by_worker}: {outcome[:1].lower()}{outcome[1:]}."
    if contact.state == State.LINKED:
        return "Tells of the same as an earlier contact, and is looked at there."
    if contact.state != State.RECEIVED:
        return "Closed."
    if contact.held_by:
        return f"Waits for a decision, with {contact.held_by.says}."
    return "Waits. Nobody has taken it on."


def turn(*, actor: Actor | None, at: datetime) -> Turn:
    """What waits to be accepted, or what would be handed over now; the children shown are written in the audit."""
    by = gate.must(actor, "contact.decide")
    made = ShiftHandOver.objects.filter(partnership_id__in=by.partnerships).select_related(
        "by_worker", "by_post", "accepted_by", "accepted_by_post"
    )
    waits = made.filter(accepted_at=None).order_by("-id").first()
    began = waits.since if waits else since(by, at)
    area = Partnership.objects.get(pk=by.partnerships[0])
    way = waits.turn if waits else handover.turn(at, hours=hours_of(area.code))
    came = _came(by, began, waits.handed_at if waits else at, at)
    notes = list(waits.notes.select_related("contact__record", "by_worker").order_by("id")) if waits else []
    everything = list(open_contacts(by, at))
    order = {"red": 0, "amber": 1, "green": 2, "": 3}
    everything.sort(key=lambda contact: (order.get(contact.rag, 3), contact.received_at))
    decided = list(
        _decided(by, began, at).select_related("contact__record", "by_worker").order_by("-decided_at")[:MOST]
    )
    audit.write(
        "frontdoor.handover_shown",
        at=at,
        purpose="decide",
        subjects=sorted(
            {each.subject_id for each in [*everything[:MOST], *came[:MOST]]}
            | {each.subject_id for each in decided}
            | {note.subject_id for note in notes}
        ),
    )
    today = says.today_in_london(at)
    return Turn(
        way=way,
        whom=whom(area.pk, way == "to_day", today),
        came=[Came(each, about(each), _age(each, today), _became(each, at)) for each in came[:MOST]],
        more_came=max(0, len(came) - MOST),
        waits=waits,
        is_late=bool(waits and handover.is_late(waits.handed_at, at)),
        is_own=bool(waits and waits.by_worker_id == by.worker_id),
        notes=notes,
        open=[
            Open(
                each,
                about(each),
                _age(each, today),
                shortened(each.what_happened, 140),
            )
            for each in everything[:MOST]
        ],
        more=max(0, len(everything) - MOST),
        decided=[
            (each, decide.outcomes().words(each.outcome, says.today_in_london(each.decided_at)))
            for each in decided
        ],
        since=began,
        last=made.exclude(accepted_at=None).order_by("-accepted_at").first(),
    )
