"""What is due of whoever leads a plan ends by what ends it, and by nothing less."""

from datetime import date

import pytest

from kith.plans.rules import objections_to_discussion, objections_to_news

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
HELD = {
    "is_due": True, "is_held": True, "held_on": MONDAY, "says": "Police, health and we met.", "asked_on": MONDAY, "today": TUESDAY,
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong, where",
    [
        pytest.param({}, [], id="held, on a day, with what was agreed"),
        pytest.param({"is_held": False, "held_on": None}, [], id="not held, and why"),
        pytest.param({"held_on": date(2026, 3, 1)}, [], id="held in the night before it was decided"),
        pytest.param({"held_on": date(2026, 2, 27)}, ["held_on"], id="held before anybody decided that it is needed"),
        pytest.param({"held_on": date(2026, 3, 4)}, ["held_on"], id="held tomorrow"),
        pytest.param({"held_on": None}, ["held_on"], id="held, but when?"),
        pytest.param({"says": " "}, ["says"], id="held, and nothing agreed"),
        pytest.param({"is_held": False, "held_on": None, "says": ""}, ["says"], id="not held, and nobody says why"),
        pytest.param({"is_due": False}, ["says"], id="none is due"),
    ],
)  # fmt: skip
def test_a_strategy_discussion_is_written_down(wrong, where):
    assert list(objections_to_discussion(**{**HELD, **wrong})) == where


@pytest.mark.parametrize(
    "wrong, begins",
    [
        pytest.param({}, "", id="read, and what it changes"),
        pytest.param({"says": " "}, "Say what it changes", id="read, and nothing said"),
        pytest.param({"is_as_read": False}, "The plan changed while you wrote", id="something came meanwhile"),
        pytest.param({"is_due": False}, "Nothing new waits", id="read by somebody already"),
    ],
)  # fmt: skip
def test_a_new_concern_is_read_by_saying_what_it_changes(wrong, begins):
    given = {"is_due": True, "is_as_read": True, "says": "Adds a visit.", **wrong}
    assert objections_to_news(**given).get("says", "")[: len(begins) or None] == begins
