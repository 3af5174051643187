"""What the front door does by itself: an answer is passed on, and what nobody answers in time is told further."""

from datetime import datetime

from kith.core.says import today_in_london
from kith.frontdoor import challenged
from kith.frontdoor.actions import agreed, claims, watch
from kith.frontdoor.models import (
    Hesitated,
    InformationRequest,
    RequestAnswer,
    RequestClimbed,
    View,
    ViewAsked,
    ViewChased,
)
from kith.frontdoor.queries.answering import leads_of, manager_of
from kith.frontdoor.rules import asking as rules
from kith.frontdoor.rules import together
from kith.notify.actions import owe
from kith.record import clocks, ledger
from kith.sharing import jobs
from kith.sharing.actor import Actor


@jobs.task("frontdoor.pass_on", acts_as="service_intake")
def pass_on(*, answer: int, by: Actor, at: datetime) -> None:
    """An answer stops its clock, stands in the ledger, and whoever asked is told that it is there. Once."""
    waiting = RequestAnswer.objects.filter(pk=answer, passed_on_at=None)
    came = waiting.select_for_update(of=("self",), no_key=True).first()
    if came is None:
        return
    asked = InformationRequest.objects.select_related("agency", "by_post").get(pk=came.request_id)
    RequestAnswer.objects.filter(pk=answer).update(passed_on_at=at)
    clocks.stop(
        "request",
        asked.reference,
        codes=tuple(rules.CLOCKS.values()),
        because=came.verdict,
        at=max(came.recorded_at, asked.asked_at),
    )
    ledger.write(
        "frontdoor.request_answered",
        subject=asked.subjects[0],
        by=by,
        at=at,
        occurred_at=came.recorded_at,
        about=asked.reference,
        purpose="decide",
        agency=asked.agency.says,
    )
    owe(
        "request_answered",
        agency=asked.by_post.agency_id,
        post=asked.by_post_id,
        partnership=asked.partnership_id,
        subject=asked.subjects[0],
        about=asked.reference,
        headline="An agency has answered what you asked",
        words="Open it, and say whether it is enough.",
        by=by,
        at=at,
    )


@jobs.task("frontdoor.tell_managers", acts_as="service_clocks")
def tell_managers(*, hesitated: int, by: Actor, at: datetime) -> None:
    """That an agency holds something and hesitates is told to a manager there and one at the front door. Once."""
    waiting = Hesitated.objects.filter(pk=hesitated, told_here=None)
    said = waiting.select_for_update(of=("self",), no_key=True).first()
    if said is None:
        return
    asked = InformationRequest.objects.select_related("agency", "to_post", "by_post").get(pk=said.request_id)
    there = leads_of(asked.to_post, asked.partnership_id, at)
    here = manager_of(asked, at)
    Hesitated.objects.filter(pk=hesitated).update(told_there=there, told_here=here)
    owed = (
        (
            "request_hesitates",
            there,
            "A colleague holds something about a child and hesitates to share it",
            "The front door asked. Open the question and decide with them: answer it, or say why it cannot be shared. The clock"
            " goes on.",
        ),
        (
            "agency_hesitates",
            here,
            "An agency holds something about a child and hesitates to share it",
            "Open the question, and ring whoever decides there. It is no refusal, and the decision does not wait for it.",
        ),
    )
    for kind, post, headline, words in owed:
        owe(
            kind,
            agency=post.agency_id,
            post=post.pk,
            partnership=asked.partnership_id,
            subject=asked.subjects[0],
            about=asked.reference,
            headline=headline,
            words=words,
            by=by,
            at=at,
        )
    ledger.write(
        "frontdoor.request_hesitated",
        subject=asked.subjects[0],
        by=by,
        at=at,
        occurred_at=said.recorded_at,
        about=asked.reference,
        purpose="decide",
        agency=asked.agency.says,
    )


@jobs.every("* * * * *", "frontdoor.climb", service="service_clocks")
def climb(*, by: Actor, at: datetime) -> None:
    """What nobody answered in time is told to whoever answers for the agency. Once; nothing else waits for it."""
    silent = InformationRequest.objects.filter(
        climbs_at__lte=at,
        climbs_at__gt=at - rules.GIVEN_UP,
        requestanswer=None,
        requestwithdrawn=None,
        requestclimbed=None,
    ).select_related("agency", "to_post")
    for asked in silent.order_by("climbs_at", "id")[:200]:
        to = leads_of(asked.to_post, asked.partnership_id, at)
        RequestClimbed.objects.create(
            agency_id=asked.agency_id,
            partnership_id=asked.partnership_id,
            subjects=asked.subjects,
            request=asked,
            to_post_id=asked.to_post_id,
            climbed_to=to,
            by_post_id=by.post_id,
            by_worker_id=by.worker_id,
            recorded_at=at,
        )
        subject = asked.subjects[0]
        owe(
            "request_climbed",
            agency=asked.agency_id,
            post=to.pk,
            partnership=asked.partnership_id,
            subject=subject,
            about=asked.reference,
            headline="A question about a child is not answered, and is now yours",
            words="It was due and no answer came. Open it and answer, or see that it is answered now.",
            by=by,
            at=at,
        )
        ledger.write(
            "frontdoor.request_climbed",
            subject=subject,
            by=by,
            at=at,
            about=asked.reference,
            purpose="decide",
            agency=asked.agency.says,
        )


