"""Pages of the grown county, from the server that serves them: 20 mixed ones a second, whether or not the last is there.

Open loop: a page's time runs from the moment at which it was due to be asked for, so that a queue is seen as a queue.
Then saturation: eight clients that ask again as soon as they are answered.
"""

import argparse
import http.client
import os
import queue
import random
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.ground import CAST, Figures, busiest_lead, connect, counties_of, median, percentile, world
from tests import databases

if TYPE_CHECKING:
    from tests.world import World

P95_AIM = 150
SHARES = {"worklist": 30, "contact": 25, "child": 20, "my work": 10, "my children": 10, "refer": 5}
WHO = {
    "worklist": ("amina", "noor", "huw"),
    "contact": ("amina", "noor", "huw"),
    "child": ("amina", "noor", "huw"),
    "my work": ("lead",),
    "my children": ("lead",),
    "refer": ("keerthana",),
}
# In the other areas, whose people have no names: their posts, in the order in which they were founded.
ELSEWHERE = {
    "worklist": ("post1", "post2", "post3"),
    "contact": ("post1", "post2", "post3"),
    "child": ("post1", "post2", "post3"),
    "my work": ("lead",),
    "my children": ("lead",),
    "refer": ("post9",),
}
REFERENCES = {
    "contact": "select c.reference from frontdoor_contact c where not c.restricted and c.partnership_id ="
    " (select id from sharing_partnership where code = %s) order by c.id desc limit 400",
    "child": "select s.reference from plans_plan p join sharing_subject s on s.id = p.subject_id where p.closed_at is null"
    " and not s.restricted and s.partnerships @> array[(select id from sharing_partnership where code = %s)]"
    " order by p.id desc limit 400",
}
PATHS = {
    "worklist": "/worklist/",
    "contact": "/contacts/{}/",
    "child": "/children/{}/",
    "my work": "/worklist/",
    "my children": "/children/",
    "refer": "/refer/",
}


@dataclass
class Visited:
    """An area: the sessions of its people, and what they may open."""

    cookies: dict[str, list[str]]
    references: dict[str, list[str]]


@dataclass
class Visitors:
    """Signed-in sessions of each area, and how long each page took."""

    port: int
    areas: list[Visited]
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    answers: Counter[int] = field(default_factory=Counter)

    def choose(self) -> tuple[str, str, str]:
        """A page, its address, and whose session asks for it."""
        area = self.chance.choice(self.areas)
        page = self.chance.choices(list(SHARES), list(SHARES.values()))[0]
        given = self.chance.choice(area.references[page]) if page in area.references else ""
        return page, PATHS[page].format(given), self.chance.choice(area.cookies[page])

    def visit(
        self, connection: http.client.HTTPConnection, chosen: tuple[str, str, str], since: float
    ) -> None:
        """One page, and how long since it was due."""
        page, path, cookie = chosen
        connection.request("GET", path, headers={"Host": f"localhost:{self.port}", "Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        self.answers[answer.status] += 1
        self.took[page].append((time.perf_counter() - since) * 1000)

    def all_times(self) -> list[float]:
        return [each for times in self.took.values() for each in times]


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench pages")
    asked.add_argument("--on", choices=("cast", "county"), default="county")
    asked.add_argument("--counties", type=int, choices=range(1, 11), default=1)
    asked.add_argument("--rate", type=float, default=20, help="pages a second")
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--port", type=int, default=8290)
    asked.add_argument(
        "--warm",
        type=float,
        default=8,
        help="seconds of the same before, so that what is read often is at hand",
    )
    options = asked.parse_args(words)
    on = CAST if options.on == "cast" else counties_of(options.counties)
    with world(on) as name:
        areas = sign_in(name, options.counties)
        with served(name, options.port):
            figures = Figures(f"Mixed pages on {on}, two server processes at work on two pages each")
            open_loop(Visitors(options.port, areas), options.rate, options.warm)
            visitors = Visitors(options.port, areas)
            open_loop(visitors, options.rate, options.seconds)
            tell(figures, visitors, options.rate)
            saturate(figures, Visitors(options.port, areas), 8, 15)
        return figures.result


def sign_in(name: str, counties: int) -> list[Visited]:
    """For each area: sessions past the second factor, each seated, and references of what they open."""
    from django.test.utils import setup_test_environment, teardown_test_environment

    from kith.county.areas import where
    from tests.world import World

    setup_test_environment()
    there = World(name)
    found = [signed_in(there, where(number).area) for number in range(counties)]
    teardown_test_environment()
    return found


def signed_in(there: "World", area: str) -> Visited:
    from django.conf import settings

    from kith.sharing.models import Worker

    with connect(there.database, "search") as connected:
        references = {
            page: [row[0] for row in connected.execute(text, [area])] for page, text in REFERENCES.items()
        }
    who = WHO if area == "ravenshire" else ELSEWHERE
    cookies = {}
    for each in sorted({each for whole in who.values() for each in whole}):
        if each == "lead":
            there.county.workers[each] = Worker.objects.get(pk=busiest_lead(there.database, area))
        elif each.startswith("post"):
            there.county.workers[each] = Worker.objects.get(email=f"{each}@{area}.crowd.example")
        browser = there.browser(each)
        browser.get("/help/")
        cookies[each] = (
            f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
        )
    return Visited({page: [cookies[each] for each in whole] for page, whole in who.items()}, references)


@contextmanager
def served(name: str, port: int) -> Iterator[None]:
    """The server as `run` starts it, on this database."""
    told = databases.environment(name, "app") | {
        "KITH_PORT": str(port),
        "KITH_ORIGIN": f"http://localhost:{port}",
    }
    told.pop("KITH_TEST", None)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2",
        "--blocking-threads", "64", "--no-ws", "--log-level", "warning", "project.wsgi:application",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=told)
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int, patience: float = 60) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/help/", headers={"Host": f"localhost:{port}"})
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not answer.")


