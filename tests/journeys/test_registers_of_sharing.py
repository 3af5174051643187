"""The registers: agreements, posts and who looked. Whoever keeps them changes them; the log of looks shows references."""

import html
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.core import reference as references
from kith.county import acting
from kith.sharing import actions, audit
from kith.sharing.models import Agreement, Post, Subject, Worker
from tests import databases
from tests.journeys.test_child_page import police_fit_an_alarm, referred, text
from tests.world import World


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_0": on.day, f"{name}_1": on.month, f"{name}_2": on.year}


def made_post(world: World, agency: str, role: str, says: str, *, holder: str) -> Post:
    """A post more than the county was founded with, held from today."""
    with databases.as_role("worker"), acting.as_service("service_setup") as by:
        made = actions.make_post(
            agency=world.county.agencies[agency],
            role=role,
            says=says,
            partnerships=[world.county.partnerships["ravenshire"]],
            starts_on=date.today(),
            by=by,
            at=timezone.now(),
        )
        actions.hold_post(
            worker=world.worker(holder), post=made, starts_on=date.today(), by=by, at=timezone.now()
        )
    return made


def agreement(world: World, **other: Any) -> dict[str, Any]:
    today = date.today()
    return {
        "says": "Plans shared with schools",
        "partnership": "ravenshire",
        "agencies": [world.county.agencies["school"].reference, world.county.agencies["council"].reference],
        "classes": ["plan"],
        "purposes": ["plan"],
        **day("starts_on", today),
        **day("ends_on", today + timedelta(days=365)),
        **day("review_on", today + timedelta(days=300)),
        **other,
    }


def test_everybody_reads_the_register_of_their_own_partnership(world: World) -> None:
    seen = text(world.browser("keerthana").get("/agreements/"))
    assert "Agreements: 2 in force" in seen
    assert "Ravenshire protocol for sharing about exploited children" in seen
    assert "Kelderdale protocol" not in seen
    assert "Enter a new agreement" not in seen
    assert "Kelderdale protocol" in text(world.browser("silas").get("/agreements/"))


def test_a_new_agreement_is_entered_and_one_that_ran_out_is_marked(world: World) -> None:
    tamsin = world.browser("tamsin")
    assert tamsin.post("/agreements/new/", agreement(world)).status_code == 302
    with world.as_("tamsin"):
        Agreement.objects.filter(says="Plans shared with the voluntary sector").update(
            ends_on=date.today() - timedelta(days=1)
        )
    seen = text(tamsin.get("/agreements/"))
    assert "Agreements: 2 in force" in seen
    assert "Plans shared with schools" in seen
    lists = seen[seen.index('id="in-force-h"') :]
    assert lists.index("Plans shared with schools") < lists.index("Plans shared with the voluntary sector")
    assert "1 agreement ends soon or lately, and none follows" in seen
    assert "kith-mark--late" in seen


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        pytest.param({"says": ""}, "Give the agreement’s name, as on its first page.", id="no name"),
        pytest.param({"agencies": []}, "Choose every agency that has signed.", id="nobody signed"),
        pytest.param({"classes": []}, "Choose at least one class of what is held.", id="covers nothing"),
        pytest.param({"ends_on_1": ""}, "Enter the month too.", id="half a date"),
        pytest.param(
            day("ends_on", date(2020, 1, 1)),
            "The last day comes before the first.",
            id="ends before it starts",
        ),
        pytest.param(
            day("review_on", date(2020, 1, 1)),
            "Choose a day while the agreement is in force.",
            id="looked at again before it starts",
        ),
    ],
)
def test_an_agreement_that_cannot_stand_is_answered_with_what_to_do(
    world: World, wrong: dict[str, Any], sentence: str
) -> None:
    seen = text(world.browser("tamsin").post("/agreements/new/", agreement(world, **wrong)))
    assert seen.count(sentence) == 2
    with world.as_("tamsin"):
        assert not Agreement.objects.filter(says="Plans shared with schools").exists()


def test_only_those_who_keep_the_registers_change_them(world: World) -> None:
    post = world.county.posts["emeka"].reference
    for who in ("rhiannon", "keerthana", "silas", "perpetua"):
        browser = world.browser(who)
        for address in ("/agreements/new/", "/posts/new/", f"/posts/{post}/hold/", f"/posts/{post}/leave/"):
            assert browser.get(address).status_code == 404, (who, address)
            assert browser.post(address, {}).status_code == 404, (who, address)


def test_a_new_colleague_takes_a_new_post_and_sees_the_teams_children(world: World) -> None:
    page = referred(world)
    tamsin = world.browser("tamsin")
    made = tamsin.post(
        "/posts/new/",
        {
            "says": "Student social worker, Skarhaven 2",
            "agency": world.county.agencies["council"].reference,
            "team": world.county.teams["skarhaven"].reference,
            "role": "social_worker",
            **day("starts_on", date.today()),
        },
    )
    assert made.status_code == 302
    address = made.headers["Location"]
    assert "nobody holds it" in text(tamsin.get(address))
    someone_new = {"email": "zofia@ravenshire.example", **day("starts_on", date.today())}
    seen = text(tamsin.post(f"{address}hold/", someone_new))
    assert "Give their name, and one is made." in seen
    assert tamsin.post(f"{address}hold/", {**someone_new, "name": "Zofia Lockhart-Ncube"}).status_code == 302
    assert "Zofia Lockhart-Ncube" in text(tamsin.get(address))
    assert "They hold this post already." in text(tamsin.post(f"{address}hold/", someone_new))
    with world.as_("tamsin"):
        world.county.workers["zofia"] = Worker.objects.get(email="zofia@ravenshire.example")
    assert world.browser("zofia").get(page).status_code == 200


