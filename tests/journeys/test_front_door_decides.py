"""The decision: what is missing is said at its place, nothing typed is lost, and nobody closes signs alone."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kith.core import codes
from kith.frontdoor.models import ClosingView, Decision
from kith.plans.models import Plan
from tests.asked import statements
from tests.world import World, child, telling


def ready(world: World, given_name: str = "Kayleigh", who: str = "amina", **said: Any) -> tuple[Client, str]:
    """A contact that is claimed and whose child is new to us, and its decision's address."""
    world.school_refers(given_name, **said)
    world.is_new(given_name, who)
    return world.browser(who), f"/contacts/{world.contact(given_name).reference}/decide/"


def answers(world: World, **said: Any) -> dict[str, Any]:
    return {
        "level": "4",
        "criteria_4": ["4.2"],
        "section_47": "met",
        "section_47_why": "Adults move this child at night.",
        "reasons": "Found with adults and money at 3am.",
        "outcome": "strategy_discussion",
        "lead": world.county.posts["rhiannon"].reference,
        "against": "",
        "feedback": "Thank you: keep her key adult near.",
        **said,
    }


def test_a_whole_decision_is_recorded_opens_a_plan_and_is_read_on_the_contact(world: World) -> None:
    browser, address = ready(world)
    answer = browser.post(address, answers(world), follow=True)
    told = answer.content.decode()
    assert answer.redirect_chain == [(address.replace("decide/", ""), 302)]
    assert "Recorded: Strategy discussion, and a plan now" in told
    assert "Decided: Strategy discussion, and a plan now" in told
    assert "What was done when" in told
    times = browser.get(address.replace("decide", "times")).content.decode()
    steps = ["Received", "Taken on", "Said who it is", "Decided: Strategy discussion, and a plan now"]
    assert [times.index(step) for step in steps] == sorted(times.index(step) for step in steps)
    assert world.browser("rhiannon").get(address.replace("decide", "times")).status_code == 404
    assert "Made to carry, hold or sell for others" in told and "Found with adults and money at 3am." in told
    with world.as_("rhiannon"):
        assert Plan.objects.filter(closed_at=None).count() == 1


def test_what_is_missing_is_said_at_its_field_and_in_the_summary(world: World) -> None:
    browser, address = ready(world)
    told = browser.post(address, answers(world, section_47="", criteria_4=[], reasons="")).content.decode()
    assert "There is a problem" in told
    assert 'href="#id_criteria_4">Choose which criteria of this level are met.' in told
    assert 'href="#id_section_47">Say whether the section 47 test is met.' in told
    assert 'href="#id_reasons">Say why you reached this decision: facts first.' in told
    assert told.count("Say whether the section 47 test is met.") == 2
    with world.as_("amina"):
        assert Decision.objects.count() == 0


def test_nothing_typed_is_lost_when_a_decision_cannot_stand(world: World) -> None:
    browser, address = ready(world)
    told = browser.post(address, answers(world, section_47="", criteria_4=["4.2", "4.3"])).content.decode()
    for words in (
        "Found with adults and money at 3am.",
        "Adults move this child at night.",
        "keep her key adult near",
    ):
        assert words in told
    assert told.count(" checked") == 4  # level, two criteria, outcome
    assert f'value="{world.county.posts["rhiannon"].reference}" selected' in told


def test_nobody_decides_before_it_is_said_who_the_child_is(world: World) -> None:
    world.school_refers("Kayleigh")
    address = f"/contacts/{world.contact('Kayleigh').reference}/decide/"
    told = world.browser("amina").post(address, answers(world)).content.decode()
    assert "Say who this is about first, or that you cannot tell yet." in told
    assert "Found with adults and money at 3am." in told


def test_words_that_blame_get_a_kind_suggestion_and_are_recorded_all_the_same(world: World) -> None:
    browser, address = ready(world)
    blaming = "She is putting herself at risk."
    preview = browser.post(address, answers(world, reasons=blaming, preview="1")).content.decode()
    assert "putting herself at risk”" in preview and "Your words stay unless you change them" in preview
    assert "There is a problem" not in preview
    with world.as_("amina"):
        assert Decision.objects.count() == 0
    browser.post(address, answers(world, reasons=blaming))
    with world.as_("amina"):
        assert Decision.objects.get().reasons == blaming


def test_reading_it_over_first_says_what_will_happen_and_records_nothing(world: World) -> None:
    browser, address = ready(world)
    told = browser.post(address, answers(world, preview="1")).content.decode()
    assert "If you record “Strategy discussion, and a plan now”" in told
    assert "A plan opens, with the lead that you choose." in told
    assert "Lanternfield Academy is told" in told
    assert "This is ready to be recorded." in told
    lacking = browser.post(address, answers(world, section_47="", preview="1")).content.decode()
    assert "Before this can be recorded" in lacking and "Say whether the section 47 test is met." in lacking


def test_one_person_alone_does_not_close_signs_of_exploitation(world: World) -> None:
    browser, address = ready(world)
    closes = answers(
        world,
        level="2",
        criteria_2=["2.1"],
        section_47="not_met",
        outcome="no_further_action",
        against="Nothing new",
    )
    told = browser.post(address, closes).content.decode()
    assert "A manager must agree before this is closed" in told
    assert "Huw Tregarthen-Adeyemi" in told
    closing = address.replace("decide/", "closing/")
    assert browser.post(closing, {"is_agreed": "yes", "closing_because": "x"}).status_code == 404
    manager = world.browser("huw")
    refused = manager.post(closing, {"is_agreed": "yes", "closing_because": ""}).content.decode()
    assert "Say why you agree or do not agree." in refused
    manager.post(closing, {"is_agreed": "yes", "closing_because": "The phone was a birthday present: seen."})
    with world.as_("amina"):
        assert ClosingView.objects.get().is_agreed
    assert "Police and health have not been asked" in browser.post(address, closes).content.decode()
    world.others_agree("Kayleigh")
    assert browser.post(address, closes).status_code == 302


