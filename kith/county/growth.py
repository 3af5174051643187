"""The county at size: from the loaded cast to 59,000 children and a year of contacts or more, by SQL with new ids.

It grows in parts, each of whole households with all that was sent about them, thrown with one seed; `sql/` writes the
rows. A part is saved whole or not at all, together with the count of parts, so that growing goes on after any end. What
was said is what the cast's senders said, over and over. No action runs, and nobody is told anything.
"""

import random
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from threading import Thread
from time import monotonic

import psycopg

from kith.core.says import LONDON
from kith.county import crowd
from kith.county.rules import share, upto
from kith.county.standing import Size, Standing, begin, count, standing_of, take_up_again
from kith.frontdoor.rules import decide, thresholds
from kith.people.matching import keys
from kith.people.queries import secret

SQL = Path(__file__).parent / "sql"
BEFORE = ("drawn", "area")
FILES = ("wording", "people", "contacts", "said", "work", "looks")
# So many numbers for each area: its children and its contacts stand within them.
EACH_AREA = 1_000_000


@dataclass(frozen=True)
class Where:
    """An area to grow, which of them it is, and the neighbour where some of its children live."""

    area: str = "ravenshire"
    number: int = 0
    beside: str = "kelderdale"
    ground: crowd.Ground = crowd.Ground()


@dataclass
class Drawn:
    """What was thrown: children, and what was sent about them, in the order in which it came."""

    children: list[crowd.Child]
    arrivals: list[crowd.Arrival]
    keys: array = field(default_factory=lambda: array("q"))
    owners: array = field(default_factory=lambda: array("q"))


class NotThisCounty(Exception):
    """What is grown here already was thrown with another seed or size."""


def grow(
    connected: psycopg.Connection,
    *,
    size: Size,
    until: datetime,
    seed: int = 1,
    where: Where = Where(),
    say: Callable[[str], None],
    after_part: Callable[[float], None] | None = None,
) -> None:
    """Grow what is not grown yet, as the owner of the database. The moment and the seed are those of the first part."""
    began = monotonic()
    standing = take_up(connected, size, until, seed, where)
    numbers = islice(
        crowd.nhs_numbers(),
        where.number * size.children + upto(size.children, standing.done, size.parts),
        None,
    )
    for part in range(standing.done + 1, size.parts + 1):
        began_part = monotonic()
        grow_part(connected, standing, part, where, numbers)
        if part & (part - 1) == 0 or part == size.parts:
            analyze(connected)
        took = monotonic() - began_part
        say(f"{where.area}: {part} of {size.parts} parts ({monotonic() - began:.0f} s)")
        if after_part and part < size.parts:
            after_part(took)


def analyze(connected: psycopg.Connection) -> None:
    """What the planner knows of our own tables, as they are by now."""
    names = [row[0] for row in connected.execute(OURS).fetchall()]
    connected.execute("analyze " + ", ".join(names))


def take_up(connected: psycopg.Connection, size: Size, until: datetime, seed: int, where: Where) -> Standing:
    """What is grown here already, of the same county; else its ground: schools, teams and who works there."""
    with connected.transaction():
        there = standing_of(connected, where.area)
        if there is not None:
            if (there.size, there.seed, there.number) != (size, seed, where.number):
                raise NotThisCounty(f"{where.area} grows with another seed or size. It is left as it is.")
            take_up_again(connected, there)
            return there
        standing = Standing(
            where.area, where.number, seed, until, size.children, size.contacts, size.waiting, size.years, size.parts, 0
        )  # fmt: skip
        prepare(connected, standing, where)
        names = list(crowd.called(random.Random(f"{seed} {where.number} names")))
        with connected.cursor().copy("copy called (n, says, agency) from stdin") as copy:
            for row in names:
                copy.write_row(row)
        run(connected, "places")
        connected.execute("set local role none")
        begin(connected, standing)
        return standing


