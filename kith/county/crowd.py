"""The crowd of the grown county: invented children in households, and what was sent about them. No database in here."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from kith.core import clocks, identifiers
from kith.core.says import LONDON
from kith.frontdoor.rules import decide
from kith.people.matching import Record

GIVEN = (
    "Aanya Abel Adaeze Aidan Alys Amara Anwen Arlo Asha Bartek Beren Bethan Bilal Bronagh Callum Carys Cian Clodagh Daisy"
    " Dariusz Delyth Dylan Ebba Eilidh Elias Elowen Esme Ewan Farah Fergus Freya Gethin Grace Hana Harri Idris Imogen Iona"
    " Isaac Jakub Jonah Kasia Keir Kian Leila Lowri Maeve Magda Malachi Marged Mateo Milo Nadia Niamh Noah Nkechi Olive Oran"
    " Perran Poppy Quill Rafe Rhys Roisin Rowan Safiya Seren Sorcha Tadhg Talia Teagan Tomasz Una Wren Yusuf Zain Zofia"
).split()
FIRST = "Thack Harrow Castel Ostro Penn Quarm Fen Marsh Lind Brack Arken Hollo Tregar Strand Merri Saxel Wether Dunno Ellis Corri".split()
LAST = "aberry well more ley worth by stone wright mere croft feld grove side ham brook wick dale thorpe gate stead".split()
STREET = "Gannet Withy Cooper Lantern Saltmarsh Chandler Heron Ferry Bellfield Ropewalk".split()
WAY = "Row Garth Lane Court Terrace Close".split()

# Contacts of Ravenshire as the grown ones begin from: words, forms and consent are copied from them.
SOURCES = """
    select c.id from frontdoor_contact c join sharing_subject s on s.id = c.subject_id
      join sharing_partnership p on p.id = c.partnership_id
     where s.kind = 'child' and not s.restricted and p.code = 'ravenshire' order by c.id
