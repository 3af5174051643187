"""A row of a file says what one child's telling says; a day is never guessed, and no column is dropped."""

from datetime import UTC, date, datetime

import pytest

from kith.frontdoor.reading.rows import columns, matched, told
from kith.frontdoor.reading.written_days import NO_DAY, SHORT_YEAR, TWO_DAYS, CannotTell, day_of, moment_of
from kith.frontdoor.rules.shapes import Shape
from kith.intake.reading import CannotRead, RowTold

DAY = date(2026, 11, 20)
CAME = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "days_first", "means"),
    [
        pytest.param("27 March 2012", None, date(2012, 3, 27), id="with the month as a word"),
        pytest.param("27th Mar 2012", None, date(2012, 3, 27), id="the 27th"),
        pytest.param("March 27, 2012", None, date(2012, 3, 27), id="the month first, as a word"),
        pytest.param("2012-03-04", None, date(2012, 3, 4), id="the year first"),
        pytest.param("27/03/2012", None, date(2012, 3, 27), id="no month has 27"),
        pytest.param("03.27.2012", None, date(2012, 3, 27), id="nor is there a 27th month"),
        pytest.param("4/4/2012", None, date(2012, 4, 4), id="the same either way"),
        pytest.param(
            "3/4/2012", True, date(2012, 4, 3), id="3/4, where somebody said that the day comes first"
        ),
        pytest.param(
            "3/4/2012", False, date(2012, 3, 4), id="3/4, where somebody said that the month comes first"
        ),
    ],
)
def test_a_day_is_read_as_people_write_it(said: str, days_first: bool | None, means: date) -> None:
    assert day_of(said, days_first=days_first) == means


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        pytest.param("3/4/2012", TWO_DAYS, id="3/4: it is asked"),
        pytest.param("27/3/12", SHORT_YEAR, id="a year with two figures"),
        pytest.param(
            "31 February 2012", "There is no such day. Check the day and the month.", id="31 February"
        ),
        pytest.param("last Tuesday", NO_DAY, id="last Tuesday"),
        pytest.param("40972", NO_DAY, id="a number of a spreadsheet"),
        pytest.param("٢/٣/٢٠١٢", NO_DAY, id="figures of another script"),
    ],
)
def test_what_can_be_two_days_or_none_is_asked_and_never_guessed(said: str, sentence: str) -> None:
    with pytest.raises(CannotTell) as refusal:
        day_of(said, days_first=None)
    assert str(refusal.value) == sentence and said not in sentence


@pytest.mark.parametrize(
    ("said", "means"),
    [
        pytest.param("27 March 2026 3:10pm", "2026-03-27T15:10:00+00:00", id="ten past three"),
        pytest.param("27 June 2026 15:10", "2026-06-27T15:10:00+01:00", id="in summer time"),
        pytest.param("2026-03-27T03:10", "2026-03-27T03:10:00+00:00", id="as a workbook says it"),
        pytest.param("27 March 2026", "2026-03-27T00:00:00+00:00", id="the day alone"),
        pytest.param("27/03/2026 at 3.10 pm", "2026-03-27T15:10:00+00:00", id="at 3.10 pm"),
    ],
)
def test_a_moment_is_read_as_people_write_it(said: str, means: str) -> None:
    assert moment_of(said, days_first=None).isoformat() == means


ROWS: dict[str, dict[str, str]] = {
    "telling": {"given_name": "Maisie", "family_name": "Thackaberry", "what_happened": "Out overnight", "sender_name": "K",
                "signs": "Criminal exploitation", "family": "Said no", "restriction": "Bail", "restriction_ends_on": "1 May 2027"},
    "police": {"reference": "RP/1", "sender_name": "PC", "event_at": "20 November 2026 3:10am", "what_happened": "Seen in a van",
               "given_name": "Maisie", "family_name": "Thackaberry"},
    "custody": {"reference": "SK/1", "sender_name": "Sgt", "event_at": "20 November 2026 3:10am", "given_name": "Maisie",
                "family_name": "Thackaberry", "station": "Skarhaven", "offence": "Theft", "ended": "Bailed", "nrm_considered": "no"},
    "attendance": {"reference": "H/1", "sender_name": "Nurse", "event_at": "20 November 2026 3:10am", "what_happened": "Found unwell",
                   "given_name": "Maisie", "family_name": "Thackaberry", "service": "A&E", "place": "Raven Coast",
                   "came_for": "Injury; alcohol or drugs"},
    "probation": {"reference": "P/1", "sender_name": "Delyth", "what_happened": "He moved in", "risk": "To children near",
                  "adult_family_name": "Ferncastle", "restriction": "No contact", "harm_level": "High"},
}  # fmt: skip


