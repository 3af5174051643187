"""What a person reads beside each field: whether it agrees, and if not quite, why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.core import identifiers
from kith.people.matching import compare
from kith.people.matching.record import Record

BORN = date(2013, 3, 12)


@pytest.mark.parametrize(
    "sent, held, verdict, note",
    [
        pytest.param("Aoife", "Aoife", "agrees", "", id="the same"),
        pytest.param("Zofia", "Żofia", "agrees", "accents left out", id="Polish: the dot left out"),
        pytest.param("Sade", "Ṣadé", "agrees", "accents left out", id="Yoruba: dot and tone left out"),
        pytest.param(
            "Huong",
            "Thị Hường",
            "agrees",
            "accents left out",
            id="Vietnamese: marks and the middle word left out",
        ),
        pytest.param("Beth", "Elizabeth", "agrees", "a nickname", id="a short form"),
        pytest.param("Kasia", "Katarzyna", "agrees", "a nickname", id="a Polish short form"),
        pytest.param("Mary", "Mary-Kate", "agrees", "one part of the name", id="half of a double name"),
        pytest.param(
            "Elizabteh", "Elizabeth", "differs", "nearly the same spelling", id="two letters changed places"
        ),
        pytest.param("Aoife", "Niamh", "differs", "", id="another name"),
        pytest.param("Aoife Mary", "Niamh Mary", "differs", "", id="twins who share the second name"),
        pytest.param("", "Aoife", "not sent", "nothing to compare", id="not sent"),
        pytest.param("Aoife", "Baby", "not held", "nothing to compare", id="held as baby"),
    ],
)
def test_first_names_are_compared_in_words(sent, held, verdict, note):
    row = compare(Record(given_name=sent), Record(given_name=held)).row("given_name")
    assert (row.verdict, row.note) == (verdict, note)


@pytest.mark.parametrize(
    "sent, held, verdict, note",
    [
        pytest.param("Quill", "Quill", "agrees", "", id="the same"),
        pytest.param(
            "Ni Dhomnaill", "Ní Dhómhnaill-Carrick", "agrees", "accents and second part left out",
            id="Irish: accents, the h that stands for a dot, and the second part",
        ),
        pytest.param("O'Tarbarrel", "O Tarbarrel", "agrees", "", id="an apostrophe"),
        pytest.param("Zolkiewska", "Żółkiewska", "agrees", "accents left out", id="Polish: accents"),
        pytest.param("Ogunsola", "Ògúnṣọlá", "agrees", "accents left out", id="Yoruba: accents"),
        pytest.param("Do", "Đỗ", "agrees", "accents left out", id="Vietnamese: accents"),
        pytest.param("Carrick", "Ní Dhómhnaill-Carrick", "agrees", "accents and first part left out", id="the second part alone"),
        pytest.param("Marsh-Quill", "Quill", "agrees", "first part left out", id="the first part not held"),
        pytest.param("Novak", "Nowak", "agrees", "written another way", id="Polish w written as it sounds"),
        pytest.param("Donnell", "Ni Dhomhnaill", "differs", "sounds alike", id="the English form of an Irish name"),
        pytest.param("Marsh", "March", "differs", "one letter", id="one letter"),
        pytest.param("Zielonka", "Quill", "differs", "", id="another name"),
        pytest.param("Unknown", "Quill", "not sent", "nothing to compare", id="sent as unknown"),
        pytest.param("", "", "not sent", "", id="neither"),
    ],
)  # fmt: skip
def test_last_names_are_compared_in_words(sent, held, verdict, note):
    row = compare(Record(family_name=sent), Record(family_name=held)).row("family_name")
    assert (row.verdict, row.note) == (verdict, note)


def test_a_former_name_agrees_and_says_so():
    sent = Record(family_name="Marsh")
    held = Record(family_name="Quillfeather", previous_family_names=("Marsh",))
    assert compare(sent, held).row("family_name").note == "a previous name"


def test_swapped_names_agree_and_say_so():
    told = compare(
        Record(given_name="Quill", family_name="Aoife"), Record(given_name="Aoife", family_name="Quill")
    )
    assert {told.row("given_name").note, told.row("family_name").note} == {"first and last name swapped"}


@pytest.mark.parametrize(
    "sent, held, verdict, note",
    [
        pytest.param(BORN, BORN, "agrees", "", id="the same"),
        pytest.param(date(2013, 12, 3), BORN, "differs", "day and month swapped", id="swapped"),
        pytest.param(date(2010, 3, 12), BORN, "differs", "year", id="another year"),
        pytest.param(date(2013, 3, 22), BORN, "differs", "one digit", id="one digit"),
        pytest.param(date(2013, 3, 30), BORN, "differs", "day", id="another day of the month"),
        pytest.param(date(2009, 8, 1), BORN, "differs", "", id="another birthday"),
        pytest.param(date(1900, 1, 1), BORN, "not sent", "nothing to compare", id="a date that stands for not known"),
        pytest.param(
            date(2009, 1, 1), date(2009, 1, 1), "agrees", "1 January, often put where the birthday is not known",
            id="1 January on both",
        ),
    ],
)  # fmt: skip
def test_birthdays_are_compared_in_words(sent, held, verdict, note):
    told = compare(
        Record(given_name="Aoife", date_of_birth=sent), Record(given_name="Aoife", date_of_birth=held)
    )
    assert (told.row("date_of_birth").verdict, told.row("date_of_birth").note) == (verdict, note)


def test_a_child_and_the_date_expected_before_birth_agree():
    unborn = Record(family_name="Quill", date_of_birth=date(2027, 2, 3))
    born = Record(given_name="Tamsin", family_name="Quill", date_of_birth=date(2027, 1, 21))
    assert compare(born, unborn).row("date_of_birth").note == "near the expected date"
    assert compare(born, unborn).row("given_name").verdict == "not held"


def test_1_january_weighs_less_than_another_birthday():
    new_year, other = Record(date_of_birth=date(2009, 1, 1)), Record(date_of_birth=BORN)
    assert compare(new_year, new_year).weight < compare(other, other).weight


def test_a_number_that_cannot_be_right_is_not_compared():
    good = identifiers.nhs_test_number(3)
    row = compare(Record(nhs_number=good[:9] + str((int(good[9]) + 1) % 10)), Record(nhs_number=good)).row(
        "nhs_number"
    )
    assert (row.verdict, row.note) == ("not sent", "not a valid number, so not used")


def test_a_shared_number_is_doubted_where_first_name_and_birthday_are_another_childs():
    number = identifiers.nhs_test_number(3)
    sent = Record(given_name="Tomasz", date_of_birth=date(2009, 5, 23), nhs_number=number)
    row = compare(sent, Record(given_name="Aoife", date_of_birth=BORN, nhs_number=number)).row("nhs_number")
    assert row.verdict == "agrees"
    assert row.note.startswith("but the first name and the date of birth differ")


def test_the_page_shows_what_was_written_as_it_was_written():
    number = identifiers.nhs_test_number(3)
    held = Record(
        family_name="Ní Dhómhnaill-Carrick", date_of_birth=BORN, nhs_number=number, postcode="ne99 1zz"
    )
    told = compare(held, held)
    assert told.row("family_name").held == "Ní Dhómhnaill-Carrick"
    assert told.row("date_of_birth").held == "12 March 2013"
    assert told.row("nhs_number").held == identifiers.shown_nhs_number(number)


def test_a_home_that_is_kept_from_whoever_looks_is_not_compared_and_says_so():
    sent = Record(given_name="Aoife", address_line="22 Tarbarrel Lane", postcode="NE99 1ZZ")
    row = compare(sent, Record(given_name="Aoife", not_shown=frozenset({"home"}))).row("home")
    assert (row.sent, row.held) == ("22 Tarbarrel Lane, NE99 1ZZ", "not shown to you")
    assert (row.verdict, row.note, row.weight) == ("not compared", "", 0)


WORDS = st.sampled_from(
    ["", "Aoife", "Niamh", "Beth", "Elizabeth", "Ni Dhomnaill", "Ní Dhómhnaill-Carrick", "Carrick", "Nowak"]
)
RECORDS = st.builds(
    Record,
    given_name=WORDS, family_name=WORDS, known_as=WORDS, middle_names=WORDS,
    previous_family_names=st.tuples(WORDS), address_line=st.sampled_from(["", "22 Tarbarrel Lane", "1 Mill Rd"]),
    postcode=st.sampled_from(["", "NE99 1ZZ", "NE99 2ZZ", "NE98 1ZZ"]), sex=st.sampled_from(["", "M", "F"]),
    date_of_birth=st.none() | st.dates(date(2012, 1, 1), date(2014, 1, 1)),
)  # fmt: skip


@given(RECORDS, RECORDS)
def test_which_of_two_records_was_sent_does_not_change_the_weight(one, other):
    assert compare(one, other).weight == pytest.approx(compare(other, one).weight)


@given(RECORDS, RECORDS)
def test_the_weight_is_the_sum_of_the_rows_that_are_shown(one, other):
    told = compare(one, other)
    assert told.weight == pytest.approx(sum(row.weight for row in told.rows))
    assert {row.verdict for row in told.rows} <= {"agrees", "differs", "not held", "not sent"}
