"""A county grows in parts, each of which is there whole or not at all."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.county.rules import ready_at, share, stands_still, upto

BEGAN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


@given(st.integers(0, 600_000), st.integers(1, 200))
def test_the_parts_together_are_the_whole_and_none_is_much_larger_than_another(
    whole: int, parts: int
) -> None:
    shares = [share(whole, part, parts) for part in range(1, parts + 1)]
    assert sum(shares) == whole == upto(whole, parts, parts)
    assert max(shares) - min(shares) <= 1


@pytest.mark.parametrize(
    "taken_up_with, done, minutes, ready",
    [
        pytest.param(0, 0, 0, None, id="nobody knows before the first part"),
        pytest.param(0, 10, 5, "10:50", id="10 of 100 parts in five minutes: 45 minutes more"),
        pytest.param(50, 60, 5, "10:25", id="taken up at 50, ten more in five minutes: 20 minutes more"),
        pytest.param(60, 60, 0, None, id="just taken up again"),
        pytest.param(0, 100, 50, None, id="all is there"),
    ],
)
def test_when_the_rest_may_be_there_goes_by_the_pace_since_growing_was_taken_up(
    taken_up_with: int, done: int, minutes: int, ready: str | None
) -> None:
    found = ready_at(
        done,
        100,
        taken_up_with=taken_up_with,
        taken_up_at=BEGAN,
        last_at=BEGAN + timedelta(minutes=minutes),
    )
    assert (f"{found:%H:%M}" if found else None) == ready


@pytest.mark.parametrize(
    "done, minutes, still",
    [
        pytest.param(31, 1, False, id="the last part came a minute ago"),
        pytest.param(31, 4, True, id="nothing for four minutes"),
        pytest.param(100, 4, False, id="all is there"),
    ],
)
def test_it_stands_still_when_nothing_comes_for_a_while(done: int, minutes: int, still: bool) -> None:
    assert stands_still(done, 100, last_at=BEGAN, now=BEGAN + timedelta(minutes=minutes)) == still
