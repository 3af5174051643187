"""Reading GIAS's file of schools and ODS's file of practices."""

import io
from datetime import date

import pytest

from kith.people.finding import PRACTICE, SCHOOL, Line
from kith.people.register_files import CannotLoad, Reading, lines_of

HEADER = "URN,LA (name),EstablishmentName,EstablishmentStatus (name),OpenDate,CloseDate,Town,Postcode"
OPEN = "999014,Ravenshire,Withy Lane Primary School,Open,01-09-2009,,Skarhaven,RV1 4AB"
SHUT = "999015,Ravenshire,Château School,Closed,01-09-2009,31-08-2019,Ormsea,RV7 3GA"


def read(text: str | bytes) -> tuple[Reading, list[Line]]:
    raw = text if isinstance(text, bytes) else text.encode()
    reading, lines = lines_of(io.BytesIO(raw))
    found = list(lines)
    reading.judge()
    return reading, found


def practice(code: str, setting: str = "4", closed: str = "", opened: str = "19740401") -> str:
    cells = [
        code,
        "STAITHE COURT SURGERY",
        "Y63",
        "QHM",
        "2 STAITHE COURT",
        "",
        "",
        "SKARHAVEN",
        "",
        "RV6 1EA",
        opened,
        closed,
    ]
    cells += ["A", "B", *[""] * 11, setting, ""]
    return ",".join(f'"{cell}"' for cell in cells)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_schools_are_read_in_the_letters_of_gias_or_in_utf_8(encoding: str) -> None:
    reading, found = read("\n".join((HEADER, OPEN, SHUT)).encode(encoding))
    assert reading.kind == SCHOOL
    assert found == [
        Line(SCHOOL, "999014", "Withy Lane Primary School", "Skarhaven", "RV1 4AB", date(2009, 9, 1)),
        Line(
            SCHOOL, "999015", "Château School", "Ormsea", "RV7 3GA", date(2009, 9, 1), date(2019, 8, 31), True
        ),
    ]


def test_practices_are_read_without_a_row_of_headings_and_other_places_are_passed_over() -> None:
    reading, found = read(
        "\n".join(
            (
                practice("V99011"),
                practice("V99012", "8"),
                practice("RV1AB"),
                practice("V99014", closed="20210331"),
            )
        )
    )
    assert [line.code for line in found] == ["V99011", "V99014"]
    assert found[0] == Line(
        PRACTICE, "V99011", "Staithe Court Surgery", "Skarhaven", "RV6 1EA", date(1974, 4, 1)
    )
    assert found[1].closed_on == date(2021, 3, 31)
    assert (reading.rows, reading.others, reading.many_refused) == (4, 2, 0)


MANY = [f"9991{n:02},R,School {n},Open,,,Skarhaven,RV1 4AB" for n in range(30)]


@pytest.mark.parametrize("row, says", [
    pytest.param("12,R,X,Open,,,T,RV1 4AB", "Row 32: A school’s URN has six digits", id="a URN with two digits"),
    pytest.param("999201,R,,Open,,,T,RV1 4AB", "Row 32: it has no name.", id="no name"),
    pytest.param("999201,R,X,Open,31-02-2020,,T,RV1 4AB", "Row 32: OpenDate is “31-02-2020”, which is not a day.", id="no such day"),
    pytest.param("999201,R", "Row 32: it breaks off before its last column.", id="broken off"),
    pytest.param("999100,R,X,Open,,,T,RV1 4AB", "Row 32: 999100 stands in this file twice; the first was taken.", id="there twice"),
])  # fmt: skip
def test_a_row_that_cannot_be_read_is_said_by_its_number_and_the_others_are_taken(
    row: str, says: str
) -> None:
    reading, found = read("\n".join((HEADER, *MANY, row)))
    assert len(found) == 30
    assert reading.refused[0].startswith(says)


@pytest.mark.parametrize("raw, says", [
    pytest.param("", "This file is empty.", id="empty"),
    pytest.param(HEADER, "This file has no rows.", id="headings alone"),
    pytest.param("URN,EstablishmentName\n999014,X", "These columns are missing from the first row: Town, Postcode, OpenDate", id="columns missing"),
    pytest.param("Name,What happened\nAda,Out", "This is neither GIAS’s file of schools", id="another file"),
    pytest.param(b"PK\x03\x04\x00\x00", "This is not a CSV file.", id="a packed file"),
    pytest.param("\n".join((HEADER, OPEN, "x,R,X,Open,,,T,P")), "1 of 2 rows cannot be read, so nothing was taken.", id="half of it cannot be read"),
])  # fmt: skip
def test_a_broken_file_is_refused_whole_in_sentences(raw: str | bytes, says: str) -> None:
    with pytest.raises(CannotLoad) as refusal:
        read(raw)
    assert refusal.value.sentences[0].startswith(says)
