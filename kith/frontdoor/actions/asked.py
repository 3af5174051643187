"""What the front door does about a question that it asked: weigh the answer, chase it, or take it back."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from kith.frontdoor.actions.work import CannotDo, open_contact
from kith.frontdoor.models import (
    AnswerWeighed,
    Chase,
    Contact,
    InformationRequest,
    RequestWithdrawn,
)
from kith.frontdoor.models.requests import OfRequest
from kith.frontdoor.put import put
from kith.frontdoor.queries import requests as queries
from kith.frontdoor.rules import asking as rules
from kith.notify.actions import owe
from kith.record import clocks, ledger
from kith.sharing import gate
from kith.sharing.actor import Actor

M = TypeVar("M", bound=OfRequest)
SHUT = (
    "It was asked about another child than was thought. Nothing more needs to be done, and it opens no more."
)
STILL_OPEN = "Nothing more needs to be done. Do you know something all the same? You can still answer."


@transaction.atomic
def weigh_answer(*, request: str, is_enough: bool, missing: str, by: Actor, at: datetime) -> AnswerWeighed:
    """Say that the answers are enough, or what is missing: that is asked again, with a clock of its own."""
    row, asked, held = _open(request, by, at)
    found = rules.objections_to_weighing(
        stands_at=asked.stands, is_weighed=asked.is_enough is not None, is_enough=is_enough, missing=missing
    )
    if found:
        raise CannotDo(list(found.values()), found)
    made = _add(AnswerWeighed, row, by, at, is_enough=is_enough, missing="" if is_enough else missing)
    ledger.write(
        "frontdoor.answer_weighed",
        subject=held.subject_id,
        by=by,
        at=at,
        about=row.reference,
        purpose="decide",
        agency=asked.agency,
        answer="enough" if is_enough else "asked again",
    )
    if not is_enough:
        put(
            held, row.to_post, row.subjects, question=missing, why=row.why, rag=row.rag, gap=row.gap,
            after=row, by=by, at=at,
        )  # fmt: skip
    return made


@transaction.atomic
def chase(
    *,
    request: str,
    rang: str,
    rang_at: datetime | None,
    minutes: int | None,
    is_reached: bool,
    words: str,
    by: Actor,
    at: datetime,
) -> Chase:
    """Write down that somebody rang about an answer, and how long it took. The clock goes on."""
    row, asked, held = _open(request, by, at)
    found = rules.objections_to_chasing(
        rang=rang,
        rang_at=rang_at,
        minutes=minutes,
        words=words,
        asked_at=row.asked_at,
        at=at,
        stands_at=asked.stands,
    )
    if found:
        raise CannotDo(list(found.values()), found)
    made = _add(
        Chase, row, by, at, rang=rang, rang_at=rang_at, minutes=minutes, is_reached=is_reached, words=words
    )
    ledger.write(
        "frontdoor.answer_chased",
        subject=held.subject_id,
        by=by,
        at=at,
        occurred_at=rang_at,
        about=row.reference,
        purpose="decide",
        agency=asked.agency,
        minutes=minutes,
    )
    return made


@transaction.atomic
def withdraw_request(
    *, request: str, because: str, by: Actor, at: datetime, is_shut: bool = False
) -> RequestWithdrawn:
    """Take a question back: the clock stops, and whoever was asked is told. Shut, they open it no more."""
    row, asked, held = _open(request, by, at)
    if found := rules.objections_to_withdrawing(because=because, stands_at=asked.stands):
        raise CannotDo(list(found.values()), found)
    made = _add(RequestWithdrawn, row, by, at, because=because, is_shut=is_shut)
    clocks.stop(
        "request", row.reference, codes=tuple(rules.CLOCKS.values()), because="no longer needed", at=at
    )
    owe(
        "request_withdrawn",
        agency=row.agency_id,
        post=row.to_post_id,
        partnership=row.partnership_id,
        subject=held.subject_id,
        about=row.reference,
        headline="Your answer is no longer needed",
        words=SHUT if is_shut else STILL_OPEN,
        by=by,
        at=at,
    )
    ledger.write(
        "frontdoor.request_withdrawn",
        subject=held.subject_id,
        by=by,
        at=at,
        about=row.reference,
        purpose="decide",
        agency=asked.agency,
    )
    return made


def _open(request: str, by: Actor, at: datetime) -> tuple[InformationRequest, queries.Asked, Contact]:
    """A question, where it stands, and its contact, locked: one thing becomes of a question at a time."""
    gate.must(by, "contact.decide")
    found = queries.one(request, at=at)
    if found is None:
        raise gate.NotYours("frontdoor.informationrequest", "contact.decide")
    held = open_contact(queries.contact_of(found[0]), by=by, at=at)
    again = queries.one(request, at=at)
    assert again is not None
    return *again, held


def _add(model: type[M], row: InformationRequest, by: Actor, at: datetime, **said: Any) -> M:
    return model.objects.create(  # type: ignore[attr-defined]
        agency_id=row.agency_id,
        partnership_id=row.partnership_id,
        subjects=row.subjects,
        request=row,
        to_post_id=row.to_post_id,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
        **said,
    )
