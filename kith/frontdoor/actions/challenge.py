"""Challenging a decision formally, answering the challenge, and saying whether the answer is accepted."""

from datetime import datetime

from django.db import transaction

from kith.core.says import today_in_london
from kith.frontdoor import challenged
from kith.frontdoor.actions import reopen as again
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import (
    Challenge,
    ChallengeAnswer,
    ChallengeCarried,
    ChallengeReply,
    Contact,
)
from kith.frontdoor.owed import DECIDED
from kith.frontdoor.queries import challenges as queries
from kith.frontdoor.rules import challenge as rules
from kith.frontdoor.rules.challenge import Stands, Verdict
from kith.frontdoor.rules.contact import State
from kith.notify.actions import is_for
from kith.notify.models import Notice
from kith.record import clocks
from kith.sharing import audit, gate, jobs
from kith.sharing.actor import Actor


@transaction.atomic
def challenge_notice(*, notice: str, why: str, asks: str, by: Actor, at: datetime) -> Challenge:
    """Challenge what one's agency was told was decided. A manager who did not decide it owes an answer."""
    gate.must(by, "challenge.make")
    told = decision_told(notice, by)
    return _make(
        about=told.about,
        subject=told.subjects[0],
        partnership=told.partnership_id,
        decided=told.headline,
        decided_at=told.owed_at,
        is_own=False,
        why=why,
        asks=asks,
        by=by,
        at=at,
    )


def decision_told(notice: str, by: Actor) -> Notice:
    """The notice of a decision that is this post's to challenge."""
    found = Notice.objects.select_related("for_post", "agency").filter(reference=notice, kind=DECIDED)
    told = found.filter(agency_id=by.agency_id).first()
    if told is None or not is_for(told.for_post, by):
        raise gate.NotYours("notify.notice", "challenge.make")
    return told


@transaction.atomic
def challenge_decision(*, contact: str, why: str, asks: str, by: Actor, at: datetime) -> Challenge:
    """Challenge the decision on a contact that one may read: a colleague, or an agency that gave a view."""
    gate.must(by, "challenge.make")
    held = gate.open_record(
        Contact.objects.all(), contact, actor=by, needs="contact.read", purpose="decide", at=at
    )
    last = held.decisions.order_by("-decided_at", "-id").first()
    if last is None or held.state != State.DECIDED:
        raise _cannot(
            rules.objections_to_making(why=why, asks=asks, is_decided=False, is_own=False, has_one=False)
        )
    return _make(
        about=held.receipt_reference,
        subject=held.subject_id,
        partnership=held.partnership_id,
        decided=queries.decided(last),
        decided_at=last.decided_at,
        is_own=last.by_worker_id == by.worker_id,
        why=why,
        asks=asks,
        by=by,
        at=at,
    )


def _make(
    *,
    about: str,
    subject: int,
    partnership: int,
    decided: str,
    decided_at: datetime,
    is_own: bool,
    why: str,
    asks: str,
    by: Actor,
    at: datetime,
) -> Challenge:
    found = rules.objections_to_making(
        why=why,
        asks=asks,
        is_decided=True,
        is_own=is_own,
        has_one=queries.has_one(post=by.post_id, about=about, subject=subject, since=decided_at),
    )
    if found:
        raise _cannot(found)
    made = Challenge.objects.create(
        agency_id=by.agency_id,
        partnership_id=partnership,
        subjects=[subject],
        about=about,
        decided=decided,
        decided_at=decided_at,
        why=why.strip(),
        asks=asks.strip(),
        from_post_id=by.post_id,
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        made_at=at,
    )
    audit.write("frontdoor.challenged", at=at, purpose="decide", subjects=[subject], about=made.reference)
    jobs.defer(challenged.begin, challenge=made.reference)
    return made