def test_a_contact_is_decided_once(world: World) -> None:
    browser, address = ready(world)
    browser.post(address, answers(world))
    again = browser.post(address, answers(world, reasons="Another reason")).content.decode()
    assert "This contact is already decided" in again
    with world.as_("amina"):
        assert Decision.objects.count() == 1


@pytest.mark.parametrize(
    "button",
    [
        pytest.param({}, id="record it"),
        pytest.param({"preview": "1"}, id="read it over first"),
        pytest.param({"ask": "1"}, id="ask a manager first"),
    ],
)
def test_what_was_typed_while_a_colleague_decided_stands_on_the_page_to_copy(
    world: World, button: dict[str, str]
) -> None:
    _, address = ready(world)
    world.browser("noor").post(address, answers(world))
    typed = {"reasons": "Her aunt rang:\nshe is safe.", "not_asked_why": "Nobody answered the telephone."}
    told = world.browser("amina").post(address, answers(world, **typed, **button)).content.decode()
    assert "Nothing was saved: this contact is already decided." in told
    assert "What you typed is not saved" in told and "Her aunt rang:\nshe is safe." in told
    for words in (
        "Nobody answered the telephone.",
        "Adults move this child at night.",
        "Yes, it is met",
        "keep her key adult near",
        "Rhiannon",
    ):
        assert words in told.split('id="typed"')[1].split("</section>")[0]
    assert (
        'href="#id_' not in told
        and "What you typed" not in world.browser("amina").get(address).content.decode()
    )
    with world.as_("amina"):
        assert Decision.objects.count() == 1


def test_why_a_form_was_not_asked_about_is_kept_though_it_was_asked_about_meanwhile(world: World) -> None:
    every = [{"form": each.code, "answer": "not_seen"} for each in codes.of("exploitation_forms").entries]
    browser, address = ready(world, forms=every)
    told = browser.post(address, answers(world, section_47="", not_asked_why="No answer.")).content.decode()
    assert "Every form has been asked about by now." in told and "No answer." in told
    assert "Every form has been asked about" not in browser.get(address).content.decode()


def test_a_child_with_a_live_plan_joins_it_and_needs_no_second_lead(world: World) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    with world.as_("amina"):
        known = world.contact("Kayleigh").subject.reference
    world.school_refers("Kayleigh")
    browser = world.browser("amina")
    who = f"/contacts/{world.contact('Kayleigh').reference}/who/"
    shown = browser.get(who).context["was_shown"]
    browser.post(who, {"who": known, "because": "Her school rang", "shown": shown})
    address = who.replace("who/", "decide/")
    assert "There is a live plan already" in browser.get(address).content.decode()
    assert browser.post(address, answers(world, outcome="joins_plan", lead="")).status_code == 302
    with world.as_("amina"):
        assert Plan.objects.filter(closed_at=None).count() == 1


@pytest.mark.parametrize(
    "who",
    [
        pytest.param("keerthana", id="the school"),
        pytest.param("silas", id="the other area"),
        pytest.param("olu", id="police"),
    ],
)
def test_a_decision_is_not_theirs_to_make(world: World, who: str) -> None:
    _, address = ready(world)
    answer = world.browser(who).post(address, answers(world))
    assert answer.status_code == 404
    assert "Found with adults" not in answer.content.decode()
    with world.as_("amina"):
        assert Decision.objects.count() == 0


def test_a_colleague_with_a_conflict_neither_sees_nor_decides(world: World) -> None:
    _, address = ready(world)
    subject = world.contact("Kayleigh").subject_id
    world.must_not_meet("noor", subject)
    noor = world.browser("noor")
    assert noor.get(address).status_code == 404
    assert noor.post(address, answers(world)).status_code == 404
    assert "Kayleigh" not in noor.get("/worklist/").content.decode()


def test_a_lead_of_another_area_is_not_taken(world: World) -> None:
    browser, address = ready(world)
    told = browser.post(address, answers(world, lead=world.county.posts["silas"].reference)).content.decode()
    assert "Choose who leads the plan." in told


def test_the_decision_page_takes_no_more_than_thirty_queries(world: World) -> None:
    world.refers("keerthana", telling(*[child(f"Child {n}") for n in range(8)]))
    browser = world.browser("amina")
    address = f"/contacts/{world.contact('Child 1').reference}/decide/"
    browser.get(address)
    with CaptureQueriesContext(connection) as asked:
        browser.get(address)
    made = statements(asked)
    assert len(made) <= 30, "\n".join(s[:120] for s in made)


def test_what_else_was_thought_of_is_kept_with_the_decision_and_lost_by_no_error(world: World) -> None:
    browser, address = ready(world)
    thought = "Early help was thought of: it waits for answers that the police have tonight."
    refused = browser.post(address, answers(world, section_47="", options=thought)).content.decode()
    assert "Say whether the section 47 test is met." in refused and thought in refused
    told = browser.post(address, answers(world, options=thought), follow=True).content.decode()
    assert "What else was thought of" in told and thought in told
    with world.as_("amina"):
        assert Decision.objects.get().options == thought
    receipt = world.contact("Kayleigh").receipt_reference
    told = world.browser("keerthana").get(f"/receipts/{receipt}/").content.decode()
    assert "Strategy discussion" in told and thought not in told, "The sender reads what was decided."
