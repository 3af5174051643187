"""Does the machine interface keep its promises, whatever is sent and by whomever? Requests made up from its own description.

As each asker by turns, half as described and half not; nothing is read meanwhile, and a part of what was taken is read at the end.
"""

import argparse
import logging
import time

from bench.ground import CAST, Figures, world
from tests import databases


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench requests")
    asked.add_argument("--number", type=int, default=100_000)
    asked.add_argument("--begin", type=int, default=0, help="after so many rounds that an earlier run made")
    asked.add_argument(
        "--read", type=int, default=2_000, help="how many of those that were taken are read at the end"
    )
    options = asked.parse_args(words)
    figures = Figures("Requests made up from the interface’s own description")
    with world(CAST) as name:
        logging.disable(logging.WARNING)  # a refusal is what is asked for here
        from tests.machine import Asked, ask
        from tests.whole.test_machine_interface import askers
        from tests.world import World

        systems, refused = askers(World(name))
        told, rounds, began = Asked(), options.begin, time.monotonic()
        while told.number < options.number:
            for those, each in ((systems, 200), (refused, 10)):
                more = ask(those, each=each, begun_with=rounds)
                told.statuses += more.statuses
                told.wrong += more.wrong
            rounds += 1
            print(
                f"    {told.number:,} of {options.number:,}: {told.faults} faults, {len(told.wrong)} that the description does not allow",
                flush=True,
            )
        lasted = time.monotonic() - began
        figures.says(
            f"asked, by {len(systems)} systems and {len(refused)} whom no key lets in",
            f"{told.number:,}",
            f"{options.number:,}",
            told.number >= options.number,
        )
        figures.says("answers", ", ".join(f"{status}: {n:,}" for status, n in sorted(told.statuses.items())))
        figures.says("a second, generation included", f"{told.number / lasted:.0f}")
        figures.says("faults of the server", str(told.faults), "0", not told.faults)
        figures.says("answers that the description does not allow", str(len(told.wrong)), "0", not told.wrong)
        for sentence in told.wrong[:20]:
            figures.differs(sentence)
        read(name, options.read, figures)
    return figures.result


def read(name: str, number: int, figures: Figures) -> None:
    """Some of what was taken, read: each has landed or waits for somebody."""
    from kith.sharing import jobs

    began = time.monotonic()
    with databases.opened(name, "worker"):
        done = jobs.run_waiting(at_most=number)
    with databases.owner(name) as connected:
        row = connected.execute(
            "select count(*) filter (where outcome = 'quarantined'), count(*) from intake_landing"
        ).fetchone()
    assert row is not None
    figures.says(
        f"read: {done:,} in {time.monotonic() - began:.0f} s", f"{row[0]:,} of {row[1]:,} quarantined"
    )
