"""How many wait in a queue, how many of them are late, and since when."""

from datetime import UTC, datetime, timedelta

import pytest

from kith.record.queues import Running, queue

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def runs(rule: str, about: str, hours: int = 1, *, is_late: bool = False) -> Running:
    return Running(rule, ("contact", about), NOON - timedelta(hours=hours), is_late)


@pytest.mark.parametrize(
    "ran, waiting, late",
    [
        pytest.param([], 0, 0, id="nothing runs"),
        pytest.param(
            [runs("red", "A"), runs("amber", "B")], 2, 0, id="two things, each by a rule of its own"
        ),
        pytest.param([runs("red", "A"), runs("amber", "A")], 1, 0, id="one thing by two rules"),
        pytest.param(
            [runs("red", "A", is_late=True), runs("amber", "A")], 1, 1, id="late by one of its rules"
        ),
        pytest.param(
            [runs("red", "A", is_late=True), runs("amber", "B", is_late=True)],
            2,
            2,
            id="two late ones, each by a rule of its own",
        ),
        pytest.param(
            [runs("red", "A"), runs("another queue’s", "B", is_late=True)], 1, 0, id="another’s is none"
        ),
    ],
)
def test_each_thing_that_waits_is_counted_once(ran, waiting, late):
    told = queue("asked", "Asked", ("red", "amber"), ran)
    assert (told.count, told.late) == (waiting, late)


def test_the_oldest_is_what_has_waited_longest_by_whichever_rule():
    told = queue("asked", "Asked", ("red", "amber"), [runs("red", "A", 2), runs("amber", "B", 30)])
    assert told.oldest == NOON - timedelta(hours=30)
