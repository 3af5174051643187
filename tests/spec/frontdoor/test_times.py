"""How long each step on a contact took."""

from datetime import UTC, datetime

import pytest

from kith.frontdoor.rules.times import Step, in_order

NINE = datetime(2026, 11, 20, 9, tzinfo=UTC)
TEN = datetime(2026, 11, 20, 10, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "steps, told",
    [
        pytest.param([("Received", NINE)], [("Received", "", "")], id="received and no more"),
        pytest.param(
            [("Decided", MONDAY), ("Received", NINE), ("Taken on", TEN)],
            [("Received", "", ""), ("Taken on", "1 hour", "1 hour"), ("Decided", "3 days", "3 days")],
            id="each after the one before, in whatever order they are found",
        ),
        pytest.param(
            [("Received", NINE), ("Opened", NINE.replace(second=20))],
            [("Received", "", ""), ("Opened", "less than a minute", "less than a minute")],
            id="seconds are no minutes",
        ),
    ],
)
def test_each_step_says_how_long_it_took(steps, told):
    found = in_order([Step(says, at) for says, at in steps], NINE)
    assert [(each.says, each.took, each.since_received) for each in found] == told