def open_loop(visitors: Visitors, rate: float, seconds: float, clients: int = 32) -> None:
    """Pages are due at random moments, so many a second; whoever is free asks, late or not."""
    due: queue.Queue[tuple[float, tuple[str, str, str]] | None] = queue.Queue()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", visitors.port, timeout=60)
        while (wanted := due.get()) is not None:
            at, chosen = wanted
            visitors.visit(connection, chosen, at)
        connection.close()

    running = [threading.Thread(target=client) for _ in range(clients)]
    for each in running:
        each.start()
    at = time.perf_counter()
    until = at + seconds
    while at < until:
        at += visitors.chance.expovariate(rate)
        time.sleep(max(0, at - time.perf_counter()))
        due.put((at, visitors.choose()))
    for _ in running:
        due.put(None)
    for each in running:
        each.join()


def saturate(figures: Figures, visitors: Visitors, clients: int, seconds: float) -> None:
    """As many as the server gives, with so many who wait for it."""
    began = time.perf_counter()

    def client() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", visitors.port, timeout=60)
        while time.perf_counter() < began + seconds:
            visitors.visit(connection, visitors.choose(), time.perf_counter())
        connection.close()

    running = [threading.Thread(target=client) for _ in range(clients)]
    for each in running:
        each.start()
    for each in running:
        each.join()
    times = visitors.all_times()
    figures.says(
        f"saturation, {clients} clients",
        f"{len(times) / (time.perf_counter() - began):.0f} a second",
        f"p95 then {percentile(times, 0.95):.0f} ms",
    )


def tell(figures: Figures, visitors: Visitors, rate: float) -> None:
    times = visitors.all_times()
    figures.says(
        f"{len(times)} pages, {rate:.0f} a second, load {os.getloadavg()[0]:.1f} at the end",
        f"p50 {median(times):.0f}, p95 {percentile(times, 0.95):.0f}, p99 {percentile(times, 0.99):.0f} ms",
        f"p95 {P95_AIM} ms",
        percentile(times, 0.95) <= P95_AIM,
    )
    for page, each in sorted(visitors.took.items()):
        figures.says(
            f"  {page} ({len(each)})", f"p50 {median(each):.0f}, p95 {percentile(each, 0.95):.0f} ms"
        )
    if wrong := {status: number for status, number in visitors.answers.items() if status != 200}:
        figures.differs(f"answers that were no page: {wrong}")
