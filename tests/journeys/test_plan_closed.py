"""Ending a plan: by whoever leads it or a manager, once nothing is due in it any more."""

from kith.protection.models import Trigger
from kith.record.models import Clock, Entry
from tests.journeys.test_child_due import joined_her_plan
from tests.journeys.test_child_page import text
from tests.journeys.test_two_plans import cannot_tell, led_by, two
from tests.world import World


def closing(world: World, outcome: str = "assessment") -> str:
    said = {} if outcome == "strategy_discussion" else {"section_47": "not_met"}
    cannot_tell(world, "rhiannon", outcome, **said)
    return f"/plans/{led_by(world, 'rhiannon').reference}/close/"


def test_the_lead_closes_a_plan_in_which_nothing_is_to_be_done_and_says_why(world: World) -> None:
    address = closing(world)
    browser = world.browser("rhiannon")
    assert "Say why the plan ends" in text(browser.post(address, {"because": " ", "read": 1}))
    told = text(browser.post(address, {"because": "She lives with her aunt.", "read": 1}, follow=True))
    assert "The plan is closed." in told and "No plan is live" in told and "She lives with her aunt." in told
    with world.as_("amina"):
        assert not Clock.objects.filter(about_kind="plan", stopped_at=None).exists()
        assert Entry.objects.filter(kind="plans.closed").count() == 1
    assert browser.get(address).status_code == 404


def test_a_manager_closes_it_too_and_a_colleague_does_not(world: World) -> None:
    address = closing(world)
    assert "Whoever leads the plan, or their manager, closes it." in text(
        world.browser("emeka").post(address, {"because": "x"})
    )
    assert led_by(world, "rhiannon").closed_at is None
    world.browser("morwenna").post(address, {"because": "She lives with her aunt.", "read": 1})
    assert led_by(world, "rhiannon").closed_at is not None


def test_a_plan_with_something_to_do_is_not_closed(world: World) -> None:
    two(world)
    address = f"/plans/{led_by(world, 'emeka').reference}/close/"
    told = text(world.browser("emeka").post(address, {"because": "Moved"}))
    assert "The plan cannot be closed yet" in told and "Fit an alarm" in told and "Moved" in told
    assert led_by(world, "emeka").closed_at is None


def test_a_plan_is_not_closed_with_a_strategy_discussion_due(world: World) -> None:
    address, browser = closing(world, "strategy_discussion"), world.browser("rhiannon")
    assert "The plan cannot be closed yet" in text(browser.get(address))
    told = text(browser.post(address, {"because": "Moved", "read": 1}))
    assert "A strategy discussion is due. A manager says that none is held" in told and "Moved" in told
    assert led_by(world, "rhiannon").closed_at is None
    with world.as_("amina"):
        asked = Trigger.objects.get().reference
    said = {"is_to_be_held": "no", "because": "Her aunt has her."}
    world.browser("huw").post(f"/discussions/{asked}/decide/", said)
    version = browser.get(address).context["version"]
    browser.post(address, {"because": "She lives with her aunt.", "read": version})
    assert led_by(world, "rhiannon").closed_at is not None


def test_a_plan_is_not_closed_over_a_concern_that_nobody_has_read(world: World) -> None:
    address = f"{joined_her_plan(world)}close/"
    for who in ("rhiannon", "morwenna"):
        browser = world.browser(who)
        version = browser.get(address).context["version"]
        told = text(browser.post(address, {"because": "Moved", "read": version}))
        assert "A new concern was added. Read it and say what it changes" in told and "Moved" in told
    assert led_by(world, "rhiannon").closed_at is None


def test_what_changed_since_the_page_was_opened_is_read_before_a_plan_is_closed(world: World) -> None:
    address = closing(world)
    told = text(world.browser("rhiannon").post(address, {"because": "She lives with her aunt.", "read": 0}))
    assert "The plan changed while you wrote. Read it again" in told and "She lives with her aunt." in told
    assert led_by(world, "rhiannon").closed_at is None
