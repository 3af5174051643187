"""Does a receipt hold? Kills by turns while clients post; and how long an accepted notification takes, and how many a second.

It ends by itself: posting while parts are killed stops half-way through what is left of `--minutes`; the rest is for
reading what was received.
"""

import argparse
import tempfile
import threading
import time
from pathlib import Path

from bench.ground import Figures, percentile, set_up
from bench.killing import IN_HAND, Installed, Log, Truth, clients, compare, installed, kills

P95_AIM, RATE_AIM = 60, 50
EVERY = 30


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench intake")
    asked.add_argument("--acknowledged", type=int, default=20_000)
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--minutes", type=float, default=24, help="at most so long")
    asked.add_argument("--port", type=int, default=8190)
    asked.add_argument(
        "--until", choices=("read", "queued"), default="read",
        help="compare once all is read; or once what is unread has a job that will read it",
    )  # fmt: skip
    options = asked.parse_args(words)
    set_up()
    from kith.county.places import FEED_KEY

    began = time.monotonic()
    ends = began + options.minutes * 60
    figures = Figures("Notifications: what an accepted one takes, and what survives kills")
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o711)
        with installed(Path(scratch) / "data", options.port) as kith:
            is_read = options.until == "read"
            if is_read:
                alone(figures, kith, FEED_KEY, ends)
            posting_ends = (time.monotonic() + ends) / 2 if is_read else ends - 240
            log, done, lasted = killed(
                figures, kith, FEED_KEY, options.acknowledged, options.kills, posting_ends
            )
            tell(figures, "while parts are killed", log, lasted)
            watch = Watch("still to be read" if is_read else "unread and not queued")
            patience = max(30 if is_read else 240, ends - time.monotonic())
            truth = compare(kith, log, patience=patience, say=watch.says, until_read=is_read)
    figures.says(
        "acknowledged", f"{len(log.acknowledged):,}", f"{options.acknowledged:,}", len(log.acknowledged) >= options.acknowledged
    )  # fmt: skip
    figures.says(
        f"kills: {', '.join(f'{done.count(part)} {part}' for part in sorted(set(done)))}",
        str(len(done)),
        str(options.kills),
        len(done) >= options.kills,
    )
    print(f"  answers {dict(log.statuses)}; {(time.monotonic() - began) / 60:.0f} minutes in all")
    return judge(figures, truth, log, watch, is_read=is_read)


def alone(figures: Figures, kith: Installed, key: str, ends: float) -> None:
    """Without kills: how long one takes, and how many a second."""
    for who, number, threads, rate in (
        ("one client", 500, 1, 0),
        (f"{RATE_AIM} a second", 2_000, 24, RATE_AIM),
        ("six clients as fast as they can", 1_500, 6, 0),
    ):
        log, began = Log(), time.monotonic()
        clients(kith, key, log, wanted=number, threads=threads, until=min(ends, began + 120), rate=rate)
        tell(figures, who, log, time.monotonic() - began)


def killed(
    figures: Figures, kith: Installed, key: str, wanted: int, number: int, until: float
) -> tuple[Log, list[str], float]:
    """Six clients post while parts are killed by turns, until enough is acknowledged or it is late."""
    log, stop, done = Log(), threading.Event(), []
    lasts = until - time.monotonic()
    killer = threading.Thread(target=lambda: done.extend(kills(kith, number, log, wanted, stop, lasts)))
    teller = threading.Thread(target=progress, args=(log, wanted, stop))
    began = time.monotonic()
    killer.start()
    teller.start()
    clients(kith, key, log, wanted=wanted, threads=6, until=until)
    stop.set()
    killer.join()
    teller.join()
    return log, done, time.monotonic() - began


def progress(log: Log, wanted: int, stop: threading.Event) -> None:
    before = 0
    while not stop.wait(EVERY):
        now = len(log.acknowledged)
        print(f"    {now:,} of {wanted:,} acknowledged, {(now - before) / EVERY:.0f} a second", flush=True)
        before = now


class Watch:
    """How many wait for something, told now and then, and whether they still become fewer."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.least, self.since, self.told = float("inf"), time.monotonic(), 0.0

    def says(self, number: int) -> None:
        now = time.monotonic()
        if number < self.least:
            self.least, self.since = number, now
        if now - self.told > EVERY:
            print(f"    {number:,} {self.words}", flush=True)
            self.told = now

    @property
    def is_stuck(self) -> bool:
        return self.least > 0 and time.monotonic() - self.since > 60


def tell(figures: Figures, who: str, log: Log, lasted: float) -> None:
    """p50, p95, p99 and the rate; the aims are those of the rate that is aimed at, and of all that can be had."""
    if not log.took:
        figures.says(who, "nothing was acknowledged")
        return
    took = [each * 1000 for each in log.took]
    p95, rate = percentile(took, 0.95), len(took) / lasted
    is_aimed, is_full = who.endswith("a second"), who.startswith("six")
    figures.says(
        f"{who}: an accepted notification",
        f"p50 {percentile(took, 0.5):.0f}, p95 {p95:.0f}, p99 {percentile(took, 0.99):.0f} ms",
        f"p95 {P95_AIM} ms" if is_aimed else "",
        p95 <= P95_AIM if is_aimed else None,
    )
    figures.says(
        f"{who}: accepted",
        f"{rate:.0f} a second",
        f"{RATE_AIM} a second" if is_full else "",
        rate >= RATE_AIM if is_full else None,
    )


def judge(figures: Figures, truth: Truth, log: Log, watch: Watch, *, is_read: bool) -> int:
    """Nothing lost, changed or doubled; what is still being read is slow, what is stuck has failed."""
    for words, found in (("lost", truth.lost), ("changed", truth.changed), ("doubled", truth.doubled)):
        figures.says(words, str(len(found)), "0", not found)
        if found:
            figures.differs(f"{len(found)} {words}: {', '.join(found[:5])}")
    if is_read:
        figures.says("received and not read by the end", f"{truth.unread:,}", "0", not truth.unread)
    else:
        figures.says("read by the end, and waiting to be read", f"{truth.read:,} and {truth.unread:,}")
        figures.says(
            "waiting, and no job will read it", f"{truth.left:,}", f"{IN_HAND} in hand", truth.left <= IN_HAND
        )
        if truth.left > IN_HAND:
            figures.differs(f"{truth.left} are forgotten")
    if is_read and truth.unread and watch.is_stuck:
        figures.differs("reading has stopped")
    if odd := {s: n for s, n in log.statuses.items() if isinstance(s, int) and s >= 500 and s != 503}:
        figures.differs(f"answers that no sender can act on: {odd}")
    if log.without_retry_after:
        figures.differs(f"{log.without_retry_after} answers of 503 without Retry-After")
    return figures.result
