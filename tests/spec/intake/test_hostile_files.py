"""Whatever a file is, it is opened within its limits, or refused in a sentence; nothing of it runs, is fetched or is repeated."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kith.intake import opened, opening
from kith.intake.reading import CannotRead
from tests.hostile import CANARY, CORPUS, HEAD, named, workbook

# What can be read, and by whom it is then looked at row by row.
READ = {
    "rows without headings", "another table altogether", "a heading twice", "a workbook under the name of a text",
    "a text under the name of a workbook", "more cells than headings", "fewer cells than headings", "semicolons",
    "tabs and old line ends", "old Macintosh line ends", "a line that names the separator", "UTF-8 with a mark",
    "UTF-16, little end first", "UTF-16, big end first", "Windows-1252", "Welsh", "Polish", "Arabic", "an overlong sign",
    "marks that turn letters round", "a thousand marks on one letter", "signs that nobody sees", "control signs",
    "a formula in a text", "plus, minus and at", "a formula in a workbook", "markup in a name", "template signs in a name",
    "a database's words in a name", "a macro", "a link to another workbook", "a canary in what is wrong",
}  # fmt: skip
ONE_LINE = {"rows without headings"}


@pytest.mark.parametrize("kind", CORPUS)
def test_whatever_a_file_is_it_is_read_within_its_limits_or_refused_in_a_sentence(kind: str) -> None:
    raw, before, began = CORPUS[kind](), resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    try:
        found = opened.opened(raw)
    except CannotRead as refusal:
        assert kind not in READ - ONE_LINE, refusal.sentences
        (said,) = refusal.sentences
        assert said in opened.SENTENCES.values() or "This is " in said
        assert CANARY not in said
    else:
        assert kind in READ
        assert 2 <= len(found.rows) <= opening.MOST_ROWS + 1
        assert all(len(cell) <= opening.LONGEST for _, cells in found.rows for cell in cells)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert time.monotonic() - began < opened.WALL + 2
    assert after.ru_utime - before.ru_utime <= opening.SECONDS + 1


def test_the_file_is_opened_by_a_process_that_can_open_start_and_write_nothing() -> None:
    tries = f"""
import resource, runpy, socket, sys
opening = runpy.run_path({str(opened.PROGRAM)!r})
opening["within_limits"](); opening["nothing_more_opened"]()
def refused(does):
    try:
        does()
    except (OSError, MemoryError, ImportError):
        return True
assert refused(lambda: open("/etc/passwd"))
assert refused(lambda: socket.socket())
assert refused(lambda: bytearray(300 * 2**20))
assert resource.getrlimit(resource.RLIMIT_FSIZE) == (0, 0)
sys.stdout.write("all refused")
"""
    told = subprocess.run([sys.executable, "-I", "-c", tries], capture_output=True, check=True, env={})  # noqa: S603
    assert told.stdout == b"all refused"


def test_what_ends_without_an_answer_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dies = tmp_path / "dies.py"
    dies.write_text("import os; os.abort()")
    monkeypatch.setattr(opened, "PROGRAM", dies)
    with pytest.raises(CannotRead, match="within the time and the memory"):
        opened.opened(named("Maisie"))


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    sleeps = tmp_path / "sleeps.py"
    sleeps.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(opened, "PROGRAM", sleeps)
    monkeypatch.setattr(opened, "WALL", 0.3)
    with pytest.raises(CannotRead, match="within the time and the memory"):
        opened.opened(named("Maisie"))


def test_a_formula_is_never_worked_out_and_a_text_that_looks_like_one_stays_a_text() -> None:
    assert opened.opened(workbook(["=1+1", "b", "c", "d", "e"])).rows[1][1][0] == ""
    assert opened.opened((HEAD + "=1+1,-2,+3,@x,e\n").encode()).rows[1][1] == ["=1+1", "-2", "+3", "@x", "e"]


@pytest.mark.parametrize(
    ("raw", "read_as", "is_sure"),
    [
        pytest.param(named("Siân"), "UTF-8", True, id="UTF-8"),
        pytest.param(b"\xef\xbb\xbf" + named("Siân"), "UTF-8", True, id="UTF-8 with a mark"),
        pytest.param(named("Siân").decode().encode("utf-16"), "UTF-16", True, id="UTF-16"),
        pytest.param(
            named("Siân").decode().encode("cp1252"), "Windows-1252", False, id="Windows: somebody looks"
        ),
    ],
)
def test_letters_are_read_in_the_alphabet_in_which_they_were_written(
    raw: bytes, read_as: str, is_sure: bool
) -> None:
    found = opened.opened(raw)
    assert (found.read_as, found.is_sure, found.rows[1][1][0]) == (read_as, is_sure, "Siân")
