"""A partnership's own clock lies over the one that comes with Kith, and says so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from kith.frontdoor.queries import sent
from kith.record import clocks
from kith.record.models import Clock
from tests.world import World, child, telling

OWN = """
title = "Ravenshire's own clocks"

[[entry]]
code = "CLK-04-red"
says = "Picture from every agency, red"
from = 2026-01-01
starts_with = "The contact is received"
stops_with = "The information is brought together"
unit = "hours"
n = 2
severity = "practice"
certainty = "read"
source = "Ravenshire partnership, minute 14 of January 2026"
local = true
"""


def test_a_local_clock_stands_in_the_place_of_the_shipped_one_and_is_marked(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ravenshire").mkdir()
    (tmp_path / "ravenshire/clocks.toml").write_text(OWN)
    monkeypatch.setattr(settings, "LOCAL", tmp_path)
    clocks.clocks_of.cache_clear()
    received = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    world.refers("keerthana", telling(child("Kayleigh")), at=received)
    clocks.clocks_of.cache_clear()
    with world.as_("amina"):
        red = Clock.objects.get(rule="CLK-04-red")
    assert red.due_at == datetime(2026, 11, 16, 11, 0, tzinfo=UTC)
    assert red.is_local
    assert red.rule_source == "Ravenshire partnership, minute 14 of January 2026"


DAY = """
title = "Ravenshire's own working day"

[[entry]]
code = "ends"
says = "A working day ends at 4pm"
at = "16:00"
from = 2026-01-01
source = "Ravenshire partnership, minute 15 of January 2026"
local = true
"""


def test_where_the_working_day_ends_earlier_a_decision_is_due_earlier_and_the_sender_is_told_so(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ravenshire").mkdir()
    (tmp_path / "ravenshire/working_day.toml").write_text(DAY)
    monkeypatch.setattr(settings, "LOCAL", tmp_path)
    clocks.hours_of.cache_clear()
    received = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    world.refers("keerthana", telling(child("Kayleigh")), at=received)
    world.refers("keerthana", telling(child("Niamh", postcode="KD1 2AB")), at=received)
    four, five = (datetime(2026, 11, 17, hour, 0, tzinfo=UTC) for hour in (16, 17))
    with world.as_("keerthana") as by:
        next_door, here = sent.sent_by_agency(actor=by, at=received, most=9).lines
        assert (here.due_at, next_door.due_at) == (four, five)
    with world.as_("amina"):
        assert Clock.objects.get(rule="CLK-01").due_at == four
    with world.as_("silas"):
        assert Clock.objects.get(rule="CLK-01").due_at == five
    clocks.hours_of.cache_clear()


def test_whoever_sent_it_is_told_the_time_that_the_front_door_works_to(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ravenshire").mkdir()
    decision = OWN.replace("CLK-04-red", "CLK-01").replace("Picture from every agency, red", "Decision")
    (tmp_path / "ravenshire/clocks.toml").write_text(decision)
    monkeypatch.setattr(settings, "LOCAL", tmp_path)
    clocks.clocks_of.cache_clear()
    received = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    world.refers("keerthana", telling(child("Kayleigh")), at=received)
    living_next_door = telling(child("Niamh", postcode="KD1 2AB"))
    world.refers("keerthana", living_next_door, at=received)
    with world.as_("keerthana") as by:
        next_door, here = sent.sent_by_agency(actor=by, at=received, most=9).lines
        assert here.due_at == datetime(2026, 11, 16, 11, 0, tzinfo=UTC)
        assert sent.receipted(here.reference, actor=by, at=received).decide_by == here.due_at
        assert next_door.due_at == datetime(2026, 11, 17, 17, 0, tzinfo=UTC), (
            "The next area has no own clock."
        )
    with world.as_("amina"):
        assert Clock.objects.get(rule="CLK-01").due_at == here.due_at
    with world.as_("silas"):
        assert Clock.objects.get(rule="CLK-01").due_at == next_door.due_at
    clocks.clocks_of.cache_clear()
