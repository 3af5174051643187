"""Somebody disagrees with a decision: a manager answers, or it climbs by its clock; and the decision is made again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kith.core.says import in_london
from kith.county.acting import as_service
from kith.frontdoor import challenged
from kith.frontdoor.actions.challenge import answer_challenge
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import Challenge, ChallengeAnswer, ChallengeReply, ChallengeStage
from kith.frontdoor.queries import challenges as queries
from kith.frontdoor.tasks import climb_challenges
from kith.notify.models import Notice
from kith.record.models import Clock, Entry
from kith.sharing import actions as sharing
from kith.sharing.jobs import Task
from tests import databases
from tests.world import World

WHY = "She told her tutor that the man from the car has her keys."
SAID = {"why": WHY, "asks": "Decide it again with what her tutor heard."}


@pytest.fixture
def closed(world: World) -> World:
    """Amina has decided on what Lanternfield told of Kayleigh, and closed it."""
    world.school_refers("Kayleigh", forms=[])
    world.front_door_decides(
        "Kayleigh", "advice", level="2", criteria=["2.1"], section_47="not_met", lead="", not_asked_why="x"
    )
    return world


def notice_of(world: World, who: str = "keerthana", kind: str = "decision_made") -> Notice:
    with world.as_(who):
        return Notice.objects.filter(kind=kind).latest("id")


def challenges(world: World, who: str = "keerthana", **said: str) -> str:
    """Somebody challenges the decision: the school from its notice, a colleague from the contact."""
    if who == "keerthana":
        address = f"/notices/{notice_of(world).reference}/challenge/"
    else:
        address = f"/contacts/{world.contact('Kayleigh').reference}/challenge/"
    answer = world.browser(who).post(address, {**SAID, **said})
    assert answer.status_code == 302, answer.content.decode()
    world.run_jobs()
    return answer["Location"]


def page(world: World, who: str, address: str) -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200, (who, address, answer.status_code)
    return answer.content.decode()


def does(world: World, who: str, address: str, do: str, **said: str) -> Any:
    answer = world.browser(who).post(address, {"do": do, **said})
    world.run_jobs()
    return answer


def answers(world: World, who: str, address: str, verdict: str = "stands", **said: str) -> Any:
    return does(world, who, address, "answer", verdict=verdict, because="Her mother says otherwise.", **said)


def climbs(world: World, at: datetime) -> None:
    with databases.as_role("worker"), as_service("service_clocks") as by:
        climb_challenges(by=by, at=at)


def test_a_school_challenges_a_decision_and_it_is_decided_again(closed: World) -> None:
    notice = notice_of(closed)
    assert "challenge the decision formally" in page(closed, "keerthana", f"/notices/{notice.reference}/")
    receipt = page(closed, "keerthana", f"/receipts/{closed.contact('Kayleigh').receipt_reference}/")
    assert "Challenge this decision" in receipt and "What you can do now" in receipt
    address = challenges(closed)
    assert WHY in page(closed, "huw", address)
    assert "1 waiting" in page(closed, "huw", "/challenges/")
    assert "1 challenge to a decision not yet answered" in page(closed, "huw", "/worklist/")
    assert answers(closed, "huw", address, "again").status_code == 302
    assert closed.contact("Kayleigh").state == "received"
    assert "Challenge: is decided again" in page(closed, "keerthana", address)
    with closed.as_("amina"):
        kinds = set(Entry.objects.values_list("kind", flat=True))
        assert {"frontdoor.challenge_made", "frontdoor.challenge_answered", "frontdoor.reopened"} <= kinds
        assert not Clock.objects.filter(about_kind="challenge", stopped_at=None).exists()
    assert notice_of(closed, kind="challenge_answered").for_post == closed.county.posts["keerthana"]


def test_who_decided_never_answers_and_neither_does_who_challenged(closed: World) -> None:
    """Amina, who is no manager, decided; Huw challenges: then it goes to the next stage, where somebody else is."""
    address = challenges(closed, "huw")
    assert "Morwenna" in page(closed, "amina", address)
    refused = answers(closed, "huw", address)
    assert (
        refused.status_code == 200 and "waits for nothing of this kind from you" in refused.content.decode()
    )
    assert answers(closed, "morwenna", address).status_code == 302
    assert "The decision stands." in page(closed, "huw", address)


def test_a_manager_who_decided_is_passed_over(world: World) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh", "assessment", who="huw")
    address = challenges(world)
    told = page(world, "amina", address)
    assert "Morwenna" in told and "Stage 2" in told
    assert answers(world, "huw", address).status_code == 200
    with world.as_("amina"):
        assert Clock.objects.get(about_kind="challenge").rule == "CLK-47-stage-2"


def test_an_answer_that_is_not_accepted_goes_to_the_next_stage(closed: World) -> None:
    address = challenges(closed)
    answers(closed, "huw", address)
    unsaid = does(closed, "keerthana", address, "reply", is_accepted="no")
    assert "Say why not. The next stage reads this." in unsaid.content.decode()
    assert does(closed, "huw", address, "reply", is_accepted="yes").status_code == 404
    said = does(closed, "keerthana", address, "reply", is_accepted="no", words="Nobody spoke to the tutor.")
    assert said.status_code == 302
    assert "Nobody spoke to the tutor." in page(closed, "morwenna", address)
    assert answers(closed, "huw", address).status_code == 200, "he answered at the stage before"
    answers(closed, "morwenna", address, "changed", changes="The school is asked today.")
    assert does(closed, "keerthana", address, "reply", is_accepted="yes").status_code == 302
    assert "Challenge: answered, and accepted" in page(closed, "keerthana", address)


def test_what_nobody_answers_climbs_by_itself_and_everybody_is_told(closed: World) -> None:
    address = challenges(closed)
    with closed.as_("amina"):
        due = Clock.objects.get(about_kind="challenge").due_at
    climbs(closed, due - timedelta(minutes=1))
    assert "Stage 2" not in page(closed, "keerthana", address)
    with time_machine.travel(due + timedelta(minutes=1)):
        for _ in range(2):
            climbs(closed, timezone.now())
        assert "Nobody answered." in page(closed, "keerthana", address)
        assert notice_of(closed, kind="challenge_climbed").about in address
        assert notice_of(closed, "morwenna", kind="challenge_to_answer").about in address
    with closed.as_("amina"):
        running = Clock.objects.get(about_kind="challenge", stopped_at=None)
        assert running.rule == "CLK-47-stage-2"
    climbs(closed, running.due_at + timedelta(minutes=1))
    with closed.as_("amina"):
        last = Clock.objects.get(about_kind="challenge", stopped_at=None)
    with time_machine.travel(last.due_at + timedelta(days=1)):
        climbs(closed, timezone.now())
        assert "Tamsin" in page(closed, "keerthana", address), "after the last stage it stays there"
        assert answers(closed, "tamsin", address, "again").status_code == 302
        assert "Take it back to be decided again" in page(closed, "amina", address)
        assert closed.contact("Kayleigh").state == "decided"
        assert does(closed, "amina", address, "carry_out").status_code == 302
        assert closed.contact("Kayleigh").state == "received"


def done_again(task: Task, **ids: int | str) -> None:
    """A job is done at least once: here it comes a second time."""
    with databases.as_role("worker"), as_service("service_intake") as by:
        task.does(**ids, by=by, at=timezone.now())


def takes_the_post_of(world: World, who: str, whose: str) -> None:
    """Somebody sits from today in another’s post too."""
    with world.as_("tamsin") as by:
        sharing.hold_post(
            worker=world.worker(who), post=world.county.posts[whose], starts_on=timezone.localdate(), by=by,
            at=timezone.now(),
        )  # fmt: skip


def may_not_answer(world: World, who: str, post: str, address: str, why: str) -> None:
    with world.as_(who, post) as by, pytest.raises(CannotDo, match=why):
        answer_challenge(
            challenge=address.split("/")[2],
            verdict="stands",
            because="x",
            changes="",
            by=by,
            at=timezone.now(),
        )


def test_whatever_post_they_take_meanwhile_nobody_answers_for_what_they_decided_or_answered_before(
    closed: World,
) -> None:
    address = challenges(closed)
    may_not_answer(closed, "tamsin", "tamsin", address, "Your post does not answer at this stage")
    takes_the_post_of(closed, "amina", "huw")
    may_not_answer(closed, "amina", "huw", address, "You decided this")
    answers(closed, "huw", address)
    does(closed, "keerthana", address, "reply", is_accepted="no", words="Nobody spoke to the tutor.")
    takes_the_post_of(closed, "huw", "morwenna")
    may_not_answer(closed, "huw", "morwenna", address, "You answered this at an earlier stage")
    assert answers(closed, "morwenna", address).status_code == 302


def test_whatever_post_they_take_meanwhile_nobody_answers_their_own_challenge(closed: World) -> None:
    address = challenges(closed, "huw")
    takes_the_post_of(closed, "huw", "morwenna")
    may_not_answer(closed, "huw", "morwenna", address, "You made this challenge")


def test_as_at_a_moment_a_challenge_stands_without_what_was_said_after_it(closed: World) -> None:
    reference = challenges(closed).split("/")[2]
    then = timezone.now()
    answers(closed, "huw", f"/challenges/{reference}/")
    with closed.as_("huw"):
        was, now = (queries.one(reference, at=at) for at in (then, timezone.now()))
    assert was and now and (was.stands, now.stands) == ("waits", "answered")


def told(world: World, who: str, kind: str) -> int:
    with world.as_(who):
        return Notice.objects.filter(kind=kind, for_post=world.county.posts[who]).count()


def test_a_job_that_comes_twice_begins_tells_and_climbs_once(closed: World) -> None:
    address = challenges(closed)
    reference = address.split("/")[2]
    done_again(challenged.begin, challenge=reference)
    assert told(closed, "huw", "challenge_to_answer") == 1
    answers(closed, "huw", address)
    with closed.as_("amina"):
        said = ChallengeAnswer.objects.get().pk
    done_again(challenged.pass_on_answer, answer=said)
    assert told(closed, "keerthana", "challenge_answered") == 1
    does(closed, "keerthana", address, "reply", is_accepted="no", words="Nobody spoke to the tutor.")
    with closed.as_("amina"):
        reply = ChallengeReply.objects.get().pk
    done_again(challenged.pass_on_reply, reply=reply)
    assert told(closed, "huw", "challenge_replied") == 1
    with closed.as_("amina"):
        assert ChallengeStage.objects.count() == 2


def test_its_clock_runs_from_the_moment_at_which_it_was_made_however_late_the_job_is(closed: World) -> None:
    closed.browser("keerthana").post(f"/notices/{notice_of(closed).reference}/challenge/", SAID)
    closed.run_jobs(timezone.now() + timedelta(hours=30))
    with closed.as_("amina"):
        assert Clock.objects.get(about_kind="challenge").started_at == Challenge.objects.get().made_at


def test_what_is_to_be_decided_again_is_owed_by_a_clock_until_it_is_taken_back(closed: World) -> None:
    address = challenges(closed)
    answers(closed, "huw", address)
    does(closed, "keerthana", address, "reply", is_accepted="no", words="Nobody spoke to the tutor.")
    answers(closed, "morwenna", address)
    does(closed, "keerthana", address, "reply", is_accepted="no", words="Her tutor waits still.")
    answers(closed, "tamsin", address, "again")
    running = {"about_kind": "challenge", "stopped_at": None}
    with closed.as_("amina"):
        assert Clock.objects.get(**running).rule == "CLK-47-stage-1"
    does(closed, "amina", address, "carry_out")
    with closed.as_("amina"):
        assert not Clock.objects.filter(**running).exists()


def test_when_it_is_decided_anew_the_new_decision_can_be_challenged_too(closed: World) -> None:
    address = challenges(closed)
    form = f"/contacts/{closed.contact('Kayleigh').reference}/challenge/"
    answers(closed, "huw", address, "again")
    early = closed.browser("huw").post(form, SAID)
    assert "This is being decided now." in early.content.decode()
    closed.front_door_decides(
        "Kayleigh",
        "advice",
        level="2",
        criteria=["2.1"],
        section_47="not_met",
        lead="",
        not_asked_why="x",
        who="huw",
    )
    second = challenges(closed)
    assert second != address
    told_of = page(closed, "amina", second)
    assert "Morwenna" in told_of and "Stage 2" in told_of, "Huw decided it this time."


def test_nobody_sees_a_challenge_but_whoever_made_it_and_the_front_door(closed: World) -> None:
    address = challenges(closed)
    for who in ("amina", "noor", "huw", "tamsin", "keerthana"):
        assert closed.browser(who).get(address).status_code == 200, who
    for who in ("olu", "beatrix", "idwal", "rhiannon", "silas", "ottoline"):
        assert closed.browser(who).get(address).status_code == 404, who
    made = notice_of(closed).reference
    for who in ("idwal", "amina", "olu"):
        assert closed.browser(who).get(f"/notices/{made}/challenge/").status_code == 404, who
    assert closed.browser("idwal").get("/challenges/").status_code == 200
    assert WHY not in page(closed, "idwal", "/challenges/")


def test_an_agency_that_gave_a_view_challenges_what_was_decided_without_it(world: World) -> None:
    world.school_refers("Kayleigh")
    world.is_new("Kayleigh")
    world.others_agree("Kayleigh")
    world.front_door_decides("Kayleigh", "assessment", level="3", criteria=["3.1"], section_47="not_met")
    address = challenges(world, "olu")
    assert "Ravenshire Police" in page(world, "huw", address)
    assert world.browser("keerthana").get(address).status_code == 404


def test_one_challenge_is_made_once_and_says_why(closed: World) -> None:
    form = f"/notices/{notice_of(closed).reference}/challenge/"
    short = closed.browser("keerthana").post(form, {"why": "Not right.", "asks": ""})
    told = short.content.decode()
    assert "Say what you see differently, and why." in told and "Say what you ask for" in told
    assert "Not right." in told, "what was typed stands there still"
    challenges(closed)
    twice = closed.browser("keerthana").post(form, SAID)
    assert "You have challenged this decision already." in twice.content.decode()
    own = closed.browser("amina").post(f"/contacts/{closed.contact('Kayleigh').reference}/challenge/", SAID)
    assert "You decided this yourself." in own.content.decode()
    with closed.as_("amina"):
        assert Challenge.objects.count() == 1


def test_the_list_is_shown_as_it_stood(closed: World) -> None:
    address = challenges(closed)
    yesterday = in_london(timezone.now() - timedelta(days=1))
    before = f"/challenges/?on_0={yesterday.day}&on_1={yesterday.month}&on_2={yesterday.year}"
    assert "Nobody has challenged a decision." in page(closed, "huw", before)
    assert address in page(closed, "huw", "/challenges/?show=mine")
    assert address in page(closed, "huw", "/challenges/?stage=1")
    assert address not in page(closed, "huw", "/challenges/?stage=2")
    assert address not in page(closed, "huw", "/challenges/?show=overdue")


def test_a_challenge_about_a_restricted_record_goes_to_one_of_its_readers(closed: World) -> None:
    closed.keeps(closed.contact("Kayleigh").subject_id, "morwenna", "amina")
    address = challenges(closed)
    assert "Morwenna" in page(closed, "amina", address)
    assert closed.browser("huw").get(address).status_code == 404
    assert page(closed, "keerthana", address), "whoever made it reads it"
