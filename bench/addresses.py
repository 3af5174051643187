"""Which address is slow where there is much? Every page, as people of several posts, and the statements behind the slow ones.

`pages` measures the few that are open all day. This finds the page that nobody thought of, and the query that reads every area's rows.
"""

import argparse
import logging
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from bench.ground import Figures, connect, counties_of, median, percentile, world

AIM = 500
SLOW_STATEMENT = 100
WHO = ("amina", "huw", "noor", "ottoline", "perpetua", "olu")
# Of each kind two that somebody of the first area may read; an address of another kind of thing is not asked.
REFERENCES = {
    "contact": "select reference from frontdoor_contact where not restricted and partnership_id ="
    " (select id from sharing_partnership where code = 'ravenshire') order by id desc limit 2",
    "child": "select s.reference from plans_plan p join sharing_subject s on s.id = p.subject_id where p.closed_at is null"
    " and not s.restricted and s.partnerships @> array[(select id from sharing_partnership where code = 'ravenshire')]"
    " order by p.id desc limit 2",
    "receipt": "select reference from intake_receipt where partnership_id ="
    " (select id from sharing_partnership where code = 'ravenshire') order by id desc limit 2",
    "plan": "select reference from plans_plan where closed_at is null and not restricted order by id limit 2",
    "agency": "select reference from sharing_agency order by id limit 2",
    "post": "select reference from sharing_post order by id limit 2",
}
LEAVES = re.compile(r"sign|log|password|mfa|email|oidc|accounts|try|static")


@dataclass
class Asked:
    """One page as one of them: its milliseconds, and those of each statement."""

    who: str
    address: str
    took: float
    statements: list[tuple[float, str]]


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench addresses")
    asked.add_argument("--counties", type=int, choices=range(1, 11), default=1)
    options = asked.parse_args(words)
    with world(counties_of(options.counties)) as name:
        from django.test.utils import setup_test_environment, teardown_test_environment

        from tests.world import World

        setup_test_environment()
        logging.disable(logging.WARNING)  # who is refused what is not asked here
        figures = Figures(f"Every address at {options.counties} counties, the second time it is asked for")
        there = World(name)
        found = [each for who in WHO for each in asked_as(there, who)]
        logging.disable(logging.NOTSET)
        teardown_test_environment()
    tell(figures, found)
    return figures.result


def asked_as(there: Any, who: str) -> Iterator[Asked]:
    """Every page that opens for one of them."""
    from django.db import connection

    browser = there.browser(who)
    for address in addresses(there.database):
        for _ in range(2):
            statements: list[tuple[float, str]] = []
            began = time.perf_counter()
            with connection.execute_wrapper(timed(statements)):
                answer = browser.get(address)
            took = (time.perf_counter() - began) * 1000
            if answer.status_code != 200:
                break
        else:
            yield Asked(who, address, took, statements)


def timed(statements: list[tuple[float, str]]) -> Callable[..., Any]:
    def wrapper(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, parameters, many, context)
        finally:
            statements.append(((time.perf_counter() - began) * 1000, str(sql)))

    return wrapper


def addresses(name: str) -> list[str]:
    """Every address that can be asked for with what is known of this county."""
    from django.urls import reverse

    from tests.whole.addresses import SIGN_IN, TAKES, names

    with connect(name, "search") as connected:
        known = {kind: [row[0] for row in connected.execute(sql)] for kind, sql in REFERENCES.items()}
    found = []
    for address, route in names():
        if address.startswith("/") or LEAVES.search(route):
            continue
        if address in TAKES:
            kind, others = TAKES[address]
            found += [reverse(address, kwargs={"reference": one, **others}) for one in known.get(kind, ())]
        else:
            found.append(reverse(address, kwargs=SIGN_IN.get(address, {})))
    return found


def tell(figures: Figures, found: list[Asked]) -> None:
    times = [each.took for each in found]
    figures.says("pages that opened", f"{len(found):,}")
    figures.says("median, and 95 of 100 (ms)", f"{median(times):.0f} and {percentile(times, 0.95):.0f}")
    slow = sorted((each for each in found if each.took > AIM), key=lambda each: -each.took)
    figures.says(f"over {AIM} ms", f"{len(slow)} of {len(found)}", "none", not slow)
    for each in slow:
        figures.says(f"  {each.address}, {each.who}", f"{each.took:.0f} ms")
    worst: dict[str, tuple[float, str]] = {}
    for each in found:
        for took, sql in each.statements:
            short = re.sub(r"^SELECT .*? FROM", "SELECT … FROM", sql)
            if took > SLOW_STATEMENT and took > worst.get(short, (0, ""))[0]:
                worst[short] = took, f"{each.address}, {each.who}"
    figures.says(f"statements over {SLOW_STATEMENT} ms", str(len(worst)), "none", not worst)
    for short, (took, where) in sorted(worst.items(), key=lambda one: -one[1][0]):
        figures.says(f"  {where}", f"{took:.0f} ms")
        print(f"      {short[:300]}")
