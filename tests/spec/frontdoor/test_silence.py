"""When a source that sends regularly has fallen silent."""

from datetime import UTC, datetime, timedelta

import pytest

from kith.frontdoor.rules import silence

MONDAY = datetime(2026, 12, 14, 0, 0, tzinfo=UTC)  # no clock changes in the four weeks before
NINE_TO_FIVE = [
    MONDAY - timedelta(weeks=week) + timedelta(days=day, hours=hour)
    for week in (1, 2, 3, 4)
    for day in range(5)
    for hour in range(9, 17)
]


def sends(per_hour: int, *, by_night: int = 0, now_and_then: bool = False) -> dict[datetime, int]:
    """So many in each hour of a working day in the four weeks before, and so many in each other hour."""
    if now_and_then:
        return dict.fromkeys(NINE_TO_FIVE[::12], 1)
    day = dict.fromkeys(NINE_TO_FIVE, per_hour)
    every = [MONDAY - timedelta(hours=hour) for hour in range(1, 24 * 28 + 1)] if by_night else []
    return dict.fromkeys(every, by_night) | day


FRIDAY_EVENING = MONDAY - timedelta(days=2, hours=7, minutes=1)


@pytest.mark.parametrize(
    "spoke, last_at, at, is_silent",
    [
        pytest.param(
            sends(2), FRIDAY_EVENING, MONDAY + timedelta(hours=9), False,
            id="An office that sends two an hour is not silent over a weekend",
        ),
        pytest.param(
            sends(2), FRIDAY_EVENING, MONDAY + timedelta(hours=12), False,
            id="Nor at noon on Monday: six would have come, and that may be chance",
        ),
        pytest.param(
            sends(2), FRIDAY_EVENING, MONDAY + timedelta(hours=13), True,
            id="At one o’clock on Monday eight would have come: it is silent",
        ),
        pytest.param(
            sends(10, by_night=7), MONDAY - timedelta(minutes=1), MONDAY + timedelta(minutes=50), False,
            id="A force that sends seven an hour by night is not silent after 50 minutes",
        ),
        pytest.param(
            sends(10, by_night=7), MONDAY - timedelta(minutes=1), MONDAY + timedelta(hours=1), True,
            id="After an hour it is",
        ),
        pytest.param(
            sends(0, now_and_then=True), FRIDAY_EVENING, MONDAY + timedelta(weeks=3), False,
            id="Who sends now and then is never called silent",
        ),
        pytest.param(
            sends(2), FRIDAY_EVENING, MONDAY + timedelta(weeks=20), True,
            id="A long silence does not become what is usual",
        ),
    ],
)  # fmt: skip
def test_a_source_is_silent_when_chance_would_hardly_explain_it(
    spoke: dict[datetime, int], last_at: datetime, at: datetime, is_silent: bool
) -> None:
    assert silence.is_silent(spoke, last_at, at) is is_silent


def test_what_is_usual_is_counted_by_the_hour_of_the_day_in_london() -> None:
    """Summer time ended on 25 October 2026: nine in the morning stays nine in the morning."""
    autumn = datetime(2026, 10, 26, tzinfo=UTC)
    spoke = {datetime(2026, 10, 26 - 7 * week, 8, tzinfo=UTC): 10 for week in (1, 2, 3)}  # 9am in summer time
    last_at = datetime(2026, 10, 19, 8, 30, tzinfo=UTC)
    nine = autumn + timedelta(hours=9)
    before = silence.expected(spoke, last_at, nine)
    assert silence.expected(spoke, last_at, nine + timedelta(hours=1)) - before == pytest.approx(7.5)
