"""What row security costs: each list through the policies, and with the same filter written by hand.

The two sides take turns, statement by statement, each in one transaction with its context set once. Every pair of
answers is compared; a difference fails, a slow one is told.
"""

import argparse
import gc
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from bench.ground import CAST, COUNTY, Figures, connect, median, percentile, seat, world

TIMES_AIM, ADDED_AIM, BEGIN_AIM = 1.2, 0.15, 0.5
HAND = """
 and ({subject} = any (%(near)s::bigint[]) or {t}.agencies && %(through)s::bigint[] or {t}.partnerships && %(wide)s::bigint[])
 and ({subject} = any (%(conflicts)s::bigint[])) is not true
 and (not {t}.restricted or {subject} = any (%(readers)s::bigint[]))
"""


@dataclass(frozen=True)
class Case:
    """One statement of a page: who asks it, by which permission, and which rows it names."""

    says: str
    who: str
    permission: str
    statement: str
    table: str
    given: str
    subject: str = "subject_id"
    beside: str = ""

    def by_policy(self) -> str:
        return self.statement.format(hand="")

    def by_hand(self) -> str:
        filter_ = HAND.format(subject=f"{self.table}.{self.subject}", t=self.table)
        if self.beside:
            filter_ += f" and not {self.table}.{self.beside} && %(conflicts)s::bigint[]"
        return self.statement.format(hand=filter_)


A_CONTACT = "select id from frontdoor_contact order by id desc limit 400"
A_SUBJECT = "select subject_id from plans_plan where closed_at is null order by id limit 400"
THE_LEAD = (
    "select lead_id from plans_plan where closed_at is null group by lead_id"
    " order by count(*) desc, (select min(worker_id) from sharing_holding h where h.post_id = lead_id) limit 1"
)
A_SUBJECT_OF_THE_LEAD = (
    f"select subject_id from plans_plan where closed_at is null and lead_id = ({THE_LEAD}) order by id"
)
NOTHING = "select 0"
LATEST = "select * from frontdoor_contact c where true {hand} order by c.id desc limit 50"

CASES = (
    Case("a contact by its primary key", "amina", "contact.read",
         "select * from frontdoor_contact c where c.id = %(given)s {hand}", "c", A_CONTACT, beside="beside"),
    Case("what happened to one child", "amina", "chronology.read",
         "select * from record_entry e where e.subject_id = %(given)s {hand} order by e.occurred_at desc, e.id desc",
         "e", A_SUBJECT),
    Case("what happened to one child, for a nurse", "beatrix", "chronology.read",
         "select * from record_entry e where e.subject_id = %(given)s {hand} order by e.occurred_at desc, e.id desc",
         "e", A_SUBJECT),
    Case("the front door's running clocks", "amina", "clock.read",
         "select k.* from record_clock k join sharing_team t on t.id = k.team_id"
         " where k.stopped_at is null and t.does = 'front_door' {hand} order by k.due_at, k.id limit 200", "k", NOTHING),
    Case("what happened to one child, for the busiest social worker", "lead", "chronology.read",
         "select * from record_entry e where e.subject_id = %(given)s {hand} order by e.occurred_at desc, e.id desc",
         "e", A_SUBJECT_OF_THE_LEAD),
    Case("the busiest social worker's caseload", "lead", "plan.read",
         "select p.* from plans_plan p where p.closed_at is null and p.lead_id = %(given)s {hand} order by p.opened_at, p.id",
         "p", THE_LEAD),
    Case("the latest 50 contacts", "amina", "contact.read", LATEST, "c", NOTHING, beside="beside"),
    Case("the latest 50 contacts, for a social worker", "rhiannon", "contact.read", LATEST, "c", NOTHING, beside="beside"),
)  # fmt: skip


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench rows")
    asked.add_argument("--on", choices=("cast", "county", "both"), default="both")
    asked.add_argument("--turns", type=int, default=200, help="how often each side is asked")
    options = asked.parse_args(words)
    worlds = {"cast": [CAST], "county": [COUNTY], "both": [CAST, COUNTY]}[options.on]
    return max([measure(name, options.turns) for name in worlds])


def measure(template: str, turns: int) -> int:
    with world(template) as name:
        figures = Figures(f"Row security, {'the cast' if template == CAST else 'the grown county'}")
        policies, hand = connect(name, "app"), connect(name, "search")
        keys = {who: seat(name, who) for who in {case.who for case in CASES}}
        begin(figures, policies, keys, turns)
        for case in CASES:
            one_case(figures, policies, hand, case, keys[case.who], turns)
        policies.close()
        hand.close()
        return figures.result


def begin(figures: Figures, connected: psycopg.Connection, keys: dict[str, str], turns: int) -> None:
    """The first statement of every request."""
    for who, key in sorted(keys.items()):
        took = []
        with quiet():
            for _ in range(turns):
                with connected.transaction():
                    connected.execute("select 1")
                    began = time.perf_counter()
                    connected.execute("select kith.begin_request(%s)", [key]).fetchone()
                    took.append((time.perf_counter() - began) * 1000)
        figures.says(
            f"begin_request, as {who}",
            f"{median(took):.2f} ms (p95 {percentile(took, 0.95):.2f})",
            f"{BEGIN_AIM} ms",
            median(took) <= BEGIN_AIM,
        )


def one_case(
    figures: Figures, policies: psycopg.Connection, hand: psycopg.Connection, case: Case, key: str, turns: int
) -> None:
    given = [row[0] for row in hand.execute(case.given).fetchall()]
    one, other = case.by_policy(), case.by_hand()
    by_policy, by_hand, rows = [], [], []
    with policies.transaction(), hand.transaction(), quiet():
        policies.execute("select kith.begin_request(%s)", [key])
        reach = reach_of(policies, case.permission)
        for turn in range(turns + 10):
            wanted = {**reach, "given": given[turn % len(given)]}
            first, took = ask(policies, one, wanted)
            second, took_by_hand = ask(hand, other, wanted)
            if first != second:
                figures.differs(f"{case.says}: {len(first)} rows by policy, {len(second)} by hand")
                return
            if turn >= 10:  # the first few fill the caches
                by_policy.append(took)
                by_hand.append(took_by_hand)
                rows.append(len(first))
    p, h = median(by_policy), median(by_hand)
    figures.says(
        f"{case.says} ({statistics.fmean(rows):.0f} rows)",
        f"{p:.2f} against {h:.2f} ms",
        f"{TIMES_AIM} times + {ADDED_AIM} ms",
        p <= TIMES_AIM * h + ADDED_AIM,
    )
    figures.says("", f"{p / h:.1f} times, {p - h:+.2f} ms")


def reach_of(connected: psycopg.Connection, permission: str) -> dict[str, Any]:
    """What the sealed context says, as an application would write it into its own filter."""
    row = connected.execute(
        "select kith.near(%(p)s), kith.through(%(p)s), kith.wide(%(p)s), kith.conflicts(), kith.readers()",
        {"p": permission},
    ).fetchone()
    assert row is not None
    return dict(zip(("near", "through", "wide", "conflicts", "readers"), row, strict=True))


def ask(connected: psycopg.Connection, statement: str, given: dict[str, Any]) -> tuple[list[Any], float]:
    began = time.perf_counter()
    rows = connected.execute(statement, given).fetchall()
    return rows, (time.perf_counter() - began) * 1000


@contextmanager
def quiet() -> Iterator[None]:
    """Without the collector of rubbish, which would fall on one side or the other."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
