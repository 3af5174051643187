"""Taking a contact on, and saying who it is about."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor.models import Contact, Progress, Step
from kith.frontdoor.rules.contact import MAY_BECOME, State
from kith.people import actions as people
from kith.people.models import IdentityDecision, Verdict
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Subject


class CannotDo(Exception):
    """Why this cannot be done with this contact, in sentences; `fields` says where on the page each belongs."""

    def __init__(self, objections: list[str], fields: dict[str, str] | None = None) -> None:
        super().__init__(" ".join(objections))
        self.objections = objections
        self.fields = fields or {}


def open_contact(reference: str, *, by: Actor, at: datetime, needs: str = "contact.decide") -> Contact:
    """The contact, locked for a change."""
    return gate.open_record(
        Contact.objects.select_for_update(of=("self",)),
        reference,
        actor=by,
        needs=needs,
        purpose="decide",
        at=at,
    )


def open_undecided(reference: str, *, by: Actor, at: datetime, needs: str = "contact.decide") -> Contact:
    """The contact, locked for a change that only an undecided one can have."""
    held = open_contact(reference, by=by, at=at, needs=needs)
    if State.DECIDED not in MAY_BECOME[State(held.state)]:
        raise CannotDo(["This contact is already decided. Open it to read what was decided."])
    return held


@transaction.atomic
def claim(*, contact: str, by: Actor, at: datetime) -> Contact:
    """Take a contact on, or take it over; whoever had it sees so."""
    held = open_undecided(contact, by=by, at=at)
    if held.held_by_id == by.post_id:
        return held
    held.held_by_id, held.held_since = by.post_id, at
    held.save(update_fields=["held_by", "held_since"])
    clocks.hold("contact", held.reference, post=by.post_id, at=at)
    tell_sender(held, Step.IN_HAND, at=at)
    ledger.write(
        "frontdoor.claimed",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        post=by.post_says,
    )
    return held


@transaction.atomic
def say_who(
    *, contact: str, verdict: Verdict, child: str, because: str, shown: list[int], by: Actor, at: datetime
) -> IdentityDecision:
    """Say who a contact is about: somebody known, somebody new, or that one cannot tell yet. The contact goes on."""
    held = open_contact(contact, by=by, at=at, needs="child.identify")
    other = None
    if verdict == Verdict.SAME:
        found = gate.open_record(
            Subject.objects.all(), child, actor=by, needs="child.read", purpose="find", at=at
        )
        other = found.pk
    try:
        made = people.identify(
            record=held.record,
            verdict=verdict,
            other=other,
            because=because,
            shown=shown,
            about=held.reference,
            by=by,
            at=at,
        )
    except people.CannotIdentify as refusal:
        raise CannotDo(refusal.objections, {"because": refusal.objections[0]}) from refusal
    held.identified_at = at
    held.save(update_fields=["identified_at"])
    return made


def tell_sender(contact: Contact, step: Step, *, at: datetime) -> None:
    """Let the sender's own page show this step."""
    Progress.objects.get_or_create(
        contact=contact.reference,
        step=step,
        defaults={
            "receipt_id": contact.receipt_id,
            "agency_id": contact.from_agency_id,
            "partnership_id": contact.partnership_id,
            "at": at,
        },
    )