def read(shape: str, **other: str) -> RowTold:
    return told(shape, ROWS[shape] | other, {}, source="2A", received_at=CAME, days_first=None)


@pytest.mark.parametrize("shape", list(Shape))
def test_a_row_of_every_shape_is_what_is_sent_one_by_one(shape: str) -> None:
    found = read(shape)
    assert found.objections == {} and found.told


@pytest.mark.parametrize("shape", list(Shape))
def test_a_row_without_what_its_shape_needs_says_so_at_each_column(shape: str) -> None:
    empty = told(shape, {}, {}, source="2A", received_at=CAME, days_first=None)
    needed = {column.code for column in columns(shape, DAY) if shape in column.extra.get("needed", ())}
    assert set(empty.objections) == needed and empty.told == {}


@pytest.mark.parametrize("shape", list(Shape))
def test_every_column_of_a_template_is_read_or_refused_and_none_is_lost(shape: str) -> None:
    words = {"day": "1 May 2012", "moment": "1 May 2026", "three": "yes", "family": "agreed", "service": "ambulance", "sex": "F",
             "forms": "Criminal exploitation", "came_for": "Assault by another person", "custody_end": "Bailed",
             "harm_level": "Low", "alone": "Yes"}  # fmt: skip
    numbers = {
        "nhs_number": "9994120751",
        "postcode": "RV1 4AB",
        "adult_postcode": "RV6 3BN",
        "phone": "01632 960100",
        "upn": "x",
    }
    said = {
        c.code: words.get(c.extra["kind"], numbers.get(c.code, f"says {c.code}")) for c in columns(shape, DAY)
    }
    found = told(shape, said, {"House points": "7"}, source="2A", received_at=CAME, days_first=None)
    assert found.objections == {}
    whole = str(found.told)
    for column in columns(shape, DAY):
        if column.extra["kind"] == "words":
            assert said[column.code] in whole, column.code
    assert found.told["Other columns"] == {"House points": "7"}


def test_what_is_wrong_with_a_cell_is_said_without_repeating_it() -> None:
    found = read("telling", date_of_birth="CANARY", signs="CANARY", sex="CANARY", given_name="a\u202eb")
    assert set(found.objections) == {"date_of_birth", "signs", "sex", "given_name"}
    assert "CANARY" not in str(found.objections)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        pytest.param("DOB", "date_of_birth", id="DOB"),
        pytest.param("D.O.B.", "date_of_birth", id="D.O.B."),
        pytest.param("  surname ", "family_name", id="surname, with blanks"),
        pytest.param("FIRST_NAME", "given_name", id="FIRST_NAME"),
        pytest.param("Post-code", "postcode", id="Post-code"),
    ],
)
def test_a_heading_is_known_however_a_system_writes_it(header: str, code: str) -> None:
    needed = [
        c.says for c in columns("telling", DAY) if "telling" in c.extra.get("needed", ()) and c.code != code
    ]
    assert matched("telling", [*needed, header], DAY)[code] == len(needed)


def test_a_file_without_a_column_that_is_needed_names_it() -> None:
    with pytest.raises(CannotRead, match="These columns are missing from the first row: .*Family name"):
        matched("telling", ["First name", "What happened", "Your name"], DAY)


def test_two_columns_that_mean_the_same_are_named() -> None:
    header = ["First name", "Forename", "Family name", "What happened", "Your name"]
    with pytest.raises(CannotRead, match="Two columns both mean “First name”"):
        matched("telling", header, DAY)
