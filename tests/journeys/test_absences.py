"""Who is away says so; what is due of them and of empty posts is listed, and given to somebody in one press."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kith.frontdoor.models import Away
from kith.frontdoor.rules import absences as rules
from kith.record.models import Clock
from kith.sharing import actions as sharing
from tests.world import World


def days(first: date, last: date) -> dict[str, str]:
    found = {}
    for name, on in (("starts_on", first), ("ends_on", last)):
        found |= {f"{name}_0": str(on.day), f"{name}_1": str(on.month), f"{name}_2": str(on.year)}
    return found


def goes_away(world: World, who: str, *, back_in: int = 1):
    today = timezone.localdate()
    return world.browser(who).post("/absences/", days(today, today + timedelta(days=back_in)), follow=True)


def page(world: World, who: str = "huw") -> str:
    answer = world.browser(who).get("/absences/")
    assert answer.status_code == 200
    return answer.content.decode()


def noor_has_kayleigh(world: World) -> str:
    world.school_refers("Kayleigh")
    reference = world.contact("Kayleigh").reference
    world.browser("noor").post(f"/contacts/{reference}/claim/")
    return reference


def test_the_work_of_whoever_is_away_is_listed_and_given_to_another_in_one_press(world: World) -> None:
    reference = noor_has_kayleigh(world)
    assert "Everything due has somebody" in page(world)
    assert "Saved." in goes_away(world, "noor").content.decode()
    told = page(world)
    assert "1 thing due with no one to do it" in told and "Away, and nobody stands in" in told
    amina = world.county.posts["amina"]
    world.browser("huw").post("/absences/", {"contact": reference, "to": amina.reference})
    assert world.contact("Kayleigh").held_by_id == amina.pk
    with world.as_("amina"):
        assert set(Clock.objects.filter(stopped_at=None).values_list("post", flat=True)) == {amina.pk}
    assert "Everything due has somebody" in page(world)


def test_where_somebody_stands_in_nothing_is_listed(world: World) -> None:
    noor_has_kayleigh(world)
    goes_away(world, "noor")
    now = timezone.now()
    with world.as_("tamsin") as by:
        sharing.mark_absent(
            post=world.county.posts["noor"], deputy=world.county.posts["amina"], starts_at=now - timedelta(hours=1),
            ends_at=now + timedelta(days=1), by=by, at=now,
        )  # fmt: skip
    assert "Everything due has somebody" in page(world)


def test_nothing_is_given_to_somebody_who_is_away_too(world: World) -> None:
    reference = noor_has_kayleigh(world)
    goes_away(world, "noor")
    goes_away(world, "amina")
    amina = world.county.posts["amina"].reference
    told = world.browser("huw").post("/absences/", {"contact": reference, "to": amina}).content.decode()
    assert "Choose somebody who is at this front door today, or the queue." in told
    world.browser("huw").post("/absences/", {"contact": reference, "to": ""})
    assert world.contact("Kayleigh").held_by_id is None


def test_an_absence_that_ends_before_it_begins_is_refused(world: World) -> None:
    assert "The last day comes before the first." in goes_away(world, "noor", back_in=-1).content.decode()
    with world.as_("noor"):
        assert not Away.objects.exists()


@pytest.mark.parametrize(
    "who", [pytest.param("keerthana", id="a school"), pytest.param("silas", id="another area’s front door")]
)
def test_whoever_does_not_reach_the_contact_gives_it_to_nobody(world: World, who: str) -> None:
    reference = noor_has_kayleigh(world)
    assert world.browser(who).post("/absences/", {"contact": reference, "to": ""}).status_code == 404
    assert world.contact("Kayleigh").held_by_id == world.county.posts["noor"].pk
    assert world.browser("huw").post("/absences/", {"contact": reference, "to": ""}).status_code == 302


@pytest.mark.parametrize(
    "facts, why",
    [
        pytest.param((True, False, False), "", id="in the building"),
        pytest.param((True, True, False), "Away, and nobody stands in", id="away"),
        pytest.param((True, True, True), "", id="away, with a deputy"),
        pytest.param((False, False, False), "Nobody is in this post", id="an empty post"),
    ],
)
def test_why_nobody_does_the_work_of_a_post(facts: tuple[bool, bool, bool], why: str) -> None:
    holder, away, deputy = facts
    assert rules.why_no_one(has_holder=holder, is_away=away, has_deputy=deputy) == why
