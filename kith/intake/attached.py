"""What may be attached, under which name it is shown, and who is given it. No database and no clock in here."""

import re
import unicodedata
from datetime import date, timedelta
from functools import cache
from pathlib import PurePosixPath

from kith.core import lists

MB = 2**20
NAMELESS = "A file without a name"
LONGEST_NAME = 100

# What a file is by its own bytes, in words, and the ending under which it is saved.
KINDS = {
    "jpeg": ("Picture (JPEG)", "jpg"),
    "png": ("Picture (PNG)", "png"),
    "gif": ("Picture (GIF)", "gif"),
    "tiff": ("Picture (TIFF)", "tif"),
    "webp": ("Picture (WebP)", "webp"),
    "heic": ("Picture (HEIC)", "heic"),
    "sound": ("Sound", "bin"),
    "film": ("Film", "mp4"),
    "pdf": ("PDF document", "pdf"),
    "rtf": ("Text document", "rtf"),
    "document": ("Text document", "docx"),
    "workbook": ("Workbook", "xlsx"),
    "slides": ("Slides", "pptx"),
    "old_office": ("Document of an older kind", "bin"),
    "text": ("Text", "txt"),
    "markup": ("Web page", "txt"),
    "packed": ("Packed file", "zip"),
    "program": ("Program", "bin"),
    "empty": ("Empty", "bin"),
    "unknown": ("Of a kind that Kith does not know", "bin"),
}
NEVER_GIVEN = {"program"}


@cache
def limits() -> lists.CodeList:
    return lists.beside(__file__, "attachments")


def limit(code: str, day: date) -> int:
    """One figure of the list (local)."""
    return int(limits().get(code, day).extra["n"])


def within(day: date) -> timedelta:
    return timedelta(minutes=limit("within", day))


def away(day: date) -> timedelta:
    return timedelta(minutes=limit("away", day))


def says(kind: str) -> str:
    return KINDS.get(kind, KINDS["unknown"])[0]


def ending(kind: str) -> str:
    return KINDS.get(kind, KINDS["unknown"])[1]


def shown_name(sent: str) -> str:
    """A file’s name as it may be shown: no path, nothing that turns text around or cannot be seen, not too long."""
    name = re.split(r"[/\\]", sent.replace("\x00", ""))[-1]
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C")
    name = " ".join(name.split()).strip(". ")
    if len(name) > LONGEST_NAME:
        tail = PurePosixPath(name).suffix[:10]
        name = name[: LONGEST_NAME - len(tail) - 1].rstrip() + "…" + tail
    return name or NAMELESS


def objection(name: str, size: int, held: list[int], day: date) -> str:
    """Why this file is not kept beside those that are, in a sentence; or nothing."""
    each, total, most = limit("each", day), limit("all", day), limit("files", day)
    if not size:
        return f"{name} is empty. Choose it again, or take the photo again."
    if size > each * MB:
        return f"{name} is larger than {each} MB. Make it smaller, or ring and say what it shows."
    if len(held) >= most:
        return f"{name} was not added: {most} files are the most. Add it later, to what you sent."
    if sum(held) + size > total * MB:
        return f"{name} was not added: together the files would be larger than {total} MB. Add it later, to what you sent."
    return ""


def size_in_words(size: int) -> str:
    """“340 KB”, “2.1 MB”."""
    return f"{size / MB:.1f} MB" if size >= MB else f"{max(1, round(size / 1024))} KB"
