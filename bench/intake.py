"""Does a receipt hold? Kills by turns while clients post; and how long an accepted notification takes, and how many a second."""

import argparse
import statistics
import tempfile
import threading
import time
from pathlib import Path

from bench.killing import Log, clients, compare, installed, kills
from kith.county.places import FEED_KEY


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else float("nan")


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench intake")
    asked.add_argument("--acknowledged", type=int, default=20_000)
    asked.add_argument("--kills", type=int, default=20)
    asked.add_argument("--port", type=int, default=8190)
    options = asked.parse_args(words)
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o711)
        with installed(Path(scratch) / "data", options.port) as kith:
            quiet(kith)
            log, stop, done = Log(), threading.Event(), []
            wanted = options.acknowledged
            killer = threading.Thread(
                target=lambda: done.extend(kills(kith, options.kills, log, wanted, stop))
            )
            began = time.monotonic()
            killer.start()
            clients(kith, FEED_KEY, log, wanted=wanted, threads=6)
            stop.set()
            killer.join()
            lasted = time.monotonic() - began
            truth = compare(kith, log, patience=600)
    print(f"kills {len(done)}: {', '.join(sorted(set(done)))}; {lasted:.0f} s")
    print(f"acknowledged {len(log.acknowledged)}; answers {dict(log.statuses)}")
    print(
        f"lost {len(truth.lost)}, changed {len(truth.changed)}, doubled {len(truth.doubled)}, unread {truth.unread}"
    )
    odd = {s: n for s, n in log.statuses.items() if isinstance(s, int) and s >= 500 and s != 503}
    print(f"5xx but 503: {odd or 'none'}; 503 without Retry-After: {log.without_retry_after}")
    failed = truth.lost or truth.changed or truth.doubled or truth.unread or odd or log.without_retry_after
    return 1 if failed else 0


def quiet(kith) -> None:  # type: ignore[no-untyped-def]
    """Without kills: how long one takes, and how many a second."""
    log, began = Log(), time.monotonic()
    clients(kith, FEED_KEY, log, wanted=500, threads=1)
    alone, lasted = log.took, time.monotonic() - began
    print(
        f"one client: median {statistics.median(alone) * 1000:.0f} ms, p95 {percentile(alone, 0.95) * 1000:.0f} ms,"
        f" {len(alone) / lasted:.0f} a second"
    )
    log, began = Log(), time.monotonic()
    clients(kith, FEED_KEY, log, wanted=1500, threads=6)
    took, lasted = log.took, time.monotonic() - began
    print(
        f"six clients: median {statistics.median(took) * 1000:.0f} ms, p95 {percentile(took, 0.95) * 1000:.0f} ms,"
        f" {len(took) / lasted:.0f} a second (aim: p95 60 ms, 50 a second)"
    )
