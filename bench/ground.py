"""The worlds that a bench stands on, the machine that it stands on, and how its figures are told."""

import argparse
import hashlib
import os
import resource
import secrets
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from tests import databases

CAST, COUNTY = databases.COUNTY, "kith_bench_county"
FEW, MANY = "kith_bench_few", "kith_bench_many"
ROOT = Path(__file__).resolve().parent.parent
SEED = 1
# A whole county; and two small ones whose worklist has so many lines that a query for each line would show.
SIZES: dict[str, dict[str, int]] = {
    COUNTY: {"parts": 20},
    FEW: {"children": 400, "contacts": 30, "waiting": 10},
    MANY: {"children": 12, "contacts": 2_600, "waiting": 1_000},
}


def counties_of(number: int) -> str:
    """The name of the world with so many whole counties."""
    return COUNTY if number == 1 else f"kith_bench_{number}_counties"


def number_of(name: str) -> int:
    """How many counties a world of that name has."""
    return next((n for n in range(2, 11) if counties_of(n) == name), 1)


@dataclass
class Figures:
    """What was measured, beside its aim. A figure that misses is told and never fails; results that differ do."""

    title: str
    differing: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        print(f"\n{self.title}\n  {machine()}", flush=True)

    def says(self, what: str, figure: str, aim: str = "", met: bool | None = None) -> None:
        told = "" if met is None else "met" if met else "not met"
        print(f"  {what:<58} {figure:>24}  {aim:<26} {told}".rstrip(), flush=True)

    def differs(self, what: str) -> None:
        self.differing.append(what)
        print(f"  DIFFERS: {what}", flush=True)

    @property
    def result(self) -> int:
        return 1 if self.differing else 0


def machine() -> str:
    """The cores, how fast one of them is and how busy they were when we came, and the server."""
    with databases.owner() as connected:
        version = connected.info.parameter_status("server_version") or ""
        durable = connected.execute("select current_setting('fsync')").fetchone()
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, ten million additions in {additions():.2f} s, shared with other work"
        f" (load {load:.1f} at the start);"
        f" PostgreSQL {version.split()[0]}, fsync {durable[0] if durable else '?'}"
    )


def additions() -> float:
    """Processor seconds that ten million additions take: what makes the figures of two days or two machines comparable."""
    began, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - began


@contextmanager
def world(name: str) -> Iterator[str]:
    """A copy of the cast's county or of a grown one, opened as the role that serves pages. Of several, the world itself."""
    set_up()
    make_cast()
    if name != CAST:
        make_world(name)
    if number_of(name) > 1:
        with databases.opened(name, "app"):
            settle()
            yield name
        return
    with databases.clone(name) as copy:
        settle()
        yield copy


def settle() -> None:
    """What was just made is on the disk before anything is measured: years of rows are not written beside a page of today."""
    with psycopg.connect(os.environ["KITH_SUPERUSER_URL"], autocommit=True) as server:
        server.execute("checkpoint")


def stamp(name: str) -> str:
    """What a world is made from: its size and seed and every story; the cast's, which is soon made, every table as well.

    A grown world that is kept takes new tables, functions and lists as an installation does.
    """
    digest = hashlib.sha256(repr((name, SIZES.get(name, SIZES[COUNTY]), SEED)).encode())
    made_from = {"migrations", "sql", "lists", "county"} if name == CAST else {"county"}
    for path in sorted((ROOT / "kith").rglob("*.*")):
        if made_from & set(path.parts) and path.suffix in (".py", ".sql", ".toml"):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def stamps() -> dict[str, str | None]:
    """Every database that is there, with what it was made from."""
    with databases.owner() as connected:
        return dict(
            connected.execute(
                "select datname, shobj_description(oid, 'pg_database') from pg_database"
            ).fetchall()
        )


def make_cast() -> None:
    """The cast's county, anew where it was made by another version."""
    there = stamps()
    if CAST in there and there[CAST] != stamp(CAST):
        databases.drop(CAST)
    databases.make_templates()
    with databases.owner() as connected:
        connected.execute(f"comment on database {CAST} is '{stamp(CAST)}'")


