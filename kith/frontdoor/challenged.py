"""What a challenge sets going: its stages and clocks, and who is told."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from kith.core.says import today_in_london
from kith.frontdoor.models import Challenge, ChallengeAnswer, ChallengeReply, ChallengeStage, Contact
from kith.frontdoor.models.challenges import OfChallenge
from kith.frontdoor.queries.answering import leads_of
from kith.frontdoor.queries.challenges import ANSWERS, posts_of
from kith.frontdoor.rules import asking
from kith.frontdoor.rules import challenge as rules
from kith.frontdoor.rules.challenge import Verdict
from kith.frontdoor.rules.contact import State
from kith.notify.actions import owe
from kith.record import clocks, ledger
from kith.sharing import jobs
from kith.sharing.actor import Actor
from kith.sharing.models import Post
from kith.sharing.queries.kept import readers_at

ABOUT = "challenge"
HEADLINES = {
    "made": "A decision is challenged, and you answer",
    "no_answer": "A challenge was not answered in time, and is now yours",
    "not_accepted": "An answer to a challenge was not accepted, and it is now yours",
}
M = TypeVar("M", bound=OfChallenge)


def add(model: type[M], challenge: Challenge, by: Actor, at: datetime, **said: Any) -> M:
    """A row of what became of a challenge, by the hand of whoever acts."""
    return model._default_manager.create(
        agency_id=challenge.agency_id,
        partnership_id=challenge.partnership_id,
        subjects=challenge.subjects,
        challenge=challenge,
        from_post_id=challenge.from_post_id,
        by_post_id=by.post_id,
        by_worker_id=by.worker_id,
        recorded_at=at,
        **said,
    )


def contact_of(challenge: Challenge) -> Contact:
    """The contact whose decision is challenged, for whoever may read it."""
    found = Contact.objects.filter(
        receipt_reference=challenge.about, subject_id__in=challenge.subjects
    ).select_related("team")
    return found.order_by("id")[0]


def rules_of_clocks(at: datetime) -> tuple[str, ...]:
    return tuple(str(entry.extra["clock"]) for entry in rules.stages().on(today_in_london(at)))


def begin_stage(challenge: Challenge, *, after: int, because: str, by: Actor, at: datetime) -> bool:
    """Bring a challenge to the next stage at which somebody can answer. False where there is none."""
    contact, day = contact_of(challenge), today_in_london(at)
    last = contact.decisions.order_by("-decided_at", "-id").first()
    decided_by = last.by_worker_id if last else None
    earlier = ChallengeAnswer.objects.filter(challenge=challenge).values_list("by_worker_id", flat=True)
    unless = {each for each in (decided_by, challenge.by_worker_id, *earlier) if each}
    posts = _who(contact, unless, at)
    stage = rules.next_stage(after, somebody=posts, day=day)
    if stage is None:
        return False
    code, post = rules.clock_of(stage, day), posts[stage]
    clock = clocks.start(
        code,
        subject=contact.subject_id,
        partnership=challenge.partnership_id,
        about_kind=ABOUT,
        about=challenge.reference,
        team=contact.team_id,
        post=post.pk,
        by=by,
        at=at,
        started_at=challenge.made_at if because == "made" else None,
    )
    add(
        ChallengeStage, challenge, by, at,
        stage=stage, to_post=post, because=because, decided_by_id=decided_by, due_at=clock.due_at,
    )  # fmt: skip
    tell(challenge, post, "challenge_to_answer", headline=HEADLINES[because], words=TO_ANSWER, by=by, at=at)
    if because != "made":
        for each in _others(challenge, at):
            tell(challenge, each, "challenge_climbed", headline=CLIMBED, words=CLIMBED_TO.format(post.says),
                 by=by, at=at)  # fmt: skip
    ledger.write(
        "frontdoor.challenge_made" if because == "made" else "frontdoor.challenge_climbed",
        subject=contact.subject_id,
        by=by,
        at=at,
        occurred_at=challenge.made_at if because == "made" else at,
        about=contact.reference,
        purpose="decide",
        **({"agency": challenge.agency.says} if because == "made" else {"post": post.says}),
    )
    return True


TO_ANSWER = "Open it, read why, and answer. It holds nothing up that protects the child."
CLIMBED = "A challenge goes to the next stage"
CLIMBED_TO = "It is answered now by: {}. What protects the child goes on meanwhile."


def _who(contact: Contact, unless: Iterable[int], at: datetime) -> dict[int, Post]:
    """Who answers at each stage; of a record that is kept to named readers, one of those."""
    found = {}
    for stage in range(1, rules.last_stage(today_in_london(at)) + 1):
        posts = posts_of(stage, contact.partnership_id, unless=list(unless), at=at)
        if contact.restricted:
            posts = posts.filter(pk__in=readers_at([contact.subject_id], at))
        if first := posts.first():
            found[stage] = first
    return found


def _others(challenge: Challenge, at: datetime) -> list[Post]:
    """Who else is told that it climbs: whoever made it, and who answers for their agency."""
    lead = leads_of(challenge.from_post, challenge.partnership_id, at)
    return list({post.pk: post for post in (challenge.from_post, lead)}.values())


def tell(
    challenge: Challenge, post: Post, kind: str, *, headline: str, words: str, by: Actor, at: datetime
) -> None:
    owe(
        kind,
        agency=post.agency_id,
        post=post.pk,
        partnership=challenge.partnership_id,
        subject=challenge.subjects[0],
        about=challenge.reference,
        headline=headline,
        words=words,
        by=by,
        at=at,
    )


@jobs.task("frontdoor.begin_challenge", acts_as="service_intake")
def begin(*, challenge: str, by: Actor, at: datetime) -> None:
    """A challenge begins its first stage, from the moment at which it was made. Once."""
    made = _of(challenge)
    if not made.challengestage.exists():
        begin_stage(made, after=0, because="made", by=by, at=at)


@jobs.task("frontdoor.challenge_answered", acts_as="service_intake")
def pass_on_answer(*, answer: int, by: Actor, at: datetime) -> None:
    """An answer stops the stage's clock and is told to whoever challenged. Once."""
    said = ChallengeAnswer.objects.select_related("stage").get(pk=answer)
    made = _of(said.challenge.reference)
    if not clocks.stop(
        ABOUT, made.reference, codes=rules_of_clocks(at), because=said.verdict, at=said.recorded_at
    ):
        return
    contact = contact_of(made)
    if said.verdict == Verdict.AGAIN and not said.carried.exists() and contact.state == State.DECIDED:
        clocks.start(
            rules.clock_of(rules.FIRST, today_in_london(at)), subject=contact.subject_id,
            partnership=made.partnership_id, about_kind=ABOUT, about=made.reference, team=contact.team_id,
            by=by, at=at,
        )  # fmt: skip
    tell(made, made.from_post, "challenge_answered", headline="Your challenge is answered",
         words="Open it, read the answer, and say whether you accept it.", by=by, at=at)  # fmt: skip
    ledger.write(
        "frontdoor.challenge_answered",
        subject=contact.subject_id,
        by=by,
        at=at,
        occurred_at=said.recorded_at,
        about=contact.reference,
        purpose="decide",
        answer=ANSWERS[Verdict(said.verdict)],
    )


