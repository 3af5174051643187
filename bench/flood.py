"""One source sends ten times as much as each other: do the others wait longer for their receipt, or to be read?

Open loop, at random moments, from every agency of the invented county that may send. Nothing is killed.
"""

import argparse
import hashlib
import random
import secrets
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg

from bench.ground import Figures, percentile, set_up
from bench.killing import Installed, Log, Truth, body, compare, due, installed, owner_of, post

P95_AIM, TIMES, EVERY = 60, 10, 30
# Agencies of the county, each of which gets a post for its own system, like the one that the police have.
AGENCIES = """
    select distinct p.agency_id from sharing_post p
      join sharing_agency a on a.id = p.agency_id and a.kind <> 'public'
      join sharing_role ro on ro.id = p.role_id and not ro.is_service
      join sharing_post_partnerships ours on ours.post_id = p.id
      join sharing_partnership area on area.id = ours.partnership_id and area.code = 'ravenshire'
     where p.ends_on is null order by 1
"""
POST = """
    with like_it as (
        select p.* from sharing_post p join sharing_role ro on ro.id = p.role_id and ro.code = 'agency_feed' order by p.id limit 1
    ), made as (
        insert into sharing_post select (jsonb_populate_record(null::sharing_post, to_jsonb(l) || jsonb_build_object(
            'id', nextval(pg_get_serial_sequence('sharing_post', 'id')), 'agency_id', %(agency)s,
            'reference', 'm' || %(agency)s, 'code', ''))).* from like_it l
        returning id
    )
    insert into sharing_post_partnerships (post_id, partnership_id)
    select made.id, area.id from made, sharing_partnership area where area.code = 'ravenshire' returning post_id
"""
READ = """
    select r.agency_id, extract(epoch from min(l.at) - r.received_at) from intake_receipt r
      join intake_landing l on l.receipt_id = r.id where r.received_at >= %s group by r.id, r.agency_id
"""


@dataclass
class Source:
    """An agency's system: its key, what it wrote down."""

    agency: int
    bearer: str
    log: Log = field(default_factory=Log)


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench flood")
    asked.add_argument("--rate", type=float, default=50, help="notifications a second, of all sources")
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--port", type=int, default=8191)
    options = asked.parse_args(words)
    set_up()
    figures = Figures("Notifications of many sources, one of which sends ten times as much as each other")
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o711)
        with installed(Path(scratch) / "data", options.port) as kith:
            with psycopg.connect(owner_of(kith.folder), autocommit=True) as connected:
                connected.execute("set role kith_search")
                loud, *others = sources(connected)
                (since,) = connected.execute("select now()").fetchone() or (None,)
                lasted = send(kith, loud, others, options.rate, options.minutes * 60)
                truths = [compare(kith, each.log, patience=options.minutes * 120) for each in (*others, loud)]
                took = read_after(connected, since)
            each_rate = options.rate / (len(others) + TIMES)
            told(figures, f"{len(others)} sources, {each_rate:.1f} a second each", others, took)
            told(figures, f"one source, {each_rate * TIMES:.0f} a second", [loud], took)
            judge(figures, [loud, *others], truths, lasted)
    return figures.result


def sources(connected: psycopg.Connection) -> list[Source]:
    """A key for each agency of the county; the first will be the loud one."""
    found = []
    for (agency,) in connected.execute(AGENCIES).fetchall():
        (post_id,) = connected.execute(POST, {"agency": agency}).fetchone() or (None,)
        bearer = f"kith_{secrets.token_urlsafe(32)}"
        connected.execute(
            "insert into sharing_agencykey (key_hash, post_id, says, starts_at, ends_at)"
            " values (%s, %s, 'measured', now() - interval '1 minute', now() + interval '1 day')",
            [hashlib.sha256(bearer.encode()).digest(), post_id],
        )
        found.append(Source(agency, bearer))
    return found


def send(kith: Installed, loud: Source, others: list[Source], rate: float, seconds: float) -> float:
    """So many a second of all together, for so long; the loud one ten times as often as each other."""
    chance, moments, lock = random.Random(5), due(rate), threading.Lock()
    began, until, number = time.monotonic(), time.monotonic() + seconds, iter(range(10**9))

    def client() -> None:
        while True:
            with lock:
                at, n = next(moments) or 0.0, next(number)
                source = chance.choices([loud, *others], [TIMES, *(1 for _ in others)])[0]
                key, raw = uuid.uuid4().hex, body(n, chance.randint(50, 3000))
            if at > until:
                return
            time.sleep(max(0, at - time.monotonic()))
            receipt = post(kith.port, key, raw, source.bearer, source.log, 60, at)
            if receipt:
                with source.log.lock:
                    source.log.acknowledged[key] = (hashlib.sha256(raw).hexdigest(), receipt)

    running = [threading.Thread(target=client) for _ in range(24)]
    for each in running:
        each.start()
    while any(each.is_alive() for each in running):
        time.sleep(min(EVERY, seconds / 4))
        sent = sum(len(source.log.acknowledged) for source in (loud, *others))
        print(f"    {sent:,} acknowledged; {dict(loud.log.statuses)}", flush=True)
    return time.monotonic() - began


def read_after(connected: psycopg.Connection, since: datetime | None) -> dict[int, list[float]]:
    """How many seconds after its receipt each was read, by agency."""
    took: dict[int, list[float]] = {}
    for agency, seconds in connected.execute(READ, [since]):
        took.setdefault(agency, []).append(float(seconds))
    return took


def told(figures: Figures, who: str, those: list[Source], took: dict[int, list[float]]) -> None:
    answered = [each * 1000 for source in those for each in source.log.took]
    read = [each for source in those for each in took.get(source.agency, [])]
    p95 = percentile(answered, 0.95)
    figures.says(
        f"{who}: an accepted notification",
        f"p50 {percentile(answered, 0.5):.0f}, p95 {p95:.0f}, p99 {percentile(answered, 0.99):.0f} ms",
        f"p95 {P95_AIM} ms",
        p95 <= P95_AIM,
    )
    figures.says(
        f"{who}: read after its receipt",
        f"p50 {percentile(read, 0.5):.1f}, p95 {percentile(read, 0.95):.1f}, most {max(read):.0f} s",
    )


def judge(figures: Figures, those: list[Source], truths: list[Truth], lasted: float) -> None:
    number = sum(len(source.log.acknowledged) for source in those)
    figures.says("acknowledged", f"{number:,} in {lasted / 60:.1f} minutes")
    for words in ("lost", "changed", "doubled"):
        found = [key for truth in truths for key in getattr(truth, words)]
        figures.says(words, str(len(found)), "0", not found)
        if found:
            figures.differs(f"{len(found)} {words}")
    unread = truths[-1].unread
    figures.says("received and not read by the end", f"{unread:,}", "0", not unread)
    faults = sum(n for source in those for s, n in source.log.statuses.items() if s != 202)
    figures.says("other answers", f"{faults:,}", "0", not faults)
