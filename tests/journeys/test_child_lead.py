"""A plan passes from one lead to another: who sees the child changes with it, both are told, and who led it when is kept."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from kith.notify.models import Notice
from kith.plans.models import Plan, PlanLed, Version
from kith.record.models import Entry
from kith.sharing import actions as sharing
from kith.sharing.models import Grant, Team
from kith.sharing.models.access import Relationship
from tests.journeys.test_child_page import police_fit_an_alarm, referred, text
from tests.world import World

BECAUSE = "The long-term team takes over after the strategy discussion."
ABSENT = "/plans/ABCDEFGH2345/lead/"


def lead_page(world: World) -> str:
    with world.as_("amina"):
        return f"/plans/{Plan.objects.get().reference}/lead/"


def said(world: World, to: str = "emeka", **other: Any) -> dict[str, Any]:
    return {"lead": world.county.posts[to].reference, "because": BECAUSE, **other}


def hands_over(world: World, who: str = "rhiannon", to: str = "emeka") -> tuple[Client, Any]:
    browser = world.browser(who)
    return browser, browser.post(lead_page(world), said(world, to), follow=True)


def in_another_team(world: World, who: str) -> None:
    """Somebody keeps the posts: this one is of a team of its own from now on."""
    post = world.county.posts[who]
    with world.as_("tamsin") as by:
        team = sharing.found_team(
            agency=world.county.agencies["council"], partnership=world.county.partnerships["ravenshire"],
            says="Long-term team", by=by, at=timezone.now(),
        )  # fmt: skip
    from tests.whole.server import behind

    with behind(world.database) as server:
        server.execute("update sharing_post set team_id = %s where id = %s", [team.pk, post.pk])
    assert Team.objects.filter(pk=team.pk).exists()


def test_the_lead_hands_over_and_the_plan_says_who_leads_it_now(world: World) -> None:
    page = referred(world)
    shown = text(world.browser("rhiannon").get(page))
    assert f'href="{lead_page(world)}">Hand over the lead' in shown
    before = text(world.browser("rhiannon").get(lead_page(world)))
    assert (
        "Rhiannon Prys-Ellwood leads the plan" in before and "Emeka Strand-Ó Briain, Social worker" in before
    )
    _, answer = hands_over(world)
    told = text(answer)
    assert "The plan is led by Emeka Strand-Ó Briain" in told and "It is version 2" in told
    assert "Led by Emeka Strand-Ó Briain, Social worker, Skarhaven 2 from now on; before, by Rhiannon" in told
    assert "Another leads the plan" in told


def test_who_led_it_from_when_to_when_and_why_stands_on_the_page(world: World) -> None:
    referred(world)
    hands_over(world)
    told = text(world.browser("emeka").get(lead_page(world)))
    assert "Emeka Strand-Ó Briain leads the plan" in told and BECAUSE in told
    assert told.index(BECAUSE) < told.index("The plan was opened.")
    with world.as_("amina"):
        first, second = PlanLed.objects.order_by("id")
        assert (first.post.pk, second.post.pk) == tuple(
            world.county.posts[n].pk for n in ("rhiannon", "emeka")
        )
        assert second.by_worker == world.worker("rhiannon")
        assert Version.objects.order_by("-number")[0].changed.startswith("Led by Emeka")
        assert Entry.objects.get(kind="plans.lead_changed").detail["lead"].startswith("Emeka")


def test_a_new_lead_of_another_team_sees_the_child_and_the_earlier_one_and_their_team_no_more(
    world: World,
) -> None:
    page = referred(world)
    in_another_team(world, "emeka")
    assert world.browser("emeka").get(page).status_code == 404
    assert world.browser("morwenna").get(page).status_code == 200
    browser, answer = hands_over(world)
    assert "You no longer see this child’s record in this post." in text(answer)
    assert browser.get(page).status_code == 404
    assert world.browser("morwenna").get(page).status_code == 404
    assert world.browser("emeka").get(page).status_code == 200
    assert browser.get(lead_page(world)).content == browser.get(ABSENT).content


def test_within_one_team_the_team_goes_on_seeing_the_child(world: World) -> None:
    page = referred(world)
    hands_over(world)
    assert world.browser("rhiannon").get(page).status_code == 200
    with world.as_("amina"):
        live = Grant.objects.filter(ends_at=None)
        assert live.filter(relationship=Relationship.TEAM).count() == 1
        assert live.get(relationship=Relationship.ALLOCATED).post == world.county.posts["emeka"]


def test_the_work_of_the_plan_is_the_new_leads(world: World) -> None:
    referred(world)
    police_fit_an_alarm(world)
    assert "Fit an alarm" in text(world.browser("rhiannon").get("/worklist/"))
    hands_over(world)
    assert "Fit an alarm" in text(world.browser("emeka").get("/worklist/"))
    assert "Fit an alarm" not in text(world.browser("rhiannon").get("/worklist/"))


def test_both_are_told_that_something_waits_and_no_message_names_the_child(world: World) -> None:
    referred(world)
    hands_over(world, who="amina")
    with world.as_("amina"):
        since = Notice.objects.filter(kind__startswith="lead_").order_by("id")[1:]
        told = {n.for_post_id: n.reference for n in since}
    posts = world.county.posts
    assert set(told) == {posts["rhiannon"].pk, posts["emeka"].pk}
    mail.outbox.clear()
    world.run_jobs()
    assert len(mail.outbox) >= 2 and not any("Kayleigh" in message.body for message in mail.outbox)
    read = text(world.browser("emeka").get(f"/notices/{told[posts['emeka'].pk]}/"))
    assert "You lead a plan from now on" in read and "Kayleigh" not in read


def test_nobody_is_told_of_what_they_did_themselves(world: World) -> None:
    referred(world)
    hands_over(world)
    with world.as_("amina"):
        told = Notice.objects.filter(kind__startswith="lead_").order_by("id")
        opened, handed = told.values_list("for_post", flat=True)
        assert opened == world.county.posts["rhiannon"].pk and handed == world.county.posts["emeka"].pk


@pytest.mark.parametrize(
    "other, sentence",
    [
        pytest.param({"lead": ""}, "Choose who leads the plan from now on.", id="whom"),
        pytest.param({"because": " "}, "Say why another leads the plan.", id="why"),
    ],
)
def test_the_lead_is_not_handed_over_without(world: World, other: dict[str, str], sentence: str) -> None:
    referred(world)
    told = text(world.browser("rhiannon").post(lead_page(world), said(world, **other)))
    assert sentence in told and "There is a problem" in told
    assert other.get("because", BECAUSE) in told
    with world.as_("amina"):
        assert PlanLed.objects.count() == 1


@pytest.mark.parametrize(
    "who",
    [
        pytest.param("amina", id="a post that leads no plans"),
        pytest.param("silas", id="a post of the other area"),
        pytest.param("rhiannon", id="the present lead"),
    ],
)
def test_a_plan_does_not_pass_to(world: World, who: str) -> None:
    referred(world)
    assert "This post may not lead a plan here today." in text(
        world.browser("rhiannon").post(lead_page(world), said(world, to=who))
    )
    with world.as_("amina"):
        assert Plan.objects.get().lead == world.county.posts["rhiannon"]


def test_a_plan_does_not_pass_to_somebody_who_must_not_meet_the_child(world: World) -> None:
    referred(world)
    with world.as_("amina"):
        subject = Plan.objects.get().subject_id
    world.must_not_meet("emeka", subject)
    told = text(world.browser("rhiannon").post(lead_page(world), said(world)))
    assert "This child’s record does not open to whoever is in this post." in told
    assert "Family" not in told


def test_a_restricted_childs_plan_passes_to_a_named_reader_only(world: World) -> None:
    referred(world)
    with world.as_("amina"):
        subject = Plan.objects.get().subject_id
    address = lead_page(world)
    world.keeps(subject)
    huw = world.browser("huw")
    assert "does not open to whoever is in this post" in text(huw.post(address, said(world)))
    with world.as_("huw") as by:
        sharing.grant(
            subject=subject, relationship=Relationship.READER, because="Named reader", by=by, at=timezone.now(),
            post=world.county.posts["emeka"],
        )  # fmt: skip
    assert huw.post(address, said(world)).status_code == 302


def test_strangers_and_those_who_only_read_are_refused_as_if_there_were_no_plan(world: World) -> None:
    referred(world)
    police_fit_an_alarm(world)
    for who in ("olu", "silas", "keerthana", "perpetua", "emeka"):
        browser = world.browser(who)
        if who == "emeka":
            assert browser.get(lead_page(world)).status_code == 200  # of the lead’s own team
            continue
        for ask in (browser.get, lambda address, b=browser: b.post(address, said(world))):
            assert ask(lead_page(world)).status_code == 404
            assert ask(lead_page(world)).content == ask(ABSENT).content


def test_pressed_twice_it_is_handed_over_once(world: World) -> None:
    referred(world)
    hands_over(world)
    told = text(world.browser("rhiannon").post(lead_page(world), said(world)))
    assert "This post may not lead a plan here today." in told
    with world.as_("amina"):
        assert PlanLed.objects.count() == 2


def test_the_lead_of_then_is_told_when_last_tuesday_is_asked_for(world: World) -> None:
    from kith.plans.queries import plans_at

    referred(world)
    before = timezone.now()
    hands_over(world)
    with world.as_("amina"):
        assert plans_at(before).get().led == world.county.posts["rhiannon"].pk
        assert plans_at(timezone.now() + timedelta(minutes=1)).get().led == world.county.posts["emeka"].pk
