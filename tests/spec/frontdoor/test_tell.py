"""What is written down when somebody rings a sender about a decision.

Referrers are told the outcome (Working Together to Safeguard Children).
"""

from datetime import UTC, datetime, timedelta

import pytest

from kith.frontdoor.rules.tell import objections

NOW = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)
OWED = NOW - timedelta(hours=2)
WHOLE = {
    "rang": "School office",
    "rang_at": NOW,
    "owed_at": OWED,
    "words": "Told.",
    "is_told": False,
    "at": NOW,
}


def test_a_call_with_whom_when_and_what_was_said_stands():
    assert objections(**WHOLE) == {}


@pytest.mark.parametrize(
    "said, field, sentence",
    [
        pytest.param({"rang": ""}, "rang", "Say whom you rang, by name or post.", id="whom"),
        pytest.param({"rang_at": None}, "rang_at", "Say when you rang, such as 2:10pm.", id="when"),
        pytest.param(
            {"rang_at": NOW + timedelta(minutes=1)}, "rang_at", "That is later than now. Say when you rang.",
            id="a moment that has been",
        ),
        pytest.param(
            {"rang_at": OWED - timedelta(minutes=1)}, "rang_at",
            "That is before it was decided. Say when you rang about the decision.", id="a moment after the decision",
        ),
        pytest.param({"words": " "}, "words", "Say what was said, and what will be done.", id="what was said"),
        pytest.param(
            {"is_told": True}, "rang", "Somebody has told them already. Nothing more needs to be done.",
            id="somebody to tell",
        ),
    ],
)  # fmt: skip
def test_a_call_does_not_stand_without(said, field, sentence):
    assert objections(**{**WHOLE, **said}) == {field: sentence}
