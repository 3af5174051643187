"""What is due of whoever leads a plan ends by what ends it, and by nothing less."""

import pytest

from kith.plans.rules import objections_to_news


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
