"""After the decision something is due of whoever leads the plan: it stands on their own list, is late when late, and ends by what ends it."""

from datetime import date, timedelta

from django.core import mail

from kith.notify.models import Notice
from kith.plans.models import Plan
from kith.record.models import Clock
from tests.journeys.test_child_lead import hands_over
from tests.journeys.test_child_page import referred, text
from tests.journeys.test_front_door_who import AOIFE, asks, known
from tests.whole.server import behind
from tests.world import World

ABSENT = "/plans/ABCDEFGH2345/"


def plan_of(world: World, page: str) -> str:
    with world.as_("amina"):
        return f"/plans/{Plan.objects.get(subject__reference=page.split('/')[2]).reference}/"


def due(world: World) -> set[str]:
    with world.as_("amina"):
        return set(Clock.objects.filter(about_kind="plan", stopped_at=None).values_list("rule", flat=True))


def joined_her_plan(world: World) -> str:
    """A second telling about a child who has a plan, decided: it joins it. The plan's address."""
    child = known(world, "Aoife", **AOIFE)
    with world.as_("amina"):
        plan = Plan.objects.get(subject__reference=child).reference
    world.school_refers("Aoife", **AOIFE)
    browser, address, page = asks(world, "Aoife")
    browser.post(address, {"who": child, "because": "Same class", "shown": page.context["was_shown"]})
    world.front_door_decides("Aoife", "joins_plan", reasons="A man waits at the gate.", lead="")
    return f"/plans/{plan}/"


def test_a_strategy_discussion_is_due_of_the_lead_who_is_told_and_sees_it(world: World) -> None:
    page = referred(world)
    told = text(world.browser("rhiannon").get("/worklist/"))
    assert "Strategy discussion" in told and "Kayleigh" in told and "Nothing waits for you" not in told
    assert 'href="/discussions/' in told and due(world) == {"KITH-PLAN-FIRST"}
    assert "Strategy discussion" in text(world.browser("rhiannon").get(page))
    with world.as_("amina"):
        assert Notice.objects.get(kind="lead_changed").for_post == world.county.posts["rhiannon"]
    mail.outbox.clear()
    world.run_jobs()
    assert mail.outbox and not any("Kayleigh" in each.body + each.subject for each in mail.outbox)


def test_it_is_late_when_it_is_late(world: World) -> None:
    referred(world)
    with behind(world.database) as server:
        server.execute(
            "update record_clock set due_at = now() - interval '2 hours' where rule = 'KITH-PLAN-FIRST'"
        )
    assert "My work: 1 late" in text(world.browser("rhiannon").get("/worklist/"))


def test_a_plan_owes_its_first_action(world: World) -> None:
    world.school_refers("Finlay")
    world.front_door_decides("Finlay", "assessment")
    assert due(world) == {"KITH-PLAN-FIRST"}
    assert "First action of the plan" in text(world.browser("rhiannon").get("/worklist/"))


def test_what_joins_a_plan_is_read_by_its_lead_who_says_what_it_changes(world: World) -> None:
    address = joined_her_plan(world)
    browser = world.browser("rhiannon")
    told = text(browser.get("/worklist/"))
    assert "New concern in the plan, to be read" in told and f'href="{address}news/"' in told
    with world.as_("amina"):
        assert Notice.objects.get(kind="plan_joined").for_post == world.county.posts["rhiannon"]
    shown = browser.get(f"{address}news/")
    assert "A man waits at the gate." in text(shown)
    said = {"read": shown.context["version"], "says": "She is fetched by her gran from today."}
    after = text(browser.post(f"{address}news/", said, follow=True))
    assert "She is fetched by her gran from today." in after
    assert "KITH-PLAN-NEWS" not in due(world)
    assert "Nothing new waits to be read" in text(browser.get(f"{address}news/"))


def test_what_changed_meanwhile_is_read_before_the_answer_counts(world: World) -> None:
    address = joined_her_plan(world)
    browser = world.browser("rhiannon")
    read = browser.get(f"{address}news/").context["version"]
    told = text(browser.post(f"{address}news/", {"read": read - 1, "says": "Nothing."}))
    assert "The plan changed while you wrote" in told and "Nothing." in told
    assert "KITH-PLAN-NEWS" in due(world)


def test_what_is_due_passes_to_the_next_lead_by_the_same_hour(world: World) -> None:
    referred(world)
    with world.as_("amina"):
        before = Clock.objects.get(rule="CLK-08", stopped_at=None)
    hands_over(world)
    assert "Strategy discussion" in text(world.browser("emeka").get("/worklist/"))
    assert "Strategy discussion" not in text(world.browser("rhiannon").get("/worklist/"))
    with world.as_("amina"):
        now = Clock.objects.get(rule="CLK-08", stopped_at=None)
        assert now.post == world.county.posts["emeka"] and now.due_at == before.due_at


def test_what_is_due_goes_to_the_team_where_the_lead_may_no_longer_reach_the_child(world: World) -> None:
    referred(world)
    with world.as_("amina"):
        subject = world.contact("Kayleigh").subject_id
    world.must_not_meet("rhiannon", subject)
    told = text(world.browser("emeka").get("/worklist/?show=team"))
    assert "Strategy discussion" in told and "Another leads the plan" in told
    assert "Strategy discussion" not in text(world.browser("rhiannon").get("/worklist/"))


def test_a_plan_is_not_led_from_the_start_by_a_post_that_nobody_is_in_or_that_the_child_must_not_meet(
    world: World,
) -> None:
    from tests.journeys.test_front_door_decides import answers

    world.school_refers("Kayleigh")
    world.is_new("Kayleigh")
    contact = world.contact("Kayleigh")
    address = f"/contacts/{contact.reference}/decide/"
    browser = world.browser("amina")
    world.must_not_meet("emeka", contact.subject_id)
    told = text(browser.post(address, answers(world, lead=world.county.posts["emeka"].reference)))
    assert "This child’s record does not open to whoever is in this post." in told
    with behind(world.database) as server:
        server.execute(
            "update sharing_holding set ends_on = %s where post_id = %s",
            [date.today() - timedelta(days=1), world.county.posts["rhiannon"].pk],
        )
    told = text(browser.post(address, answers(world)))
    assert "Nobody is in this post today" in told
    assert "nobody just now, Social worker" not in text(browser.get(address))
    with world.as_("amina"):
        assert not Plan.objects.exists()


def test_it_is_not_theirs_and_not_there_is_the_same_answer(world: World) -> None:
    page = referred(world)
    for who in ("olu", "keerthana", "noor", "silas"):
        browser = world.browser(who)
        there = browser.get(f"{plan_of(world, page)}news/")
        if who == "noor":
            assert there.status_code == 200  # of the front door
            continue
        assert there.status_code == 404
        assert there.content == browser.get(f"{ABSENT}news/").content
