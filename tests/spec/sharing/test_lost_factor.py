"""Who may take away a second factor that somebody lost: two people, neither of them its owner."""

from datetime import UTC, datetime, timedelta

import pytest

from kith.sharing.rules import against_taking, agree_until

EMEKA, HUW, TAMSIN = 1, 2, 3
ASKED = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "asked_by, by, later, objection",
    [
        pytest.param(None, HUW, 0, "", id="who keeps the posts may ask"),
        pytest.param(HUW, TAMSIN, 1, "", id="another may agree"),
        pytest.param(HUW, TAMSIN, 72, "", id="three days later too"),
        pytest.param(HUW, TAMSIN, 73, "Nobody agreed in time", id="but not after that"),
        pytest.param(HUW, HUW, 1, "It takes a second person", id="nobody agrees to what they ask"),
        pytest.param(None, EMEKA, 0, "Your own second factor", id="nobody asks about their own"),
        pytest.param(HUW, EMEKA, 1, "Your own second factor", id="nor agrees to it"),
    ],
)
def test_a_lost_second_factor_is_taken_away_by_two_others(asked_by, by, later, objection):
    at = ASKED + timedelta(hours=later)
    said = against_taking(owner=EMEKA, asked_by=asked_by, by=by, asked_at=ASKED, at=at)
    assert said.startswith(objection) if objection.startswith(("Your", "Nobody")) else objection in said
    assert bool(said) == bool(objection)


def test_a_question_about_a_factor_is_over_after_72_hours():
    assert agree_until(ASKED) == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
