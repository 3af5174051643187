"""A partnership's own clock lies over the one that comes with Kith, and says so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

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
