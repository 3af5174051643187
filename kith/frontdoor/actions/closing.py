"""Asking a manager before signs, harm or danger are closed, and the manager's answer."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from kith.core.says import today_in_london
from kith.frontdoor.actions import alone
from kith.frontdoor.actions.facts import facts, said
from kith.frontdoor.actions.work import CannotDo, open_undecided
from kith.frontdoor.models import ClosingAsk, ClosingView, Contact
from kith.frontdoor.rules import closing as rules
from kith.frontdoor.rules import decide
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor

CLOCK = "KITH-CLOSING"


@transaction.atomic
def ask_manager(
    *, contact: str, outcome: str, reasons: str, proposed: dict[str, Any], by: Actor, at: datetime
) -> ClosingAsk:
    """Ask the managers of this front door whether a contact with signs may be closed; what was typed is kept."""
    held = open_undecided(contact, by=by, at=at)
    day = today_in_london(at)
    found = rules.objections_to_asking(
        facts(held, by=by),
        waits=waiting(held) is not None,
        outcome=outcome,
        reasons=reasons,
        day=day,
    )
    if found:
        raise CannotDo(list(found.values()), found)
    made = ClosingAsk.objects.create(
        subject_id=held.subject_id,
        contact=held,
        outcome=outcome,
        reasons=reasons,
        proposed=proposed,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        asked_at=at,
    )
    clocks.start(
        CLOCK,
        subject=held.subject_id,
        partnership=held.partnership_id,
        about_kind="closing",
        about=made.reference,
        team=held.team_id,
        by=by,
        at=at,
    )
    ledger.write(
        "frontdoor.closing_asked",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        outcome=decide.outcomes().words(outcome, day),
    )
    return made


@transaction.atomic
def view_closing(
    *, contact: str, is_agreed: bool, because: str, by: Actor, at: datetime, read: str | None = None
) -> ClosingView:
    """A manager's view on closing a contact with signs of exploitation, before it is decided; it answers who asked.

    `read` is what stood on the page on which it was written, as `stands` says it.
    """
    alone.with_contact(contact)
    held = open_undecided(contact, by=by, at=at, needs="closing.agree")
    ask = waiting(held)
    found = rules.objections_to_viewing(
        because=because,
        asked_by=ask.by_worker_id if ask else None,
        by=gate.person(by),
        has_changed=read is not None and read != stands(held, ask.reference if ask else ""),
    )
    if found:
        raise CannotDo(list(found.values()), found)
    made = ClosingView.objects.create(
        subject_id=held.subject_id,
        contact=held,
        ask=ask,
        asked_by_id=ask.by_worker_id if ask else None,
        is_agreed=is_agreed,
        because=because,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    if ask:
        clocks.stop("closing", ask.reference, codes=(CLOCK,), because="answered", at=at)
    ledger.write(
        "frontdoor.closing_viewed",
        subject=held.subject_id,
        by=by,
        at=at,
        about=held.reference,
        purpose="decide",
        view="agrees" if is_agreed else "does not agree",
    )
    return made


def stands(contact: Contact, ask: str) -> str:
    """What a manager reads before giving a view, as one word: all that was said of the contact, and what was asked."""
    return f"{said(contact)}-{ask}"


def waiting(contact: Contact) -> ClosingAsk | None:
    """What a manager was asked about this contact since it was last decided, and has not answered yet."""
    asks = ClosingAsk.objects.filter(contact=contact, views=None).order_by("-id")
    if decided := contact.decisions.aggregate(last=Max("decided_at"))["last"]:
        asks = asks.filter(asked_at__gt=decided)
    return asks.first()


def settle(contact: Contact, *, at: datetime) -> None:
    """The contact is being decided: whoever was asked need not answer any more."""
    if ask := waiting(contact):
        clocks.stop("closing", ask.reference, codes=(CLOCK,), because="decided", at=at)
