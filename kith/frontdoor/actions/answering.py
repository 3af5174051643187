"""Answering what the front door asks about a child."""

from datetime import datetime

from django.db import transaction

from kith.frontdoor import tasks
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import Hesitated, InformationRequest, RequestAnswer
from kith.frontdoor.queries import requests as queries
from kith.frontdoor.rules import asking as rules
from kith.sharing import audit, gate, jobs
from kith.sharing.actor import Actor


@transaction.atomic
def answer_request(
    *, request: str, verdict: str, says: str, harm_weighed: str, by: Actor, at: datetime
) -> RequestAnswer:
    """Answer, say that nothing is known, or why it cannot be shared. It stands at once; a service tells whoever asked.

    What is answered again stands beside what was answered before.
    """
    asked = _asked(request, by)
    found = rules.objections_to_answering(verdict=verdict, says=says, harm_weighed=harm_weighed)
    if found:
        raise CannotDo(list(found.values()), found)
    made = RequestAnswer.objects.create(
        agency_id=asked.agency_id,
        partnership_id=asked.partnership_id,
        subjects=asked.subjects,
        request=asked,
        to_post_id=asked.to_post_id,
        verdict=verdict,
        says=says,
        harm_weighed=harm_weighed if verdict == rules.Verdict.CANNOT_SHARE else "",
        by_post_id=by.post_id,
        by_worker_id=gate.person(by),
        recorded_at=at,
    )
    audit.write("frontdoor.answer_given", at=at, purpose="answer", subjects=asked.subjects, about=request)
    jobs.defer(tasks.pass_on, answer=made.pk)
    return made


@transaction.atomic
def hesitate(*, request: str, because: str, by: Actor, at: datetime) -> Hesitated:
    """Say that something is held and that one hesitates: a manager on each side is told at once, and the clock goes on (L-10)."""
    asked = _asked(request, by)
    known = queries.one(request, at=at)
    assert known is not None
    found = rules.objections_to_hesitating(
        says=because, stands_at=known[1].stands, hesitates_already=known[1].hesitates is not None
    )
    if found:
        raise CannotDo(list(found.values()), found)
    # Of two colleagues at once, the second finds the first’s.
    made, is_new = Hesitated.objects.get_or_create(
        request=asked,
        defaults={
            "agency_id": asked.agency_id,
            "partnership_id": asked.partnership_id,
            "subjects": asked.subjects,
            "to_post_id": asked.to_post_id,
            "because": because.strip(),
            "by_post_id": by.post_id,
            "by_worker_id": gate.person(by),
            "recorded_at": at,
        },
    )
    if not is_new:
        raise CannotDo([rules.TOLD_ALREADY], {"verdict": rules.TOLD_ALREADY})
    audit.write("frontdoor.hesitated", at=at, purpose="answer", subjects=asked.subjects, about=request)
    jobs.defer(tasks.tell_managers, hesitated=made.pk)
    return made


def _asked(request: str, by: Actor) -> InformationRequest:
    """The question, for who answers in the agency that was asked."""
    gate.must(by, "request.answer")
    theirs = InformationRequest.objects.filter(reference=request, agency_id__in=sorted(by.reach.agencies))
    asked = theirs.exclude(requestwithdrawn__is_shut=True).first()
    if asked is None:
        raise gate.NotYours("frontdoor.informationrequest", "request.answer")
    return asked
