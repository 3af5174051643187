"""A claim that nobody works on lapses before everybody’s eyes; whoever takes over one that stands says why."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from kith.county.acting import as_service
from kith.frontdoor import claims
from kith.frontdoor.actions import alone, work
from kith.frontdoor.actions.claims import lapse
from kith.frontdoor.queries.worklist import worklist
from kith.record.models import Clock, Entry
from tests import databases
from tests.whole.server import superuser
from tests.world import World


def minutes_pass(world: World, minutes: int) -> None:
    """The claim on Kayleigh’s contact was worked on so long ago."""
    with superuser(world.database) as server:
        server.execute(
            "update frontdoor_contact set held_since = held_since - %s, worked_at = worked_at - %s",
            [timedelta(minutes=minutes)] * 2,
        )


def a_minute_strikes(world: World, at: datetime | None = None) -> int:
    with databases.as_role("worker"), as_service("service_clocks") as by:
        return lapse(by=by, at=at or timezone.now())


def amina_claims(world: World) -> str:
    world.school_refers("Kayleigh")
    address = f"/contacts/{world.contact('Kayleigh').reference}/"
    world.browser("amina").post(address + "claim/")
    return address


def seen(world: World, who: str, address: str = "/worklist/") -> str:
    answer = world.browser(who).get(address)
    assert answer.status_code == 200, answer.content.decode()[:300]
    return " ".join(answer.content.decode().split())


def test_a_claim_says_when_it_lapses_and_lapsed_when_it_has(world: World) -> None:
    address = amina_claims(world)
    assert ", lapses " in seen(world, "noor")
    assert ", lapses " in seen(world, "noor", address)
    minutes_pass(world, 31)
    for page in ("/worklist/", address):
        told = seen(world, "noor", page)
        assert "laim lapsed today" in told
        assert "Claim<" in told
    assert "Yours: nothing" in seen(world, "amina", "/worklist/?show=mine")


def test_what_lapsed_is_written_down_once_with_its_clocks_back_in_the_queue(world: World) -> None:
    amina_claims(world)
    assert a_minute_strikes(world) == 0
    minutes_pass(world, 31)
    assert a_minute_strikes(world) == 1
    assert a_minute_strikes(world) == 0
    contact = world.contact("Kayleigh")
    assert contact.held_by_id is None and contact.lapsed_at is not None
    with world.as_("amina"):
        assert set(Clock.objects.filter(stopped_at=None).values_list("post", flat=True)) == {None}
        assert Entry.objects.filter(kind="frontdoor.claim_lapsed", subject=contact.subject_id).count() == 1
    assert "Claim lapsed today" in seen(world, "noor")


def test_opening_the_contact_or_doing_anything_with_it_keeps_the_claim(world: World) -> None:
    address = amina_claims(world)
    minutes_pass(world, 25)
    seen(world, "amina", address)
    minutes_pass(world, 25)
    world.is_new("Kayleigh")
    minutes_pass(world, 25)
    assert a_minute_strikes(world) == 0
    seen(world, "noor", address)
    minutes_pass(world, 6)
    assert a_minute_strikes(world) == 1, "A colleague’s look keeps nobody’s claim."


def test_a_claim_does_not_lapse_while_a_decision_is_being_recorded(world: World) -> None:
    amina_claims(world)
    minutes_pass(world, 31)
    reference = world.contact("Kayleigh").reference
    with superuser(world.database) as server, server.transaction():
        server.execute("select pg_advisory_xact_lock(6, hashtext(%s))", [reference])
        assert a_minute_strikes(world) == 0
    assert a_minute_strikes(world) == 1


def test_pages_let_no_claim_lapse(world: World) -> None:
    amina_claims(world)
    minutes_pass(world, 31)
    with world.as_("amina"), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        world.sql("select * from kith.resting_claims(now())")


def test_a_contact_that_somebody_works_on_is_not_claimed_in_passing(world: World) -> None:
    address = amina_claims(world)
    told = world.browser("noor").post(address + "claim/", follow=True).content.decode()
    assert "Amina Yusuf-Brandt has this contact and is working on it." in told
    with world.as_("amina") as by:
        assert world.contact("Kayleigh").held_by_id == by.post_id
    with world.as_("noor") as by, pytest.raises(work.IsHeld):
        work.claim(contact=world.contact("Kayleigh").reference, by=by, at=timezone.now())


def test_whoever_takes_over_says_why_and_the_other_is_told(world: World) -> None:
    address = amina_claims(world)
    noor = world.browser("noor")
    refused = noor.post(address + "take-over/", {"because": " "}).content.decode()
    assert "Say why you take it over: Amina Yusuf-Brandt is told, in your words." in refused
    assert world.contact("Kayleigh").held_by_id == world.county.posts["amina"].pk
    noor.post(address + "take-over/", {"because": "You are at court until three."})
    assert world.contact("Kayleigh").held_by_id == world.county.posts["noor"].pk
    told = seen(world, "amina")
    assert "Noor Castellane-Webb took it over" in told
    assert "You are at court until three." in told
    assert "took it over" not in seen(world, "huw")
    assert "took it over" not in seen(world, "noor")


def test_what_lapsed_is_claimed_without_a_word_also_in_the_minute_before_it_is_written_down(
    world: World,
) -> None:
    address = amina_claims(world)
    minutes_pass(world, 31)
    world.browser("noor").post(address + "claim/")
    contact = world.contact("Kayleigh")
    assert contact.held_by_id == world.county.posts["noor"].pk
    assert claims.lapsed_at(contact, timezone.now()) is None
    assert "took it over" not in seen(world, "amina")


@pytest.mark.parametrize(
    "who", [pytest.param("keerthana", id="a school"), pytest.param("silas", id="another area’s front door")]
)
def test_whoever_does_not_reach_the_contact_takes_nothing_over(world: World, who: str) -> None:
    address = amina_claims(world)
    assert world.browser(who).post(address + "take-over/", {"because": "x"}).status_code == 404
    assert world.browser("noor").get(address + "take-over/").status_code == 200
    assert world.contact("Kayleigh").held_by_id == world.county.posts["amina"].pk


def test_two_claims_that_meet_a_decision_change_nothing_of_it(world: World) -> None:
    amina_claims(world)
    minutes_pass(world, 31)
    world.front_door_decides("Kayleigh")
    with transaction.atomic():
        alone.with_contact("x")
    assert a_minute_strikes(world) == 0
    with world.as_("amina") as by:
        assert worklist(actor=by, at=timezone.now()).taken == []
