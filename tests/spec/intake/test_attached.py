"""What may be attached to a referral.

A body map, a photo, a screenshot, a letter: each file is kept or refused by itself, shown under a name that cannot mislead, and taken
for what its own bytes say that it is. The figures are local.
"""

from datetime import date

import pytest

from kith.intake import attached, looking
from kith.intake.looked import looked
from kith.intake.scanning import Away, Scanned, address, said
from tests.hostile import CANARY, CORPUS
from tests.pictures import ABOUT_RAVENSHIRE, jpeg

DAY = date(2026, 11, 22)
MB = 2**20


@pytest.mark.parametrize(
    ("size", "held", "answer"),
    [
        pytest.param(9 * MB, [], "", id="A photo of 9 MB"),
        pytest.param(10 * MB + 1, [], "is larger than 10 MB", id="A film of more than 10 MB"),
        pytest.param(0, [], "is empty", id="A file with nothing in it"),
        pytest.param(1, [1] * 10, "10 files are the most", id="The eleventh file"),
        pytest.param(6 * MB, [10 * MB, 10 * MB], "larger than 25 MB", id="Files of 26 MB together"),
    ],
)
def test_a_file_is_kept_beside_those_that_are_there_or_refused_in_a_sentence(
    size: int, held: list[int], answer: str
) -> None:
    assert answer in attached.objection("scan.pdf", size, held, DAY)
    assert bool(attached.objection("scan.pdf", size, held, DAY)) is bool(answer)


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        pytest.param("body map.pdf", "body map.pdf", id="A plain name"),
        pytest.param("C:\\Users\\me\\scan.pdf", "scan.pdf", id="A path"),
        pytest.param("../../etc/passwd", "passwd", id="A way out"),
        pytest.param("photo\u202egpj.exe", "photogpj.exe", id="A name that is turned round"),
        pytest.param("a\x00b\r\nc.txt", "abc.txt", id="Signs that nobody sees"),
        pytest.param("...", attached.NAMELESS, id="Dots"),
        pytest.param("", attached.NAMELESS, id="No name"),
        pytest.param("Łukasz 5-é.jpg", "Łukasz 5-é.jpg", id="Accents"),
    ],
)
def test_a_name_is_shown_without_what_would_mislead(sent: str, shown: str) -> None:
    assert attached.shown_name(sent) == shown


def test_a_long_name_keeps_its_ending() -> None:
    shown = attached.shown_name("n" * 300 + ".pdf")
    assert len(shown) <= attached.LONGEST_NAME and shown.endswith("….pdf")


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        pytest.param(jpeg(), "jpeg", id="A photo"),
        pytest.param(b"%PDF-1.7 <script>", "pdf", id="A PDF document with a script in it"),
        pytest.param(b"MZ\x90\x00", "program", id="A program, whatever it is called"),
        pytest.param(b"<svg onload=alert(1)>", "markup", id="A drawing that would run"),
        pytest.param(b"PK\x03\x04[Content_Types].xml xl/workbook.xml", "workbook", id="A workbook"),
        pytest.param(b"PK\x03\x04 something", "packed", id="A packed file"),
        pytest.param(b"\x00\x00\x00\x18ftypheic", "heic", id="A photo of a newer phone"),
        pytest.param("Łukasz was late".encode(), "text", id="Text"),
        pytest.param(b"\x00\x01\x02", "unknown", id="Nothing that is known"),
        pytest.param(b"", "empty", id="Nothing at all"),
    ],
)
def test_a_file_is_what_its_own_bytes_say(raw: bytes, kind: str) -> None:
    assert looking.kind_of(raw) == kind


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        pytest.param(jpeg(ABOUT_RAVENSHIRE), "yes", id="A phone that wrote down where it was"),
        pytest.param(jpeg(), "no", id="A phone that did not"),
        pytest.param(jpeg(notes=False), "no", id="No notes"),
        pytest.param(jpeg(after=b"....\xa9xyz+55.2-001.5/"), "yes", id="A film behind the photo that did"),
        pytest.param(
            jpeg(notes=False) + b"Exif\x00\x00II*\x00\xff\xff\xff\xff",
            "not_known",
            id="Notes that cannot be read",
        ),
        pytest.param(b"%PDF-1.4", "not_known", id="A PDF document"),
    ],
)
def test_it_is_said_whether_a_picture_says_where_it_was_made(raw: bytes, place: str) -> None:
    assert looking.place_in(raw, looking.kind_of(raw)) == place


def test_a_copy_of_a_photo_holds_the_picture_and_nothing_written_beside_it() -> None:
    found = looking.without_notes(jpeg(ABOUT_RAVENSHIRE, after=b"\xff\xd8 another picture, with its notes"))
    assert found == jpeg(notes=False)
    assert looking.without_notes(found) == found


@pytest.mark.parametrize(
    "raw", [b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\xff\xd8\xff\xda\x00\x02\x01", b"\xff\xd8ab"]
)
def test_of_a_broken_photo_no_copy_is_made(raw: bytes) -> None:
    with pytest.raises((ValueError, IndexError, looking.struct.error)):
        looking.without_notes(raw)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        pytest.param(b"stream: OK\x00", Scanned(), id="Nothing found"),
        pytest.param(
            b"stream: Win.Test.EICAR_HDB-1 FOUND\x00",
            Scanned(found="Win.Test.EICAR_HDB-1"),
            id="Something found",
        ),
        pytest.param(
            b"INSTREAM size limit exceeded. ERROR\x00",
            Scanned(refused="INSTREAM size limit exceeded. ERROR"),
            id="Larger than the scanner takes",
        ),
    ],
)
def test_what_the_scanner_answers_is_taken_as_it_is_meant(answer: bytes, told: Scanned) -> None:
    assert said(answer) == told


@pytest.mark.parametrize(
    "answer", [b"", b"\x00", b"OK\x00", b"HTTP/1.1 400 Bad Request\r\n\r\n", b"stream: "]
)
def test_what_is_no_answer_of_a_scanner_never_makes_a_file_clean(answer: bytes) -> None:
    with pytest.raises(Away):
        said(answer)


def test_where_the_scanner_listens_is_said_in_one_of_two_ways() -> None:
    assert address("unix:/run/clamav/clamd.ctl") == "/run/clamav/clamd.ctl"
    assert address("tcp://127.0.0.1:3310") == ("127.0.0.1", 3310)
    for wrong in ("clamd", "tcp://host", "unix:clamd.ctl", "http://x:1", "tcp://x:notaport"):
        with pytest.raises(ValueError, match="Write unix:/path/to/socket or tcp://host:port."):
            address(wrong)


SEVERAL = sorted(CORPUS)[::4]


@pytest.mark.parametrize("kind", SEVERAL)
def test_whatever_a_file_is_it_is_looked_into_within_its_limits(kind: str) -> None:
    found = looked(CORPUS[kind]())
    assert found.kind in attached.KINDS and found.place in {"yes", "no", "not_known"}
    assert len(found.lines) <= looking.MOST_LINES and all(
        len(line) <= looking.LONGEST_LINE for line in found.lines
    )
    assert all(line.isprintable() or "\t" in line for line in found.lines)
    assert CANARY not in found.kind
