"""Everything received stands in one state; what stands in none is found and said."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.core.says import LONDON, today_in_london
from kith.core.says import day as in_words
from kith.frontdoor import tasks
from kith.frontdoor.queries.balance import balance, balance_at, each_day, end_of
from kith.frontdoor.rules.balance import Stands, faults
from kith.intake import tasks as intake
from kith.intake.actions import receive
from kith.intake.models import Channel
from kith.record.models import Clock
from kith.sharing import actor as actors
from kith.sharing.models import Partnership
from tests import databases
from tests.asked import statements
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


def test_the_county_added_up_at_the_end_of_each_of_its_days(lived: World) -> None:
    today = today_in_london(timezone.now())
    first = today - timedelta(days=28)
    with lived.as_("huw") as by:
        for area in by.partnerships:
            assert balance_at(area, first, today, end_of(today)) == balance(area, first, today)
            assert faults(each_day(area, first, today)) == []
            for day in (today - timedelta(days=n) for n in range(28)):
                assert faults(balance_at(area, first, day, end_of(day))) == [], day


def counted(found: list[Stands]) -> dict[str, int]:
    return {
        state: sum(each.number for each in found if each.state == state) for state in {e.state for e in found}
    }


def as_at(day: date, **asked: int) -> dict[str, int]:
    """What the form of the page asks."""
    return {"on_0": day.day, "on_1": day.month, "on_2": day.year, **asked}


def test_an_inspector_asks_for_last_tuesday_and_what_came_later_does_not_count(world: World) -> None:
    today = today_in_london(timezone.now())
    tuesday = today - timedelta(days=(today.weekday() - 1) % 7 or 7)
    noon = datetime.combine(tuesday, time(12), LONDON)
    world.police_notify(notification(child("Kayleigh")), at=noon - timedelta(hours=1))
    world.police_notify(b"not JSON", at=noon)
    world.police_notify(notification(child("Ffion"), police_ref="RP/2"), at=noon + timedelta(days=1))
    world.front_door_decides("Kayleigh")
    huw = world.browser("huw")
    page = huw.get("/queues/balance/", as_at(tuesday)).content.decode()
    assert "2 things received, and each was accounted for" in page
    assert f"This is what was known at the end of {in_words(tuesday)}" in page
    assert "Decided" not in page and "Waits for a decision" in page
    week = huw.get("/queues/balance/", as_at(tuesday, days=7)).content.decode()
    assert "2 things received" in week
    now = huw.get("/queues/balance/", {"to": tuesday.isoformat(), "days": 1}).content.decode()
    assert "Decided" in now and "Waits for a decision" not in now
    with world.as_("huw") as by:
        assert counted(balance_at(by.partnerships[0], tuesday, today, end_of(tuesday))) == {
            "open": 1,
            "quarantined": 1,
        }
        assert counted(balance_at(by.partnerships[0], tuesday, today, noon)) == {"open": 1}
        assert counted(each_day(by.partnerships[0], tuesday, tuesday)) == {"open": 1, "quarantined": 1}
        evenings = each_day(by.partnerships[0], tuesday, tuesday + timedelta(days=1))
        assert counted(evenings) == {"open": 2, "quarantined": 1}


def test_what_was_keyed_the_next_day_counts_from_then(world: World) -> None:
    today = today_in_london(timezone.now())
    world.police_notify(notification(child("Kayleigh")), at=end_of(today - timedelta(days=3)))
    with behind(world.database) as server:
        server.execute(
            "update intake_receipt set recorded_at = received_at, received_at = received_at - interval '1 hour'"
        )
    with world.as_("huw") as by:
        area, came = by.partnerships[0], today - timedelta(days=3)
        assert balance_at(area, came, today, end_of(came)) == []
        (stood,) = balance_at(area, came, today, end_of(came + timedelta(days=1)))
        assert (stood.day, stood.state) == (came, "open")
        assert each_day(area, came, today) == [stood]


def test_a_day_to_come_or_before_the_partnership_gets_a_sentence(world: World) -> None:
    today = today_in_london(timezone.now())
    huw = world.browser("huw")
    page = huw.get("/queues/balance/", as_at(today + timedelta(days=1))).content.decode()
    assert "is still to come. Enter today or an earlier day." in page
    page = huw.get("/queues/balance/", as_at(date(1999, 1, 1))).content.decode()
    assert "Ravenshire begins on" in page
    assert "0 things received, and each is accounted for" in page


def test_more_days_are_no_more_statements(world: World) -> None:
    world.police_notify(notification(child("Kayleigh")))
    huw = world.browser("huw")
    yesterday = today_in_london(timezone.now()) - timedelta(days=1)

    def asked(days: int) -> int:
        with CaptureQueriesContext(connection) as made:
            assert huw.get("/queues/balance/", as_at(yesterday, days=days)).status_code == 200
        return len(statements(made))

    asked(1)
    assert asked(1) == asked(28)


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
    today = today_in_london(timezone.now())
    with world.as_("huw") as by:
        assert counted(balance_at(by.partnerships[0], today, today, end_of(today))) == {state: 1}
    named = world.browser("huw").get("/queues/balance/").content.decode()
    assert named.count("No: 1 did not") == 1 and "Nothing came" in named
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
    with world.as_("rhiannon"), pytest.raises(ProgrammingError, match="does not watch"), transaction.atomic():
        each_day(Partnership.objects.get(code="ravenshire").pk, *[today_in_london(timezone.now())] * 2)


def test_the_feeds_key_reads_no_number(world: World) -> None:
    with world.with_key(), pytest.raises(ProgrammingError, match="does not watch"), transaction.atomic():
        balance(1, *[today_in_london(timezone.now())] * 2)
