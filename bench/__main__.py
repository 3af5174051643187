"""`python3 run bench NAME [options]`: one measurement; `all` is every one but `flood` and `intake`, which have a Kith of their own.

`ground --counties 10 --keep FOLDER` makes a world of ten counties once, for `pages`, `addresses` and `queries` with the same words.
"""

import sys
from importlib import import_module

NAMES = (
    "ground",
    "rows",
    "audit",
    "queries",
    "pages",
    "addresses",
    "start",
    "oracle",
    "requests",
    "seal",
    "together",
    "flood",
    "intake",
)
# These make a world or a Kith of their own, and take long.
ALONE = ("ground", "flood", "intake")


def main(words: list[str]) -> int:
    if words[:1] == ["all"]:
        return max(import_module(f"bench.{name}").main([]) for name in NAMES if name not in ALONE)
    if not words or words[0] not in NAMES:
        print(f"Say which: {', '.join(NAMES)}, or all.")
        return 0 if not words else 2
    return import_module(f"bench.{words[0]}").main(words[1:])


sys.exit(main(sys.argv[1:]))
