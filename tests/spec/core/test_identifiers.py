"""Numbers that the outside world gives.

Each is read however people write it and kept in one form; what cannot be right gets a sentence, and is never guessed.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kith.core import identifiers


@pytest.mark.parametrize(
    "typed, kept",
    [
        pytest.param("999 412 0751", "9994120751", id="in threes and four"),
        pytest.param("999-412-0751", "9994120751", id="with hyphens"),
        pytest.param(" 4010232137 ", "4010232137", id="the example of the NHS Data Dictionary"),
        pytest.param("0000000000", "0000000000", id="leading noughts are kept"),
    ],
)
def test_an_nhs_number_is_read_however_it_is_written(typed, kept):
    assert identifiers.nhs_number(typed) == kept


@pytest.mark.parametrize(
    "typed, sentence",
    [
        pytest.param("999 412 0752", "the last digit does not fit", id="a wrong last digit"),
        pytest.param("999 421 0751", "the last digit does not fit", id="two digits changed round"),
        pytest.param("999 412 075", "has 10 digits", id="a digit short"),
        pytest.param("999412075X", "has 10 digits", id="a letter"),
        pytest.param("٩٩٩٤١٢٠٧٥١", "has 10 digits", id="digits of another script"),
        pytest.param("", "has 10 digits", id="nothing"),
    ],
)
def test_an_nhs_number_that_cannot_be_right_gets_a_sentence(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        identifiers.nhs_number(typed)


def test_invented_people_have_numbers_that_the_nhs_never_gives():
    numbers = [identifiers.nhs_test_number(nth) for nth in range(500)]
    assert len(set(numbers)) == 500
    assert all(identifiers.nhs_number(number) == number for number in numbers)
    assert all(identifiers.is_nhs_test_number(number) for number in numbers)


@given(some.from_regex(r"[0-9]{10}", fullmatch=True), some.integers(0, 9), some.integers(1, 9))
def test_one_wrong_digit_in_an_nhs_number_never_passes(typed, place, change):
    try:
        number = identifiers.nhs_number(typed)
    except ValueError:
        return
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    with pytest.raises(ValueError, match="does not fit"):
        identifiers.nhs_number(wrong)


@pytest.mark.parametrize(
    "typed, kept",
    [
        pytest.param("B801200005001", "B801200005001", id="a permanent number"),
        pytest.param("p207 0000 16049", "P207000016049", id="small letters and spaces"),
        pytest.param("M80120000500A", "M80120000500A", id="a temporary number, last sign A"),
        pytest.param("Y80120000500Z", "Y80120000500Z", id="a temporary number, last sign Z"),
    ],
)
def test_a_unique_pupil_number_is_read_with_its_check_letter(typed, kept):
    assert identifiers.upn(typed) == kept


@pytest.mark.parametrize(
    "typed, sentence",
    [
        pytest.param("A801200005001", "first letter does not fit", id="a wrong check letter"),
        pytest.param("B80120000500S", "not I, O or S", id="an S at the end"),
        pytest.param("B8012000A5001", "a letter and 12 digits", id="a letter in the middle"),
        pytest.param("UN3", "a reason for having no number", id="a reason, not a number"),
        pytest.param("", "a letter and 12 digits", id="nothing"),
    ],
)
def test_a_unique_pupil_number_that_cannot_be_right_gets_a_sentence(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        identifiers.upn(typed)


@pytest.mark.parametrize(
    "typed, kept, district",
    [
        pytest.param("ne1 4xd", "NE1 4XD", "NE1", id="small letters"),
        pytest.param("NE14XD", "NE1 4XD", "NE1", id="without its space"),
        pytest.param("N1 4XD", "N1 4XD", "N1", id="a short one"),
        pytest.param("SW1A1AA", "SW1A 1AA", "SW1A", id="a letter at the end of the district"),
        pytest.param("W1A 1AA", "W1A 1AA", "W1A", id="one letter, digit, letter"),
        pytest.param("TD15 2AB", "TD15 2AB", "TD15", id="two and two"),
    ],
)
def test_a_postcode_is_kept_in_capitals_with_its_space(typed, kept, district):
    assert identifiers.postcode(typed) == kept
    assert identifiers.outcode(typed) == district


@pytest.mark.parametrize("typed", ["", "NE1", "12345", "NE1 4XC", "QE1 4XD", "NE1 4XD 5"])
def test_a_postcode_that_cannot_be_one_gets_a_sentence(typed):
    with pytest.raises(ValueError, match="Enter a postcode in full"):
        identifiers.postcode(typed)


def test_half_a_postcode_is_enough_for_a_district():
    assert identifiers.outcode(" ne65 ") == "NE65"


@pytest.mark.parametrize(
    "typed, kept",
    [
        pytest.param("01632 960001", "+441632960001", id="with its area code"),
        pytest.param("(01632) 960 001", "+441632960001", id="with brackets"),
        pytest.param("07700 900123", "+447700900123", id="a mobile"),
        pytest.param("+44 (0)7700 900123", "+447700900123", id="both ways at once"),
        pytest.param("0044 7700 900123", "+447700900123", id="dialled from abroad"),
        pytest.param("+48 22 123 45 67", "+48221234567", id="a Polish number"),
    ],
)
def test_a_telephone_number_is_kept_in_one_form(typed, kept):
    assert identifiers.phone(typed) == kept


@pytest.mark.parametrize("typed", ["", "960001", "999", "not known", "+440", "07700 9001234567"])
def test_a_telephone_number_that_cannot_be_rung_gets_a_sentence(typed):
    with pytest.raises(ValueError, match="Enter a telephone number with its area code"):
        identifiers.phone(typed)


@pytest.mark.parametrize(
    "read, typed, kept",
    [
        pytest.param(identifiers.urn, " 123456 ", "123456", id="a school’s URN"),
        pytest.param(identifiers.practice_code, "a12345", "A12345", id="a practice code"),
    ],
)
def test_a_school_and_a_practice_are_read_by_their_codes(read, typed, kept):
    assert read(typed) == kept


@pytest.mark.parametrize(
    "read, typed, sentence",
    [
        pytest.param(identifiers.urn, "12345", "six digits", id="five digits"),
        pytest.param(identifiers.urn, "012345", "six digits", id="a nought first"),
        pytest.param(identifiers.practice_code, "12345", "a letter and five digits", id="no letter"),
        pytest.param(identifiers.practice_code, "A1234", "a letter and five digits", id="a digit short"),
    ],
)
def test_a_code_of_the_wrong_shape_gets_a_sentence(read, typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        read(typed)


@given(
    some.sampled_from(
        [
            identifiers.nhs_number,
            identifiers.upn,
            identifiers.postcode,
            identifiers.outcode,
            identifiers.urn,
            identifiers.practice_code,
            identifiers.phone,
        ]
    ),
    some.text(max_size=20) | some.from_regex(r"[A-Za-z0-9 +().-]{0,18}", fullmatch=True),
)
def test_whatever_is_typed_the_answer_is_the_same_number_again_or_a_sentence(read, typed):
    try:
        kept = read(typed)
    except ValueError as reason:
        assert str(reason).endswith(".")
    else:
        assert read(kept) == kept
