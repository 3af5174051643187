"""How what was written is read before anybody is looked for: one reading for every record, held or sent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.core import identifiers
from kith.people.matching import names
from kith.people.matching.record import Record, tidy


@pytest.mark.parametrize(
    "written, read",
    [
        pytest.param("Ní Dhómhnaill-Carrick", "ni dhomhnaill carrick", id="Irish: accents off, hyphen apart"),
        pytest.param("Żółkiewska", "zolkiewska", id="Polish: the l with a stroke too"),
        pytest.param("Ọláṣubọ̀mí", "olasubomi", id="Yoruba: dots below and tones off"),
        pytest.param(
            "Đỗ Thị Hường", "do thi huong", id="Vietnamese: the d with a stroke, horns and tones off"
        ),
        pytest.param("O’Tarbarrel", "o tarbarrel", id="O with a curly apostrophe"),
        pytest.param("O'Tarbarrel", "o tarbarrel", id="O with a straight apostrophe"),
        pytest.param("Ng'endo", "ngendo", id="an apostrophe inside a name goes"),
        pytest.param("  Mary--Kate ", "mary kate", id="spaces and doubled hyphens"),
        pytest.param("Ødegård", "odegard", id="Norwegian o with a stroke"),
    ],
)
def test_a_name_is_read_without_marks(written, read):
    assert names.fold(written) == read


@pytest.mark.parametrize(
    "written, parts, cores",
    [
        pytest.param(
            "Ní Dhómhnaill-Carrick", ("nidhomhnaill", "carrick"), ("dhomhnaill", "carrick"), id="two parts"
        ),
        pytest.param(
            "Quillfeather Marsh", ("quillfeather", "marsh"), ("quillfeather", "marsh"), id="without a hyphen"
        ),
        pytest.param("O Tarbarrel", ("otarbarrel",), ("tarbarrel",), id="O stays with its name"),
        pytest.param("van der Skarhaven", ("vanderskarhaven",), ("skarhaven",), id="two small words"),
        pytest.param(
            "Al-Ormsea", ("alormsea",), ("ormsea",), id="a hyphen after a small word divides nothing"
        ),
        pytest.param("Le", ("le",), ("le",), id="a Vietnamese last name that looks like a small word"),
    ],
)
def test_a_last_name_is_read_in_its_parts(written, parts, cores):
    assert (names.parts(written), names.cores(written)) == (parts, cores)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("Unknown", id="unknown"),
        pytest.param("BABY", id="baby"),
        pytest.param("Baby Quillfeather", id="baby of a family"),
        pytest.param("Twin 2", id="the second of twins"),
        pytest.param("N/K", id="not known, in short"),
        pytest.param("Unborn", id="not born yet"),
    ],
)
def test_a_word_in_place_of_a_first_name_is_no_name(written):
    assert tidy(Record(given_name=written)).given_name == ""


@pytest.mark.parametrize(
    "written, read",
    [
        pytest.param("Not known", "", id="not known"),
        pytest.param("Child", "child", id="Child is a last name in England"),
    ],
)
def test_a_last_name_is_dropped_only_where_nobody_bears_it(written, read):
    assert tidy(Record(family_name=written)).family_name == read


@pytest.mark.parametrize(
    "written, read",
    [
        pytest.param(date(1900, 1, 1), None, id="1 January 1900 stands for not known"),
        pytest.param(date(1899, 12, 30), None, id="what a spreadsheet makes of an empty cell"),
        pytest.param(date(2012, 1, 1), date(2012, 1, 1), id="1 January of a likely year is kept"),
        pytest.param(None, None, id="none was written"),
    ],
)
def test_a_date_in_place_of_a_birthday_is_no_birthday(written, read):
    assert tidy(Record(date_of_birth=written)).date_of_birth == read


@pytest.mark.parametrize(
    "field, written, read",
    [
        pytest.param("nhs_number", "999 000 0018", "9990000018", id="an NHS number with spaces"),
        pytest.param("nhs_number", "999 000 0019", "", id="an NHS number whose check digit does not fit"),
        pytest.param("nhs_number", "0000000000", "", id="ten noughts pass the check and are nobody’s"),
        pytest.param("nhs_number", "999 000", "", id="an NHS number cut short"),
        pytest.param("postcode", "zz99 3vz", "", id="the postcode for no fixed abode"),
        pytest.param("postcode", "ne991zz", "NE99 1ZZ", id="a postcode without its space"),
        pytest.param("postcode", "NE99", "", id="half a postcode"),
        pytest.param("phone", "(01632) 960133", "+441632960133", id="a phone with brackets"),
        pytest.param("phone", "+44 1632 960133", "+441632960133", id="the same phone from abroad"),
        pytest.param("phone", "none", "", id="no phone"),
        pytest.param(
            "address_line",
            "22 Tarbarrel Ln, Ormsea",
            "22 tarbarrel lane",
            id="a shortened lane, the town left off",
        ),
        pytest.param("address_line", "NFA", "", id="no fixed abode"),
        pytest.param("sex", "Female", "F", id="female in full"),
        pytest.param("sex", "1", "M", id="the census code for male"),
        pytest.param("sex", "U", "", id="not known, as for an unborn child"),
    ],
)
def test_a_field_is_read_in_one_form_or_not_at_all(field, written, read):
    if read and field == "nhs_number":
        written = read = identifiers.nhs_test_number(1)
    assert getattr(tidy(Record(**{field: written})), field) == read


def test_a_number_that_fails_its_check_is_kept_apart_with_the_reason():
    good = identifiers.nhs_test_number(3)
    wrong = good[:9] + str((int(good[9]) + 1) % 10)
    tidied = tidy(Record(nhs_number=wrong))
    assert tidied.nhs_number == ""
    assert [(field, written) for field, written, why in tidied.not_valid] == [("nhs_number", wrong)]
    assert "does not fit" in tidied.why_not_valid("nhs_number")


@given(st.text(max_size=40))
def test_reading_a_name_twice_changes_nothing(text):
    assert names.fold(names.fold(text)) == names.fold(text)


@given(
    st.builds(
        Record,
        **{
            field: st.text(max_size=20)
            for field in (
                "given_name",
                "family_name",
                "known_as",
                "middle_names",
                "sex",
                "address_line",
                "postcode",
            )
        },
        **{
            field: st.text(max_size=15)
            for field in ("nhs_number", "upn", "phone", "school_urn", "parent_name")
        },
        date_of_birth=st.none() | st.dates(),
    )
)
def test_whatever_was_written_can_be_read(record):
    assert tidy(record) == tidy(record)
