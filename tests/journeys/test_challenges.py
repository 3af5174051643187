"""Somebody disagrees with a decision: a manager answers, or it climbs by its clock; and the decision is made again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from kith.core.says import in_london
from kith.county.acting import as_service
from kith.frontdoor.models import Challenge
from kith.frontdoor.tasks import climb_challenges
from kith.notify.models import Notice
from kith.record.models import Clock, Entry
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
