"""Early help: the family's answer, who leads, the first meeting, and looking again at what came back."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor import helping
from kith.frontdoor.actions import reopen as again
from kith.frontdoor.actions.added import may_stand_alone
from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.models import FamilyAnswer, HelpAllocated, HelpLooked, HelpOffer, HelpSentBack, HelpTry
from kith.frontdoor.models.helping import OfOffer
from kith.frontdoor.owed import owe_sender
from kith.frontdoor.queries import helping as queries
from kith.frontdoor.rules import helping as rules
from kith.notify.actions import owe
from kith.record import ledger
from kith.sharing import gate
from kith.sharing.actions import grant
from kith.sharing.actor import Actor
from kith.sharing.models import Post
from kith.sharing.models.access import Relationship

M = TypeVar("M", bound=OfOffer)


@transaction.atomic
def family_answers(
    *,
    offer: str,
    answer: str,
    who: str,
    how: str,
    happened_at: datetime | None,
    words: str,
    because: str,
    by: Actor,
    at: datetime,
) -> FamilyAnswer:
    """Write down what the family says to early help. Only an agreement, or a reason why none is needed, lets it go on."""
    row, told = _open(offer, "help.write", by, at)
    found = rules.objections_to_answer(
        answer=answer,
        who=who,
        how=how,
        happened_at=happened_at,
        words=words,
        because=because,
        offered_at=row.offered_at,
        at=at,
        stands_at=told.stands,
    )
    if found:
        raise _cannot(found)
    is_asked = answer != rules.Answer.NOT_NEEDED
    made = _add(
        FamilyAnswer, row, by, at,
        answer=answer, who=who.strip() if is_asked else "", how=how.strip() if is_asked else "",
        happened_at=happened_at if is_asked else None, words=words.strip() if is_asked else "",
        because="" if is_asked else because.strip(),
    )  # fmt: skip
    _moves(row, answer, by, at)
    ledger.write(
        "frontdoor.family_answered", subject=row.subject_id, by=by, at=at, occurred_at=happened_at or at,
        about=row.contact.reference, purpose="decide", answer=queries.ANSWERS[rules.Answer(answer)],
    )  # fmt: skip
    return made


@transaction.atomic
def allocate_help(*, offer: str, post: str, by: Actor, at: datetime) -> HelpAllocated:
    """Give early help to whoever leads it: from now on they and their team read what was told. Never without agreement."""
    row, told = _open(offer, "contact.decide", by, at)
    lead = queries.posts_that_lead(row.contact.partnership_id, at).filter(reference=post).first()
    found = rules.objections_to_allocating(stands_at=told.stands, post=post, is_known=lead is not None)
    if found:
        raise _cannot(found)
    assert lead is not None
    made = _add(HelpAllocated, row, by, at, to_post=lead)
    _brings(row, lead, by, at)
    _moves(row, "allocated", by, at, post=lead.pk)
    owe(
        "help_allocated", agency=lead.agency_id, post=lead.pk, partnership=row.contact.partnership_id,
        subject=row.subject_id, about=row.reference, headline="Early help for a family is yours to lead",
        words="Open it under Early help: what was told, what the family says, and by when you meet them first.",
        by=by, at=at,
    )  # fmt: skip
    ledger.write(
        "frontdoor.help_allocated", subject=row.subject_id, by=by, at=at, about=row.contact.reference,
        purpose="decide", post=lead.says,
    )  # fmt: skip
    return made


def _brings(row: HelpOffer, lead: Post, by: Actor, at: datetime) -> None:
    """The lead and their team reach the child."""
    grant(
        subject=row.subject_id, relationship=Relationship.ALLOCATED, post=lead, because="Leads early help",
        by=by, at=at,
    )  # fmt: skip
    if lead.team:
        grant(
            subject=row.subject_id, relationship=Relationship.TEAM, team=lead.team,
            because="Team of whoever leads early help", by=by, at=at,
        )  # fmt: skip


@transaction.atomic
def send_back_help(*, offer: str, because: str, by: Actor, at: datetime) -> HelpSentBack:
    """Say that early help is not right after all: the front door looks at it again, by a clock."""
    row, told = _open(offer, "contact.decide", by, at)
    found = rules.objections_to_sending_back(stands_at=told.stands, because=because)
    if found:
        raise _cannot(found)
    made = _add(HelpSentBack, row, by, at, because=because.strip())
    _moves(row, "sent back", by, at)
    ledger.write(
        "frontdoor.help_sent_back", subject=row.subject_id, by=by, at=at, about=row.contact.reference,
        purpose="decide",
    )  # fmt: skip
    return made


@transaction.atomic
def try_to_meet(
    *, offer: str, is_met: bool, whom: str, happened_at: datetime | None, words: str, by: Actor, at: datetime
) -> HelpTry:
    """Write down the first meeting with the family, or a try that reached nobody."""
    row, told = _open(offer, "help.write", by, at)
    found = rules.objections_to_try(
        stands_at=told.stands, whom=whom, happened_at=happened_at, at=at, words=words
    )
    if found:
        raise _cannot(found)
    made = _add(
        HelpTry, row, by, at, is_met=is_met, whom=whom.strip(), happened_at=happened_at, words=words.strip()
    )
    _moves(row, "met" if is_met else "not met", by, at)
    ledger.write(
        "frontdoor.help_met", subject=row.subject_id, by=by, at=at, occurred_at=happened_at or at,
        about=row.contact.reference, purpose="plan", answer="met" if is_met else "not reached",
    )  # fmt: skip
    return made


@transaction.atomic
def look_again_at_help(
    *, offer: str, is_anew: bool | None, because: str, by: Actor, at: datetime
) -> HelpLooked:
    """Say what an offer that came back means: the decision stays, or it is made again."""
    row, told = _open(offer, "contact.decide", by, at)
    held = open_contact(row.contact.reference, by=by, at=at)
    found = rules.objections_to_looking(
        stands_at=told.stands,
        is_anew=is_anew,
        because=because,
        may_stand_alone=may_stand_alone(held, by=by, day=today_in_london(at)),
    )
    if found:
        raise _cannot(found)
    assert is_anew is not None
    made = _add(HelpLooked, row, by, at, is_anew=is_anew, because=because.strip())
    _moves(row, "looked again", by, at)
    ledger.write(
        "frontdoor.help_looked", subject=row.subject_id, by=by, at=at, about=row.contact.reference,
        purpose="decide", answer="decided again" if is_anew else "the decision stays",
    )  # fmt: skip
    if is_anew:
        again.reopen(contact=held.reference, because=f"Early help came back: {because.strip()}", by=by, at=at)
    else:
        owe_sender(
            held, "help_not_taken", headline="Early help was not taken up",
            words="The family does not take early help, or was not reached. What was decided stays. If you are worried, or"
            " anything changes, tell the front door again.", by=by, at=at,
        )  # fmt: skip
    return made


def _open(offer: str, needs: str, by: Actor, at: datetime) -> tuple[HelpOffer, queries.Offered]:
    rows = HelpOffer.objects.select_related("contact")
    row = gate.open_record(rows, offer, actor=by, needs=needs, purpose="plan", at=at)
    return row, queries.one(row, at=at)


def _moves(row: HelpOffer, because: str, by: Actor, at: datetime, post: int | None = None) -> None:
    helping.move(row, row.contact, queries.one(row, at=at).stands, because=because, by=by, at=at, post=post)


def _add(model: type[M], row: HelpOffer, by: Actor, at: datetime, **said: Any) -> M:
    return model._default_manager.create(
        subject_id=row.subject_id, offer=row, by_post_id=by.post_id, by_worker_id=gate.person(by),
        recorded_at=at, **said,
    )  # fmt: skip


def _cannot(found: dict[str, str]) -> CannotDo:
    return CannotDo(list(found.values()), found)
