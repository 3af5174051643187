"""Words that may be a sign are shown to a person in their sentence. They ask; they never answer."""

from datetime import date

import pytest

from kith.core import codes
from kith.frontdoor.rules.indicators import indicators, suggested

DAY = date(2026, 11, 22)


def forms(text, **said):
    return [each.form for each in suggested([("What happened", text)], day=DAY, **{"stands": {}, **said})]


@pytest.mark.parametrize(
    "text, found",
    [
        pytest.param("She has a second phone.", ["criminal"], id="a second phone"),
        pytest.param("She has a Second-Phone.", ["criminal"], id="however it is typed"),
        pytest.param("Found with a knife, out overnight.", ["serious_youth_violence", "missing_form_not_known"], id="two forms"),
        pytest.param("There was no sign of a knife.", [], id="said not to be there"),
        pytest.param("He did not have a second phone.", [], id="did not"),
        pytest.param("He didn’t have a second phone.", [], id="didn’t"),
        pytest.param("He never owes money but has a second phone.", ["criminal"], id="not this, but that"),
        pytest.param("He was not at school, and has two phones.", ["criminal"], id="the “not” is of something else"),
        pytest.param("He works as a runnerup.", [], id="a part of a word is no word"),
        pytest.param("He likes football.", [], id="nothing"),
    ],
)  # fmt: skip
def test_words_suggest_a_form(text, found):
    assert forms(text) == found


def test_a_suggestion_shows_its_words_and_the_whole_sentence():
    told = suggested([("Risk", "All well. They said he owes money now! He went home.")], day=DAY, stands={})
    assert [(each.words, each.sentence, each.where) for each in told] == [
        ("owes money", "They said he owes money now!", "Risk")
    ]


def test_one_sentence_asks_once_for_a_form():
    assert forms("He has two phones and owes money.") == ["criminal"]


def test_what_stands_and_what_was_weighed_is_not_asked_again():
    assert forms("He has two phones.", stands={"criminal": "sign"}) == []
    assert forms("He has two phones.", stands={"criminal": "not_seen"}) == ["criminal"]
    assert forms("He has two phones.", weighed={("criminal", "He has two phones.")}) == []


def test_every_form_of_exploitation_has_words():
    assert {entry.extra["form"] for entry in indicators().on(DAY)} == {
        entry.code for entry in codes.of("exploitation_forms").on(DAY)
    }
