"""Looks into one attached file in a process of its own: what it is, whether it says where it was made, and its text.

Run as a file with `python -I`, like `opening.py`, within the same limits and with as little. Nothing in the file is worked out,
drawn or followed. Of a JPEG that holds a place it makes a copy that holds none.
"""

import io
import json
import re
import struct
import sys
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import NoReturn

MOST_LINES, LONGEST_LINE = 200, 500
YES, NO, NOT_KNOWN = "yes", "no", "not_known"
# What files begin with: at which byte, the sign, and what they are.
SIGNS = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (0, b"GIF8", "gif"),
    (0, b"II*\x00", "tiff"),
    (0, b"MM\x00*", "tiff"),
    (8, b"WEBP", "webp"),
    (8, b"WAVE", "sound"),
    (8, b"AVI ", "film"),
    (4, b"ftyphei", "heic"),
    (4, b"ftypmif1", "heic"),
    (4, b"ftypavif", "heic"),
    (4, b"ftypM4A", "sound"),
    (4, b"ftyp", "film"),
    (0, b"\x1aE\xdf\xa3", "film"),
    (0, b"ID3", "sound"),
    (0, b"\xff\xfb", "sound"),
    (0, b"OggS", "sound"),
    (0, b"%PDF-", "pdf"),
    (0, b"{\\rtf", "rtf"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"\xca\xfe\xba\xbe", "program"),
    (0, b"\xcf\xfa\xed\xfe", "program"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "program"),
    (0, b"#!", "program"),
    (0, b"\x1f\x8b", "packed"),
    (0, b"Rar!", "packed"),
    (0, b"7z\xbc\xaf", "packed"),
    (0, b"\xd0\xcf\x11\xe0", "old_office"),
)
PICTURES = {"jpeg", "png", "gif", "tiff", "webp", "heic"}
MARKUP = (b"<!doc", b"<html", b"<svg", b"<?xml", b"<scri", b"<body", b"<head")
PARTS = {"xl/": "workbook", "word/": "document", "ppt/": "slides"}
# Where films and the notes beside pictures say where they were made.
SAYS_PLACE = (b"\xa9xyz", b"com.apple.quicktime.location", b"GPSLatitude")
EXIF, POINTS_TO_PLACE = b"Exif\x00\x00", 0x8825
# From the lines of a picture to its next part: no stuffed byte, no restart, no filling.
NEXT_PART = re.compile(b"\xff[^\x00\xd0-\xd7\xff]")
ENDS, LINES_OF_IT = 0xD9, 0xDA
ALONE = frozenset((0x01, *range(0xD0, 0xD8)))


def kind_of(raw: bytes) -> str:
    """What a file is by its own bytes; what it is called and what it was said to be do not count."""
    if not raw:
        return "empty"
    for place, sign, kind in SIGNS:
        if raw.startswith(sign, place) and (place != 8 or raw.startswith(b"RIFF")):
            return kind
    if raw.startswith(b"PK"):
        return next((kind for part, kind in PARTS.items() if part.encode() in raw[:8192]), _packed(raw))
    if raw[:1024].lstrip().lower().startswith(MARKUP):
        return "markup"
    return "text" if is_text(raw) else "unknown"


def _packed(raw: bytes) -> str:
    """A packed document names its parts at its end too."""
    end = raw[-65_536:]
    found = next((kind for part, kind in PARTS.items() if part.encode() in end), "")
    return found or ("document" if b"opendocument" in raw[:200] else "packed")


