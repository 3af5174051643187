"""What one team hands to the next: what is open, what was done, and what must be watched."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from kith.core import says
from kith.frontdoor.models import Contact, Decision, ShiftHandOver, ShiftNote
from kith.frontdoor.queries.beside import about, age_beside_name, shortened
from kith.frontdoor.rules import decide, handover
from kith.frontdoor.rules.contact import State
from kith.sharing import audit, gate
from kith.sharing.actor import Actor

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
class Turn:
    """All that the page of a handover shows."""

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


def turn(*, actor: Actor | None, at: datetime) -> Turn:
    """What waits to be accepted, or what would be handed over now; the children shown are written in the audit."""
    by = gate.must(actor, "contact.decide")
    made = ShiftHandOver.objects.filter(partnership_id__in=by.partnerships).select_related(
        "by_worker", "by_post", "accepted_by"
    )
    waits = made.filter(accepted_at=None).order_by("-id").first()
    began = since(by, at)
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
            {each.subject_id for each in everything[:MOST]}
            | {each.subject_id for each in decided}
            | {note.subject_id for note in notes}
        ),
    )
    today = says.today_in_london(at)
    return Turn(
        waits=waits,
        is_late=bool(waits and handover.is_late(waits.handed_at, at)),
        is_own=bool(waits and waits.by_worker_id == by.worker_id),
        notes=notes,
        open=[
            Open(
                each,
                about(each),
                "" if each.kind == "adult" else age_beside_name(each.record, today),
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
