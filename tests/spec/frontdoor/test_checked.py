"""What a check for restrictions on adults must say."""

from datetime import date

import pytest

from kith.frontdoor.rules.checked import objections

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("places", "found", "wrong"),
    [
        pytest.param(["police"], "Nothing", set(), id="where, and that nothing was there"),
        pytest.param([], "Nothing", {"places"}, id="nowhere"),
        pytest.param(["everywhere"], "Nothing", {"places"}, id="a place that is not on the list"),
        pytest.param(["police", "everywhere"], "Nothing", {"places"}, id="one place that is on the list and one that is not"),
        pytest.param(["police"], " ", {"found"}, id="nothing about what was found"),
        pytest.param([], "", {"places", "found"}, id="nothing at all"),
    ],
)  # fmt: skip
def test_a_check_says_where_somebody_looked_and_what_was_there(places, found, wrong):
    assert set(objections(places, found, DAY)) == wrong
