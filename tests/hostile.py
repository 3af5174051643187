"""Files as attackers, broken programs and tired people make them. Each is made here, none is kept. Add one: it is tried everywhere."""

import gzip
import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import openpyxl

HEAD = "First name,Family name,Date of birth,What happened,Your name\n"
ROW = "{},Thackaberry,2 March 2012,Out overnight twice,Keerthana\n"
CANARY = "CANARY-9f3e"
SHEET = "xl/worksheets/sheet1.xml"


def text(name: str = "Maisie", row: str = ROW) -> str:
    return HEAD + row.format(name)


def named(name: str) -> bytes:
    return text(name).encode()


def workbook(*rows: list[object], sheets: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for number in range(sheets):
        sheet = book.active if not number else book.create_sheet()
        assert sheet is not None
        sheet.append(HEAD.strip().split(","))
        for row in rows or (["Maisie", "Thackaberry", "2 March 2012", "Out overnight", "Keerthana"],):
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def repacked(
    change: Mapping[str, bytes] | None = None, add: Mapping[str, bytes] | None = None, cut: str = ""
) -> bytes:
    """A good workbook with parts changed, added or taken out."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != cut:
                new.writestr(part, (change or {}).get(part, old.read(part)))
        for name, raw in (add or {}).items():
            new.writestr(name, raw)
    return made.getvalue()


def sheet(cells: str, before: str = "", dimension: str = "A1:E2") -> bytes:
    said = (
        f'<?xml version="1.0"?>{before}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{cells}</sheetData></worksheet>'
    )
    return repacked({SHEET: said.encode()})


def inline(reference: str, said: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{said}</t></is></c>'


def row_of(number: int, *cells: str) -> str:
    return (
        f'<row r="{number}">'
        + "".join(inline(f"{chr(65 + n)}{number}", cell) for n, cell in enumerate(cells))
        + "</row>"
    )


LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'
FETCHED = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/canary.dtd">'


def zip_bomb() -> bytes:
    return repacked(add={"xl/media/image1.bin": b"\0" * (200 * 2**20)})


def sheet_bomb() -> bytes:
    """A sheet of sixty megabytes that packs into a few hundred kilobytes: under the limit of what may be unpacked."""
    rows = "".join(f'<row r="{n}"><c t="str"><v>{"x" * 1_000}</v></c></row>' for n in range(2, 60_000))
    return sheet(row_of(1, *HEAD.strip().split(",")) + rows)


def zipped(name: str, raw: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, raw)
    return made.getvalue()


def with_link() -> bytes:
    link = zipfile.ZipInfo("xl/worksheets/link.xml")
    link.external_attr = 0o120777 << 16
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr(link, "/etc/passwd")
    return made.getvalue()


def twice() -> bytes:
    made = io.BytesIO(workbook())
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr(SHEET, b"<worksheet/>")
    return made.getvalue()


def marked_as_locked() -> bytes:
    raw = bytearray(workbook())
    place = raw.find(b"PK\x01\x02")
    while place != -1:
        raw[place + 8] |= 1
        place = raw.find(b"PK\x01\x02", place + 4)
    return bytes(raw)


def million_empty_rows() -> bytes:
    return sheet(
        row_of(1, *HEAD.strip().split(",")) + '<row r="1048576"><c r="A1048576"/></row>',
        dimension="A1:E1048576",
    )


def far_corner() -> bytes:
    cells = row_of(1, *HEAD.strip().split(",")) + f'<row r="1048576">{inline("XFD1048576", "x")}</row>'
    return sheet(cells, dimension="A1:XFD1048576")


def many_columns() -> bytes:
    cells = "".join(f"<c><v>{n}</v></c>" for n in range(16_384))
    return sheet(f'<row r="1">{cells}</row><row r="2">{cells}</row>', dimension="A1:XFD2")


CORPUS: Mapping[str, Callable[[], bytes]] = {
    # What people send by mistake.
    "an empty file": lambda: b"",
    "blanks only": lambda: b"  \r\n\t\r\n",
    "a byte order mark and nothing more": lambda: b"\xef\xbb\xbf",
    "headings only": lambda: HEAD.encode(),
    "headings only, in a workbook": lambda: sheet(row_of(1, *HEAD.strip().split(","))),
    "rows without headings": lambda: ROW.format("Maisie").encode(),
    "another table altogether": lambda: b"Invoice,Amount\n12,40\n",
    "a heading twice": lambda: ("Surname," + text()).encode(),
    "a scan renamed": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "a photograph renamed": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(900),
    "a screenshot renamed": lambda: b"\x89PNG\r\n\x1a\n" + bytes(300),
    "a letter from a word processor": lambda: b"{\\rtf1 Dear colleague}",
    "a document of an office, not a table": lambda: zipped("word/document.xml", b"<w/>"),
    "a web page": lambda: b"<html><table><tr><td>Maisie</td></tr></table></html>",
    "JSON": lambda: b'{"children": [{"given_name": "Maisie"}]}',
    "an old workbook that is not one": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
    "a workbook under the name of a text": lambda: workbook(),
    "a text under the name of a workbook": lambda: named("Maisie"),
    "two sheets with rows": lambda: workbook(sheets=2),
    "half a workbook": lambda: workbook()[:3_000],
    "a workbook without its list of sheets": lambda: repacked(cut="xl/workbook.xml"),
    "a sheet that is cut off": lambda: repacked({SHEET: b"<worksheet><sheetData><row r='1'><c"}),
    "a quotation mark never closed": lambda: (HEAD + 'Maisie,"Thackaberry,2 March 2012,Out,K\n' + ROW.format("A")).encode(),
    "more cells than headings": lambda: text(row=ROW.strip() + ",one,more\n").encode(),
    "fewer cells than headings": lambda: (HEAD + "Maisie,Thackaberry\n").encode(),
    "semicolons": lambda: text().replace(",", ";").encode(),
    "tabs and old line ends": lambda: text().replace(",", "\t").replace("\n", "\r\n").encode(),
    "old Macintosh line ends": lambda: text().replace("\n", "\r").encode(),
    "a line that names the separator": lambda: ("sep=;\n" + text().replace(",", ";")).encode(),
    # Alphabets.
    "UTF-8 with a mark": lambda: b"\xef\xbb\xbf" + named("Siân"),
    "UTF-16, little end first": lambda: text("Siân").encode("utf-16"),
    "UTF-16, big end first": lambda: b"\xfe\xff" + text("Siân").encode("utf-16-be"),
    "UTF-16 without a mark": lambda: text("Siân").encode("utf-16-le"),
    "UTF-16 with half a letter": lambda: b"\xff\xfe" + text().encode("utf-16-le") + b"\x00\xd8\x41\x00",
    "Windows-1252": lambda: text("Zoë").encode("cp1252"),
    "Welsh": lambda: named("Llŷr Ŵyn"),
    "Polish": lambda: named("Łukasz Żółć"),
    "Arabic": lambda: named("محمد"),
    "an overlong sign": lambda: named("Mai\xc0\x80sie").replace("À".encode(), b"\xc0").replace("\x80".encode(), b"\x80"),
    "a null": lambda: named("Mai\0sie"),
    "a null in a workbook": lambda: sheet(row_of(1, *HEAD.strip().split(",")) + row_of(2, "Mai_x0000_sie", "b", "c", "d", "e")),
    "marks that turn letters round": lambda: named("Mai\u202esie"),
    "a thousand marks on one letter": lambda: named("a" + "\u0301" * 1_000),
    "signs that nobody sees": lambda: named("Mai\u200b\u200dsie"),
    "control signs": lambda: named("Mai\x1b[31msie\x07"),
    "noise": lambda: bytes(range(256)) * 40,
    # Attacks.
    "a formula in a text": lambda: named("=cmd|' /C calc'!A0"),
    "plus, minus and at": lambda: (HEAD + "+1,-1,2 March 2012,@SUM(A1),=1+1\n").encode(),
    "a formula in a workbook": lambda: workbook(['=WEBSERVICE("http://127.0.0.1:9/canary")', "b", "2 March 2012", "d", "e"]),
    "markup in a name": lambda: named("<script>alert(1)</script>"),
    "template signs in a name": lambda: named("{{ settings.SECRET_KEY }}{% debug %}"),
    "a database's words in a name": lambda: named("'; drop table intake_receipt; --"),
    "a macro": lambda: repacked(add={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)}),
    "a link to another workbook": lambda: repacked(add={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
    "a zip bomb": zip_bomb,
    "a sheet that unpacks without end": sheet_bomb,
    "a zip within a zip": lambda: zipped("inner.zip", zipped("inner.zip", bytes(2**20))),
    "a packed file": lambda: gzip.compress(named("Maisie")),
    "a billion laughs": lambda: sheet(row_of(1, "&j;"), LAUGHS),
    "an entity from outside": lambda: sheet(row_of(1, "&out;"), OUTSIDE),
    "a description from outside": lambda: sheet(row_of(1, "x"), FETCHED),
    "names that lead out": lambda: repacked(add={"../../../tmp/canary": b"x"}),
    "a name from the root": lambda: repacked(add={"/etc/cron.d/canary": b"x"}),
    "a name with a drive": lambda: repacked(add={"C:\\canary": b"x"}),
    "a link within": with_link,
    "a part twice": twice,
    "ten thousand parts": lambda: repacked(add={f"xl/media/{n}.bin": b"" for n in range(10_000)}),
    "locked with a password": lambda: b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600),
    "marked as locked": marked_as_locked,
    "a million empty rows": million_empty_rows,
    "the far corner of a sheet": far_corner,
    "sixteen thousand columns": many_columns,
    "sixteen thousand columns in a text": lambda: (",".join(["x"] * 16_384) + "\n" + ",".join(["y"] * 16_384)).encode(),
    "a cell of nearly ten megabytes": lambda: named("x" * (10 * 2**20 - 200)),
    "a cell of a megabyte in a workbook": lambda: workbook(["x" * 32_767, "b", "c", "d", "e"]),
    "too many rows": lambda: (HEAD + ROW.format("Maisie") * 3_000).encode(),
    "nothing but quotation marks": lambda: b'"' * 500_000,
    "nothing but commas": lambda: b"," * 2_000_000,
    "deep markup": lambda: repacked({SHEET: b"<a>" * 200_000}),
    "an old workbook with a wild length": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack("<I", 2**32 - 1) * 400,
    "a program": lambda: b"MZ" + bytes(400),
    "a script": lambda: b"#!/bin/sh\ntouch /tmp/canary\n",
    "a canary in what is wrong": lambda: (HEAD + f"Maisie,,{CANARY},{CANARY},K\n").encode(),
}  # fmt: skip
