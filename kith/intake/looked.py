"""What a process of its own saw in an attached file. Whatever the file is, there is an answer."""

import json
from dataclasses import dataclass
from pathlib import Path

from kith.intake import looking, opened

PROGRAM = Path(looking.__file__).resolve()


@dataclass(frozen=True)
class Looked:
    """What a file is, whether it says where it was made, its first lines, and a copy that holds no place."""

    kind: str
    place: str = looking.NOT_KNOWN
    lines: tuple[str, ...] = ()
    copy: bytes = b""


def looked(raw: bytes) -> Looked:
    """What the process said; where it came to nothing, what the first bytes say."""
    head, _, copy = opened.asked(PROGRAM, raw).partition(b"\n")
    try:
        told = json.loads(head)
        return Looked(
            str(told["kind"]), str(told["place"]), tuple(_shown(str(line)) for line in told["lines"]), copy
        )
    except (ValueError, KeyError, TypeError):
        return Looked(looking.kind_of(raw[:65_536]))


def _shown(line: str) -> str:
    """A line without what a database cannot keep or a page would turn around."""
    return "".join(sign for sign in line if sign.isprintable() or sign == "\t")
