"""Finding a school or a practice by what somebody typed."""

from datetime import date

import pytest

from kith.people import finding
from kith.people.finding import PRACTICE, SCHOOL, Asked, Line

TODAY = date(2026, 11, 22)
BEGAN = date(2009, 9, 1)
PRIMARY = Line(SCHOOL, "999014", "Withy Lane Primary School", "Skarhaven", "RV1 4AB", BEGAN)
CLOSED = Line(
    SCHOOL, "999015", "Withy Lane Primary School", "Ormsea", "RV7 3GA", BEGAN, date(2019, 8, 31), True
)
UPPER = Line(SCHOOL, "999021", "Upper Withy School", "Skarhaven", "RV1 4AE", BEGAN)
ST_OSYTH = Line(SCHOOL, "999016", "St Osyth’s Catholic Primary School", "Ormsea", "RV7 3GB", BEGAN)
SOON = Line(SCHOOL, "999022", "Withy Free School", "Skarhaven", "RV1 4AD", date(2027, 9, 1))
EVERY = (CLOSED, SOON, UPPER, ST_OSYTH, PRIMARY)


def found(typed: str, kind: str = SCHOOL) -> list[str]:
    what = finding.asked(kind, typed)
    fits = [
        line
        for line in EVERY
        if what.code == line.code
        or (
            what.words
            and all(f" {w}" in finding.words_of(line.name, line.town, line.postcode) for w in what.words)
        )
    ]
    return [line.code for line in finding.ordered(fits, what, TODAY)]


@pytest.mark.parametrize("typed, codes", [
    pytest.param("withy lane", ["999014", "999015"], id="the words of a name: the open one before the closed one"),
    pytest.param("withy", ["999014", "999021", "999022", "999015"], id="named so first, then having it, then not open"),
    pytest.param("Lane Withy", ["999014", "999015"], id="the words in any order"),
    pytest.param("prim withy", ["999014", "999015"], id="the beginning of a word"),
    pytest.param("The Withy Lane School", ["999014", "999015"], id="words that half of all schools have do not count"),
    pytest.param("withy lane ormsea", ["999015"], id="the town with it"),
    pytest.param("rv14ab", ["999014"], id="a postcode without its space"),
    pytest.param("RV1 4AB", ["999014"], id="a postcode with its space"),
    pytest.param("999 014", ["999014"], id="a URN with a space"),
    pytest.param("saint osyths", ["999016"], id="Saint for St, and no apostrophe"),
    pytest.param("ST. OSYTH'S", ["999016"], id="capitals, a full stop and another apostrophe"),
    pytest.param("999 041", [], id="a wrong digit finds nothing"),
    pytest.param("nowhere", [], id="what no school is called"),
    pytest.param("   ", [], id="nothing typed"),
])  # fmt: skip
def test_a_school_is_found_by_words_town_postcode_or_urn(typed: str, codes: list[str]) -> None:
    assert found(typed) == codes


def test_two_of_the_same_name_stand_in_the_order_of_their_towns_and_then_numbers() -> None:
    same = [Line(SCHOOL, code, "Bede School", town) for code, town in (("3", "B"), ("2", "A"), ("1", "B"))]
    what = finding.asked(SCHOOL, "bede")
    assert [line.code for line in finding.ordered(same, what, TODAY)] == ["2", "1", "3"]


@pytest.mark.parametrize("line, says", [
    pytest.param(PRIMARY, "Withy Lane Primary School, Skarhaven, URN 999014, open", id="open"),
    pytest.param(CLOSED, "Withy Lane Primary School, Ormsea, URN 999015, closed since 31 August 2019", id="closed"),
    pytest.param(SOON, "Withy Free School, Skarhaven, URN 999022, opens 1 September 2027", id="not open yet"),
    pytest.param(Line(SCHOOL, "999023", "Old School", is_shut=True), "Old School, URN 999023, closed", id="closed, and no day"),
    pytest.param(Line(SCHOOL, "999024", "Ending School", closed_on=date(2027, 8, 31)), "Ending School, URN 999024, open", id="to close later: open"),
    pytest.param(Line(PRACTICE, "V99011", "Staithe Court Surgery", "Skarhaven"),
                 "Staithe Court Surgery, Skarhaven, Practice code V99011, open", id="a practice"),
])  # fmt: skip
def test_a_line_says_what_it_is_and_whether_it_is_open(line: Line, says: str) -> None:
    assert line.says(TODAY) == says


@pytest.mark.parametrize("kind, text, code, asked", [
    pytest.param(PRACTICE, "v99 011", "", Asked(PRACTICE, code="V99011"), id="a practice code with a space"),
    pytest.param(PRACTICE, "Staithe Surgery", "", Asked(PRACTICE, words=("staithe",)), id="surgery does not count"),
    pytest.param(PRACTICE, "The Surgery", "", Asked(PRACTICE, words=("the", "surgery")), id="nothing else was typed: it counts"),
    pytest.param(SCHOOL, "", "999014", Asked(SCHOOL, code="999014"), id="the number alone"),
    pytest.param(SCHOOL, "withy", "999014", Asked(SCHOOL, words=("withy",)), id="a name before a number"),
    pytest.param(SCHOOL, "% _", "", Asked(SCHOOL), id="signs are no words"),
])  # fmt: skip
def test_what_was_typed_is_a_number_or_words(kind: str, text: str, code: str, asked: Asked) -> None:
    assert finding.asked(kind, text, code) == asked


@pytest.mark.parametrize("what, begins", [
    pytest.param(Asked(SCHOOL), "Type a part of the school’s name", id="nothing typed"),
    pytest.param(Asked(SCHOOL, code="999041"), "No school in the register has the number 999041. Check each digit", id="a wrong digit"),
    pytest.param(Asked(PRACTICE, words=("x",)), "No practice in the register has all of these words", id="words"),
])  # fmt: skip
def test_where_nothing_is_found_it_says_what_to_do_now(what: Asked, begins: str) -> None:
    assert finding.nothing_found(what).startswith(begins)


@pytest.mark.parametrize("text, code, looked_by", [
    pytest.param("Withy Lane", "", ["withy lane", "withy"], id="the name, then one word fewer"),
    pytest.param("Withy Lane, Year 4", "", ["withy lane year 4", "withy lane year", "withy lane", "withy"], id="a class beside the name hides no school"),
    pytest.param("Withy", "999014", ["withy", "999014"], id="the name before the number"),
    pytest.param("999014", "", ["999014"], id="a number written as the name"),
    pytest.param("", "", [], id="nothing was sent"),
])  # fmt: skip
def test_what_was_sent_is_looked_up_with_nobody_typing(text: str, code: str, looked_by: list[str]) -> None:
    assert [what.code or " ".join(what.words) for what in finding.as_sent(SCHOOL, text, code)] == looked_by
