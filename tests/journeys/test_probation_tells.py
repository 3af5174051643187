"""Probation tells of an adult who may be a risk: to children whom it can name, and to children not known yet."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from kith.frontdoor.models import Contact
from kith.intake.models import Draft, Receipt
from kith.people.models import LinkedAdult
from kith.sharing import gate
from kith.web.refer import drafts
from tests.world import World

ADULT = {
    "given_name": "Corin",
    "family_name": "Ferncastle",
    "known_as": "Coz",
    "date_of_birth_0": "2",
    "date_of_birth_1": "6",
    "date_of_birth_2": "1984",
    "address_line": "Flat 2, 9 Slipway Court",
    "postcode": "RV6 3DN",
    "officer": "Delyth Ashgrove-Tan",
    "office": "Skarhaven",
    "officer_contact": "01632 960177",
}
ORDERS = {
    "supervision": "Licence",
    "supervision_ends_on_0": "1",
    "supervision_ends_on_1": "2",
    "supervision_ends_on_2": "2031",
    "restricted": "yes",
    "conditions": "No unsupervised contact with children under 16\nNot to go within 100 metres of a school",
    "conditions_source": "Parole Board",
    "conditions_end_on_0": "30",
    "conditions_end_on_1": "6",
    "conditions_end_on_2": "2029",
    "mappa": "level_2",
}
HARM = {
    "in_danger": "no",
    "what_happened": "He has moved in with a woman who has two children.",
    "harm_level": "high",
    "evidence": "Convicted in 2019 of a sexual offence against a child of 13 whose mother he lived with.",
    "sender_asks": "A strategy discussion before the weekend.",
}
WHOM = {
    "whom": ["named", "place"],
    "not_named": "The café below, where children of 12 to 15 meet after school.",
    "risk": "He may offer them money and lifts, as he did in 2018.",
    "relation": "Mother’s new partner",
}
WREN = {"given_name": "Wren", "family_name": "Saltmarsh", "kind": "child", "sex": "F", "postcode": "RV6 3DN"}
ANN = {"given_name": "Ann", "family_name": "Saltmarsh", "kind": "child", "sex": "F", "postcode": "RV6 3DN"}


@pytest.fixture
def officer(world: World) -> Client:
    return world.browser("delyth")


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def begins(officer: Client) -> str:
    answer = officer.post("/refer/", {"asked": "1", "tell": "adult"})
    found = re.fullmatch(r"/refer/([0-9A-Z]{12})/supervised/", answer.headers["location"])
    assert found
    return found[1]


def goes_on(officer: Client, draft: str, step: str, said: dict[str, object]) -> str:
    """Fill in a step; the next one."""
    answer = officer.post(f"/refer/{draft}/{step}/", said)
    assert answer.status_code == 302, words(answer)
    return answer.headers["location"].removeprefix(f"/refer/{draft}/").strip("/")


def sends(world: World, officer: Client, draft: str) -> str:
    answer = officer.post(f"/refer/{draft}/check/", {"contact": "01632 960177 until 6pm"})
    assert answer.status_code == 302, words(answer)
    world.run_jobs()
    return answer.headers["location"].split("/")[2]


def test_probation_tells_of_an_adult_with_two_children_by_name_and_others_not_known(
    world: World, officer: Client
) -> None:
    first = words(officer.get("/refer/"))
    assert "What do you want to tell?" in first and "An adult who may be a risk to children" in first
    draft = begins(officer)
    assert goes_on(officer, draft, "supervised", ADULT) == "orders"
    assert goes_on(officer, draft, "orders", ORDERS) == "harm"
    assert goes_on(officer, draft, "harm", HARM) == "whom"
    assert goes_on(officer, draft, "whom", WHOM) == "child"
    assert goes_on(officer, draft, "child", WREN) == "analysis"
    alone = {"risk": "He is alone with Wren on Thursdays. He began so with the child of 2019."}
    goes_on(officer, draft, "analysis", alone)
    listed = words(officer.get(f"/refer/{draft}/"))
    assert "For Corin Ferncastle and Wren Saltmarsh" in listed and "Add another child" in listed
    assert goes_on(officer, draft, "child-2", ANN) == "analysis-2"

    check = words(officer.get(f"/refer/{draft}/check/"))
    assert "1 part not finished" in check and "The risk to Ann, and why" in check
    receipt = sends(world, officer, draft)

    with world.as_("amina"):
        assert Receipt.objects.get(reference=receipt).shape == "probation"
        contacts = {each.record.given_name: each for each in Contact.objects.select_related("record")}
        adults = {each.record.given_name: each for each in LinkedAdult.objects.select_related("record")}
    assert {name: each.kind for name, each in contacts.items()} == {
        "Wren": "child",
        "Ann": "child",
        "Corin": "adult",
    }
    assert contacts["Wren"].risk == alone["risk"] == adults["Wren"].why
    assert "the risk to this child, and why" not in contacts["Wren"].missing_parts
    assert "the risk to this child, and why" in contacts["Ann"].missing_parts, (
        "An analysis that is missing is named."
    )
    assert contacts["Ann"].risk == contacts["Corin"].risk == WHOM["risk"]
    assert contacts["Corin"].missing_parts == ["who the children are"]
    assert contacts["Wren"].source_code == "7" and contacts["Wren"].sender_contact.startswith("01632 960177")

    page = words(world.browser("amina").get(f"/contacts/{contacts['Wren'].reference}/"))
    for said in (
        "No unsupervised contact with children under 16",
        "Not to go within 100 metres of a school",
        "Corin Ferncastle, called Coz",
        "Ends 30 June 2029.",
        "Level 2, by several agencies that meet",
        "Licence, until 1 February 2031",
        "Delyth Ashgrove-Tan",
        "The café below",
    ):
        assert said in page, said
    assert "one incident with 2 children, and others not yet known" in page
    listed = words(world.browser("amina").get("/worklist/"))
    assert "One incident, 2 children, and others not yet known" in listed
    assert contacts["Wren"].rag == "", "Nobody saw a sign, and no picture is needed."
    decides = words(world.browser("amina").get(f"/contacts/{contacts['Wren'].reference}/decide/"))
    assert (
        "an adult near the child may do serious harm to children, as probation judges it: high or very high"
        in decides
    )
    lacks = words(world.browser("amina").get(f"/contacts/{contacts['Ann'].reference}/"))
    assert "The risk to this child, and why" in lacks
    told = words(officer.get(f"/receipts/{receipt}/"))
    assert "We have it" in told and "Ann: what could happen to this child, and why you think so" in told


def test_where_no_child_is_known_it_is_about_the_adult_and_asks_who_the_children_are(
    world: World, officer: Client
) -> None:
    draft = begins(officer)
    goes_on(officer, draft, "supervised", ADULT)
    goes_on(officer, draft, "harm", HARM)
    general = {"whom": ["general"], "risk": "He looks for children of 12 to 14 online."}
    assert goes_on(officer, draft, "whom", general) == "check"
    assert officer.get(f"/refer/{draft}/child/").status_code == 404, "There is no child to ask about."
    sends(world, officer, draft)
    contact = world.contact("Corin")
    assert contact.kind == "adult" and contact.risk == general["risk"]
    page = words(world.browser("amina").get(f"/contacts/{contact.reference}/"))
    assert "Children in general" in page and "Who the children are" in page


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(officer: Client) -> None:
    draft = begins(officer)
    wrong = words(
        officer.post(
            f"/refer/{draft}/supervised/",
            {
                "given_name": "Corin",
                "date_of_birth_0": "31",
                "date_of_birth_1": "2",
                "date_of_birth_2": "1984",
            },
        )
    )
    assert "Enter the adult’s family name." in wrong
    kept = officer.get(f"/refer/{draft}/supervised/").content.decode()
    assert 'value="Corin"' in kept and 'value="31"' in kept
    no_words = words(
        officer.post(
            f"/refer/{draft}/orders/", {"supervision": "Licence", "restricted": "yes", "mappa": "none"}
        )
    )
    assert "Say what the condition says." in no_words
    no_place = words(officer.post(f"/refer/{draft}/whom/", {"whom": ["place"]}))
    assert (
        "Say which home or place it is" in no_place and "Say what could happen to these children" in no_place
    )
    nothing = words(officer.post(f"/refer/{draft}/check/", {"contact": "01632 960177"}))
    assert "Say what happened, in a few words." in nothing
    assert "Choose what you want to tell." in words(officer.post("/refer/", {"asked": "1"}))
    lost = words(officer.post("/refer/", {"asked": "1", "tell": "more", "reference": "RV-0000-0000"}))
    assert "We find nothing of yours under this number." in lost


def test_a_condition_that_is_taken_back_is_not_sent_and_danger_is(world: World, officer: Client) -> None:
    draft = begins(officer)
    goes_on(officer, draft, "supervised", ADULT)
    goes_on(officer, draft, "orders", ORDERS)
    goes_on(officer, draft, "orders", {**ORDERS, "restricted": "no"})
    danger = {"in_danger": "yes", "safe_now": "With her aunt until five."}
    goes_on(officer, draft, "harm", {**HARM, **danger})
    goes_on(
        officer, draft, "whom", {"whom": ["general"], "risk": "He looks for children of 12 to 14 online."}
    )
    sends(world, officer, draft)
    contact = world.contact("Corin")
    assert (contact.in_danger, contact.rag, contact.adults_answer) == ("yes", "red", "yes")
    with world.as_("amina"):
        assert {each.restriction for each in LinkedAdult.objects.all()} == {""}


def test_a_school_is_not_offered_that_road_and_cannot_take_it(world: World) -> None:
    school = world.browser("keerthana")
    first = words(school.get("/refer/"))
    assert "What do you want to tell?" in first and "An adult who may be a risk" not in first
    refused = words(school.post("/refer/", {"asked": "1", "tell": "adult"}))
    assert "Choose what you want to tell." in refused
    begun = school.post("/refer/", {"asked": "1", "tell": "child"}).headers["location"].split("/")[2]
    assert school.get(f"/refer/{begun}/supervised/").status_code == 404
    with world.as_("keerthana"):
        assert [each.answers for each in Draft.objects.all()] == [{}]
    for who, may in (("keerthana", False), ("olu", False), ("delyth", True)):
        with world.as_(who) as by:
            begin = {"of": "adult", "partnership": by.partnerships[0], "by": by, "at": timezone.now()}
            if may:
                assert drafts.begin(**begin).answers == {"about": {"of": ["adult"]}}
            else:
                with pytest.raises(gate.NotYours):
                    drafts.begin(**begin)


def test_more_about_what_was_sent_goes_beside_it(world: World, officer: Client) -> None:
    draft = begins(officer)
    goes_on(officer, draft, "supervised", ADULT)
    goes_on(officer, draft, "harm", HARM)
    receipt = sends(world, officer, draft)
    answer = officer.post("/refer/", {"asked": "1", "tell": "more", "reference": receipt.lower()})
    assert answer.headers["location"] == f"/receipts/{receipt}/add/"
    assert (
        world.browser("keerthana")
        .post("/refer/", {"asked": "1", "tell": "more", "reference": receipt})
        .status_code
        == 200
    )