def is_text(raw: bytes) -> bool:
    """Whether somebody could have typed it."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    strange = sum(sign < 32 and sign not in b"\r\n\t\x0c" for sign in raw[:65_536])
    return b"\x00" not in raw[:65_536] and strange <= len(raw[:65_536]) / 50


def place_in(raw: bytes, kind: str) -> str:
    """Whether the file says where it was made; `not_known` where that cannot be looked for."""
    if any(sign in raw for sign in SAYS_PLACE):
        return YES
    try:
        blocks = list(notes_in(raw, kind))
        if any(_has_place(block) for block in blocks):
            return YES
    except (struct.error, IndexError, ValueError):
        return NOT_KNOWN
    return NO if kind in PICTURES - {"heic"} or kind == "text" or (kind == "heic" and blocks) else NOT_KNOWN


def notes_in(raw: bytes, kind: str) -> Iterator[bytes]:
    """The notes that a camera leaves in a picture, wherever that kind of picture keeps them."""
    if kind == "tiff":
        yield raw
    if kind == "png":
        at = raw.find(b"eXIf", 8)
        if at > 0:
            yield raw[at + 4 :]
    if kind == "webp":
        at = raw.find(b"EXIF", 12)
        if at > 0:
            yield raw[at + 8 :].removeprefix(EXIF)
    for found in list(re.finditer(re.escape(EXIF), raw))[:50]:
        yield raw[found.end() :]


def _has_place(notes: bytes) -> bool:
    """Whether these notes have a part about the place, with more in it than its version."""
    order = {b"II": "<", b"MM": ">"}.get(notes[:2])
    if order is None:
        return False
    at = struct.unpack_from(f"{order}I", notes, 4)[0]
    for _ in range(8):  # a picture, its thumbnail, and a few more; a list that bites its tail ends here
        count = struct.unpack_from(f"{order}H", notes, at)[0]
        for n in range(min(count, 512)):
            tag, _, _, value = struct.unpack_from(f"{order}HHII", notes, at + 2 + 12 * n)
            if tag == POINTS_TO_PLACE:
                inner = struct.unpack_from(f"{order}H", notes, value)[0]
                tags = [
                    struct.unpack_from(f"{order}H", notes, value + 2 + 12 * k)[0]
                    for k in range(min(inner, 64))
                ]
                if any(tags):
                    return True
        at = struct.unpack_from(f"{order}I", notes, at + 2 + 12 * count)[0]
        if not at:
            return False
    return False


def without_notes(raw: bytes) -> bytes:
    """A JPEG with its picture and colours, and nothing that was written beside it. ValueError where its parts do not follow each other."""
    kept, at = [raw[:2]], 2
    while True:
        if raw[at : at + 1] != b"\xff":
            raise ValueError("no part begins here")
        mark = raw[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == ENDS:
            return b"".join([*kept, raw[at : at + 2]])
        if mark in ALONE:
            kept.append(raw[at : at + 2])
            at += 2
            continue
        end = at + 2 + struct.unpack_from(">H", raw, at + 2)[0]
        if end > len(raw) or end < at + 4:
            raise ValueError("a part is longer than the file")
        if mark == LINES_OF_IT:
            found = NEXT_PART.search(raw, end)
            if found is None:
                raise ValueError("the picture never ends")
            end = found.start()
        if is_kept(mark, raw[at + 4 : end]):
            kept.append(raw[at:end])
        at = end


def is_kept(mark: int, said: bytes) -> bool:
    """What a picture is drawn from: not its notes, and of the programs’ own parts the colours alone."""
    if mark == 0xFE:
        return False
    if 0xE0 <= mark <= 0xEF:
        return (mark == 0xE0 and said[:5] == b"JFIF\x00") or (mark == 0xEE and said[:5] == b"Adobe")
    return True


def text_in(raw: bytes, kind: str, opening: ModuleType) -> list[str]:
    """The first lines of a text or of a workbook; of anything else none."""
    try:
        if kind == "text":
            said, _, _ = opening.text_of(raw)
            found = io.StringIO(said)
            return [
                line.rstrip("\r\n")[:LONGEST_LINE] for _, line in zip(range(MOST_LINES), found, strict=False)
            ]
        if kind in {"workbook", "old_office"}:
            _, rows = opening.rows_of(raw)
            return [" | ".join(cells)[:LONGEST_LINE] for _, cells in rows[:MOST_LINES]]
    except opening.Refused:
        pass
    return []


def say(told: dict[str, object], copy: bytes = b"") -> NoReturn:
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + copy)
    sys.stdout.flush()
    sys.exit(0)


def the_other() -> ModuleType:
    """`opening.py`, from beside this file: nothing else of Kith can be reached from here."""
    beside = util.spec_from_file_location("opening", Path(__file__).resolve().with_name("opening.py"))
    assert beside is not None and beside.loader is not None
    found = util.module_from_spec(beside)
    beside.loader.exec_module(found)
    return found


def main() -> NoReturn:
    opening = the_other()
    opening.shut_in()
    raw = sys.stdin.buffer.read()
    kind = kind_of(raw)
    told: dict[str, object] = {"kind": kind, "place": NOT_KNOWN, "lines": []}
    copy = b""
    try:
        told["place"] = place_in(raw, kind)
        told["lines"] = text_in(raw, kind, opening)
        if kind == "jpeg" and told["place"] != NO:
            copy = without_notes(raw)
    except (ValueError, struct.error, IndexError, MemoryError, RecursionError):
        copy = b""
    say(told, copy)


if __name__ == "__main__":
    main()
