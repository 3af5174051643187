"""Reading a file of schools or GP practices, line by line. No database and no clock in here.

Schools: the columns of Get Information about Schools (GIAS, Department for Education), as its “all establishment data” names
them. Practices: `epraccur` of the NHS Organisation Data Service (ODS), which has no row of headings.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from kith.core import identifiers
from kith.people.finding import PRACTICE, SCHOOL, Line

GIAS = ("URN", "EstablishmentName", "Town", "Postcode", "OpenDate", "CloseDate", "EstablishmentStatus (name)")
# Where epraccur has its fields, counted from 0.
CODE, NAME, TOWN, POSTCODE, OPEN, CLOSE, STATUS, SETTING = 0, 1, 7, 9, 10, 11, 12, 25
A_PRACTICE = "4"  # prescribing setting: GP practice
LONGEST_NAME, LONGEST_TOWN = 200, 100
MOST_SAID = 50
BAD_SHARE = 10  # where more than one row in ten cannot be read, this is not the file that it seems


class CannotLoad(Exception):
    """Why nothing of a file was taken, in sentences."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass
class Reading:
    """A file that is being read: of which kind, how many rows were passed over, and which could not be read."""

    kind: str
    rows: int = 0
    others: int = 0
    refused: list[str] = field(default_factory=list)
    many_refused: int = 0

    def refuse(self, number: int, why: str) -> None:
        self.many_refused += 1
        if len(self.refused) < MOST_SAID:
            self.refused.append(f"Row {number}: {why}")

    def judge(self) -> None:
        """Refuse the whole where there is nothing in it, or too much that cannot be read."""
        if not self.rows:
            raise CannotLoad(["This file has no rows. Download it again, and load it whole."])
        if self.many_refused * BAD_SHARE > self.rows:
            raise CannotLoad(
                [
                    f"{self.many_refused} of {self.rows} rows cannot be read, so nothing was taken."
                    " Check that this is the file that it should be.",
                    *self.refused[:10],
                ]
            )


def encoding_of(file: BinaryIO) -> str:
    """UTF-8 where every byte of it is; else Windows’ own letters, in which GIAS writes."""
    reader = codecs.getincrementaldecoder("utf-8")()
    found = "utf-8-sig"
    try:
        while chunk := file.read(1 << 16):
            if b"\x00" in chunk:
                raise CannotLoad(["This is not a CSV file. Unpack it, or save it as CSV, and load that."])
            reader.decode(chunk)
        reader.decode(b"", final=True)
    except UnicodeDecodeError:
        found = "cp1252"
    file.seek(0)
    return found


def lines_of(file: BinaryIO) -> tuple[Reading, Iterator[Line]]:
    """What kind of file this is, and its lines as they are read; the reading counts while they are."""
    text = io.TextIOWrapper(file, encoding=encoding_of(file), errors="replace", newline="")
    rows = enumerate(csv.reader(text), start=1)
    first = next(((n, row) for n, row in rows if any(cell.strip() for cell in row)), None)
    if first is None:
        raise CannotLoad(["This file is empty. Download it again."])
    number, row = first
    header = [cell.strip() for cell in row]
    if "URN" in header or "EstablishmentName" in header:
        if missing := [name for name in GIAS if name not in header]:
            raise CannotLoad(
                [
                    f"These columns are missing from the first row: {', '.join(missing)}. Take the whole file of GIAS."
                ]
            )
        reading = Reading(SCHOOL)
        places = {name: header.index(name) for name in GIAS}
        return reading, _read(rows, reading, lambda cells: _school(cells, places))
    if len(row) > CLOSE and re.fullmatch(r"[A-Za-z0-9]{3,8}", header[CODE]):
        reading = Reading(PRACTICE)
        return reading, _read(_with_first(number, row, rows), reading, _practice)
    raise CannotLoad(
        [
            "This is neither GIAS’s file of schools, whose first row names its columns (URN, EstablishmentName, …),"
            " nor ODS’s file of practices (epraccur), which begins with a practice’s code."
        ]
    )


def _with_first(
    number: int, row: list[str], rows: Iterable[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    yield number, row
    yield from rows


def _read(
    rows: Iterable[tuple[int, list[str]]], reading: Reading, read: Callable[[list[str]], Line | None]
) -> Iterator[Line]:
    seen: set[str] = set()
    try:
        for number, cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            reading.rows += 1
            try:
                line = read(cells)
            except ValueError as reason:
                reading.refuse(number, str(reason))
                continue
            if line is None:
                reading.others += 1
            elif line.code in seen:
                reading.refuse(number, f"{line.code} stands in this file twice; the first was taken.")
            else:
                seen.add(line.code)
                yield line
    except csv.Error:
        raise CannotLoad(
            [f"Row {reading.rows + 1} breaks off inside a quotation mark. Download the file again."]
        ) from None


def _school(cells: list[str], places: dict[str, int]) -> Line:
    if len(cells) <= max(places.values()):
        raise ValueError("it breaks off before its last column. Download the file again.")
    said = {name: cells[place].strip() for name, place in places.items()}
    closed = _day(said["CloseDate"], "CloseDate")
    return Line(
        kind=SCHOOL,
        code=identifiers.urn(said["URN"]),
        name=_name(said["EstablishmentName"]),
        town=said["Town"][:LONGEST_TOWN],
        postcode=_postcode(said["Postcode"]),
        opened_on=_day(said["OpenDate"], "OpenDate"),
        closed_on=closed,
        is_shut=said["EstablishmentStatus (name)"].casefold() == "closed",
    )


def _practice(cells: list[str]) -> Line | None:
    if len(cells) <= CLOSE:
        raise ValueError("it breaks off before its last column. Download the file again.")
    said = [cell.strip() for cell in cells]
    if len(said) > SETTING and said[SETTING] not in {"", A_PRACTICE}:
        return None
    try:
        code = identifiers.practice_code(said[CODE])
    except ValueError:
        if re.fullmatch(r"[A-Z0-9]{3,8}", said[CODE]):
            return None  # a prison, a hospice, a clinic: whoever else prescribes
        raise
    return Line(
        kind=PRACTICE,
        code=code,
        name=_name(said[NAME]),
        town=_lower(said[TOWN])[:LONGEST_TOWN],
        postcode=_postcode(said[POSTCODE]),
        opened_on=_day(said[OPEN], "the open date"),
        closed_on=_day(said[CLOSE], "the close date"),
        is_shut=len(said) > STATUS and said[STATUS].upper() in {"C", "CLOSED", "INACTIVE"},
    )


def _name(said: str) -> str:
    if not said:
        raise ValueError("it has no name.")
    return _lower(said)[:LONGEST_NAME]


def _lower(said: str) -> str:
    """ODS writes all in capitals."""
    return said.title().replace("’S", "’s").replace("'S", "'s") if said.isupper() else said


def _postcode(said: str) -> str:
    try:
        return identifiers.postcode(said)
    except ValueError:
        return said[:8]


def _day(said: str, what: str) -> date | None:
    if not said:
        return None
    for shape in ("%d-%m-%Y", "%d/%m/%Y", "%Y%m%d", "%Y-%m-%d"):
        try:
            return datetime.strptime(said, shape).date()
        except ValueError:
            continue
    raise ValueError(f"{what} is “{said[:20]}”, which is not a day.")
