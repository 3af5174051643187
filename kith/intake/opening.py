"""Opens a file of rows in a process of its own, within narrow limits: bytes in, lines of JSON out.

Run as a file with `python -I`. It knows nothing of Kith, has no settings and no database, and before it looks at a byte it
gives up opening anything more: no file, no connection, no other process. What is wrong is said as a code, never in the sender's words.
"""

import csv
import io
import json
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import Any, NoReturn

MEMORY, SECONDS = 256 * 2**20, 30
MOST_ROWS, MOST_COLUMNS, LONGEST = 2_000, 200, 20_000
MOST_PARTS, MOST_UNPACKED = 2_000, 150 * 2**20
MOST_SAID = 24 * 2**20
WORKBOOK_PARTS = ("[Content_Types].xml", "mimetype")
NOT_TABLES = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a recording",
    b"\x1f\x8b": "a packed file",
    b"Rar!": "a packed file",
    b"7z\xbc\xaf": "a packed file",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"{\\rtf": "a text document",
    b"#!": "a program",
}
MARKUP = (b"<?xml", b"<!doc", b"<html", b"<svg", b"<work")
BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)


class Refused(Exception):
    """This is not opened; `code` says why, and `word` what it is instead."""

    def __init__(self, code: str, word: str = "") -> None:
        super().__init__(code)
        self.code, self.word = code, word


def within_limits() -> None:
    """From here on: so much memory, so much time, and nothing more can be opened, written or started."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def nothing_more_opened() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def rows_of(raw: bytes) -> tuple[dict[str, Any], list[tuple[int, list[str]]]]:
    """How it was read, and the rows that are not empty, each with its number in the file."""
    if not raw.strip():
        raise Refused("empty")
    for sign, word in NOT_TABLES.items():
        if raw.startswith(sign):
            raise Refused("not_a_table", word)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in raw:
            raise Refused("locked")
        return {"read_as": "workbook", "is_sure": True}, counted(workbook(raw))
    if raw.startswith(b"PK"):
        unpacks(raw)
        return {"read_as": "workbook", "is_sure": True}, counted(workbook(raw))
    text, read_as, is_sure = text_of(raw)
    return {"read_as": read_as, "is_sure": is_sure}, counted(table(text))


def unpacks(raw: bytes) -> None:
    """Whether what a workbook packs is a workbook's, and small enough."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Refused("unpacks")
            names = [part.filename for part in parts]
            if any(part.flag_bits & 1 for part in parts):
                raise Refused("locked")
            if not set(WORKBOOK_PARTS) & set(names):
                raise Refused("not_a_table", "a packed file")
            if len(set(names)) < len(names):
                raise Refused("strange")
            if any(strange(part) for part in parts):
                raise Refused("strange")
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    with packed.open(part) as inner:
                        if b"<!DOCTYPE" in inner.read(65_536).upper().replace(b"\x00", b""):
                            raise Refused("strange")
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as broken:
        raise Refused("broken") from broken


def strange(part: zipfile.ZipInfo) -> bool:
    """A name that leads out of the workbook, or a link: no program that makes workbooks writes one."""
    name = part.filename.replace("\\", "/")
    is_link = (part.external_attr >> 16) & 0o170000 == 0o120000
    return is_link or name.startswith("/") or ".." in name.split("/") or ":" in name


def workbook(raw: bytes) -> Iterator[list[str]]:
    """The rows of the one sheet that has any. Formulas are never worked out: what they last showed is read."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        sheets = [
            book.get_sheet_by_name(s.name) for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet
        ]
    except PasswordError as locked:
        raise Refused("locked") from locked
    except (CalamineError, OSError, ValueError, IndexError, KeyError) as broken:
        raise Refused("broken") from broken
    full = [
        sheet
        for sheet in sheets
        if sheet.total_height and any(any(map(said, row)) for row in sheet.iter_rows())
    ]
    if not full:
        raise Refused("empty")
    if len(full) > 1:
        raise Refused("sheets")
    if full[0].total_width > MOST_COLUMNS:
        raise Refused("wide")
    for row in full[0].iter_rows():
        yield [said(cell) for cell in row]


def said(cell: Any) -> str:
    """What a cell shows, as text. Days and moments in one order, so that nobody guesses."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="minutes") if cell.time() != time(0) else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell).strip()