def make_world(name: str) -> None:
    """One or more grown counties, made from the cast's, tried against what must be true, and kept as long as the server is.

    What was begun and not finished is grown on.
    """
    from kith.county import areas, growth, soundness
    from kith.county.standing import Size

    there, wanted, making = stamps(), stamp(name), f"{name}_making"
    if there.get(name) == wanted:
        databases.command(name, "owner", "prepare")
        return
    databases.drop(name)
    if there.get(making) != wanted:
        databases.drop(making)
        with databases.owner() as connected:
            connected.execute(f"create database {making} template {CAST}")
            connected.execute(f"comment on database {making} is '{wanted}'")
    began = time.monotonic()
    if number_of(name) > 1:
        databases.command(making, "worker", "found_areas", str(number_of(name) - 1))
    size = Size(**SIZES.get(name, SIZES[COUNTY]))
    for number in range(number_of(name)):
        with databases.owner(making) as connected:
            where = areas.where(number)
            growth.grow(
                connected, size=size, until=datetime.now(UTC), seed=SEED, where=where, say=lambda _: None
            )
            shown(f"  {where.area} is grown ({time.monotonic() - began:.0f} s)")
    with databases.owner(making) as connected:
        connected.execute("vacuum (analyze)")
        if broken := {words: rows for words, rows in soundness.broken(connected).items() if rows}:
            raise RuntimeError(f"The grown county is not sound: {broken}")
        size_on_disk = connected.execute("select pg_database_size(current_database())").fetchone()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    shown(
        f"  {name}: {time.monotonic() - began:.0f} s, {(size_on_disk or (0,))[0] / 1e9:.1f} GB on the disk,"
        f" {most:.0f} MB of memory at most; sound"
    )
    with databases.owner() as connected:
        connected.execute(f"alter database {making} rename to {name}")


def main(words: list[str]) -> int:
    """Make a world and keep it, where the server is kept."""
    asked = argparse.ArgumentParser(prog="run bench ground")
    asked.add_argument("--counties", type=int, choices=range(1, 11), default=1)
    options = asked.parse_args(words)
    set_up()
    figures = Figures("The ground")
    make_cast()
    began = time.monotonic()
    make_world(counties_of(options.counties))
    figures.says(f"{options.counties} counties", f"{time.monotonic() - began:.0f} s")
    return figures.result


def shown(words: str) -> None:
    print(words, flush=True)


def set_up() -> None:
    """Django, as the role that serves pages; without a pool, which would keep its connections to the last world."""
    os.environ["KITH_TEST"] = "1"
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def connect(name: str, role: str) -> psycopg.Connection:
    """A connection of our own, beside Django's. As `search`, no policy filters: the filter is written by hand."""
    if role != "search":
        return psycopg.connect(databases.address(role, name), prepare_threshold=None)
    connected = psycopg.connect(databases.address("owner", name), prepare_threshold=None)
    connected.execute("set session role kith_search")
    connected.commit()
    return connected


def seat(name: str, who: str) -> str:
    """A session's key of somebody of the county, in their first post. `lead` has the most live plans."""
    from kith.county import places
    from kith.sharing.sessions import open_seat

    key = secrets.token_hex(16)
    open_seat(key, busiest_lead(name) if who == "lead" else places.known().workers[who].pk)
    return key


def busiest_lead(name: str, area: str = "ravenshire") -> int:
    """The worker who leads the most plans of an area."""
    with connect(name, "search") as connected:
        row = connected.execute(
            "select h.worker_id from plans_plan p join sharing_holding h on h.post_id = p.lead_id"
            " where p.closed_at is null and p.partnerships @> array[(select id from sharing_partnership where code = %s)]"
            " group by h.worker_id order by count(*) desc, h.worker_id limit 1",
            [area],
        ).fetchone()
    assert row is not None
    return int(row[0])


def milliseconds(does: Callable[[], object]) -> float:
    began = time.perf_counter()
    does()
    return (time.perf_counter() - began) * 1000


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
