"""Somebody looks for what restricts the adults around a child, and says where and what they found."""

import pytest
from django.utils import timezone

from kith.frontdoor.actions import checked
from kith.frontdoor.models import RestrictionsChecked
from tests.world import World, child, telling

NOBODY = "Nobody has said that they looked for restrictions."
FOUND = "PC Attwater: bail until 4 December, not to go near the school. Nothing with probation."


def page(world: World, who: str, address: str) -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def address(world: World) -> str:
    world.refers("keerthana", telling(child("Kayleigh"), adults_answer="none_known"))
    return f"/contacts/{world.contact('Kayleigh').reference}/"


def test_who_looked_where_and_what_they_found_stands_beside_what_the_sender_said(
    world: World, address: str
) -> None:
    assert NOBODY in page(world, "amina", address)
    said = {"places": ["police", "probation"], "found": FOUND}
    assert world.browser("amina").post(f"{address}restrictions/", said).status_code == 302
    world.browser("noor").post(f"{address}restrictions/", {"places": ["courts"], "found": "Nothing"})
    shown = page(world, "amina", address)
    assert NOBODY not in shown and FOUND in shown
    assert "Police: bail, orders and warning notices; Probation: licence conditions and MAPPA" in shown
    assert shown.index("Looked for by Noor") < shown.index("Looked for by Amina"), "The latest stands first."


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"found": FOUND}, "Choose where somebody looked."),
        ({"places": ["police"], "found": " "}, "Say what was found."),
        ({"places": ["everywhere"], "found": FOUND}, "Choose from the list."),
    ],
)
def test_a_check_without_where_or_what_gets_a_sentence_and_loses_nothing(
    world: World, address: str, said: dict[str, object], sentence: str
) -> None:
    refused = world.browser("amina").post(f"{address}restrictions/", said)
    told = refused.content.decode()
    assert sentence in told and (said["found"] == " " or FOUND in told)
    with world.as_("amina"):
        assert not RestrictionsChecked.objects.exists()


def test_whoever_does_not_decide_writes_no_check_and_a_stranger_reads_none(
    world: World, address: str
) -> None:
    said = {"places": ["police"], "found": FOUND}
    assert world.browser("amina").post(f"{address}restrictions/", said).status_code == 302
    for who in ("keerthana", "rhiannon", "silas", "ottoline"):
        assert world.browser(who).get(f"{address}restrictions/").status_code == 404, who
        with world.as_(who):
            assert not RestrictionsChecked.objects.exists(), who
    with world.as_("huw"):
        assert RestrictionsChecked.objects.get().found == FOUND


def test_a_contact_that_is_decided_meanwhile_says_so(world: World, address: str) -> None:
    world.front_door_decides("Kayleigh")
    shown = world.browser("amina").post(f"{address}restrictions/", {"places": ["police"], "found": FOUND})
    assert "already decided" in shown.content.decode() and FOUND in shown.content.decode()


def test_what_is_chosen_twice_is_said_once(world: World, address: str) -> None:
    with world.as_("amina") as by:
        contact = world.contact("Kayleigh").reference
        made = checked.say_checked(
            contact=contact, places=["police", "police"], found="Nothing", by=by, at=timezone.now()
        )
    assert made.places == ["police"]
