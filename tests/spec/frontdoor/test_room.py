"""Who was in the room: what can be written down, and of which days."""

from datetime import date

import pytest

from kith.frontdoor.locally import listed
from kith.frontdoor.rules.room import SAYS, Presence, objections

TODAY = date(2026, 11, 23)
SAID = {"police": Presence.THERE, "health": None}


@pytest.mark.parametrize(
    "day, said, refused",
    [
        pytest.param(TODAY, SAID, "", id="today"),
        pytest.param(date(2026, 10, 26), SAID, "", id="four weeks ago"),
        pytest.param(
            date(2026, 10, 25), SAID, "more than 28 days ago", id="longer ago than anybody remembers"
        ),
        pytest.param(date(2026, 11, 24), SAID, "still to come", id="a day that is to come"),
        pytest.param(TODAY, {"police": None}, "of one agency at least", id="nothing is said"),
        pytest.param(TODAY, {}, "of one agency at least", id="nobody is expected"),
    ],
)
def test_who_was_there_is_said_of_today_and_the_four_weeks_before(day, said, refused):
    found = objections(day=day, today=TODAY, said=said, words={})
    assert (refused in found[""]) if refused else found == {}


def test_words_without_an_answer_are_not_dropped():
    found = objections(day=TODAY, today=TODAY, said=SAID, words={"police": "Olu", "health": "On leave"})
    assert set(found) == {"health"} and "Say whether it was there" in found["health"]


def test_police_health_and_social_care_are_expected_and_each_presence_has_words():
    expected = {entry.code for entry in listed("in_the_room", "ravenshire").on(TODAY)}
    assert {"council_social_care", "police", "nhs_trust"} <= expected
    assert set(SAYS) == set(Presence)
