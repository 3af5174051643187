"""Custody, an emergency department and probation tell the front door, each in its own shape, and it stands on the worklist."""

import json
from typing import Any

import pytest
from django.test import Client

from kith.county.places import FEED_KEY
from kith.frontdoor.models import Contact
from kith.intake.models import Landing, Outcome, Receipt
from kith.people.models import LinkedAdult
from kith.web.api import examples
from tests.world import World, child

pytestmark = pytest.mark.database
ADDRESSES = {
    "custody": ("custody-notifications", examples.CUSTODY),
    "attendance": ("health-attendances", examples.ATTENDANCE),
    "probation": ("probation-referrals", examples.PROBATION),
    "telling": ("referrals", examples.TELLING),
    "": ("police-notifications", examples.POLICE),
}


def page_of(world: World, contact: Contact, part: str = "") -> str:
    return world.browser("amina").get(f"/contacts/{contact.reference}/{part}").content.decode()


@pytest.mark.parametrize("shape", ADDRESSES)
def test_an_agencys_system_sends_its_own_shape_and_the_example_of_the_document_lands(
    world: World, shape: str
) -> None:
    place, example = ADDRESSES[shape]
    feed = Client(headers={"authorization": f"Bearer {FEED_KEY}", "host": "localhost"})

    def sends(told: Any, key: str) -> Any:
        return feed.post(
            f"/api/v1/{place}",
            json.dumps(told),
            content_type="application/json",
            headers={"Idempotency-Key": key},
        )

    first = sends(example, "a")
    assert first.status_code == 202 and not first.json()["again"]
    assert sends(example, "a").json()["receipt"] == first.json()["receipt"]
    assert sends({**example, "more": 1}, "a").status_code == 409
    long = 99 * "k"
    assert sends({**example, "more": 1}, f"{long}1").json()["receipt"] != first.json()["receipt"]
    assert sends({**example, "more": 2}, f"{long}2").status_code == 202
    world.run_jobs()
    with world.as_("amina"):
        receipt = Receipt.objects.get(reference=first.json()["receipt"])
        assert receipt.shape == shape
        assert Landing.objects.get(receipt=receipt).outcome == Outcome.LANDED
    document = feed.get("/api/v1/openapi.json").json()["paths"][f"/api/v1/{place}"]["post"]
    assert document["requestBody"]["content"]["application/json"]["example"] == example


def test_what_custody_says_stands_on_the_contact_in_words(world: World) -> None:
    world.tells("custody", {**examples.CUSTODY, "cell": "4"})
    page = page_of(world, world.contact("Maisie"))
    for said in (
        "What else Ravenshire Police sent", "Arrested for", "Possession with intent to supply", "Her aunt",
        "Did police consider the National Referral Mechanism?", "How custody ended", "Bailed", "SK/2026/03311", "cell",
    ):  # fmt: skip
        assert said in page, said


def test_what_an_emergency_department_says_stands_on_the_contact_in_words(world: World) -> None:
    world.tells("attendance", examples.ATTENDANCE)
    contact = world.contact("Maisie")
    page = page_of(world, contact)
    for said in (
        "Emergency department",
        "Alcohol or drugs, Injury",
        "A man of about 30",
        "Was a parent told?",
        "Raven Coast Hospital",
    ):
        assert said in page, said
    assert contact.source_code == "3E"


@pytest.mark.parametrize(
    ("shape", "wrong", "sentence"),
    [
        pytest.param(
            "custody", {"ended": "let go"}, "this is not one of “still_held”", id="an end that nobody knows"
        ),
        pytest.param(
            "attendance",
            {"came_for": ["a fall"]},
            "this is not one of “injury”",
            id="a reason that nobody knows",
        ),
        pytest.param(
            "probation", {"mappa": "9"}, "this is not one of “none”", id="a MAPPA level that nobody knows"
        ),
        pytest.param("probation", {"adult": {}}, "adult › family_name", id="no adult named"),
        pytest.param(
            "probation",
            {"children": [{"kind": "adult"}]},
            "children alone in “children”",
            id="an adult as a child",
        ),
    ],
)
def test_what_cannot_be_read_is_kept_with_a_sentence_for_whoever_sorts_it_out(
    world: World, shape: str, wrong: dict[str, Any], sentence: str
) -> None:
    got = world.tells(shape, {**ADDRESSES[shape][1], **wrong})
    with world.as_("amina"):
        landing = Landing.objects.get(receipt=got.receipt)
        assert landing.outcome == Outcome.QUARANTINED
        assert sentence in " ".join(landing.sentences)


def test_an_adult_near_children_not_yet_known_stands_on_the_worklist_under_those_words_and_is_decided(
    world: World,
) -> None:
    world.tells("probation", examples.PROBATION)
    contact = world.contact("Corin")
    assert contact.kind == "adult" and contact.source_code == "7"
    worklist = world.browser("amina").get("/worklist/").content.decode()
    assert "Children not yet known, near Corin Ferncastle" in worklist
    page = page_of(world, contact)
    assert "Supervising officer" in page and "Risk of serious harm to children" in page and "High" in page
    assert "No unsupervised contact with children under 16" in page and "Parole Board" in page
    assert "No child is known yet" in page_of(world, contact, "who/")
    world.is_new("Corin")
    world.front_door_decides(
        "Corin",
        "assessment",
        level="3",
        criteria=["3.1"],
        section_47="unclear",
        section_47_why="No child is known.",
        against="x",
    )
    assert world.contact("Corin").decided_at is not None


def test_what_comes_without_an_analysis_of_the_risk_is_taken_and_named_as_missing(world: World) -> None:
    world.tells("probation", {**examples.PROBATION, "risk": ""})
    assert world.contact("Corin").missing_parts[:2] == ["risk", "who the children are"]
    two = [child("Wren", risk="He is alone with her on Thursdays."), child("Ann", risk="")]
    world.tells("probation", {**examples.PROBATION, "probation_ref": "PDU/2026/0193", "children": two})
    lacking = "the risk to this child, and why"
    assert [lacking in world.contact(name).missing_parts for name in ("Wren", "Ann")] == [False, True]


def test_an_adult_is_told_of_beside_each_child_who_is_named(world: World) -> None:
    told = {**examples.PROBATION, "children": [child("Wren"), child("Ann")], "more_children_not_known": True}
    world.tells("probation", told)
    with world.as_("amina"):
        assert sorted(Contact.objects.values_list("kind", flat=True)) == ["adult", "child", "child"]
        assert LinkedAdult.objects.filter(says="Corin Ferncastle").count() == 3
        assert LinkedAdult.objects.filter(restriction_ends_on="2028-02-01").count() == 3


def test_an_adult_of_whom_probation_adds_that_the_risk_is_high_is_spoken_about_together(world: World) -> None:
    huw = world.browser("huw")
    world.tells("probation", {**examples.PROBATION, "harm_level": "low"})
    assert "Corin Ferncastle" not in huw.get("/together/").content.decode()
    world.tells("probation", {**examples.PROBATION, "circumstances": "He was seen there again."})
    assert "Corin Ferncastle" in huw.get("/together/").content.decode()