@jobs.task("frontdoor.challenge_replied", acts_as="service_intake")
def pass_on_reply(*, reply: int, by: Actor, at: datetime) -> None:
    """What is not accepted goes to the next stage; whoever answered hears what became of it. Once."""
    said = ChallengeReply.objects.select_related("answer__stage", "answer__by_post").get(pk=reply)
    made, answer = _of(said.challenge.reference), said.answer
    if made.challengestage.filter(stage__gt=answer.stage.stage).exists():
        return
    contact = contact_of(made)
    ledger.write(
        "frontdoor.challenge_replied",
        subject=contact.subject_id,
        by=by,
        at=at,
        occurred_at=said.recorded_at,
        about=contact.reference,
        purpose="decide",
        agency=made.agency.says,
        answer="accepted" if said.is_accepted else "not accepted",
    )
    tell(made, answer.by_post, "challenge_replied", by=by, at=at, words="Open it to read what they say.",
         headline="Your answer to a challenge was " + ("accepted" if said.is_accepted else "not accepted"))  # fmt: skip
    if not said.is_accepted:
        begin_stage(made, after=answer.stage.stage, because="not_accepted", by=by, at=at)


def climb(*, by: Actor, at: datetime) -> None:
    """What nobody answered within its stage's clock goes to the next stage; after the last it stays late, and shows."""
    last = rules.last_stage(today_in_london(at))
    silent = ChallengeStage.objects.filter(
        due_at__lte=at, due_at__gt=at - asking.GIVEN_UP, answers=None, stage__lt=last
    )
    for stage in silent.select_related("challenge").order_by("due_at", "id")[:200]:
        made = _of(stage.challenge.reference)
        if made.challengestage.filter(stage__gt=stage.stage).exists():
            continue
        if begin_stage(made, after=stage.stage, because="no_answer", by=by, at=at):
            day = today_in_london(at)
            clocks.stop(
                ABOUT, made.reference, codes=(rules.clock_of(stage.stage, day),), because="climbed", at=at
            )


def _of(reference: str) -> Challenge:
    found = Challenge.objects.select_related("agency", "from_post__agency", "by_worker")
    return found.get(reference=reference)