def text_of(raw: bytes) -> tuple[str, str, bool]:
    """The text, in which alphabet it was written, and whether that is beyond doubt."""
    for sign, codec, name in BOMS:
        if raw.startswith(sign):
            try:
                return plain(raw.decode(codec)), name, True
            except UnicodeDecodeError as broken:
                raise Refused("not_text") from broken
    if raw.lstrip()[:5].lower() in MARKUP:
        raise Refused("not_a_table", "a web page")
    if raw.lstrip()[:1] in (b"{", b"["):
        raise Refused("not_a_table", "JSON")
    if b"\x00" in raw:
        raise Refused("not_text")
    try:
        return plain(raw.decode("utf-8")), "UTF-8", True
    except UnicodeDecodeError:
        pass
    try:
        return plain(raw.decode("cp1252")), "Windows-1252", False
    except UnicodeDecodeError as broken:
        raise Refused("not_text") from broken


def plain(text: str) -> str:
    """Text that a person could have typed."""
    strange_signs = sum(sign < " " and sign not in "\r\n\t" for sign in text)
    if "\x00" in text or strange_signs > len(text) / 50:
        raise Refused("not_text")
    return text


def table(text: str) -> Iterator[list[str]]:
    """The rows of a text, apart by whichever of comma, semicolon and tab its first line has most of."""
    csv.field_size_limit(LONGEST)
    first = next((line for line in text.splitlines() if line.strip()), "")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        apart, text = first.strip()[4], text.split("\n", 1)[1] if "\n" in text else ""
    else:
        apart = max(",;\t", key=first.count)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=apart, strict=True):
            if len(row) > MOST_COLUMNS:
                raise Refused("wide")
            yield [cell.strip() for cell in row]
    except csv.Error as broken:
        raise Refused("long" if "field limit" in str(broken) else "quotes") from broken


def counted(rows: Iterable[list[str]]) -> list[tuple[int, list[str]]]:
    """The rows that say something, with the numbers under which the sender sees them."""
    found: list[tuple[int, list[str]]] = []
    for number, row in enumerate(rows, 1):
        if not any(row):
            continue
        if len(found) > MOST_ROWS:
            raise Refused("many")
        if any(len(cell) > LONGEST for cell in row):
            raise Refused("long")
        if any("\x00" in cell for cell in row):
            raise Refused("not_text")
        found.append((number, row))
    if not found:
        raise Refused("empty")
    if len(found) == 1:
        raise Refused("no_rows")
    return found


def say(told: dict[str, Any], rows: Iterable[tuple[int, list[str]]] = ()) -> NoReturn:
    lines = [json.dumps(told), *(json.dumps([number, cells]) for number, cells in rows)]
    if sum(map(len, lines)) > MOST_SAID:
        lines = [json.dumps({"refused": "many"})]
    sys.stdout.write("\n".join(lines))
    sys.stdout.flush()
    sys.exit(0)


def shut_in() -> None:
    """From here on this process keeps to its limits and opens nothing; what it will need is there before that."""
    within_limits()
    for needed in (
        "encodings.cp437",
        "encodings.cp1252",
        "encodings.utf_8_sig",
        "encodings.utf_16",
        "zlib",
        "python_calamine",
    ):
        import_module(needed)
    nothing_more_opened()


def main() -> NoReturn:
    shut_in()
    try:
        told, rows = rows_of(sys.stdin.buffer.read())
    except Refused as refusal:
        say({"refused": refusal.code, "word": refusal.word})
    except (MemoryError, RecursionError):
        say({"refused": "unpacks"})
    say(told, rows)


if __name__ == "__main__":
    main()
