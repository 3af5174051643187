"""At nine and at five the front door is handed over by somebody with a name, and accepted by another."""

from datetime import datetime, timedelta

import pytest

from kith.core import clocks
from kith.core.says import LONDON
from kith.frontdoor.models import ShiftHandOver, ShiftNote
from kith.frontdoor.rules import handover as rules
from tests.whole.server import superuser
from tests.world import World


def page(world: World, who: str) -> str:
    answer = world.browser(who).get("/handover/")
    assert answer.status_code == 200
    return answer.content.decode()


def hands_over(world: World, who: str, words: str = "Mum rings at seven"):
    reference = world.contact("Kayleigh").reference
    return world.browser(who).post("/handover/", {f"note-{reference}": words}, follow=True)


def accepts(world: World, who: str):
    with world.as_("amina"):
        waits = ShiftHandOver.objects.get(accepted_at=None)
    return world.browser(who).post("/handover/", {"accept": waits.reference}, follow=True)


def test_what_is_open_is_handed_over_with_a_note_and_accepted_by_name(world: World) -> None:
    world.school_refers("Kayleigh")
    assert "Handover: 1 contact open" in page(world, "amina")
    assert "It waits here until somebody accepts it by name." in hands_over(world, "amina").content.decode()
    told = page(world, "noor")
    assert "A handover waits to be accepted" in told and "Mum rings at seven" in told
    accepts(world, "noor")
    assert "Last accepted by Noor Castellane-Webb" in page(world, "amina")


def test_nobody_accepts_what_they_handed_over_themselves(world: World) -> None:
    world.school_refers("Kayleigh")
    hands_over(world, "amina")
    assert "You handed this over yourself." in accepts(world, "amina").content.decode()
    with world.as_("amina"):
        assert ShiftHandOver.objects.get().accepted_at is None


def test_a_second_handover_waits_for_the_first_and_nothing_typed_is_lost(world: World) -> None:
    world.school_refers("Kayleigh")
    hands_over(world, "amina")
    told = hands_over(world, "noor", "She is at her nan’s").content.decode()
    assert "The last handover has not been accepted yet." in told
    assert "She is at her nan’s" in told


def test_one_that_nobody_accepts_is_late_after_half_an_hour(world: World) -> None:
    world.school_refers("Kayleigh")
    hands_over(world, "amina")
    assert "Nobody has accepted" not in page(world, "noor")
    with superuser(world.database) as server:
        server.execute("update frontdoor_shifthandover set handed_at = handed_at - interval '31 minutes'")
    assert "Nobody has accepted the handover" in page(world, "noor")
    queues = world.browser("huw").get("/queues/").content.decode()
    assert "Handed over, not yet accepted" in queues and "1 with something late" in queues


@pytest.mark.parametrize(
    "who, status",
    [pytest.param("keerthana", 404, id="a school"), pytest.param("rhiannon", 404, id="a social worker")],
)
def test_who_is_not_at_the_front_door_hands_nothing_over(world: World, who: str, status: int) -> None:
    assert world.browser(who).get("/handover/").status_code == status
    assert world.browser(who).get("/queues/").status_code == status
    assert world.browser("noor").get("/handover/").status_code == 200


def test_the_other_area_sees_nothing_of_it(world: World) -> None:
    world.school_refers("Kayleigh")
    hands_over(world, "amina")
    assert "Handover: 0 contacts open" in page(world, "silas")
    with world.as_("silas"):
        assert not ShiftHandOver.objects.exists() and not ShiftNote.objects.exists()


@pytest.mark.parametrize(
    "hour, way",
    [
        pytest.param(17, "to_day", id="at five, whoever hands over is the night’s"),
        pytest.param(16, "to_night", id="at four, it goes to the night"),
        pytest.param(8, "to_day", id="at eight in the morning, it goes to the day"),
    ],
)
def test_which_way_it_goes_is_told_by_the_hour(hour: int, way: str) -> None:
    at = datetime(2026, 3, 16, hour, tzinfo=LONDON)
    assert rules.turn(at, hours=clocks.working_day()) == way
    assert rules.is_late(at, at + timedelta(minutes=31))


def test_every_queue_of_the_area_is_on_one_page_without_a_name(world: World) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    world.police_notify(b"not json")
    told = world.browser("huw").get("/queues/").content.decode()
    assert "Strategy discussions to be held" in told
    assert "Could not be read" in told
    assert "Kayleigh" not in told
