"""What a sender reads about how well a contact was told."""

from datetime import date

import pytest

from kith.frontdoor.rules import quality

DAY = date(2026, 3, 16)
ALL = {"risk": 3, "view": 3, "done": 3, "consent": 3, "history": 3}


def test_each_of_the_five_is_graded() -> None:
    assert set(quality.objections({}, DAY)) == set(ALL)
    assert quality.objections(ALL, DAY) == {}
    assert quality.objections({**ALL, "view": 4}, DAY) == {
        "view": "Choose 0 to 3 for “The child’s own view is there”."
    }


@pytest.mark.parametrize(
    "grades, headline, examples",
    [
        pytest.param(ALL, "What you sent helped: it was clear", 0, id="all clear: thanks, and no advice"),
        pytest.param({**ALL, "view": 2}, "What you sent helped: it was clear", 0, id="there, but not clear"),
        pytest.param({**ALL, "view": 1}, "How what you sent could help more next time", 1, id="one is weak"),
        pytest.param(dict.fromkeys(ALL, 0), "How what you sent could help more next time", 5, id="all are"),
    ],
)
def test_a_sender_reads_one_sentence_with_an_example_for_each_weak_item_and_no_number(
    grades: dict[str, int], headline: str, examples: int
) -> None:
    said, words = quality.advice(grades, "", DAY)
    assert said == headline
    assert words.count("For example:") == examples
    assert not set("0123") & set(words.replace("34", ""))
