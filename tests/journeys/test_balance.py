"""Everything received stands in one state; what stands in none is found and said."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from kith.core.says import today_in_london
from kith.frontdoor import tasks
from kith.frontdoor.queries.balance import balance
from kith.frontdoor.rules.balance import faults
from kith.intake import tasks as intake
from kith.intake.actions import receive
from kith.intake.models import Channel
from kith.record.models import Clock
from kith.sharing import actor as actors
from kith.sharing.models import Partnership
from tests import databases
from tests.whole.server import behind
from tests.world import World, child, notification


def stood(world: World, who: str = "huw") -> dict[str, int]:
    """How many of all that came in four weeks stand in each state, as the front door sees them."""
    with world.as_(who) as by:
        today = today_in_london(timezone.now())
        found: dict[str, int] = {}
        for each in balance(by.partnerships[0], today - timedelta(days=40), today):
            found[each.state] = found.get(each.state, 0) + each.number
        return found


def checked(world: World) -> list[str]:
    """The hour's check has run: the alarms that are on."""
    with databases.as_role("worker"), transaction.atomic():
        by = actors.begin_service("service_clocks")
        assert by is not None
        tasks.check_balance(by=by, at=timezone.now())
    with world.as_("huw"):
        return list(
            Clock.objects.filter(rule="KITH-BALANCE", stopped_at=None).values_list("about", flat=True)
        )


def sent(world: World, raw: bytes) -> str:
    with world.with_key() as by:
        return receive(
            raw=raw, channel=Channel.API, key=str(hash(raw)), content_type="", partnership=by.partnerships[0], by=by,
            at=timezone.now(),
        ).receipt.reference  # fmt: skip


def test_what_came_is_followed_from_unread_to_its_end(world: World) -> None:
    sent(world, json.dumps(notification(child("Kayleigh"), child("Ffion"))).encode())
    assert stood(world) == {"unread": 1}
    world.run_jobs()
    assert stood(world) == {"open": 1}
    world.police_notify(b"not JSON")
    world.police_notify(notification(child("Kayleigh"), circumstances="Seen again"))
    assert stood(world) == {"open": 1, "quarantined": 1, "added": 1}
    assert checked(world) == []
    told = world.browser("huw").get("/queues/balance/").content.decode()
    assert "3 things received, and each is accounted for" in told
    listed = world.browser("huw").get("/queues/balance/?show=quarantined").content.decode()
    assert "Could not be read; somebody has it: 1" in listed and "/receipts/RV-" in listed


@pytest.fixture(scope="module")
def lived() -> Iterator[World]:
    """Four weeks of the county."""
    with databases.clone(databases.COUNTY) as name:
        yield World(name)


def test_four_weeks_of_the_county_add_up(lived: World) -> None:
    with lived.as_("huw") as by:
        today = today_in_london(timezone.now())
        for area in by.partnerships:
            assert faults(balance(area, today - timedelta(days=60), today)) == []
    found = stood(lived)
    assert found["decided"] and found["open"] and found["added"]
    assert checked(lived) == []


BREAKS = [
    pytest.param("delete from intake_landing l using frontdoor_contact c where c.receipt_id = l.receipt_id", "no_reading", id="a contact came of it, and that it was read is gone"),
    pytest.param("update record_clock set stopped_at = started_at where rule like 'CLK-0%' and about_kind = 'contact'", "no_clock", id="a contact waits and no clock runs"),
    pytest.param("update frontdoor_contact set state = 'decided'", "no_decision", id="it stands as decided and nobody decided"),
    pytest.param("insert into intake_landing (agency_id, partnership_id, subjects, partnerships, restricted_subjects, receipt_id, by_post_id, outcome, sender_reference, sentences, at) select agency_id, partnership_id, subjects, partnerships, restricted_subjects, receipt_id, by_post_id, outcome, sender_reference, sentences, at from intake_landing", "twice", id="it was read twice"),
]  # fmt: skip


@pytest.mark.parametrize("broken, state", BREAKS)
def test_what_is_broken_on_purpose_is_found(world: World, broken: str, state: str) -> None:
    world.police_notify(notification(child("Kayleigh")))
    with behind(world.database) as server:
        server.execute(broken)
    assert stood(world) == {state: 1}
    assert checked(world) == ["ravenshire"]
    told = world.browser("huw").get("/queues/balance/?show=faults").content.decode()
    assert "1 of 1 received does not add up" in told
    assert "What came does not add up" in world.browser("huw").get("/queues/").content.decode()
    assert checked(world) == ["ravenshire"]


def test_whatever_came_of_it_a_reading_that_is_gone_is_found(world: World) -> None:
    world.police_notify(notification(child("Kayleigh")))
    world.police_notify(b"not JSON")
    world.police_notify(notification(child("Kayleigh"), circumstances="Seen again"))
    assert stood(world) == {"open": 1, "quarantined": 1, "added": 1}
    with behind(world.database) as server:
        server.execute("delete from intake_landing")
    assert stood(world) == {"no_reading": 3}
    assert checked(world) == ["ravenshire"]


def test_what_something_came_of_is_not_read_a_second_time(world: World) -> None:
    world.police_notify(notification(child("Kayleigh")))
    world.police_notify(notification(child("Kayleigh"), circumstances="Seen again"))
    with behind(world.database) as server:
        server.execute("delete from intake_landing")
    with databases.as_role("worker"), transaction.atomic():
        by = actors.begin_service("service_intake")
        assert by is not None
        intake.sweep(by=by, at=timezone.now() + timedelta(minutes=1))
    world.run_jobs()
    assert stood(world) == {"no_reading": 2}


def test_who_does_not_work_at_the_front_door_learns_no_number(world: World) -> None:
    world.police_notify(notification(child("Kayleigh")))
    assert world.browser("rhiannon").get("/queues/balance/").status_code == 404
    with world.as_("rhiannon"), pytest.raises(ProgrammingError, match="does not watch"), transaction.atomic():
        balance(Partnership.objects.get(code="ravenshire").pk, *[today_in_london(timezone.now())] * 2)


def test_the_feeds_key_reads_no_number(world: World) -> None:
    with world.with_key(), pytest.raises(ProgrammingError, match="does not watch"), transaction.atomic():
        balance(1, *[today_in_london(timezone.now())] * 2)
