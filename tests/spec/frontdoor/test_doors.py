"""Told by telephone, on paper and without an account: what is owed, and to whom."""

from datetime import UTC, datetime, timedelta

import pytest

from kith.frontdoor.rules import follow_up
from kith.frontdoor.rules.tell import Way, way_to
from kith.intake import rules

NOW = datetime(2026, 11, 17, 14, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "reached_at", "way"),
    [
        pytest.param("school", "01632 960150", Way.MESSAGE, id="a school: by message"),
        pytest.param("public", "07700 900123", Way.CALL, id="a driver who gave a number: by a call"),
        pytest.param("public", " ", Way.NUMBER, id="somebody who gave none: under their own number only"),
    ],
)
def test_whoever_told_us_hears_in_the_way_that_they_can_be_reached(
    kind: str, reached_at: str, way: Way
) -> None:
    assert way_to(kind, reached_at) is way


@pytest.mark.parametrize(
    ("channel", "kind", "owed"),
    [
        pytest.param("phone", "nhs_trust", True, id="a nurse rang: she writes too"),
        pytest.param("phone", "public", False, id="a neighbour rang: nothing to write"),
        pytest.param("web", "school", False, id="a school used the form: it is in writing"),
        pytest.param("paper", "school", False, id="a school wrote on paper: it is in writing"),
    ],
)
def test_what_an_agency_tells_by_telephone_is_to_come_in_writing(channel: str, kind: str, owed: bool) -> None:
    assert follow_up.is_owed(channel, kind) is owed


@pytest.mark.parametrize(
    ("came", "printed", "sentence"),
    [
        pytest.param(timedelta(), None, "", id="a call of this minute"),
        pytest.param(-timedelta(days=7), None, "", id="a call seven days ago"),
        pytest.param(-timedelta(days=7, minutes=1), None, "more than 7 days ago", id="a call before that"),
        pytest.param(timedelta(minutes=1), None, "later than now", id="a call that is still to come"),
        pytest.param(-timedelta(days=30), -timedelta(days=31), "", id="a form that lay for a month"),
        pytest.param(
            -timedelta(days=2),
            -timedelta(days=1),
            "before this form was printed",
            id="a form of before its printing",
        ),
        pytest.param(
            timedelta(hours=1), -timedelta(days=1), "later than now", id="a form that is still to come"
        ),
    ],
)
def test_what_is_keyed_came_before_now_and_after_its_form_was_printed(
    came: timedelta, printed: timedelta | None, sentence: str
) -> None:
    found = rules.keying_objections(
        received_at=NOW + came, printed_at=NOW + printed if printed else None, at=NOW
    )
    assert sentence in " ".join(found) and bool(found) == bool(sentence)


def test_without_a_moment_nothing_is_keyed() -> None:
    assert rules.keying_objections(received_at=None, printed_at=None, at=NOW)


def test_a_chase_says_whom_when_and_what() -> None:
    good = {"is_owed": True, "rang": "Jude", "rang_at": NOW, "received_at": NOW, "words": "Today.", "at": NOW}
    assert not follow_up.objections_to_a_chase(**good)  # type: ignore[arg-type]
    for name, wrong in (("rang", " "), ("rang_at", None), ("words", "")):
        assert set(follow_up.objections_to_a_chase(**good | {name: wrong})) == {name}  # type: ignore[arg-type]
    late = follow_up.objections_to_a_chase(**good | {"rang_at": NOW - timedelta(hours=1)})  # type: ignore[arg-type]
    assert "before they rang us" in late["rang_at"]