def grow_part(
    connected: psycopg.Connection, standing: Standing, part: int, where: Where, numbers: Iterator[str]
) -> None:
    """One part in one transaction, counted in the same."""
    with connected.transaction():
        prepare(connected, standing, where)
        run(connected, "seats")
        sources = [row[0] for row in connected.execute(crowd.SOURCES).fetchall()]
        drawn = draw(
            standing.size, sources, standing.until, standing.seed, part=part, where=where, numbers=numbers
        )
        hashing = Thread(target=hash_keys, args=(drawn,))
        hashing.start()
        pour(connected, drawn)
        for name in FILES:
            run(connected, name)
        hashing.join()
        pour_keys(connected, drawn)
        connected.execute("set local role none")
        if not count(connected, standing, part):
            raise NotThisCounty(f"Somebody else grows {standing.area} at the same time.")


def prepare(connected: psycopg.Connection, standing: Standing, where: Where) -> None:
    """As the role that no policy filters, until the transaction ends: where we are, in temporary tables."""
    connected.execute("set local role kith_search")
    connected.execute("set local search_path = public, pg_temp")
    run(connected, "drawn")
    connected.execute(
        "insert into growing values (%s, %s, %s, %s, %s)",
        [first_day(standing.size, standing.until), standing.until, where.area, where.beside, base_of(where)],
    )
    run(connected, "area")


def base_of(where: Where) -> int:
    return where.number * EACH_AREA


def run(connected: psycopg.Connection, name: str) -> None:
    for _, statement in statements(SQL / f"{name}.sql"):
        connected.execute(statement)


def draw(
    size: Size,
    sources: list[int],
    until: datetime,
    seed: int,
    *,
    part: int = 1,
    where: Where = Where(),
    numbers: Iterator[str] | None = None,
) -> Drawn:
    """The same seed and the same moment make the same county, part by part."""
    chance = random.Random(f"{seed} {where.number} {part}")
    base, before = base_of(where), part - 1
    children = list(
        crowd.children(
            share(size.children, part, size.parts),
            until.date(),
            chance,
            after=base + upto(size.children, before, size.parts),
            ground=where.ground,
            numbers=numbers,
        )
    )
    arrivals = list(
        crowd.arrivals(
            children,
            share(size.contacts, part, size.parts),
            share(size.waiting, part, size.parts),
            sources,
            first_day(size, until),
            until,
            chance,
            after=base + upto(size.contacts, before, size.parts),
        )
    )
    return Drawn(children, arrivals)


def first_day(size: Size, until: datetime) -> datetime:
    """The first day. A decision needs its lists in force, so that the contacts of years may stand in fewer months."""
    lists = max(min(entry.starts for entry in each) for each in (decide.outcomes(), thresholds.listed()))
    first = datetime.combine(lists, time(8), LONDON).astimezone(UTC)
    return max(first, until - timedelta(days=365 * size.years))


def hash_keys(drawn: Drawn) -> None:
    """The keys that each child is found by, made by the one function that makes them."""
    hidden = secret()
    for child in drawn.children:
        found = keys(child.record, hidden)
        drawn.keys.extend(found)
        drawn.owners.extend([child.n] * len(found))


def pour(connected: psycopg.Connection, drawn: Drawn) -> None:
    """Into temporary tables, from which `sql/` writes."""
    with connected.cursor().copy(f"copy child ({', '.join(crowd.CHILD)}) from stdin") as copy:
        for child in drawn.children:
            copy.write_row(child.row())
    with connected.cursor().copy(f"copy arrival ({', '.join(crowd.ARRIVAL)}) from stdin") as copy:
        for arrival in drawn.arrivals:
            copy.write_row(arrival.row())


def pour_keys(connected: psycopg.Connection, drawn: Drawn) -> None:
    """Every record of a child is found by the child's keys."""
    connected.execute("create temp table hashed (child int, key bigint) on commit drop")
    with connected.cursor().copy("copy hashed from stdin") as copy:
        for owner, key in zip(drawn.owners, drawn.keys, strict=True):
            copy.write_row((owner, key))
    run(connected, "keys")


def statements(path: Path) -> Iterator[tuple[str, str]]:
    """The statements of a file, each with the comment above it."""
    for part in path.read_text().split(";\n"):
        lines = part.strip().splitlines()
        if statement := "\n".join(line for line in lines if not line.startswith("--")).strip():
            yield (
                " ".join(line.removeprefix("--").strip() for line in lines if line.startswith("--")),
                statement,
            )


OURS = """
    select oid::regclass::text from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_has_role(relowner, 'member')
"""
