"""When a threshold document in force is looked at again."""

from datetime import date

import pytest

from kith.frontdoor.rules import threshold_review as review

MAY, JUNE, JULY = (date(2026, month, 1) for month in (5, 6, 7))


@pytest.mark.parametrize(
    "day, near",
    [
        pytest.param(date(2026, 4, 1), False, id="61 days before"),
        pytest.param(date(2026, 4, 2), True, id="60 days before"),
        pytest.param(date(2026, 7, 1), True, id="after it"),
    ],
)
def test_a_review_is_near_from_sixty_days_before_it(day: date, near: bool) -> None:
    assert review.is_near(JUNE, day) is near


@pytest.mark.parametrize(
    "day, owed",
    [
        pytest.param(date(2026, 5, 3), None, id="29 days before its review: nothing"),
        pytest.param(date(2026, 5, 4), ("review", JUNE), id="28 days before: its review"),
        pytest.param(date(2026, 6, 20), ("review", JUNE), id="after that day: its review still"),
        pytest.param(date(2026, 7, 1), ("last_day", JULY), id="on its last day: a newer version"),
        pytest.param(date(2026, 8, 1), ("last_day", JULY), id="after its last day: still"),
    ],
)
def test_who_keeps_a_document_owes_its_review_from_28_days_before_and_then_a_newer_one(
    day: date, owed: tuple[str, date] | None
) -> None:
    assert review.owed(review_on=JUNE, expires_on=JULY, day=day) == owed


REVIEWED = {
    "state": "in force",
    "words": "Read with all three. It stays.",
    "next_on": JUNE,
    "expires_on": JULY,
    "day": MAY,
}


@pytest.mark.parametrize(
    "said, field, says",
    [
        pytest.param({}, None, "", id="it stands"),
        pytest.param({"next_on": JULY}, None, "", id="its next review is on its last day"),
        pytest.param({"words": " "}, "words", "why it stays", id="no words"),
        pytest.param({"next_on": None}, "next_on", "Enter the day", id="no next day"),
        pytest.param({"next_on": MAY}, "next_on", "a day to come", id="the next day is today"),
        pytest.param(
            {"next_on": date(2026, 7, 2)}, "next_on", "would expire before", id="it expires before that"
        ),
        pytest.param(
            {"day": JULY, "next_on": date(2026, 8, 1)}, "", "Its last day has come", id="on its last day"
        ),
        pytest.param({"state": "replaced"}, "", "This document is replaced", id="a newer one is in force"),
    ],
)
def test_a_review_says_what_was_looked_at_and_when_the_next_one_is(
    said: dict, field: str | None, says: str
) -> None:
    found = review.objections(**{**REVIEWED, **said})
    assert list(found) == ([] if field is None else [field])
    assert all(says in each for each in found.values())
