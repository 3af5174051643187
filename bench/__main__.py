"""`python3 run bench [name] [options]`: one measurement, or the names of all."""

import sys
from importlib import import_module
from pathlib import Path

NAMES = sorted(
    p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith("_") and p.stem != "killing"
)


def main(words: list[str]) -> int:
    if not words or words[0] not in NAMES:
        print("Say which: " + ", ".join(NAMES))
        return 0 if not words else 2
    return import_module(f"bench.{words[0]}").main(words[1:])


sys.exit(main(sys.argv[1:]))
