"""How long `python3 run` takes to its first page: in a data folder that is new, and in one that is known.

The packages are there already; what a first installation fetches is the network's time, not ours.
"""

import argparse
import tempfile
import time
from pathlib import Path

from bench.ground import Figures, median
from bench.killing import installed

COLD_AIM, WARM_AIM = 20, 5


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench start")
    asked.add_argument("--port", type=int, default=8291)
    asked.add_argument("--times", type=int, default=3)
    options = asked.parse_args(words)
    figures = Figures("From the command to the first page, the invented county included")
    cold, warm = [], []
    for _ in range(options.times):
        with tempfile.TemporaryDirectory() as scratch:
            Path(scratch).chmod(0o711)
            cold.append(started(Path(scratch) / "data", options.port))
            warm.append(started(Path(scratch) / "data", options.port))
    figures.says(
        "cold: a new data folder", told(cold), f"{COLD_AIM} s (our own aim)", median(cold) <= COLD_AIM
    )
    figures.says(
        "warm: the same folder again", told(warm), f"{WARM_AIM} s (our own aim)", median(warm) <= WARM_AIM
    )
    return figures.result


def started(folder: Path, port: int) -> float:
    """`run` says that it is ready when its first page has been answered."""
    began = time.monotonic()
    with installed(folder, port):
        return time.monotonic() - began


def told(seconds: list[float]) -> str:
    return ", ".join(f"{each:.1f}" for each in seconds) + " s"
