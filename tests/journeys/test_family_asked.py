"""The front door asks a family itself, and whom and what they said stands beside what the sender said."""

import re
from typing import Any

import pytest

from kith.frontdoor.models import FamilyAsked
from tests.world import World, child, telling

NOT_RECORDED = "Nobody wrote down whether the family was asked. Ask the sender"
NOBODY = "Nobody wrote down whether the family was asked."
SAID: dict[str, Any] = {
    "asked": "yes",
    "asked_of": "Joanne, his mother",
    "asked_on_0": "2",
    "asked_on_1": "March",
    "asked_on_2": "2026",
    "said": "agreed",
    "words": "I have been asking for help since spring.",
    "informed": "yes",
}
NOT_ASKED = {"asked": "no", "not_asked_because": "harm_the_enquiry", "informed": "no"}
UNSAFE = {
    "name_or_description": "Stepfather",
    "why": "He reads her messages.",
    "home_contact_unsafe": True,
    "safe_contact": "Through the school, before three",
}


def page(world: World, who: str, address: str) -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def rows(world: World, who: str, address: str) -> list[list[str]]:
    """The cells of the table under Consent, row by row."""
    section = page(world, who, address).split('id="consent"')[1].split("</section>")[0]
    body = section.partition("<tbody>")[2]
    return [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in body.split("</tr>")[:-1]]


def to_find_out(world: World, address: str) -> str:
    """What the contact says is still to find out, of what was not sent."""
    return page(world, "amina", address).partition("Not recorded in what was sent: ")[2].split(". Ask")[0]


@pytest.fixture
def address(world: World) -> str:
    world.refers("keerthana", telling(child("Kayleigh")))
    return f"/contacts/{world.contact('Kayleigh').reference}/"


def test_what_a_family_said_to_the_front_door_stands_below_what_the_sender_said(
    world: World, address: str
) -> None:
    before = rows(world, "amina", address)
    assert world.browser("amina").post(f"{address}family/", NOT_ASKED).status_code == 302
    assert world.browser("noor").post(f"{address}family/", SAID).status_code == 302
    first, second = rows(world, "amina", address)[len(before) :]
    assert rows(world, "amina", address)[: len(before)] == before, "What was sent is as it was."
    assert first[:2] == [
        "Nobody",
        "Not asked: Asking could spoil what police must find out. Was not told who will see it.",
    ]
    assert "Amina" in first[2] and "Noor" in second[2]
    assert second[:2] == [
        "Joanne, his mother, on 2 March 2026",
        "Agrees. Was told who will see it. “I have been asking for help since spring”.",
    ]


def test_what_the_sender_left_out_is_no_longer_missing_once_the_front_door_has_asked(world: World) -> None:
    world.refers("keerthana", telling(child("Kay", consent=None)))
    address = f"/contacts/{world.contact('Kay').reference}/"
    assert "consent" in to_find_out(world, address) and NOT_RECORDED in page(world, "amina", address)
    assert NOBODY in page(world, "amina", f"{address}family/")
    world.browser("amina").post(f"{address}family/", SAID)
    assert "consent" not in to_find_out(world, address) and NOT_RECORDED not in page(world, "amina", address)
    assert NOBODY not in page(world, "amina", f"{address}family/")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({**SAID, "asked_of": " "}, "Say whom you asked."),
        ({**SAID, "said": ""}, "Choose whether they agreed or said no."),
        ({**SAID, "asked_on_0": ""}, "Enter the day too."),
        ({**SAID, "asked_on_2": "2031"}, "This day has not come yet."),
        ({**SAID, "asked": ""}, "Choose yes or no."),
        ({**SAID, "informed": ""}, "Choose yes, no or not known."),
        ({**SAID, "asked": "no"}, "Choose why nobody asked."),
    ],
)
def test_what_is_not_said_gets_a_sentence_and_nothing_typed_is_lost(
    world: World, address: str, said: dict[str, Any], sentence: str
) -> None:
    told = world.browser("amina").post(f"{address}family/", said).content.decode()
    assert sentence in told and SAID["words"] in told
    with world.as_("amina"):
        assert not FamilyAsked.objects.exists()


def test_all_that_is_not_said_is_told_at_once(world: World, address: str) -> None:
    told = world.browser("amina").post(f"{address}family/", {"asked": "yes"}).content.decode()
    summary = told.split("There is a problem")[1].split("</ul>")[0]
    for sentence in (
        "Say whom you asked.",
        "Choose whether they",
        "Enter the day",
        "Choose yes, no or not known.",
    ):
        assert sentence in summary, sentence


def test_what_stands_in_the_part_that_was_closed_again_is_not_kept(world: World, address: str) -> None:
    world.browser("amina").post(f"{address}family/", {**SAID, **NOT_ASKED})
    with world.as_("amina"):
        kept = FamilyAsked.objects.get()
    assert (kept.outcome, kept.asked_of, kept.asked_on, kept.words) == ("not_asked", "", None, "")


def test_whoever_asks_is_warned_first_where_a_call_to_the_home_is_not_safe(world: World) -> None:
    world.refers("keerthana", telling(child("Kay", adults=[UNSAFE])))
    shown = page(world, "amina", f"/contacts/{world.contact('Kay').reference}/family/")
    assert "ring there or leave a message" in shown and UNSAFE["safe_contact"] in shown
    assert shown.index("ring there") < shown.index("Did you ask the family")


def test_whoever_does_not_decide_writes_none_and_a_stranger_reads_none(world: World, address: str) -> None:
    assert world.browser("amina").post(f"{address}family/", SAID).status_code == 302
    for who in ("keerthana", "rhiannon", "silas", "ottoline"):
        assert world.browser(who).get(f"{address}family/").status_code == 404, who
        assert world.browser(who).post(f"{address}family/", SAID).status_code == 404, who
    for who in ("silas", "ottoline"):
        with world.as_(who):
            assert not FamilyAsked.objects.exists(), who
    with world.as_("huw"):
        assert FamilyAsked.objects.get().words == SAID["words"]


def test_a_contact_that_is_decided_meanwhile_says_so_and_keeps_what_was_typed(
    world: World, address: str
) -> None:
    world.front_door_decides("Kayleigh")
    told = world.browser("amina").post(f"{address}family/", SAID).content.decode()
    assert "already decided" in told and SAID["words"] in told
