"""Taking a contact on, and saying who it is about."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor import claims
from kith.frontdoor.claims import worked_on
from kith.frontdoor.models import Contact, ContactHeld, Progress, Step
from kith.frontdoor.rules import day
from kith.frontdoor.rules.contact import MAY_BECOME, State
from kith.people import actions as people
from kith.people import queries as known
from kith.people.models import IdentityDecision, Verdict
from kith.plans import queries as plans
from kith.plans.actions import join
from kith.plans.models import Plan
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


class TwoPlans(CannotDo):
    """Both have a live plan, and nobody said which of the two lives on."""

    def __init__(self, plans: list[Plan]) -> None:
        said = "Each of the two has a live plan, and a child has one. Say which lives on."
        super().__init__([said], {"lives": said})
        self.plans = plans


class IsHeld(CannotDo):
    """Somebody has this contact and is working on it: it is taken over, with a reason."""


class IsJoined(CannotDo):
    """Another answer would end what an earlier one joined: that is taken back first."""


def open_contact(reference: str, *, by: Actor, at: datetime, needs: str = "contact.decide") -> Contact:
    """The contact, locked for a change."""
    held = gate.open_record(
        Contact.objects.select_for_update(of=("self",)),
        reference,
        actor=by,
        needs=needs,
        purpose="decide",
        at=at,
    )
    worked_on(held, by=by, at=at)
    return held


def open_undecided(reference: str, *, by: Actor, at: datetime, needs: str = "contact.decide") -> Contact:
    """The contact, locked for a change that only an undecided one can have."""
    held = open_contact(reference, by=by, at=at, needs=needs)
    if State.DECIDED not in MAY_BECOME[State(held.state)]:
        raise CannotDo(["This contact is already decided. Open it to read what was decided."])
    return held


@transaction.atomic
def claim(*, contact: str, by: Actor, at: datetime) -> Contact:
    """Take a contact on that nobody has, or whose claim has lapsed. One that stands is taken over, and why is said."""
    held = open_undecided(contact, by=by, at=at)
    stands = claims.stands(held, at)
    if held.held_by_id == by.post_id and stands:
        return held
    if stands:
        raise IsHeld([day.objection_to_claiming(held_by=claims.holder_now(held, at))])
    hold(held, post=by.post_id, at=at)
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


def hold(contact: Contact, *, post: int | None, at: datetime) -> None:
    """Give a contact and its running clocks to a post, or back to the queue of its team."""
    ContactHeld.objects.create(subject_id=contact.subject_id, contact=contact, post_id=post, recorded_at=at)
    contact.held_by_id, contact.held_since = post, at if post else None
    contact.worked_at, contact.lapsed_at = contact.held_since, None
    contact.save(update_fields=["held_by", "held_since", "worked_at", "lapsed_at"])
    clocks.hold("contact", contact.reference, post=post, at=at)


@transaction.atomic
def say_who(
    *,
    contact: str,
    verdict: Verdict,
    child: str,
    because: str,
    shown: list[int],
    by: Actor,
    at: datetime,
    lives: str = "",
) -> IdentityDecision:
    """Say who a contact is about: somebody known, somebody new, or that one cannot tell yet. The contact goes on.

    What was joined before is not parted here: it is taken back first, where one sees who looked and what was sent.
    `lives` is the plan that lives on, where both have one.
    """
    held = open_contact(contact, by=by, at=at, needs="child.identify")
    if known.link_of(held.subject_id, about=held.reference):
        raise IsJoined(["This contact is joined to a child already. Take that back first."])
    other = None
    if verdict == Verdict.SAME:
        found = gate.open_record(
            Subject.objects.all(), child, actor=by, needs="child.read", purpose="find", at=at
        )
        other = found.pk
        if because.strip():
            _one_plan_lives(held, other, lives, because, by=by, at=at)
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


def _one_plan_lives(held: Contact, other: int, lives: str, because: str, *, by: Actor, at: datetime) -> None:
    """Where both have a live plan, the other of the two ends in the same act."""
    both = plans.two_live(held.subject_id, other)
    if not both:
        return
    ends = [plan for plan in both if plan.reference != lives]
    if len(ends) != 1:
        raise TwoPlans(both)
    join(plan=ends[0].reference, into=lives, because=because, by=by, at=at)


def tell_sender(contact: Contact, step: Step, *, at: datetime) -> None:
    """Let the sender's own page show this step, once until another follows."""
    steps = Progress.objects.filter(contact=contact.reference).order_by("-id").values_list("step", flat=True)
    if steps.first() != step:
        Progress.objects.create(
            contact=contact.reference,
            step=step,
            receipt_id=contact.receipt_id,
            agency_id=contact.from_agency_id,
            partnership_id=contact.partnership_id,
            at=at,
        )
