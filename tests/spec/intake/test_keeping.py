"""How long a draft is kept.

A referral that nobody sends ends 30 days after the day on which it was last saved. The figure is local.
"""

from datetime import UTC, date, datetime

import pytest

from kith.intake import rules


@pytest.mark.parametrize(
    ("saved_at", "last_day"),
    [
        pytest.param(datetime(2026, 3, 1, 9, tzinfo=UTC), date(2026, 3, 31), id="Saved on 1 March"),
        pytest.param(datetime(2026, 1, 31, 9, tzinfo=UTC), date(2026, 3, 2), id="Saved on 31 January"),
        pytest.param(
            datetime(2026, 6, 30, 23, 30, tzinfo=UTC), date(2026, 7, 31), id="Saved after midnight in London"
        ),
    ],
)
def test_a_draft_is_kept_for_30_days_after_the_day_on_which_it_was_last_saved(
    saved_at: datetime, last_day: date
) -> None:
    assert rules.kept_until(saved_at) == last_day


@pytest.mark.parametrize(
    ("now", "is_over"),
    [
        pytest.param(datetime(2026, 3, 31, 22, 59, tzinfo=UTC), False, id="On its last day, before midnight"),
        pytest.param(
            datetime(2026, 3, 31, 23, 0, tzinfo=UTC), True, id="As soon as that day is over in London"
        ),
    ],
)
def test_a_draft_last_saved_on_1_march_is_over_when_its_last_day_is(now: datetime, is_over: bool) -> None:
    assert (datetime(2026, 3, 1, 9, tzinfo=UTC) < rules.over_before(now)) is is_over
