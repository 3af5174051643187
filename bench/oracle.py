"""Rules, policies and a second telling of the access model, in ten thousand worlds made up at random: one answer."""

import argparse
import os
import subprocess
import sys
import time

PROOF = "tests/whole/test_access_oracle.py"


def main(words: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="run bench oracle", description=__doc__)
    asked.add_argument("--worlds", type=int, default=10_000)
    options = asked.parse_args(words)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.plugin", PROOF],
        env={**os.environ, "KITH_ORACLE_WORLDS": str(options.worlds)},
        check=False,
    )
    answer = "one answer in each" if done.returncode == 0 else "they differ"
    print(f"{options.worlds:,} worlds in {time.monotonic() - began:.0f} s: {answer}")
    return done.returncode
