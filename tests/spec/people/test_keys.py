"""Finding a record although something in the question is wrong, without storing anything that can be read."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.core import identifiers
from kith.people.matching import expanded, keys, names
from kith.people.matching.record import Record

SECRET = b"a secret of the installation"
SIGNED = range(-(2**63), 2**63)

AOIFE = Record(
    given_name="Aoife",
    family_name="Ní Dhómhnaill-Carrick",
    date_of_birth=date(2013, 3, 12),
    address_line="22 Tarbarrel Lane",
    postcode="NE99 1ZZ",
)
ELIZA = Record(
    given_name="Elizabeth", family_name="Quillfeather", date_of_birth=date(2011, 10, 7), postcode="NE99 2ZZ"
)


def meet(query: Record, held: Record) -> bool:
    return not keys(held, SECRET).isdisjoint(key for key, _ in expanded(query, SECRET))


@pytest.mark.parametrize(
    "held, error",
    [
        pytest.param(ELIZA, {"given_name": "Beth"}, id="a nickname"),
        pytest.param(ELIZA, {"given_name": "Elizabteh"}, id="a mistyped first name"),
        pytest.param(ELIZA, {"family_name": "Quilfether"}, id="a mistyped last name"),
        pytest.param(ELIZA, {"family_name": "Marsh"}, id="another last name, after adoption or marriage"),
        pytest.param(
            ELIZA,
            {"given_name": "Quillfeather", "family_name": "Elizabeth"},
            id="first and last name swapped",
        ),
        pytest.param(ELIZA, {"date_of_birth": date(2011, 7, 10)}, id="day and month swapped"),
        pytest.param(ELIZA, {"date_of_birth": date(2011, 10, 17)}, id="one digit of the day"),
        pytest.param(ELIZA, {"date_of_birth": date(2012, 10, 7)}, id="the year off by one"),
        pytest.param(ELIZA, {"date_of_birth": date(2001, 10, 7)}, id="one digit of the year"),
        pytest.param(ELIZA, {"date_of_birth": None}, id="no date of birth sent"),
        pytest.param(ELIZA, {"date_of_birth": date(1900, 1, 1)}, id="a date in place of the birthday"),
        pytest.param(ELIZA, {"given_name": ""}, id="no first name sent"),
        pytest.param(ELIZA, {"given_name": "Unknown"}, id="a word in place of the first name"),
        pytest.param(ELIZA, {"postcode": "NE99 9ZZ"}, id="moved"),
        pytest.param(AOIFE, {"family_name": "Ni Dhomhnaill Carrick"}, id="accents and hyphen left out"),
        pytest.param(AOIFE, {"family_name": "Carrick"}, id="the second part alone"),
        pytest.param(AOIFE, {"family_name": "Ni Dhomnaill"}, id="accents, an h and the second part left out"),
        pytest.param(replace(ELIZA, known_as="Star"), {"given_name": "Star"}, id="the name that she goes by"),
        pytest.param(
            replace(ELIZA, previous_family_names=("Marsh",)),
            {"family_name": "Marsh"},
            id="the name before she was in care",
        ),
        pytest.param(replace(ELIZA, date_of_birth=None), {}, id="no date of birth held"),
    ],
)
def test_one_error_does_not_hide_a_child(held, error):
    query = replace(held, known_as="", previous_family_names=(), **error)
    assert meet(query, held)


@pytest.mark.parametrize(
    "field, number",
    [
        pytest.param("nhs_number", identifiers.nhs_test_number(7), id="the NHS number"),
        pytest.param("phone", "01632 960133", id="the phone"),
    ],
)
def test_one_number_finds_a_child_whose_every_other_word_is_different(field, number):
    assert meet(
        Record(given_name="Zed", family_name="Other", **{field: number}), replace(ELIZA, **{field: number})
    )


@pytest.mark.parametrize(
    "born, expected",
    [
        pytest.param(date(2027, 1, 9), date(2027, 2, 3), id="four weeks early"),
        pytest.param(date(2027, 2, 12), date(2027, 2, 3), id="nine days late"),
        pytest.param(date(2026, 12, 28), date(2027, 2, 3), id="five weeks early, the year before"),
    ],
)
def test_a_child_is_found_under_the_date_expected_before_birth(born, expected):
    unborn = Record(given_name="Unborn", family_name="Quillfeather", date_of_birth=expected)
    child = Record(given_name="Tamsin", family_name="Quillfeather", date_of_birth=born)
    assert meet(child, unborn)
    assert meet(unborn, child)


def test_a_stranger_is_not_met():
    other = Record(
        given_name="Tomasz", family_name="Zielonka", date_of_birth=date(2009, 5, 23), postcode="NE98 1ZZ"
    )
    assert not meet(other, ELIZA)


@pytest.mark.parametrize(
    "record, most",
    [
        pytest.param(ELIZA, 9, id="one first and one last name"),
        pytest.param(
            replace(ELIZA, nhs_number=identifiers.nhs_test_number(7), phone="01632 960133"),
            11,
            id="with an NHS number and a phone",
        ),
        pytest.param(AOIFE, 15, id="two last names"),
    ],
)
def test_a_record_stores_few_keys(record, most):
    assert 6 <= len(keys(record, SECRET)) <= most


def test_the_most_selective_keys_are_asked_first():
    says = [kind for _, kind in expanded(replace(ELIZA, nhs_number=identifiers.nhs_test_number(7)), SECRET)]
    assert says[0] == "NHS number"
    assert says[1] == "names in any order and date of birth"
    assert "first name and date of birth, day and month swapped" in says
    assert says[-1].startswith("last name and birth month")


NO_NAMES = {
    word for code in ("names", "first-names", "first-names-before") for word in names.placeholders(code)
}
WORD = st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=12).filter(
    lambda word: names.fold(word) not in NO_NAMES | {""}
)
RECORDS = st.builds(
    Record, given_name=WORD, family_name=WORD, date_of_birth=st.dates(date(1990, 2, 1), date(2030, 1, 1))
)


@given(RECORDS)
def test_keys_are_numbers_that_the_table_can_hold_and_are_always_the_same(record):
    assert keys(record, SECRET) == keys(record, SECRET)
    assert expanded(record, SECRET) == expanded(record, SECRET)
    assert all(key in SIGNED for key in keys(record, SECRET) | {key for key, _ in expanded(record, SECRET)})


@given(RECORDS)
def test_another_secret_makes_other_keys(record):
    assert keys(record, SECRET).isdisjoint(keys(record, b"the secret of another county"))


@given(RECORDS)
def test_a_record_is_always_met_by_itself_and_with_its_names_swapped(record):
    assert meet(record, record)
    assert meet(replace(record, given_name=record.family_name, family_name=record.given_name), record)


@given(RECORDS, st.dates(date(1990, 2, 1), date(2030, 1, 1)))
def test_a_birthday_with_the_wrong_day_and_month_or_the_wrong_year_still_meets(record, other):
    born = record.date_of_birth
    day_and_month = date(born.year, other.month, min(other.day, 28))
    year = date(other.year, born.month, min(born.day, 28))
    assert meet(replace(record, date_of_birth=day_and_month), record)
    assert meet(
        replace(record, date_of_birth=year), replace(record, date_of_birth=year.replace(year=born.year))
    )


@given(RECORDS, WORD)
def test_one_name_that_is_wholly_wrong_still_meets(record, word):
    assert meet(replace(record, family_name=word), record)
    assert meet(replace(record, given_name=word), record)


@pytest.mark.parametrize("secret", [pytest.param(b"", id="none"), pytest.param(b"x" * 65, id="too long")])
def test_a_secret_of_the_wrong_length_is_refused_with_a_sentence(secret):
    with pytest.raises(ValueError, match="Set one of 16 to 64 bytes"):
        keys(ELIZA, secret)
