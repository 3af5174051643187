"""Harm is likely: a manager owes a dated decision on a strategy discussion; it is held, or it is not and why."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kith.core.says import LONDON, in_london
from kith.notify.models import Notice
from kith.plans.models import Version
from kith.protection.models import Answer, Discussion, Trigger
from kith.record.models import Clock, Entry
from kith.sharing import actions as sharing
from kith.sharing.models import Subject
from kith.sharing.models.access import Relationship
from tests.journeys.test_child_page import referred, text
from tests.whole.server import behind
from tests.world import World

WHY = "Two men wait for her at the gate each day now. Her mum is frightened too."
NOT = "She has been with her aunt in Leeds since Friday, and the men are in custody."


def asked(world: World, who: str = "amina") -> Trigger:
    with world.as_(who):
        return Trigger.objects.order_by("-id")[0]


def address(world: World, part: str = "") -> str:
    return f"/discussions/{asked(world).reference}/{part}"


def due(world: World) -> set[str]:
    kinds = ("discussion", "enquiry")
    with world.as_("amina"):
        return set(Clock.objects.filter(about_kind__in=kinds, stopped_at=None).values_list("rule", flat=True))


def at(name: str, moment: datetime) -> dict[str, Any]:
    there = in_london(moment)
    boxes = {f"{name}_on_{n}": value for n, value in enumerate((there.day, there.month, there.year))}
    return {**boxes, f"{name}_at": f"{there:%H:%M}"}


def decision(answer: str, **other: Any) -> dict[str, Any]:
    tomorrow = timezone.now() + timedelta(days=1)
    when = {**at("planned", tomorrow), "chair": "Huw Tregarthen-Adeyemi, team manager"}
    said = {"is_to_be_held": answer, "because": WHY if answer == "yes" else NOT}
    return {**said, **(when if answer == "yes" else {}), **other}


def record(**other: Any) -> dict[str, Any]:
    """What is written down of a discussion an hour ago, with police away."""
    ahead = in_london(timezone.now() + timedelta(days=7))
    return {
        **at("held", timezone.now() - timedelta(minutes=5)),
        "chair": "Huw Tregarthen-Adeyemi, team manager",
        "council_social_care_is_here": "here",
        "council_social_care_who": "Rhiannon Prys-Ellwood",
        "council_social_care_shared": "She sleeps badly and will not say why.",
        "police_is_here": "away",
        "police_away": "All of the unit were at a search. DS Marchbanks reads this tonight.",
        "health_is_here": "here",
        "health_who": "Beatrix Ó Murchú-Hale, named nurse",
        "analysis": "Grown men have her carry for them, and know where she lives.",
        "is_section_47": "yes",
        "enquiry_by": "joint",
        "safety": "Her gran fetches her from the back gate, from today.",
        "decision": "Olu Marchbanks interviews her by Thursday, with Rhiannon.",
        "reasons": "She is being harmed, and it is near her home.",
        "dissent": "Beatrix: “Thursday is too late for her.”",
        **{f"next_on_{n}": value for n, value in enumerate((ahead.day, ahead.month, ahead.year))},
        **other,
    }


def works_with(world: World, who: str, relationship: Relationship) -> None:
    with world.as_("amina") as by:
        sharing.grant(
            subject=world.contact("Kayleigh").subject_id, relationship=relationship, because="Knows her",
            post=world.county.posts[who], by=by, at=timezone.now(),
        )  # fmt: skip


# Demanded, and decided by a manager.


def test_a_decision_demands_it_and_until_a_manager_answers_it_stands_undecided(world: World) -> None:
    page = referred(world)
    assert due(world) == {"KITH-STRATEGY", "CLK-08"}
    for who in ("huw", "morwenna"):
        seen = text(world.browser(who).get("/protection/"))
        assert "Strategy discussions: 1 undecided, none to be held, none late" in seen and "Kayleigh" in seen
    with behind(world.database) as server:
        server.execute(
            "update record_clock set due_at = now() - interval '2 hours' where rule = 'KITH-STRATEGY'"
        )
    assert "1 undecided, none to be held, 1 late" in text(world.browser("huw").get("/protection/"))
    assert "A manager’s decision on a strategy discussion" in text(
        world.browser("morwenna").get("/worklist/")
    )
    assert "A manager’s decision on a strategy discussion" in text(world.browser("rhiannon").get(page))


@pytest.mark.parametrize("outcome", ["assessment", "joins_plan"])
def test_where_the_section_47_test_is_met_any_outcome_demands_it(world: World, outcome: str) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh", "assessment", section_47="not_met", level="3", criteria=["3.1"])
    assert due(world) == set()
    world.school_refers("Finlay")
    if outcome == "assessment":
        world.front_door_decides("Finlay", outcome)
        assert asked(world).code == "section_47" and due(world) == {"KITH-STRATEGY", "CLK-08"}


def test_a_manager_decides_that_it_is_held_when_and_who_chairs(world: World) -> None:
    referred(world)
    browser = world.browser("huw")
    told = text(browser.post(address(world, "decide/"), decision("yes"), follow=True))
    assert "A strategy discussion is to be held" in told and WHY in told and "Huw Tregarthen" in told
    assert due(world) == {"CLK-08"}
    listed = text(browser.get("/protection/"))
    assert "none undecided, 1 to be held" in listed and "Huw Tregarthen-Adeyemi, team manager" in listed
    with world.as_("amina"):
        assert Entry.objects.filter(kind="protection.to_be_held").count() == 1


def test_or_that_none_is_held_and_why_and_the_last_answer_counts(world: World) -> None:
    referred(world)
    browser = world.browser("huw")
    told = text(browser.post(address(world, "decide/"), decision("no"), follow=True))
    assert "No strategy discussion is held for now" in told and NOT in told and due(world) == set()
    listed = text(browser.get("/protection/"))
    assert "none undecided" in listed and "Not held, last 28 days (1)" in listed and NOT in listed
    browser.post(address(world, "decide/"), decision("yes"))
    assert due(world) == {"CLK-08"}
    with world.as_("amina"):
        assert [each.is_to_be_held for each in Answer.objects.order_by("id")] == [False, True]
        held = Clock.objects.get(rule="CLK-08", stopped_at=None)
        assert held.started_at == Trigger.objects.get().triggered_at, "It is due by the first hour still."
        assert NOT in Version.objects.order_by("-number")[0].changed


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        pytest.param({"is_to_be_held": ""}, "Say whether a strategy discussion will be held.", id="whether"),
        pytest.param({"planned_at": ""}, "Say when it will be held: the day and the hour.", id="the hour"),
        pytest.param({"planned_at": "soon"}, "Write the time such as 2:10pm", id="an hour"),
        pytest.param({"planned_on_2": 2020}, "Choose a later hour: this one is past.", id="to come"),
        pytest.param({"chair": ""}, "Say who chairs it, by name and post.", id="a chair"),
        pytest.param({"because": ""}, "Say why: facts first", id="why"),
    ],
)
def test_a_manager_says(world: World, wrong: dict[str, Any], sentence: str) -> None:
    referred(world)
    told = text(world.browser("huw").post(address(world, "decide/"), decision("yes", **wrong)))
    assert sentence in told and ("because" in wrong or WHY in told)
    assert due(world) == {"KITH-STRATEGY", "CLK-08"}


# Held.


def test_it_is_held_with_police_away_and_why_and_the_enquiry_starts_the_clock_of_the_conference(
    world: World,
) -> None:
    page = referred(world)
    browser = world.browser("rhiannon")
    world.browser("huw").post(address(world, "decide/"), decision("yes"))
    told = text(browser.post(address(world, "held/"), record(), follow=True))
    assert "Strategy discussion held on" in told and "Thursday is too late for her." in told
    assert "All of the unit were at a search." in told and "Away" in told
    assert due(world) == {"CLK-09", "CLK-10"}
    with world.as_("amina"):
        held, conference = Discussion.objects.get(), Clock.objects.get(rule="CLK-10")
        assert conference.started_at == held.held_at, "From the discussion at which the enquiry started."
        assert conference.post == world.county.posts["rhiannon"]
        assert "Olu Marchbanks interviews her" in Version.objects.order_by("-number")[0].changed
        kinds = {"protection.held", "protection.enquiry_started"}
        assert set(Entry.objects.filter(kind__in=kinds).values_list("kind", flat=True)) == kinds
    assert "Strategy discussion held" in text(browser.get(page))
    assert "none undecided, none to be held" in text(world.browser("huw").get("/protection/"))
    again = text(browser.post(address(world, "held/"), record(decision="Twice.")))
    assert "Nothing was saved" in again and "Twice." in again
    late = text(world.browser("huw").post(address(world, "decide/"), decision("no")))
    assert "Nothing was saved" in late and NOT in late


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        pytest.param({"held_at": ""}, "Say when it was held: the day and the hour.", id="when"),
        pytest.param({"held_on_2": 2090}, "Choose today or an earlier day", id="once it was held"),
        pytest.param(
            {"police_is_here": ""}, "Police: say whether they took part.", id="police, here or away"
        ),
        pytest.param({"police_away": ""}, "Police: say why they were away", id="why police were away"),
        pytest.param({"health_who": ""}, "Health: say who took part", id="who came for health"),
        pytest.param({"is_section_47": ""}, "Say whether a section 47 enquiry starts.", id="section 47"),
        pytest.param({"enquiry_by": ""}, "Say who makes the enquiry.", id="who makes the enquiry"),
        pytest.param({"safety": ""}, "Say how the child is safe", id="how she is safe"),
        pytest.param({"reasons": ""}, "Say why this was decided.", id="why"),
        pytest.param({"next_on_2": 2020}, "Choose today or a later day.", id="a day to come"),
    ],
)
def test_a_discussion_is_not_written_down_without(world: World, wrong: dict[str, Any], sentence: str) -> None:
    referred(world)
    told = text(world.browser("rhiannon").post(address(world, "held/"), record(**wrong)))
    assert sentence in told and "Thursday is too late for her." in told
    assert due(world) == {"KITH-STRATEGY", "CLK-08"}


def test_one_discussion_settles_all_that_was_open_about_the_child(world: World) -> None:
    page = referred(world)
    world.browser("rhiannon").post(f"{page}discussions/", {"because": WHY})
    assert "Strategy discussions: 2 undecided" in text(world.browser("huw").get("/protection/"))
    world.browser("rhiannon").post(address(world, "held/"), record(is_section_47="no", enquiry_by=""))
    assert due(world) == set()
    assert "none undecided, none to be held" in text(world.browser("huw").get("/protection/"))


def test_an_enquiry_ends_with_its_outcome_and_the_conference_with_its_day(world: World) -> None:
    referred(world)
    browser = world.browser("rhiannon")
    browser.post(address(world, "held/"), record())
    with world.as_("amina"):
        enquiry = f"/enquiries/{Discussion.objects.get().reference}/"
    today = {f"happened_on_{n}": v for n, v in enumerate(f"{in_london(timezone.now()):%d %m %Y}".split())}
    refused = text(browser.post(enquiry, {"code": "conference", "because": "", **today}))
    assert "Say what was found, or what was agreed" in refused
    told = text(
        browser.post(
            enquiry, {"code": "conference", "because": "She is in their debt.", **today}, follow=True
        )
    )
    assert "She is in their debt." in told and due(world) == {"CLK-10", "CLK-11"}
    browser.post(enquiry, {"code": "conference_asked", "because": "Asked for.", **today})
    assert due(world) == {"CLK-10"}
    browser.post(enquiry, {"code": "conference_held", "because": "A plan.", **today})
    assert due(world) == set()
    late = text(browser.post(enquiry, {"code": "not_found", "because": "Nothing.", **today}))
    assert "Nothing was saved: nothing of this enquiry is due any more." in late and "Nothing." in late


# Asked for by anybody who works with the child.


@pytest.mark.parametrize(
    "who, relationship",
    [
        pytest.param("keerthana", Relationship.RECIPIENT, id="the school, which reads her name and no plan"),
        pytest.param("olu", Relationship.ALLOCATED, id="police"),
        pytest.param("rhiannon", None, id="whoever leads the plan"),
    ],
)
def test_anybody_who_works_with_the_child_asks_and_is_told_that_none_is_held_and_why(
    world: World, who: str, relationship: Relationship | None
) -> None:
    page = referred(world)
    world.browser("huw").post(address(world, "decide/"), decision("no"))
    if relationship:
        works_with(world, who, relationship)
    browser = world.browser(who)
    assert "Ask for a strategy discussion" in text(browser.get(page))
    assert "Say what has changed" in text(browser.post(f"{page}discussions/", {"because": " "}))
    assert "You have asked for a strategy discussion." in text(
        browser.post(f"{page}discussions/", {"because": WHY}, follow=True)
    )
    world.run_jobs()
    assert due(world) == {"KITH-STRATEGY", "CLK-08"}
    with world.as_("amina"):
        assert (
            Clock.objects.get(rule="KITH-STRATEGY", stopped_at=None).started_at == asked(world).triggered_at
        )
        assert Entry.objects.filter(kind="protection.triggered").count() == 2
    world.browser("morwenna").post(address(world, "decide/"), decision("no", because="Seen today; safe."))
    world.run_jobs()
    with world.as_(who):
        notice = Notice.objects.get(kind="discussion_not_held")
        assert notice.headline == "No strategy discussion is held for now"
        assert "Seen today; safe." in notice.words and "Kayleigh" not in notice.headline + notice.words
    with world.as_("amina"):
        assert Trigger.objects.count() == 2 and due(world) == set()


def test_whoever_asked_is_told_that_it_is_held_and_that_it_was(world: World) -> None:
    page = referred(world)
    world.browser("huw").post(address(world, "decide/"), decision("no"))
    works_with(world, "olu", Relationship.ALLOCATED)
    world.browser("olu").post(f"{page}discussions/", {"because": WHY})
    world.run_jobs()
    world.browser("huw").post(address(world, "decide/"), decision("yes"))
    world.browser("rhiannon").post(address(world, "held/"), record())
    world.run_jobs()
    with world.as_("olu"):
        kinds = set(Notice.objects.filter(for_post=world.county.posts["olu"]).values_list("kind", flat=True))
        assert kinds == {"discussion_to_be_held", "discussion_held"}


def test_nobody_turns_down_alone_what_they_asked_for(world: World) -> None:
    page = referred(world)
    world.browser("huw").post(address(world, "decide/"), decision("no"))
    world.browser("morwenna").post(f"{page}discussions/", {"because": WHY})
    refused = text(world.browser("morwenna").post(address(world, "decide/"), decision("no")))
    assert "You asked for this discussion yourself. Another manager must say" in refused and NOT in refused
    assert "KITH-STRATEGY" in due(world)
    world.browser("morwenna").post(address(world, "decide/"), decision("yes"))
    assert due(world) == {"CLK-08"}


# Who may, and what was known when.


def test_a_colleague_reads_it_and_decides_nothing(world: World) -> None:
    referred(world)
    assert world.browser("rhiannon").get(address(world)).status_code == 200
    for who in ("rhiannon", "amina"):
        assert world.browser(who).post(address(world, "decide/"), decision("no")).status_code == 404
    assert world.browser("rhiannon").get("/protection/").status_code == 404
    assert "1 undecided" in text(world.browser("amina").get("/protection/"))
    assert due(world) == {"KITH-STRATEGY", "CLK-08"}


def test_a_stranger_and_a_manager_in_conflict_get_the_answer_of_what_is_not_there(world: World) -> None:
    page = referred(world)
    with world.as_("amina"):
        subject = world.contact("Kayleigh").subject_id
    world.must_not_meet("morwenna", subject)
    for who in ("morwenna", "silas", "keerthana", "olu"):
        browser = world.browser(who)
        for part in ("", "decide/", "held/"):
            there, nowhere = (
                browser.get(each) for each in (address(world, part), f"/discussions/ABCDEFGH2345/{part}")
            )
            assert there.status_code == nowhere.status_code == 404 and there.content == nowhere.content
        assert browser.post(f"{page}discussions/", {"because": WHY}).status_code == 404
    assert "none undecided" in text(world.browser("morwenna").get("/protection/"))


def test_of_a_restricted_child_only_named_readers_see_it_and_it_goes_on(world: World) -> None:
    referred(world)
    where = address(world, "decide/")
    with world.as_("amina"):
        subject = Subject.objects.get().pk
    world.keeps(subject, "huw", "rhiannon", "morwenna")
    assert world.browser("amina").get(where).status_code == 404
    assert "none undecided" in text(world.browser("amina").get("/protection/"))
    assert "1 undecided" in text(world.browser("huw").get("/protection/"))
    world.browser("rhiannon").post(where.replace("decide/", "held/"), record())
    with world.as_("huw"):
        assert Discussion.objects.count() == 1


def test_as_at_a_moment_nothing_later_shows(world: World) -> None:
    referred(world)
    browser = world.browser("huw")
    before = timezone.now()
    browser.post(address(world, "decide/"), decision("no"))
    as_it_was = text(browser.get("/protection/", {"as_at": before.astimezone(LONDON).isoformat()}))
    assert "1 undecided" in as_it_was and NOT not in as_it_was and "Nothing later shows" in as_it_was
    between = timezone.now()
    browser.post(address(world, "decide/"), decision("yes"))
    world.browser("rhiannon").post(address(world, "held/"), record())
    assert NOT in text(browser.get("/protection/", {"as_at": between.astimezone(LONDON).isoformat()}))
    assert "none undecided, none to be held" in text(browser.get("/protection/", {"as_at": "2026-01-05"}))
    assert NOT not in text(browser.get("/protection/"))
    assert "Strategy discussions" in text(browser.get("/protection/", {"as_at": "yesterday"}))


def test_the_list_costs_the_same_at_one_and_at_many(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    referred(world)
    browser = world.browser("huw")
    browser.get("/protection/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked_of:
            browser.get("/protection/")
        counts.append(len(asked_of))
        for name in ("Finlay", "Wren", "Idris"):
            world.school_refers(name)
            world.front_door_decides(name)
    assert counts[0] == counts[1] <= 14, counts
