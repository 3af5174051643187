"""Police, health and social care decide together: who is asked, what they say, whose silence is passed on."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.county.acting import as_service
from kith.frontdoor import tasks
from kith.frontdoor.actions import views
from kith.frontdoor.models import Decision, View, ViewAsked, ViewChased
from kith.notify.models import Notice
from kith.record.models import Clock, Entry
from kith.sharing import gate
from tests import databases
from tests.asked import statements
from tests.world import World

HELPS = {
    "level": "2",
    "criteria_2": ["2.1"],
    "section_47": "not_met",
    "section_47_why": "Her mum was with her.",
    "outcome": "early_help",
    "reasons": "Her mum asked for help, and the school sees her each day.",
    "against": "She was out overnight once.",
    "feedback": "",
    "lead": "",
}
SIGN = [{"form": "criminal", "answer": "seen", "harm": False, "what": "Carries a bag"}]
AGREES = {"agrees": "yes", "because": "Nothing is known of the address or of the car."}
DIFFERS = {
    "agrees": "no", "level": "4", "section_47": "met", "outcome": "strategy_discussion",
    "because": "The car was stopped twice with another child in it.",
}  # fmt: skip


def ready(world: World) -> tuple[Client, str]:
    """A contact with signs, whose child is new to us, and its address."""
    world.school_refers("Kayleigh", forms=SIGN)
    world.is_new("Kayleigh")
    return world.browser("amina"), f"/contacts/{world.contact('Kayleigh').reference}/"


def asked(world: World) -> tuple[Client, str]:
    browser, address = ready(world)
    answer = browser.post(f"{address}decide/", {**HELPS, "ask_views": "1"})
    assert answer.headers["Location"] == f"{address}decide/"
    return browser, address


def says(world: World, who: str, address: str, said: dict[str, str]) -> Any:
    return world.browser(who).post(f"{address}view/", said)


def decision(world: World) -> Decision:
    with world.as_("amina"):
        return Decision.objects.get()


def test_three_agree_and_it_is_decided(world: World) -> None:
    browser, address = asked(world)
    with world.as_("amina"):
        assert {c.rule for c in Clock.objects.filter(about_kind="view")} == {"KITH-VIEW-amber"}
    for who in ("olu", "beatrix"):
        told = world.browser(who).get("/views/").content.decode()
        assert "Kayleigh" in told and "Early help" in told
        assert says(world, who, address, AGREES).headers["Location"] == "/views/"
    told = browser.get(f"{address}decide/").content.decode()
    assert told.count("Nothing is known of the address") == 2 and "asked for help" in told
    assert browser.post(f"{address}decide/", HELPS).status_code == 302
    made = decision(world)
    assert (made.views_given, made.views_differ, made.views_silent) == (["police", "health"], [], [])
    assert "sign" in made.views_owed
    with world.as_("olu"):
        assert not Clock.objects.filter(about_kind="view").update(stopped_because="by hand")
    world.run_jobs()
    with world.as_("amina"):
        given = Entry.objects.filter(kind="frontdoor.view_given")
        assert [each.detail["view"] for each in given] == ["agrees", "agrees"]
        assert set(Clock.objects.filter(about_kind="view").values_list("stopped_because", flat=True)) == {
            "answered"
        }


def test_without_being_asked_nobody_is_decided_over_but_protection_does_not_wait(world: World) -> None:
    browser, address = ready(world)
    told = browser.post(f"{address}decide/", HELPS).content.decode()
    assert "Police and health have not been asked" in told and "there are signs of exploitation" in told
    asked_now = browser.post(f"{address}decide/", {**HELPS, "ask_views": "1"})
    assert asked_now.status_code == 302
    waits = browser.post(f"{address}decide/", HELPS).content.decode()
    assert "still have time to answer" in waits
    world.front_door_decides("Kayleigh")
    made = decision(world)
    assert made.views_silent == ["police", "health"] and made.outcome == "strategy_discussion"
    with world.as_("amina"):
        assert set(Clock.objects.filter(about_kind="view").values_list("stopped_because", flat=True)) == {
            "decided"
        }


def test_one_dissents_and_it_is_decided_all_the_same_with_the_dissent_beside_it(world: World) -> None:
    browser, address = asked(world)
    says(world, "beatrix", address, AGREES)
    lacking = says(world, "olu", address, {**DIFFERS, "level": "", "because": ""}).content.decode()
    assert (
        "Choose the level of help that you see." in lacking and "Say why: what your agency knows" in lacking
    )
    says(world, "olu", address, DIFFERS)
    refused = browser.post(f"{address}decide/", {**HELPS, "against": ""}).content.decode()
    assert "Police sees it differently" in refused
    assert browser.post(f"{address}decide/", HELPS).status_code == 302
    assert decision(world).views_differ == ["police"]
    told = browser.get(address).content.decode()
    assert "Seen differently by" in told and "The car was stopped twice" in told
    # Whoever dissented reads what was decided.
    assert "Decided: Early help" in world.browser("olu").get(address).content.decode()


def test_who_is_silent_is_chased_once_and_holds_nothing_back_after_their_time(world: World) -> None:
    browser, address = ready(world)
    with world.as_("amina") as by:
        views.ask_views(
            contact=address.split("/")[2], level="2", section_47="not_met", outcome="early_help", reasons="x", proposed={},
            by=by, at=timezone.now() - timedelta(days=4),
        )  # fmt: skip
    says(world, "beatrix", address, AGREES)
    with world.as_("amina"):
        ask = ViewAsked.objects.get(voice="police")
    with databases.as_role("worker"):
        for _ in range(2):
            with as_service("service_clocks") as by:
                tasks.chase.does(ask=ask.reference, by=by, at=timezone.now())
    with world.as_("amina"):
        assert ViewChased.objects.count() == 1
        assert Notice.objects.filter(kind="view_awaited").count() == 1
    told = browser.get(f"{address}decide/").content.decode()
    assert "Not answered" in told and "the agency was told" in told
    refused = browser.post(f"{address}decide/", HELPS).content.decode()
    assert "Police did not answer in time. Say why" in refused
    assert (
        browser.post(f"{address}decide/", {**HELPS, "alone_because": "In court all day."}).status_code == 302
    )
    made = decision(world)
    assert (made.views_silent, made.sample) == (["police"], "alone")
    listed = world.browser("huw").get("/together/").content.decode()
    assert "Without police" in listed and "In court all day." in listed and "Read it again" in listed
    mine = browser.get("/together/").content.decode()
    assert "yours: somebody else reads it" in mine


def test_what_is_read_again_and_seen_otherwise_is_decided_anew(world: World) -> None:
    test_who_is_silent_is_chased_once_and_holds_nothing_back_after_their_time(world)
    address = f"/contacts/{world.contact('Kayleigh').reference}/"
    again = {"agrees": "no", "because": "Nobody spoke with her.", "with_whom": "Olu Marchbanks, police"}
    own = world.browser("amina").post(f"{address}reread/", again).content.decode()
    assert "you made this decision yourself" in own and "Nobody spoke with her." in own
    huw = world.browser("huw")
    assert (
        "Say who read it with you"
        in huw.post(f"{address}reread/", {**again, "with_whom": ""}).content.decode()
    )
    assert huw.post(f"{address}reread/", again).headers["Location"] == "/together/"
    contact = world.contact("Kayleigh")
    assert contact.state == "received"
    assert "Read again, and seen otherwise: Nobody spoke with her." in huw.get(address).content.decode()


def test_who_was_not_asked_gives_no_view_and_reads_nothing(world: World) -> None:
    _, address = ready(world)
    for who in ("olu", "beatrix", "keerthana", "rhiannon"):
        assert world.browser(who).get(f"{address}view/").status_code == 404
        assert says(world, who, address, AGREES).status_code == 404
    with world.as_("amina") as by:
        views.ask_views(
            contact=address.split("/")[2], level="2", section_47="not_met", outcome="early_help", reasons="x", proposed={},
            by=by, at=timezone.now(),
        )  # fmt: skip
    assert world.browser("olu").get(f"{address}view/").status_code == 200
    assert world.browser("rhiannon").get(f"{address}view/").status_code == 404
    with world.as_("amina"):
        world_subject = world.contact("Kayleigh").subject_id
    world.must_not_meet("olu", world_subject)
    assert world.browser("olu").get(f"{address}view/").status_code == 404
    with world.as_("rhiannon") as by, pytest.raises(gate.NotYours):
        views.give_view(contact=address.split("/")[2], agrees="yes", because="x", by=by, at=timezone.now())


def test_a_view_that_comes_after_the_decision_is_not_saved_and_stands_to_copy(world: World) -> None:
    _, address = asked(world)
    world.front_door_decides("Kayleigh")
    told = says(world, "olu", address, AGREES).content.decode()
    assert (
        "Nothing was saved: this contact is already decided." in told
        and "Nothing is known of the address" in told
    )
    with world.as_("amina"):
        assert View.objects.count() == 0


def test_a_specialist_advises_on_any_form_and_the_answer_stands_on_the_contact(world: World) -> None:
    browser, address = ready(world)
    assert (
        "Say what you want to know"
        in browser.post(f"{address}advice/", {"about": ["labour"]}).content.decode()
    )
    asks = {"about": ["criminal", "labour"], "question": "Who should speak with her?"}
    assert browser.post(f"{address}advice/", asks).headers["Location"] == address
    assert "asked already" in browser.post(f"{address}advice/", asks).content.decode()
    told = world.browser("sunniva").get(f"{address}view/").content.decode()
    assert "What do you advise?" in told and "Who should speak with her?" in told and "Labour" in told
    assert says(world, "sunniva", address, {"because": "The school nurse, alone."}).status_code == 302
    for place in ("", "decide/"):
        assert "The school nurse, alone." in browser.get(f"{address}{place}").content.decode()


def test_the_daily_list_takes_as_many_queries_for_ten_contacts_as_for_one(world: World) -> None:
    asked(world)
    browser = world.browser("huw")

    def made() -> int:
        browser.get("/together/")
        with CaptureQueriesContext(connection) as told:
            assert browser.get("/together/").status_code == 200
        return len(statements(told))

    one = made()
    for n in range(3):
        world.school_refers(f"Child {n}", forms=SIGN)
    assert made() == one <= 12
