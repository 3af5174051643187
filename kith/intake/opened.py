"""A file of rows, opened by a process of its own that may use little and reach nothing; or why it was not, in sentences."""

import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from kith.intake import opening
from kith.intake.reading import CannotRead

LARGEST = 10 * 2**20
WALL = 30  # seconds
PROGRAM = Path(opening.__file__).resolve()
AGAIN = "Save it again as a workbook (.xlsx) or as CSV, and send that."
SENTENCES = {
    "empty": "The file is empty. Send the one that has your rows.",
    "no_rows": "The file has a row of headings and nothing under it. Fill in a row for each child, and send it again.",
    "not_a_table": "This is {word}, not a table of rows. Send a workbook (.xlsx) or CSV, one row for each child.",
    "locked": "The workbook is locked with a password. Take the password off, and send it again.",
    "unpacks": "The workbook is far larger inside than it looks, and was not opened. Copy your rows into the template, and send that.",
    "strange": "The workbook holds parts that no workbook has, and was not opened. Copy your rows into the template, and send that.",
    "broken": f"The workbook is damaged, or did not arrive whole. {AGAIN}",
    "sheets": "More than one sheet has rows in it. Put all rows on one sheet, or send each sheet as a file of its own.",
    "wide": f"It has more than {opening.MOST_COLUMNS} columns. Copy your rows into the template, and send that.",
    "long": f"A cell holds more than {opening.LONGEST:,} letters. Shorten it; add the rest to the contact later.",
    "quotes": f"A quotation mark is opened and never closed, so that rows run into each other. {AGAIN}",
    "many": f"It has more than {opening.MOST_ROWS:,} rows. Send it in parts.",
    "not_text": f"It holds signs that are no text. {AGAIN}",
    "stopped": "It could not be opened within the time and the memory that a file may use. Copy your rows into the template, and send that.",
    "large": f"It is larger than {LARGEST // 2**20} MB. Send it in parts.",
}


@dataclass(frozen=True)
class Opened:
    """The rows of a file with their numbers, the first of them its headings; and how it was read."""

    rows: list[tuple[int, list[str]]]
    read_as: str
    is_sure: bool


def opened(raw: bytes) -> Opened:
    """What the process read. CannotRead says in a sentence why it did not, and repeats nothing of what was sent."""
    if len(raw) > LARGEST:
        raise CannotRead([SENTENCES["large"]])
    told = asked(PROGRAM, raw)
    try:
        head, *lines = told.decode().split("\n")
        said = json.loads(head)
        if "refused" in said:
            raise CannotRead([SENTENCES[said["refused"]].format(word=str(said.get("word", ""))[:40])])
        rows = [(int(number), [str(cell) for cell in cells]) for number, cells in map(json.loads, lines)]
        return Opened(rows, str(said["read_as"])[:40], bool(said["is_sure"]))
    except (ValueError, KeyError, TypeError):
        raise CannotRead([SENTENCES["stopped"]]) from None


def asked(program: Path, raw: bytes) -> bytes:
    """What a process of its own answers about these bytes, as far as it may answer, within its time."""
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and our own file
        [sys.executable, "-I", "-B", str(program)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    )
    assert child.stdin is not None and child.stdout is not None
    late = Timer(WALL, child.kill)
    late.start()
    try:
        with suppress(BrokenPipeError):
            child.stdin.write(raw)
            child.stdin.close()
        told = child.stdout.read(opening.MOST_SAID + 2**20)
    finally:
        late.cancel()
        child.kill()
        child.wait()
        child.stdout.close()
    return told
