"""The invented county's schools and GP practices. None of them exists, and none has a number that a real one could have.

URNs begin with 999: GIAS counts up from 100000 and gives six digits none of which begins with 9. Practice codes begin with V99:
ODS gives the letter V only to V81997 to V81999, which stand for no practice.
"""

from datetime import date, datetime

from kith.people.actions import load_establishments
from kith.people.finding import PRACTICE, SCHOOL, Line
from kith.sharing.actor import Actor

BEGAN = date(2009, 9, 1)
READ_FROM = "the invented county"
SCHOOLS = (
    Line(SCHOOL, "999011", "Lanternfield Academy", "Skarhaven", "RV2 7NA", BEGAN),
    Line(SCHOOL, "999012", "Harrowmere School", "Harrowmere", "RV8 5TA", BEGAN),
    Line(SCHOOL, "999013", "Withy Lane Infant School", "Skarhaven", "RV1 4AA", BEGAN),
    Line(SCHOOL, "999014", "Withy Lane Primary School", "Skarhaven", "RV1 4AB", BEGAN),
    Line(SCHOOL, "999015", "Withy Lane Primary School", "Ormsea", "RV7 3GA", BEGAN, date(2019, 8, 31), True),
    Line(SCHOOL, "999016", "St Osyth’s Catholic Primary School", "Ormsea", "RV7 3GB", BEGAN),
    Line(SCHOOL, "999017", "Ormsea Harbour School", "Ormsea", "RV7 3GE", BEGAN),
    Line(SCHOOL, "999018", "Tarbarrel Lane Alternative Provision", "Skarhaven", "RV2 6QA", BEGAN),
    Line(SCHOOL, "999019", "Kelder Bridge Academy", "Kelder", "KD1 2AA", BEGAN),
)
PRACTICES = (
    Line(PRACTICE, "V99011", "Staithe Court Surgery", "Skarhaven", "RV6 1EA", BEGAN),
    Line(PRACTICE, "V99012", "Lantern Hill Medical Practice", "Skarhaven", "RV2 7ND", BEGAN),
    Line(PRACTICE, "V99013", "Ormsea Health Centre", "Ormsea", "RV7 3GD", BEGAN),
    Line(PRACTICE, "V99014", "Quarry Rise Surgery", "Harrowmere", "RV8 5TB", BEGAN, date(2021, 3, 31), True),
)


def load(by: Actor, at: datetime) -> None:
    """Put them into the register, by the road that a file takes."""
    for kind, lines in ((SCHOOL, SCHOOLS), (PRACTICE, PRACTICES)):
        load_establishments(kind=kind, lines=lines, read_from=READ_FROM, by=by, at=at)
