"""The county at size: from the loaded cast to 59,000 children and three years of contacts, by SQL with new ids.

Who is sent in, when, and what becomes of it is thrown here with one seed; `sql/` writes the rows. What was said is
what the cast's senders said, over and over. For measuring only: no action runs, and nobody is told anything.
"""

import random
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic

import psycopg

from kith.core.says import LONDON
from kith.county import crowd
from kith.frontdoor.rules import decide, thresholds
from kith.people.matching import keys
from kith.people.queries import secret

SQL = Path(__file__).parent / "sql"
FILES = ("places", "people", "contacts", "said", "work", "looks")


@dataclass(frozen=True)
class Size:
    """How large a county (a Northumberland-sized area; our estimate of its contacts)."""

    children: int = 59_000
    contacts: int = 41_100
    waiting: int = 60
    years: int = 3


@dataclass
class Drawn:
    """What was thrown: children, and what was sent about them, in the order in which it came."""

    children: list[crowd.Child]
    arrivals: list[crowd.Arrival]
    keys: array = field(default_factory=lambda: array("q"))
    owners: array = field(default_factory=lambda: array("q"))


def grow(
    connected: psycopg.Connection, *, size: Size, until: datetime, seed: int = 1, say: Callable[[str], None]
) -> None:
    """Grow the county in this database, as the role that no policy filters, in one transaction."""
    began = monotonic()
    with connected.transaction():
        connected.execute("set local role kith_search")
        connected.execute("set local search_path = public, pg_temp")
        sources = [row[0] for row in connected.execute(crowd.SOURCES).fetchall()]
        drawn = draw(size, sources, until, seed)
        say(
            f"{len(drawn.children):,} children and {len(drawn.arrivals):,} contacts are drawn ({monotonic() - began:.0f} s)"
        )
        hashing = Thread(target=hash_keys, args=(drawn,))
        hashing.start()
        pour(connected, drawn, first_day(size, until), until)
        for name in FILES:
            for words, statement in statements(SQL / f"{name}.sql"):
                if words:
                    say(f"  {monotonic() - began:3.0f} s  {words}")
                connected.execute(statement)
        say(f"  {monotonic() - began:3.0f} s  Keys to find them by")
        hashing.join()
        pour_keys(connected, drawn)
        say(f"Grown in {monotonic() - began:.0f} s")


def draw(size: Size, sources: list[int], until: datetime, seed: int) -> Drawn:
    """The same seed and the same moment make the same county."""
    chance = random.Random(seed)
    children = list(crowd.children(size.children, until.date(), chance))
    arrivals = list(
        crowd.arrivals(children, size.contacts, size.waiting, sources, first_day(size, until), until, chance)
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


def pour(connected: psycopg.Connection, drawn: Drawn, since: datetime, until: datetime) -> None:
    """Into temporary tables, from which `sql/` writes."""
    connected.execute((SQL / "drawn.sql").read_text())
    connected.execute("insert into growing values (%s, %s)", [since, until])
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
    connected.execute((SQL / "keys.sql").read_text())


def statements(path: Path) -> Iterator[tuple[str, str]]:
    """The statements of a file, each with the comment above it."""
    for part in path.read_text().split(";\n"):
        lines = part.strip().splitlines()
        if statement := "\n".join(line for line in lines if not line.startswith("--")).strip():
            yield (
                " ".join(line.removeprefix("--").strip() for line in lines if line.startswith("--")),
                statement,
            )


def broken(connected: psycopg.Connection) -> dict[str, int]:
    """What must always be true of a county and is not: each sentence with how many rows belie it."""
    found = {}
    with connected.transaction():
        connected.execute("set local role kith_search")
        tables = [row[0] for row in connected.execute(GUARDED).fetchall()]
        for table in tables:
            counted = connected.execute(GUARD_STANDS.format(table=table)).fetchone()
            found[f"every row of {table} is guarded as its subject is"] = counted[0] if counted else 0
        for words, statement in statements(SQL / "invariants.sql"):
            found[words] = len(connected.execute(statement).fetchall())
    return found


GUARDED = """
    select t.tgrelid::regclass::text from pg_trigger t join pg_proc p on p.oid = t.tgfoid
     where p.proname = 'guard_row' and p.pronamespace = 'kith'::regnamespace order by 1
"""
GUARD_STANDS = """
    select count(*) from {table} r join sharing_subject s on s.id = r.subject_id
     where (r.partnerships, r.agencies, r.restricted) is distinct from (s.partnerships, s.agencies, s.restricted)
"""
