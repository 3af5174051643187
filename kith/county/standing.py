"""How far a county has grown: one row for each area, saved with each part (`county_growth`)."""

from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg.rows import class_row


@dataclass(frozen=True)
class Size:
    """How large a county (a Northumberland-sized area; our estimate of its contacts), and in how many parts it grows."""

    children: int = 59_000
    contacts: int = 41_100
    waiting: int = 60
    years: int = 3
    parts: int = 1


A_YEAR = Size(contacts=13_700, waiting=40, years=1, parts=100)


@dataclass(frozen=True)
class Standing:
    """The row of `county_growth` for an area."""

    area: str
    number: int
    seed: int
    until: datetime
    children: int
    contacts: int
    waiting: int
    years: int
    parts: int
    done: int

    @property
    def size(self) -> Size:
        return Size(self.children, self.contacts, self.waiting, self.years, self.parts)


def standing_of(connected: psycopg.Connection, area: str) -> Standing | None:
    with connected.cursor(row_factory=class_row(Standing)) as cursor:
        return cursor.execute(STANDING, [area]).fetchone()


def begin(connected: psycopg.Connection, standing: Standing) -> None:
    """The row of an area that nothing has grown in yet."""
    connected.execute(BEGUN, vars(standing))


def take_up_again(connected: psycopg.Connection, standing: Standing) -> None:
    """Growing goes on from what is there: the pace is counted from now."""
    connected.execute(TAKEN_UP, [standing.area])


def count(connected: psycopg.Connection, standing: Standing, part: int) -> bool:
    """One part more; false where somebody else counted it meanwhile."""
    return connected.execute(COUNTED, [part, standing.area, part - 1]).rowcount == 1


STANDING = """
    select area, number, seed, until, children, contacts, waiting, years, parts, done from county_growth where area = %s
"""
BEGUN = """
    insert into county_growth (area, number, seed, until, children, contacts, waiting, years, parts, done, taken_up_at, taken_up_with, last_at)
    values (%(area)s, %(number)s, %(seed)s, %(until)s, %(children)s, %(contacts)s, %(waiting)s, %(years)s, %(parts)s, %(done)s, now(), 0, now())
"""
TAKEN_UP = (
    "update county_growth set taken_up_at = now(), taken_up_with = done, last_at = now() where area = %s"
)
COUNTED = "update county_growth set done = %s, last_at = clock_timestamp() where area = %s and done = %s"
