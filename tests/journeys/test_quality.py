"""How well a contact was told goes to its sender as advice, with the outcome and not before, and to nobody else."""

import pytest
from django.test import Client

from kith.frontdoor.models import QualityGrade
from kith.notify.models import Notice
from tests.world import World

GRADES = {"risk": "3", "view": "0", "done": "2", "consent": "1", "history": "2"}


def grades(world: World, who: str = "amina", **but: str):
    reference = world.contact("Kayleigh").reference
    address = f"/contacts/{reference}/quality/"
    return world.browser(who).post(address, {**GRADES, "words": "Thank you for ringing.", **but}, follow=True)


def advice(world: World, who: str) -> list[Notice]:
    with world.as_(who):
        return list(Notice.objects.filter(kind="quality_advice"))


def test_advice_comes_with_the_outcome_and_never_before(world: World) -> None:
    world.school_refers("Kayleigh")
    assert "Your grades are kept." in grades(world).content.decode()
    assert advice(world, "keerthana") == []
    world.front_door_decides("Kayleigh")
    (told,) = advice(world, "keerthana")
    assert told.headline == "How what you sent could help more next time"
    assert told.words.count("For example:") == 2
    assert "Thank you for ringing." in told.words


def test_after_the_decision_it_goes_at_once_and_the_sender_reads_it(world: World) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    grades(world)
    (told,) = advice(world, "keerthana")
    page = world.browser("keerthana").get(f"/notices/{told.reference}/").content.decode()
    assert "I want to stop, but they know where my brother goes to school" in page


@pytest.mark.parametrize(
    "who", [pytest.param("idwal", id="another school"), pytest.param("rhiannon", id="the social worker")]
)
def test_nobody_else_reads_the_advice(world: World, who: str) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    grades(world)
    (told,) = advice(world, "keerthana")
    assert advice(world, who) == []
    assert world.browser(who).get(f"/notices/{told.reference}/").status_code == 404
    with world.as_(who):
        assert not QualityGrade.objects.exists()


def test_an_item_left_out_is_named_at_its_place_and_what_was_typed_stands(world: World) -> None:
    world.school_refers("Kayleigh")
    page = grades(world, view="").content.decode()
    assert "Choose 0 to 3 for “The child’s own view is there”." in page
    assert "Thank you for ringing." in page
    with world.as_("amina"):
        assert not QualityGrade.objects.exists()


def test_the_contact_page_shows_no_grade(world: World) -> None:
    world.school_refers("Kayleigh")
    grades(world)
    browser: Client = world.browser("noor")
    page = browser.get(f"/contacts/{world.contact('Kayleigh').reference}/").content.decode()
    assert "Thank you for ringing." not in page


def test_a_school_grades_nobody(world: World) -> None:
    world.school_refers("Kayleigh")
    assert grades(world, who="keerthana").status_code == 404
    assert grades(world).status_code == 200
