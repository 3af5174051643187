"""A plan is ended by its lead or a manager, with a reason, once nothing is due in it and whoever ends it has read it."""

import pytest

from kith.plans.rules import FIRST, LEAD, NEWS, objections_to_closing

DONE = {
    "may_close": True,
    "still_open": 0,
    "due": set(),
    "unsettled": [],
    "is_as_read": True,
    "because": "She lives with her aunt.",
}


@pytest.mark.parametrize(
    "wrong, begins",
    [
        pytest.param({}, "", id="nothing is to be done"),
        pytest.param({"due": {FIRST, LEAD}}, "", id="no action was ever needed"),
        pytest.param({"may_close": False}, "Whoever leads the plan", id="by a colleague"),
        pytest.param({"still_open": 1}, "1 action is still open", id="something is to be done"),
        pytest.param({"due": {NEWS}}, "A new concern was added. Read it", id="a new concern that nobody read"),
        pytest.param({"unsettled": ["A strategy discussion is due."]}, "A strategy discussion is due.", id="a discussion to hold"),
        pytest.param({"is_as_read": False}, "The plan changed while you wrote", id="something came meanwhile"),
        pytest.param({"because": " "}, "Say why the plan ends", id="nobody says why"),
    ],
)  # fmt: skip
def test_a_plan_ends(wrong, begins):
    assert objections_to_closing(**{**DONE, **wrong}).get("because", "")[: len(begins) or None] == begins
