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

from bench.ground import CAST, COUNTY, Figures, busiest_lead, connect, median, percentile, world
from tests import databases

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
REFERENCES = {
    "contact": "select c.reference from frontdoor_contact c where not c.restricted and c.partnership_id ="
    " (select id from sharing_partnership where code = 'ravenshire') order by c.id desc limit 400",
    "child": "select s.reference from plans_plan p join sharing_subject s on s.id = p.subject_id where p.closed_at is null"
    " and not s.restricted and s.partnerships @> array[(select id from sharing_partnership where code = 'ravenshire')]"
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
class Visitors:
    """Signed-in sessions, what they may open, and how long each page took."""

    port: int
    cookies: dict[str, str]
    references: dict[str, list[str]]
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    answers: Counter[int] = field(default_factory=Counter)

    def choose(self) -> tuple[str, str, str]:
        page = self.chance.choices(list(SHARES), list(SHARES.values()))[0]
        given = self.chance.choice(self.references[page]) if page in self.references else ""
        return page, PATHS[page].format(given), self.chance.choice(WHO[page])

    def visit(
        self, connection: http.client.HTTPConnection, chosen: tuple[str, str, str], since: float
    ) -> None:
        """One page, and how long since it was due."""
        page, path, who = chosen
        connection.request(
            "GET", path, headers={"Host": f"localhost:{self.port}", "Cookie": self.cookies[who]}
        )
        answer = connection.getresponse()
        answer.read()
        self.answers[answer.status] += 1
        self.took[page].append((time.perf_counter() - since) * 1000)

    def all_times(self) -> list[float]:
        return [each for times in self.took.values() for each in times]


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench pages")
    asked.add_argument("--on", choices=("cast", "county"), default="county")
    asked.add_argument("--rate", type=float, default=20, help="pages a second")
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--port", type=int, default=8290)
    options = asked.parse_args(words)
    with world(CAST if options.on == "cast" else COUNTY) as name:
        cookies, references = sign_in(name)
        with served(name, options.port):
            figures = Figures(f"Mixed pages on {options.on}, two server processes at work on two pages each")
            open_loop(Visitors(options.port, cookies, references), options.rate, 8)  # to warm
            visitors = Visitors(options.port, cookies, references)
            open_loop(visitors, options.rate, options.seconds)
            tell(figures, visitors, options.rate)
            saturate(figures, Visitors(options.port, cookies, references), 8, 15)
        return figures.result


def sign_in(name: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Sessions past the second factor, each seated; and references of what they open."""
    from django.conf import settings
    from django.test.utils import setup_test_environment, teardown_test_environment

    from kith.sharing.models import Worker
    from tests.world import World

    setup_test_environment()
    there, cookies = World(name), {}
    with connect(name, "search") as connected:
        references = {page: [row[0] for row in connected.execute(text)] for page, text in REFERENCES.items()}
    there.county.workers["lead"] = Worker.objects.get(pk=busiest_lead(name))
    for who in {each for whole in WHO.values() for each in whole}:
        browser = there.browser(who)
        browser.get("/help/")
        cookies[who] = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
    teardown_test_environment()
    return cookies, references


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