def test_a_last_day_closes_the_post_from_the_day_after(world: World) -> None:
    page = referred(world)
    rhiannon = world.browser("rhiannon")
    assert rhiannon.get(page).status_code == 200
    address = f"/posts/{world.county.posts['rhiannon'].reference}/"
    gone = {"holder": world.worker("rhiannon").reference, **day("last_day", date.today() - timedelta(days=1))}
    tamsin = world.browser("tamsin")
    too_early = text(tamsin.post(f"{address}leave/", {**gone, **day("last_day", date(2020, 1, 1))}))
    assert "The last day comes before the first." in too_early
    assert tamsin.post(f"{address}leave/", gone).status_code == 302
    assert rhiannon.get(page).headers["Location"] == "/"
    assert "Who held it before: 1" in text(tamsin.get(address))


def test_while_somebody_is_away_the_deputy_sees_their_children(world: World) -> None:
    page = referred(world)
    deputy = made_post(world, "council", "social_worker", "Social worker, Ormsea", holder="ottoline")
    tamsin = world.browser("tamsin")
    address = f"/posts/{world.county.posts['rhiannon'].reference}/"
    away = {
        "deputy": deputy.reference,
        **day("first_day", date.today()),
        **day("last_day", date.today() + timedelta(days=7)),
    }
    backwards = {**away, **day("last_day", date.today() - timedelta(days=7))}
    assert "comes before the first" in text(tamsin.post(f"{address}cover/", backwards))
    assert tamsin.post(f"{address}cover/", away).status_code == 302
    assert "Ottoline Brace-Mwangi stands in" in text(tamsin.get("/posts/"))
    assert "Away: ask Ottoline Brace-Mwangi" in text(world.browser("amina").get(page))


def test_the_register_of_posts_is_one_partnerships_own(world: World) -> None:
    seen = text(world.browser("keerthana").get("/posts/"))
    assert "Rhiannon Prys-Ellwood" in seen
    assert "Silas Quarmby-Nwosu" not in seen
    theirs = f"/posts/{world.county.posts['silas'].reference}/"
    keerthana = world.browser("keerthana")
    assert keerthana.get(theirs).content == keerthana.get("/posts/ABCDEFGH2345/").content


def test_the_privacy_officer_reads_who_looked_by_reference_and_never_by_name(world: World) -> None:
    page = referred(world)
    world.browser("rhiannon").get(page)
    world.browser("emeka").get("/children/ABCDEFGH2345/")
    perpetua = world.browser("perpetua")
    seen = text(perpetua.get("/looks/"))
    with world.as_("amina"):
        shown = references.shown(Subject.objects.get().reference)
    assert shown in seen
    assert "Rhiannon Prys-Ellwood" in seen
    assert "Opened the child’s page" in seen
    assert "Kayleigh" not in seen
    refused = text(perpetua.get("/looks/?show=refused"))
    assert "Emeka Strand-Ó Briain" in refused
    assert "Opened the child’s page" not in refused
    assert "Read who has looked" in text(perpetua.get("/looks/"))


def test_the_privacy_officer_sees_nothing_of_another_agencys_people(world: World) -> None:
    page = referred(world)
    police_fit_an_alarm(world)
    world.browser("olu").get(page)
    assert "Olu Marchbanks" not in text(world.browser("perpetua").get("/looks/?days=28"))


def test_nobody_else_reads_who_looked_at_what(world: World) -> None:
    for who in ("rhiannon", "huw", "tamsin", "olu"):
        browser = world.browser(who)
        assert browser.get("/looks/").content == browser.get("/children/ABCDEFGH2345/").content


def test_a_look_that_was_written_down_later_than_it_happened_says_so(world: World) -> None:
    page = referred(world)
    with world.as_("amina"):
        audit.write(
            "sharing.subject.opened",
            at=timezone.now() - timedelta(days=3),
            purpose="plan",
            about=page.split("/")[2],
        )
    assert "Written 3 days later" in text(world.browser("perpetua").get("/looks/"))


def test_looks_beyond_the_latest_500_are_read_by_their_date(world: World) -> None:
    now = timezone.now()
    with world.as_("amina"):
        for number in range(501):
            audit.write("child.listed", at=now - timedelta(minutes=number), about=f"look {number}")
    perpetua = world.browser("perpetua")
    latest = perpetua.get("/looks/").content.decode()
    assert "these are the latest 500, back to" in latest
    older = html.unescape(
        latest.split("The figures count these alone. <a")[1].split('href="')[1].split('"')[0]
    )
    seen = text(perpetua.get(f"/looks/{older.split('#')[0]}"))
    assert "look 500" in seen
    assert "look 1<" not in seen
    assert perpetua.get("/looks/?before=nonsense").status_code == 200


def test_registers_ask_the_same_number_of_questions_whatever_their_length(world: World) -> None:
    tamsin = world.browser("tamsin")
    counts: list[list[int]] = []
    for _ in range(2):
        counts.append([])
        for address in ("/agreements/", "/posts/"):
            tamsin.get(address)
            with CaptureQueriesContext(connection) as asked:
                tamsin.get(address)
            counts[-1].append(len(asked))
        for number in range(8):
            made_post(world, "youth", "rhi_practitioner", f"Return interviewer {number}", holder="jolanta")
        for number in range(4):
            tamsin.post("/agreements/new/", agreement(world, says=f"Agreement {number}"))
    assert counts[0] == counts[1]
