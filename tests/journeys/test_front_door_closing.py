"""Signs of exploitation are closed by two people: one asks with reasons, a manager answers, both stand on the record."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.frontdoor.actions import closing, reopen, work
from kith.frontdoor.models import ClosingAsk, ClosingView, Decision
from kith.record.models import Clock, Entry
from kith.sharing import actions as sharing
from kith.sharing import gate
from tests.asked import statements
from tests.world import World, child, telling

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
    """A contact with signs, whose child is new to us, and its address; police and health see it as whoever closes it."""
    world.school_refers("Kayleigh")
    world.is_new("Kayleigh")
    world.others_agree("Kayleigh")
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


@pytest.mark.parametrize(
    "said", [pytest.param({}, id="said whether"), pytest.param({"is_agreed": ""}, id="did not say whether")]
)
def test_a_view_that_comes_after_the_decision_is_not_saved_and_stands_to_copy(
    world: World, said: dict[str, str]
) -> None:
    _, address = asks(world)
    world.front_door_decides("Kayleigh")
    told = answers(world, address, **said).content.decode()
    assert "Nothing was saved: this contact is already decided." in told and 'href="#id_' not in told
    assert "What you typed is not saved" in told and "I saw the receipt too." in told
    with world.as_("amina"):
        assert ClosingView.objects.count() == 0


def test_a_managers_own_view_does_not_let_the_same_manager_close(world: World) -> None:
    world.school_refers("Kayleigh")
    world.is_new("Kayleigh", "huw")
    world.others_agree("Kayleigh")
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


# What was agreed, and what it was agreed on.

HARM = {"form": "sexual", "answer": "seen", "harm": True, "what": "He has pictures."}
HELPS = {**CLOSES, "outcome": "early_help", "feedback": ""}


def harmed(world: World) -> tuple[Client, str]:
    """A contact with harm seen, whose manager has agreed to early help."""
    world.refers("keerthana", telling(child("Kayleigh", forms=[HARM]), sender_reference="S/1"))
    world.is_new("Kayleigh")
    world.others_agree("Kayleigh")
    browser, address = world.browser("amina"), f"/contacts/{world.contact('Kayleigh').reference}/"
    browser.post(f"{address}decide/", {**HELPS, "ask": "1"})
    answers(world, address)
    return browser, address


def test_a_manager_who_agreed_to_early_help_has_not_agreed_to_close(world: World) -> None:
    browser, address = harmed(world)
    told = browser.get(f"{address}decide/").content.decode()
    assert "A manager has agreed to: Early help" in told and "Ask a manager first" in told
    closes = {**CLOSES, "not_asked_why": "Her mum knows no more."}
    refused = browser.post(f"{address}decide/", closes).content.decode()
    assert "A manager must agree before this is closed" in refused
    with world.as_("amina"):
        assert not Decision.objects.exists()
    assert browser.post(f"{address}decide/", HELPS).status_code == 302


def test_a_manager_who_agreed_to_early_help_can_be_asked_about_closing(world: World) -> None:
    browser, address = harmed(world)
    closes = {**CLOSES, "not_asked_why": "Her mum knows no more."}
    assert browser.post(f"{address}decide/", {**closes, "ask": "1"}).status_code == 302
    answers(world, address)
    assert browser.post(f"{address}decide/", closes).status_code == 302


def test_who_agrees_unasked_agrees_that_it_can_be_closed_by_any_outcome(world: World) -> None:
    browser, address = ready(world)
    offered = page(world, "huw", f"{address}closing/")
    assert "it counts for each of these: Early help, if the family agrees; Information" in offered
    answers(world, address)
    told = browser.get(f"{address}decide/").content.decode()
    assert "Information and advice to the sender; No further action." in told
    assert browser.post(f"{address}decide/", CLOSES).status_code == 302


def stood(world: World, address: str) -> str:
    """What the manager’s page says stood on it, as its form sends it."""
    (found,) = re.findall(r'name="read" value="([^"]+)"', page(world, "huw", f"{address}closing/"))
    return str(found)


def adds_danger(world: World, address: str) -> None:
    told = telling(child("Kayleigh"), sender_reference="S/1", what_happened="Stabbed.", in_danger="yes")
    world.refers("keerthana", told)


def asks_her_mum(world: World, address: str) -> None:
    said = {"labour": "seen", "labour_what": "Night work for cash", "said_by": "Her mum"}
    assert world.browser("amina").post(f"{address}forms/", said).status_code == 302


def asks_a_manager(world: World, address: str) -> None:
    assert world.browser("amina").post(f"{address}decide/", {**CLOSES, "ask": "1"}).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(adds_danger, id="the sender adds that the child is in danger"),
        pytest.param(asks_her_mum, id="a screener writes down what the mother said"),
        pytest.param(asks_a_manager, id="a screener asks about an outcome"),
    ],
)
def test_what_changes_while_a_manager_writes_is_read_before_they_agree(world: World, changes: Any) -> None:
    world.refers("keerthana", telling(child("Kayleigh"), sender_reference="S/1"))
    world.is_new("Kayleigh")
    address = f"/contacts/{world.contact('Kayleigh').reference}/"
    read = stood(world, address)
    changes(world, address)
    refused = answers(world, address, read=read).content.decode()
    assert "Something changed while you wrote" in refused and "I saw the receipt too." in refused
    with world.as_("huw"):
        assert not ClosingView.objects.exists()
    (again,) = re.findall(r'name="read" value="([^"]+)"', refused)
    assert again == stood(world, address) != read, "Having read it, the same page can be sent."
    assert answers(world, address, read=again).status_code == 302


# Asked, and decided before anybody answered.


def overtaken(world: World) -> tuple[Client, str]:
    """A manager was asked, the contact was decided before they answered, and it is looked at again."""
    browser, address = asks(world)
    world.front_door_decides("Kayleigh")
    with world.as_("amina") as by:
        reopen.reopen(contact=address.split("/")[2], because="Said by phone.", by=by, at=timezone.now())
    world.others_agree("Kayleigh")
    return browser, address


def test_what_was_asked_before_the_decision_waits_no_more(world: World) -> None:
    browser, address = overtaken(world)
    assert "Kayleigh" in page(world, "huw") and "Manager asked" not in page(world, "huw")
    shown = page(world, "amina", address)
    assert "asked: it was decided before anybody answered" in shown and "no answer yet" not in shown
    assert "Nobody has asked." in page(world, "huw", f"{address}closing/")
    assert "Ask a manager first" in browser.get(f"{address}decide/").content.decode()


def test_a_manager_is_asked_again_after_the_decision_and_sees_it(world: World) -> None:
    browser, address = overtaken(world)
    assert browser.post(f"{address}decide/", {**CLOSES, "ask": "1"}).status_code == 302
    assert "Give your view" in page(world, "huw") and "Manager asked" in page(world, "amina")
    answers(world, address)
    assert "agrees to close" in page(world, "amina")
    assert browser.post(f"{address}decide/", CLOSES).status_code == 302
    with world.as_("huw"):
        assert ClosingView.objects.get().ask == ClosingAsk.objects.latest("pk")


def test_an_answer_from_before_the_decision_is_not_shown_as_one_to_the_next(world: World) -> None:
    _, address = asks(world)
    answers(world, address)
    world.front_door_decides("Kayleigh")
    with world.as_("amina") as by:
        reopen.reopen(contact=address.split("/")[2], because="Said by phone.", by=by, at=timezone.now())
    told = page(world, "amina")
    assert "Kayleigh" in told and "agrees to close" not in told and "Manager agrees" not in told


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
