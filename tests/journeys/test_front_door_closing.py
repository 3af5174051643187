"""Signs of exploitation are closed by two people: one asks with reasons, a manager answers, both stand on the record."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.frontdoor.actions import closing, work
from kith.frontdoor.models import ClosingAsk, ClosingView, Decision
from kith.record.models import Clock, Entry
from kith.sharing import actions as sharing
from kith.sharing import gate
from tests.asked import statements
from tests.world import World

CLOSES = {
    "level": "2",
    "criteria_2": ["2.1"],
    "section_47": "not_met",
    "section_47_why": "The phone was a birthday present.",
    "outcome": "no_further_action",
    "reasons": "Her nan bought the phone: seen the receipt.",
    "against": "She was out overnight once.",
    "feedback": "Thank you. Ring again if it goes on.",
    "lead": "",
}


def ready(world: World) -> tuple[Client, str]:
    """A contact with signs, whose child is new to us, and its address."""
    world.school_refers("Kayleigh")
    world.is_new("Kayleigh")
    return world.browser("amina"), f"/contacts/{world.contact('Kayleigh').reference}/"


def asks(world: World) -> tuple[Client, str]:
    browser, address = ready(world)
    answer = browser.post(f"{address}decide/", {**CLOSES, "ask": "1"})
    assert answer.headers["Location"] == address
    return browser, address


def answers(world: World, address: str, who: str = "huw", **said: Any) -> Any:
    return world.browser(who).post(
        f"{address}closing/", {"is_agreed": "yes", "closing_because": "I saw the receipt too.", **said}
    )


def page(world: World, who: str, address: str = "/worklist/") -> str:
    return world.browser(who).get(address).content.decode()


def test_whoever_asks_a_manager_sees_that_it_waits_and_the_manager_has_it_on_the_worklist(
    world: World,
) -> None:
    _, address = asks(world)
    told = page(world, "huw")
    assert "Would be closed: No further action" in told and "seen the receipt" in told
    assert f"{address}closing/" in told and "Give your view" in told and "Your view on closing" in told
    mine = page(world, "amina")
    assert "Manager asked" in mine and "Give your view" not in mine and "Your view on closing" not in mine
    assert "Amina Yusuf-Brandt asked: no answer yet" in page(world, "amina", address)
    with world.as_("huw"):
        clock = Clock.objects.get(about_kind="closing")
        assert (clock.rule, clock.is_local, clock.stopped_at) == ("KITH-CLOSING", True, None)


def test_a_manager_who_agrees_lets_it_be_closed_and_whoever_asked_sees_the_answer(world: World) -> None:
    browser, address = asks(world)
    assert answers(world, address).headers["Location"] == "/worklist/"
    assert "Huw Tregarthen-Adeyemi agrees to close" in page(world, "amina")
    assert "I saw the receipt too." in page(world, "amina", address)
    assert "Give your view" not in page(world, "huw")
    assert browser.post(f"{address}decide/", CLOSES).status_code == 302
    with world.as_("amina"):
        assert Decision.objects.get().outcome == "no_further_action"
        assert set(
            Entry.objects.filter(kind__startswith="frontdoor.closing").values_list("kind", flat=True)
        ) == {
            "frontdoor.closing_asked",
            "frontdoor.closing_viewed",
        }
        assert Clock.objects.get(about_kind="closing").stopped_because == "answered"


def test_a_manager_who_does_not_agree_keeps_it_open(world: World) -> None:
    browser, address = asks(world)
    answers(world, address, is_agreed="no", closing_because="Speak with her alone first.")
    told = page(world, "amina")
    assert "does not agree to close" in told and "Speak with her alone first." in told
    again = browser.post(f"{address}decide/", CLOSES).content.decode()
    assert "A manager must agree before this is closed" in again
    assert browser.post(f"{address}decide/", {**CLOSES, "ask": "1"}).status_code == 302


def test_what_was_typed_stands_in_the_decision_when_the_answer_is_there(world: World) -> None:
    browser, address = asks(world)
    answers(world, address)
    told = browser.get(f"{address}decide/").content.decode()
    for words in ("seen the receipt", "out overnight once", "birthday present", "if it goes on"):
        assert words in told
    assert told.count(" checked") == 4  # level, criterion, section 47, outcome


@pytest.mark.parametrize(
    "said, sentence",
    [
        pytest.param({"reasons": ""}, "Say why you would close this", id="no reasons"),
        pytest.param({"outcome": ""}, "Choose how you would close this", id="no outcome"),
        pytest.param(
            {"outcome": "strategy_discussion"}, "does not close the contact", id="nothing to agree to"
        ),
    ],
)
def test_a_manager_is_not_asked_without(world: World, said: dict[str, str], sentence: str) -> None:
    browser, address = ready(world)
    told = browser.post(f"{address}decide/", {**CLOSES, **said, "ask": "1"}).content.decode()
    assert sentence in told and "birthday present" in told
    with world.as_("amina"):
        assert ClosingAsk.objects.count() == 0


def test_nobody_agrees_to_a_closing_of_their_own(world: World) -> None:
    world.school_refers("Kayleigh")
    world.is_new("Kayleigh", "huw")
    address = f"/contacts/{world.contact('Kayleigh').reference}/"
    huw = world.browser("huw")
    assert huw.post(f"{address}decide/", {**CLOSES, "ask": "1"}).status_code == 302
    assert "Give your view" not in page(world, "huw")
    assert "You asked for this view yourself" in answers(world, address).content.decode()
    with (
        world.as_("huw") as by,
        pytest.raises(IntegrityError, match="nobody_agrees_to_a_closing_of_their_own"),
    ):
        ask = ClosingAsk.objects.get()
        with transaction.atomic():
            ClosingView.objects.create(
                subject_id=ask.subject_id, contact=ask.contact, ask=ask, asked_by=ask.by_worker, is_agreed=True,
                because="x", by_post_id=by.post_id, by_worker_id=by.worker_id, recorded_at=timezone.now(),
            )  # fmt: skip
    # An own view, given before anybody asked, does not let its author close either.
    assert "A manager must agree" in huw.post(f"{address}decide/", CLOSES).content.decode()


def test_a_managers_own_view_does_not_let_the_same_manager_close(world: World) -> None:
    world.school_refers("Kayleigh")
    world.is_new("Kayleigh", "huw")
    address = f"/contacts/{world.contact('Kayleigh').reference}/"
    answers(world, address)
    assert "A manager must agree" in world.browser("huw").post(f"{address}decide/", CLOSES).content.decode()
    assert world.browser("amina").post(f"{address}decide/", CLOSES).status_code == 302


def test_a_manager_is_asked_once_until_there_is_an_answer(world: World) -> None:
    browser, address = asks(world)
    told = browser.post(f"{address}decide/", {**CLOSES, "ask": "1"}).content.decode()
    assert "A manager has been asked already." in told


def test_a_decision_that_protects_ends_what_was_asked(world: World) -> None:
    browser, address = asks(world)
    world.front_door_decides("Kayleigh")
    assert "Give your view" not in page(world, "huw")
    assert "Nobody needs your view any more" in page(world, "huw", f"{address}closing/")
    with world.as_("huw"):
        assert Clock.objects.get(about_kind="closing").stopped_because == "decided"


@pytest.mark.parametrize(
    "who",
    [
        pytest.param("amina", id="a screener"),
        pytest.param("keerthana", id="the school"),
        pytest.param("rhiannon", id="a social worker"),
        pytest.param("silas", id="the other area"),
    ],
)
def test_a_view_is_not_theirs_to_give(world: World, who: str) -> None:
    _, address = asks(world)
    assert world.browser(who).get(f"{address}closing/").status_code == 404
    assert answers(world, address, who).status_code == 404
    with world.as_("amina"):
        assert ClosingView.objects.count() == 0


def test_what_was_asked_about_a_restricted_child_is_seen_by_its_readers_only(world: World) -> None:
    _, address = asks(world)
    subject = world.contact("Kayleigh").subject_id
    world.keeps(subject)
    assert "Give your view" in page(world, "huw")
    told = page(world, "amina")
    assert "Kayleigh" not in told and "Manager asked" not in told and "seen the receipt" not in told
    with world.as_("amina"):
        assert ClosingAsk.objects.count() == 0


def test_a_manager_in_conflict_is_not_asked(world: World) -> None:
    _, address = asks(world)
    subject = world.contact("Kayleigh").subject_id
    world.must_not_meet("huw", subject)
    assert "Kayleigh" not in page(world, "huw")
    assert world.browser("huw").get(f"{address}closing/").status_code == 404


def test_a_deputy_sees_the_managers_work_and_agrees_only_where_their_own_post_may(world: World) -> None:
    """A deputy’s post also sees the work of the post that it covers; what a post may do is its own role’s."""
    _, address = asks(world)
    with world.as_("tamsin") as by:
        sharing.mark_absent(
            post=world.county.posts["huw"], deputy=world.county.posts["noor"], starts_at=timezone.now(),
            ends_at=timezone.now() + timedelta(days=1), by=by, at=timezone.now(),
        )  # fmt: skip
    with world.as_("noor") as by:
        assert world.county.posts["huw"].pk in by.posts and not by.may("closing.agree")
    assert answers(world, address, "noor").status_code == 404
    assert answers(world, address, "huw").status_code == 302


def test_nobody_asks_in_another_name(world: World) -> None:
    ready(world)
    contact = world.contact("Kayleigh")
    with world.as_("noor") as by, pytest.raises(Exception, match="row-level security"), transaction.atomic():
        ClosingAsk.objects.create(
            subject_id=contact.subject_id, contact=contact, outcome="no_further_action", reasons="x",
            by_post_id=world.county.posts["amina"].pk, by_worker_id=by.worker_id, asked_at=timezone.now(),
        )  # fmt: skip


def test_a_stranger_cannot_ask_either(world: World) -> None:
    ready(world)
    reference = world.contact("Kayleigh").reference
    asked = {"contact": reference, "outcome": "no_further_action", "reasons": "x", "proposed": {}}
    with world.as_("rhiannon") as by, pytest.raises(gate.NotYours):
        closing.ask_manager(**asked, by=by, at=timezone.now())
    with world.as_("noor") as by:
        closing.ask_manager(**asked, by=by, at=timezone.now())
    with world.as_("noor") as by, pytest.raises(work.CannotDo, match="asked already"):
        closing.ask_manager(**asked, by=by, at=timezone.now())


def test_a_managers_worklist_with_everything_on_it_takes_no_more_than_twelve_queries(world: World) -> None:
    asks(world)
    browser = world.browser("huw")
    browser.get("/worklist/")
    with CaptureQueriesContext(connection) as asked:
        browser.get("/worklist/")
    made = statements(asked)
    assert len(made) <= 12, "\n".join(s[:120] for s in made)