@jobs.task("frontdoor.pass_view_on", acts_as="service_clocks")
def pass_view_on(*, view: int, by: Actor, at: datetime) -> None:
    """A view stops its clock, and stands in the ledger. Once."""
    waiting = View.objects.filter(pk=view, passed_on_at=None)
    came = waiting.select_for_update(of=("self",), no_key=True).first()
    if came is None:
        return
    asked = ViewAsked.objects.select_related("contact").get(pk=came.ask_id)
    View.objects.filter(pk=view).update(passed_on_at=at)
    clocks.stop(
        "view",
        asked.reference,
        codes=tuple(together.CLOCKS.values()),
        because="answered",
        at=max(came.recorded_at, asked.asked_at),
    )
    ledger.write(
        "frontdoor.view_given",
        subject=came.subject_id,
        by=by,
        at=at,
        occurred_at=came.recorded_at,
        about=asked.contact.reference,
        purpose="decide",
        voice=together.says(came.voice, today_in_london(at)),
        view="advice" if came.is_agreed is None else "agrees" if came.is_agreed else "sees it differently",
    )


@jobs.task("frontdoor.chase_view", acts_as="service_clocks")
def chase(*, ask: str, by: Actor, at: datetime) -> None:
    """A view that was asked for did not come in time: its agency is told, once. Nothing waits for it."""
    found = (
        ViewAsked.objects.filter(reference=ask, view=None, chased=None, post__isnull=False)
        .select_related("contact", "post__agency")
        .first()
    )
    if found is None or found.contact.decided_at is not None or at < found.due_at:
        return
    assert found.post is not None
    notice = owe(
        "view_awaited",
        agency=found.post.agency_id,
        post=found.post_id or 0,
        partnership=found.contact.partnership_id,
        subject=found.subject_id,
        about=found.contact.receipt_reference,
        headline="Your view is awaited",
        words=(
            "Your agency was asked what it thinks before the front door decides about a child, and has not answered in time."
            " Sign in and open “Views asked of you”. The decision does not wait where a child must be protected."
        ),
        by=by,
        at=at,
    )
    ViewChased.objects.create(subject_id=found.subject_id, ask=found, notice=notice.reference, recorded_at=at)
    ledger.write(
        "frontdoor.view_chased",
        subject=found.subject_id,
        by=by,
        at=at,
        about=found.contact.reference,
        purpose="decide",
        voice=together.says(found.voice, today_in_london(at)),
        agency=found.post.agency.says,
    )


@jobs.every("* * * * *", "frontdoor.lapse_claims", service="service_clocks")
def lapse_claims(*, by: Actor, at: datetime) -> None:
    """A claim that nobody works on stands in nobody’s way."""
    claims.lapse(by=by, at=at)


@jobs.every("23 * * * *", "frontdoor.check_balance", service="service_clocks")
def check_balance(*, by: Actor, at: datetime) -> None:
    """Every hour: what came in the last four weeks adds up, or the front door is told."""
    watch.check_balance(by=by, at=at)


@jobs.every("*/5 * * * *", "frontdoor.listen", service="service_clocks")
def listen(*, by: Actor, at: datetime) -> None:
    """Every five minutes: no source that sends regularly has fallen silent, or the front door and the agency are told."""
    watch.listen(by=by, at=at)


@jobs.every("19 7-18 * * *", "frontdoor.remind_keepers", service="service_clocks")
def remind_keepers(*, by: Actor, at: datetime) -> None:
    """In the morning, or as soon after as the worker runs: who keeps a threshold document hears of its review and its last day."""
    watch.remind_keepers(by=by, at=at)


@jobs.every("23 7-18 * * *", "frontdoor.tell_of_ends", service="service_clocks")
def tell_of_ends(*, by: Actor, at: datetime) -> None:
    """In the morning, or as soon after as the worker runs: who keeps agreements hears of one that ends soon, and of its last day."""
    agreed.tell_of_ends(by=by, at=at)


@jobs.every("* * * * *", "frontdoor.climb_challenges", service="service_clocks")
def climb_challenges(*, by: Actor, at: datetime) -> None:
    """A challenge that nobody answered within its stage’s clock goes to the next stage."""
    challenged.climb(by=by, at=at)
