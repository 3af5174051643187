"""`python3 run bench NAME [options]`: one measurement; `all` is every one but `flood` and `intake`, which have a Kith of their own."""

import sys
from importlib import import_module

NAMES = (
    "rows",
    "audit",
    "queries",
    "pages",
    "start",
    "oracle",
    "requests",
    "seal",
    "together",
    "flood",
    "intake",
)


def main(words: list[str]) -> int:
    if words[:1] == ["all"]:
        return max(
            import_module(f"bench.{name}").main([]) for name in NAMES if name not in ("flood", "intake")
        )
    if not words or words[0] not in NAMES:
        print(f"Say which: {', '.join(NAMES)}, or all.")
        return 0 if not words else 2
    return import_module(f"bench.{words[0]}").main(words[1:])


sys.exit(main(sys.argv[1:]))