"""

CHILD = "n household given_name family_name sex date_of_birth line postcode nhs_number area is_known".split()
ARRIVAL = (
    "n child is_new receipt beside source sender received_at claimed_at identified_at decided_at outcome level says tells"
    " opens_plan plan_closed_at lead rag due_at rag_due_at"
).split()

SIBLING, NEW, IN_KELDERDALE = 0.15, 0.05, 0.12
RAGS = ("red", "amber", "amber", "green", "")
# Outcomes in the shares of a year: about 27 in 100 contacts go on to social care (our estimate).
OUTCOMES = (
    ("strategy_discussion", 8),
    ("assessment", 19),
    ("early_help", 16),
    ("advice", 34),
    ("no_further_action", 23),
)


@dataclass(frozen=True)
class Child:
    """One child. `is_known`: a record was there before the first contact; else the first contact brings the child."""

    n: int
    household: int
    record: Record
    area: int
    is_known: bool

    def row(self) -> tuple[Any, ...]:
        r = self.record
        return (
            self.n, self.household, r.given_name, r.family_name, r.sex, r.date_of_birth, r.address_line, r.postcode,
            r.nhs_number, self.area, self.is_known,
        )  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """One contact about one child, with what became of it."""

    n: int
    child: int
    is_new: bool
    receipt: int
    beside: int | None
    source: int
    sender: int
    received_at: datetime
    claimed_at: datetime | None
    identified_at: datetime | None
    decided_at: datetime | None
    outcome: str
    opens_plan: bool
    plan_closed_at: datetime | None
    lead: int
    rag: str

    def row(self) -> tuple[Any, ...]:
        entry, level = told_of(self.outcome, self.received_at.date()) if self.outcome else (None, "")
        return (
            self.n, self.child, self.is_new, self.receipt, self.beside, self.source, self.sender, self.received_at,
            self.claimed_at, self.identified_at, self.decided_at, self.outcome, level, entry.says if entry else "",
            entry.extra["tells"] if entry else "", self.opens_plan, self.plan_closed_at, self.lead, self.rag,
            due("CLK-01", self.received_at), due(f"CLK-04-{self.rag}", self.received_at) if self.rag else None,
        )  # fmt: skip


@dataclass(frozen=True)
class Ground:
    """Where a crowd lives: what its postcodes begin with, and the neighbour’s where some live over the border."""

    outward: str = "RV"
    beside: str = "KD"


def children(
    number: int,
    today: date,
    chance: random.Random,
    *,
    after: int = 0,
    ground: Ground = Ground(),
    numbers: Iterator[str] | None = None,
) -> Iterator[Child]:
    """So many children in households of one to three, each with a name, a birthday and an NHS number of the test range.

    Numbered on from `after`, so that a part of a county continues the part before it.
    """
    numbers = numbers or nhs_numbers()
    household = after
    n = after
    while n < after + number:
        household += 1
        family = FIRST[skewed(chance, len(FIRST))] + LAST[skewed(chance, len(LAST))]
        line = f"{chance.randint(1, 240)} {chance.choice(STREET)} {chance.choice(WAY)}"
        area = 2 if chance.random() < IN_KELDERDALE and ground.beside else 1
        unit = chance.choice("ABDEFGHJ") + chance.choice("ABDEFGHJLN")
        postcode = f"{ground.beside if area == 2 else ground.outward}{chance.randint(1, 5 if area == 2 else 9)} {chance.randint(1, 9)}{unit}"
        for _ in range(chance.choice((1, 1, 2, 2, 3))):
            if n == after + number:
                return
            n += 1
            born = today - timedelta(days=chance.randint(30, 18 * 365 - 30))
            record = Record(
                given_name=GIVEN[skewed(chance, len(GIVEN))],
                family_name=family,
                sex=chance.choice("FM"),
                date_of_birth=born,
                address_line=line,
                postcode=postcode,
                nhs_number=next(numbers),
            )
            yield Child(n, household, record, area, chance.random() >= NEW)


def arrivals(
    children: list[Child],
    number: int,
    waiting: int,
    sources: list[int],
    since: datetime,
    until: datetime,
    chance: random.Random,
    *,
    after: int = 0,
) -> Iterator[Arrival]:
    """What was sent, in the order in which it came. Few children are sent in often, most never."""
    span = until - since
    moments = sorted(since + span * chance.random() for _ in range(number - waiting))
    undecided = sorted(
        max(since, until - timedelta(hours=chance.choice((2, 4, 8, 12, 20, 40)) * chance.random()))
        for _ in range(waiting)
    )
    seen: set[int] = set()
    plans: dict[int, datetime] = {}
    receipt = after
    last: Arrival | None = None
    which = 0
    for n, (at, is_decided) in enumerate(
        [*((m, True) for m in moments), *((m, False) for m in undecided)], start=after + 1
    ):
        sibling = (
            last and which < len(children) and children[which].household == children[which - 1].household
        )
        together = bool(sibling and last and not last.beside and chance.random() < SIBLING * 3)
        which = which + 1 if together else int(len(children) / 2 * chance.random() ** 1.5) + 1
        receipt += not together
        child = children[which - 1]
        came = last.received_at if together and last else at
        lag = timedelta(hours=1 + 30 * chance.random() ** 3)
        claimed = came + lag * 0.2 if is_decided or chance.random() < 0.6 else None
        identified = came + lag * 0.3 if is_decided or (claimed and chance.random() < 0.5) else None
        decided = min(came + lag, until) if is_decided else None
        outcome = chance.choices([o for o, _ in OUTCOMES], [w for _, w in OUTCOMES])[0] if decided else ""
        opens = bool(
            decided
            and told_of(outcome, came.date())[0].extra["opens_plan"]
            and plans.get(which, since) <= decided
        )
        # No red one waits: the front door of a good day takes those at once.
        rag = chance.choice(RAGS if decided else RAGS[1:])
        closes = None
        if opens and decided:
            plans[which] = ends = decided + timedelta(days=chance.randint(10, 120))
            closes = ends if ends <= until else None
        last = Arrival(
            n=n, child=child.n, is_new=not child.is_known and which not in seen, receipt=receipt,
            beside=last.n if together and last else None, source=chance.choice(sources),
            sender=last.sender if together and last else chance.randint(0, 999), received_at=came,
            claimed_at=before(claimed, until), identified_at=before(identified, until), decided_at=decided, outcome=outcome,
            opens_plan=opens, plan_closed_at=closes, lead=chance.randint(0, 9_999), rag=rag,
        )  # fmt: skip
        if identified:
            seen.add(which)
        yield last


def called(chance: random.Random) -> Iterator[tuple[int, str, str]]:
    """Who sits in the crowd's posts: 120 social workers, then a hundred schools' leads, each with the school."""
    for n in range(1, 221):
        name = f"{chance.choice(GIVEN)} {chance.choice(FIRST)}{chance.choice(LAST)}"
        school = f"{chance.choice(FIRST)}{chance.choice(LAST)} {chance.choice(('Primary School', 'Academy', 'School'))}"
        yield n, name, school if n > 120 else ""


def before(moment: datetime | None, until: datetime) -> datetime | None:
    return min(moment, until) if moment else None


def skewed(chance: random.Random, among: int) -> int:
    """The first ones far more often than the last."""
    return int(among * chance.random() ** 2)


def nhs_numbers() -> Iterator[str]:
    """From the top of the test range, so that none is the cast's."""
    for six in range(999_999, -1, -1):
        check = identifiers.nhs_check_digit(f"999{six:06}")
        if check is not None:
            yield f"999{six:06}{check}"


@cache
def told_of(outcome: str, day: date) -> tuple[Any, str]:
    """The outcome's entry on a day, and a level that it may be given at."""
    entry = decide.outcomes().get(outcome, day)
    return entry, entry.extra["levels"][0]


def due(code: str, at: datetime) -> datetime:
    return clocks.due_at(_rule(code, at.astimezone(LONDON).date()), at)


@cache
def _rule(code: str, day: date) -> clocks.ClockRule:
    return clocks.rule(code, day)
