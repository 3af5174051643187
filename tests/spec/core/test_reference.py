"""References and receipts.

A reference is read aloud and written on paper, so it has no character that is taken for another, and it does not count
children.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kith.core import reference


def test_a_new_reference_is_twelve_characters_that_nobody_confuses():
    made = {reference.new() for _ in range(2000)}
    assert len(made) == 2000
    assert all(len(one) == 12 for one in made)
    assert set("".join(made)) == set("23456789ABCDEFGHJKLMNPQRSTUVWXYZ")


def test_a_reference_is_shown_in_groups_of_four():
    assert reference.shown("8KQ2M4TW7RHD") == "8KQ2 M4TW 7RHD"


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("8KQ2 M4TW 7RHD", id="as shown"),
        pytest.param("8kq2m4tw7rhd", id="small letters, no spaces"),
        pytest.param(" 8KQ2-M4TW–7RHD\n", id="hyphens, a dash and a new line"),
        pytest.param("8 K Q 2 M 4 T W 7 R H D", id="one by one"),
    ],
)
def test_a_reference_is_read_however_it_was_typed(typed):
    assert reference.read(typed) == "8KQ2M4TW7RHD"


@pytest.mark.parametrize(
    "typed, sentence",
    [
        pytest.param("", "Enter the reference: 12 letters and digits.", id="nothing"),
        pytest.param("8KQ2 M4TW 7RHO", "never has the letter O in it", id="an O"),
        pytest.param("0KQ2 M4TW 7RHD", "never has zero in it", id="a zero"),
        pytest.param("8KQ2 M4TW 7RH1", "never has one in it", id="a one"),
        pytest.param("8KQ2 M4TW", "has 12 letters and digits, and this has 8", id="too short"),
        pytest.param("8KQ2 M4TW 7RHD 2", "and this has 13", id="too long"),
        pytest.param("8KQ2/M4TW/7RHD", "Take out “/”", id="a slash"),
        pytest.param("8KQ2 M4TŚ 7RHD", "Take out “Ś”", id="a letter with an accent"),
    ],
)
def test_a_reference_that_cannot_be_right_gets_a_sentence(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        reference.read(typed)


@given(some.text(max_size=30))
def test_whatever_is_typed_the_answer_is_a_reference_or_a_sentence(typed):
    try:
        assert len(reference.read(typed)) == 12
    except ValueError as reason:
        assert str(reason).endswith(".")


def test_a_receipt_says_what_it_is_and_can_be_read_back():
    made = reference.receipt()
    assert made.startswith("RV-") and len(made) == len("RV-7Q4M-2KH9")
    assert reference.read_receipt(made) == made


@pytest.mark.parametrize(
    "typed, receipt",
    [
        pytest.param("rv 7q4m 2kh9", "RV-7Q4M-2KH9", id="small letters and spaces"),
        pytest.param("RV7Q4M2KH9", "RV-7Q4M-2KH9", id="all together"),
        pytest.param("7Q4M-2KH9", "RV-7Q4M-2KH9", id="without its prefix"),
        pytest.param("RV3456-78", "RV-RV34-5678", id="no prefix, and begins with RV by chance"),
    ],
)
def test_a_receipt_is_read_however_it_was_typed(typed, receipt):
    assert reference.read_receipt(typed) == receipt
