"""Custody, an emergency department and probation tell the front door, each in its own shape, and it stands on the worklist."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kith.county.acting import as_service
from kith.county.places import FEED_KEY
from kith.frontdoor.models import Contact
from kith.intake.models import Landing, Outcome, Receipt
from kith.people.models import LinkedAdult
from kith.sharing import actions
from kith.web.api import examples
from tests import databases
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
    ("shape", "told", "who"),
    [
        ("custody", examples.CUSTODY, "Police custody"),
        ("attendance", examples.ATTENDANCE, "Emergency department"),
        ("attendance", {**examples.ATTENDANCE, "service": "ambulance"}, "Ambulance crew"),
        ("probation", examples.PROBATION, "Probation"),
    ],
)
def test_who_told_us_stands_in_words(world: World, shape: str, told: dict[str, Any], who: str) -> None:
    got = world.tells(shape, told)
    with world.as_("amina"):
        contact = Contact.objects.filter(receipt_reference=got.receipt.reference)[0]
    assert f"<dt>Who they are</dt><dd>{who}</dd>" in page_of(world, contact)


def liaison(world: World, agency: str, email: str) -> str:
    """Links an emergency department with safeguarding, in an agency; the post’s reference."""
    at = timezone.now()
    with databases.as_role("worker"), as_service("service_setup") as by:
        seat = actions.make_post(
            agency=world.county.agencies[agency],
            role="ed_liaison",
            says="Liaison nurse",
            partnerships=[world.county.partnerships["ravenshire"]],
            starts_on=at.date(),
            by=by,
            at=at,
        )
        who = actions.make_worker(email=email, says="Oriel", by=by, at=at)
        actions.hold_post(worker=who, post=seat, starts_on=at.date(), by=by, at=at)
    return seat.reference


def test_what_support_follows_an_attendance_is_not_known_until_the_liaison_is_asked(world: World) -> None:
    seat = liaison(world, "police", "oriel@coast.example")
    other = liaison(world, "trust", "orla@coast.example")
    world.tells("attendance", {**examples.ATTENDANCE, "came_for": ["injury", "self_harm", "substance"]})
    contact = world.contact("Maisie")
    wanted = "What support follows (self-harm, alcohol or drugs)"
    page = page_of(world, contact)
    assert wanted in page and "its liaison" in page and "?about=support_after" in page
    asking = page_of(world, contact, "ask/?about=support_after")
    assert "who sees the child, for what, and when?" in asking
    assert re.search(rf'value="{seat}"[^>]*checked', asking), "The liaison of whoever told is chosen."
    assert f'value="{other}"' in asking, "Another's liaison may be asked too, and is not chosen."
    assert len(re.findall(r'type="checkbox"[^>]*checked', asking)) == 1
    said = {"posts": [seat], "gap": "support_after", "question": "Who?", "why": "It decides.", "rag": "amber"}
    address = f"/contacts/{contact.reference}/ask/"
    assert world.browser("amina").post(address, said).status_code == 302
    page = page_of(world, contact)
    assert wanted in page and "?about=support_after" not in page


@pytest.mark.parametrize(
    "told", [{"came_for": ["injury", "pregnancy"]}, {"came_for": ["self_harm"], "service": "ambulance"}]
)
def test_nobody_is_to_ask_for_support_after_what_needs_none_or_of_a_crew(
    world: World, told: dict[str, Any]
) -> None:
    world.tells("attendance", {**examples.ATTENDANCE, **told})
    contact = world.contact("Maisie")
    assert "What support follows" not in page_of(world, contact)
    asking = page_of(world, contact, "ask/?about=support_after")
    assert "What support follows" not in asking and "who sees the child" not in asking


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
