"""The worlds that a bench stands on, the machine that it stands on, and how its figures are told."""

import os
import secrets
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import psycopg

from tests import databases

CAST, COUNTY, MAKING = databases.COUNTY, "kith_bench_county", "kith_bench_making"
FEW, MANY = "kith_bench_few", "kith_bench_many"
# A whole county; and two small ones whose worklist has so many lines that a query for each line would show.
SIZES: dict[str, dict[str, int]] = {
    COUNTY: {},
    FEW: {"children": 400, "contacts": 30, "waiting": 10},
    MANY: {"children": 12, "contacts": 2_600, "waiting": 1_000},
}


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
    """The cores, how busy they were when we came, and the server."""
    with databases.owner() as connected:
        version = connected.info.parameter_status("server_version") or ""
        durable = connected.execute("select current_setting('fsync')").fetchone()
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, shared with other work (load {load:.1f} at the start);"
        f" PostgreSQL {version.split()[0]}, fsync {durable[0] if durable else '?'}"
    )


@contextmanager
def world(name: str) -> Iterator[str]:
    """A copy of the cast's county or of a grown one, opened as the role that serves pages."""
    set_up()
    databases.make_templates()
    if name in SIZES:
        make_county(name)
    with databases.clone(name) as copy:
        settle()
        yield copy


def settle() -> None:
    """What was just made is on the disk before anything is measured: years of rows are not written beside a page of today."""
    with psycopg.connect(os.environ["KITH_SUPERUSER_URL"], autocommit=True) as server:
        server.execute("checkpoint")


def make_county(name: str) -> None:
    """A grown county, made once a run from the cast's, tried against what must be true, and kept as a template."""
    from kith.county import growth

    with databases.owner() as connected:
        if name in {row[0] for row in connected.execute("select datname from pg_database")}:
            return
        connected.execute(f"drop database if exists {MAKING} with (force)")
        connected.execute(f"create database {MAKING} template {CAST}")
    with databases.owner(MAKING) as connected:
        print("Growing the county ...", flush=True)
        growth.grow(connected, size=growth.Size(**SIZES[name]), until=datetime.now(UTC), say=shown)
        connected.execute("vacuum (analyze)")
        if broken := {words: rows for words, rows in growth.broken(connected).items() if rows}:
            raise RuntimeError(f"The grown county is not sound: {broken}")
    with databases.owner() as connected:
        connected.execute(f"alter database {MAKING} rename to {name}")


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


def busiest_lead(name: str) -> int:
    """The worker who leads the most plans."""
    with connect(name, "search") as connected:
        row = connected.execute(
            "select h.worker_id from plans_plan p join sharing_holding h on h.post_id = p.lead_id"
            " where p.closed_at is null group by h.worker_id order by count(*) desc, h.worker_id limit 1"
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