@transaction.atomic
def answer_challenge(
    *, challenge: str, verdict: str, because: str, changes: str, by: Actor, at: datetime
) -> ChallengeAnswer:
    """Answer a challenge at the stage that it has reached. Who decides at the front door takes it back at once if need be."""
    gate.must(by, "challenge.answer")
    row, told = _open(challenge, "challenge.answer", at)
    now = told.now
    found = rules.objections_to_answering(
        verdict=verdict,
        because=because,
        changes=changes,
        waits=told.stands in {Stands.WAITS, Stands.LATE} and now is not None,
        is_decider=now is not None and now.decided_by == by.worker_id,
        is_challenger=told.made_by_worker == by.worker_id,
        answered_before=by.worker_id in told.answerers,
        is_of_stage=told.is_of_stage(by, at),
    )
    if found:
        raise _cannot(found)
    assert now is not None
    made = challenged.add(
        ChallengeAnswer, row, by, at,
        stage_id=now.pk, verdict=verdict, because=because.strip(), decided_by_id=now.decided_by,
        changes=changes.strip() if verdict == Verdict.CHANGED else "", made_by_id=row.by_worker_id,
    )  # fmt: skip
    audit.write("frontdoor.challenge_answer", at=at, purpose="decide", subjects=row.subjects, about=challenge)
    if verdict == Verdict.AGAIN and told.contact and by.may("contact.decide"):
        _take_back(row, made, because.strip(), by, at)
    jobs.defer(challenged.pass_on_answer, answer=made.pk)
    return made


@transaction.atomic
def carry_out(*, challenge: str, by: Actor, at: datetime) -> ChallengeCarried:
    """Take the contact back to be decided again, as a later stage answered."""
    gate.must(by, "contact.decide")
    row, told = _open(challenge, "contact.decide", at)
    if told.stands is not Stands.TO_REOPEN or told.now is None or told.now.answer is None:
        raise CannotDo(["Nothing waits to be carried out here. Read how the challenge stands."])
    said = ChallengeAnswer.objects.get(pk=told.now.answer)
    made = _take_back(row, said, said.because, by, at)
    clocks.stop(
        challenged.ABOUT, challenge, codes=challenged.rules_of_clocks(at), because="decided again", at=at
    )
    return made


def _take_back(
    row: Challenge, said: ChallengeAnswer, because: str, by: Actor, at: datetime
) -> ChallengeCarried:
    """To the queue of the front door, unless it waits there already."""
    contact = challenged.contact_of(row)
    if contact.state == State.DECIDED:
        again.reopen(contact=contact.reference, because=f"Challenged: {because}", by=by, at=at)
    audit.write(
        "frontdoor.challenge_carried", at=at, purpose="decide", subjects=row.subjects, about=row.reference
    )
    return challenged.add(ChallengeCarried, row, by, at, answer=said)


@transaction.atomic
def reply_to_challenge(
    *, challenge: str, is_accepted: bool | None, words: str, by: Actor, at: datetime
) -> ChallengeReply:
    """Say whether the answer is accepted. Not accepted: it goes to the next stage."""
    gate.must(by, "challenge.make")
    row, told = _open(challenge, "challenge.make", at)
    if not told.is_for(by):
        raise gate.NotYours("frontdoor.challenge", "challenge.make")
    now = told.now
    found = rules.objections_to_replying(
        is_accepted=is_accepted,
        words=words,
        is_answered=told.waits_for_reply,
        is_answerer=now is not None and now.answered_by_worker == by.worker_id,
        climbs=now is not None and now.stage < rules.last_stage(today_in_london(at)),
    )
    if found:
        raise _cannot(found)
    assert now is not None and is_accepted is not None
    made = challenged.add(
        ChallengeReply, row, by, at, answer_id=now.answer, is_accepted=is_accepted, words=words.strip()
    )
    audit.write("frontdoor.challenge_reply", at=at, purpose="decide", subjects=row.subjects, about=challenge)
    jobs.defer(challenged.pass_on_reply, reply=made.pk)
    return made


def _open(challenge: str, needs: str, at: datetime) -> tuple[Challenge, queries.Challenged]:
    """The challenge, and where it stands. Who comes second is stopped by the table: one answer for each stage."""
    row = Challenge.objects.filter(reference=challenge).first()
    told = queries.one(challenge, at=at) if row else None
    if row is None or told is None:
        raise gate.NotYours("frontdoor.challenge", needs)
    return row, told


def _cannot(found: dict[str, str]) -> CannotDo:
    return CannotDo(list(found.values()), found)
