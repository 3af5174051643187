"""The papers say what is true: files and tests that they name exist, links lead somewhere, examples do what they say."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.test import Client

from kith.county.places import FEED_KEY
from kith.frontdoor.models import Contact
from kith.intake.models import Receipt
from tests.printed import MARKS, counted, rows
from tests.world import World

ROOT = Path(__file__).resolve().parents[2]
REFERRAL, SECURITY = ROOT / "docs/explanation/one-referral.md", ROOT / "docs/explanation/security.md"
COVERAGE, GLOSSARY = ROOT / "docs/coverage.md", ROOT / "GLOSSARY.md"
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LONGEST = 300
STATES = {"seen working", "partly", "not begun"}


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def marked(path: Path) -> list[str]:
    """What a paper sets in code type, line by line, outside its examples."""
    text = re.sub(r"^```.*?^```", "", path.read_text(), flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"`([^`\n]+)`", text)


def files_in(path: Path) -> list[str]:
    """The files of the repository that a paper names by their path."""
    tops = ("kith/", "project/", "tests/", "docs/", "bench/")
    return sorted(w for w in set(marked(path)) if w == "run" or (w.startswith(tops) and Path(w).suffix))


@cache
def every_test() -> frozenset[str]:
    return frozenset(
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)\(", path.read_text(), re.MULTILINE)
    )


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_every_file_that_a_paper_names_is_there(path: Path) -> None:
    assert [name for name in files_in(path) if not (ROOT / name).exists()] == []


# One file by promise: whoever checks the audit takes it and nothing else.
STANDS_ALONE = "kith/sharing/verify_audit.py"


@pytest.mark.parametrize("path", [REFERRAL, SECURITY], ids=named)
def test_the_files_that_explain_the_house_stay_short(path: Path) -> None:
    ours = [n for n in files_in(path) if n.endswith((".py", ".sql", ".md")) and not n.startswith("tests/")]
    long = [name for name in ours if len((ROOT / name).read_text().splitlines()) >= LONGEST]
    assert set(long) <= {STANDS_ALONE}


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_every_test_that_a_paper_names_is_there(path: Path) -> None:
    tests = {word for word in marked(path) if re.fullmatch(r"test_\w+", word)}
    assert tests - every_test() == set()


def test_security_names_a_test_and_a_file_for_each_promise() -> None:
    promises = SECURITY.read_text().split("## Promises")[1].split("\n\n")[1].splitlines()[2:]
    assert len(promises) > 20
    for row in promises:
        _, kept, shown = row.strip("| ").split(" | ")
        assert re.findall(r"`[^`]+`", kept), row
        assert re.findall(r"`test_\w+`", shown), row


def test_one_referral_is_ten_files_and_each_leg_goes_down() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    lines = next(c["layers"] for c in contracts if c["type"] == "layers")
    depth = {name.strip(): n for n, line in enumerate(lines, start=1) for name in line.split("|")} | {
        "project": 0
    }
    legs = [
        re.findall(r"^\d+\. `(?:kith/)?(\w+)/[^`]+`", leg, re.MULTILINE)
        for leg in REFERRAL.read_text().split("\n## ")[1:]
    ]
    assert sum(map(len, legs)) == 10
    for leg in legs:
        assert [depth[name] for name in leg] == sorted(depth[name] for name in leg), leg


def test_the_table_of_the_access_model_is_what_the_roles_say() -> None:
    roles = tomllib.loads((ROOT / "kith/sharing/lists/roles.toml").read_text())["entry"]
    decided = {
        (role["code"], permission, "".join(sorted(MARKS[r] for r in reach)))
        for role in roles
        for permission, reach in role["may"].items()
    }
    table = (
        SECURITY.read_text().split("<!-- access model: begin -->")[1].split("<!-- access model: end -->")[0]
    )
    printed = set()
    for row in table.strip().splitlines()[2:]:
        who, may = row.strip("| ").split(" | ")
        for mark, permissions in re.findall(r"\*\*(\w+)\*\*: ([^<]+)", may):
            printed |= {
                (role, permission, "".join(sorted(mark)))
                for role in re.findall(r"`([^`]+)`", who)
                for permission in re.findall(r"`([^`]+)`", permissions)
            }
    assert printed == decided


def test_every_row_of_the_coverage_is_there_once_in_one_of_three_states() -> None:
    every = rows()
    assert {row[-1] for row in every} == STATES
    assert [code for code, times in Counter(row[0] for row in every).items() if times > 1] == []
    runs = {"S1": (191, 3), "S2": (64, 3), "L": (16, 2), "N": (23, 2)}
    assert {row[0] for row in every} == {
        f"{letter}-{number:0{digits}}"
        for letter, (last, digits) in runs.items()
        for number in range(1, last + 1)
    }


def test_the_coverage_counts_its_own_rows() -> None:
    assert counted() in COVERAGE.read_text()


def test_what_is_seen_working_names_the_test_that_shows_it_and_what_is_not_begun_names_nothing() -> None:
    there = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    for code, _, answer, state in rows():
        tests = re.findall(r"test_\w+\.py", answer)
        assert set(tests) <= there, code
        assert tests or state != "seen working", code
        assert not answer or state != "not begun", code


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_every_link_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", path.read_text())
    local = [
        link.split("#")[0] for link in links if "://" not in link and not link.startswith(("#", "mailto:"))
    ]
    pictures = (ROOT / "docs/pictures").is_dir()
    lost = [link for link in local if not (path.parent / link).exists()]
    assert [link for link in lost if pictures or not link.startswith("docs/pictures/")] == []


@pytest.mark.parametrize("path", PAPERS, ids=named)
def test_every_command_that_a_paper_gives_is_one_that_run_knows(path: Path) -> None:
    known = set(re.findall(r'"(\w+)": \w+,', (ROOT / "run").read_text().split("COMMANDS")[1]))
    assert "backup" in known
    given = re.findall(r"python3 run ([a-z]+)", path.read_text())
    assert set(given) - known - {"alone", "is"} == set()


def test_the_glossary_is_in_the_order_of_the_alphabet_and_says_each_word_once() -> None:
    lines = re.findall(r"^- \*\*(.+?)\*\*([^:]*):", GLOSSARY.read_text(), re.MULTILINE)
    words = [word.casefold().replace("’", "").replace("'", "") for word, _ in lines]
    assert words == sorted(words)
    assert [line for line, times in Counter(lines).items() if times > 1] == []
    alone = Counter(word for word, _ in lines)
    assert [word for word, which in lines if alone[word] > 1 and not which.strip()] == []


def test_each_decision_record_has_its_number_its_reason_and_its_cost() -> None:
    records = sorted((ROOT / "docs/adr").glob("*.md"))
    for number, path in enumerate(records, start=1):
        text = path.read_text()
        assert path.name.startswith(f"{number:04}-")
        assert text.startswith(f"# {number}. ")
        assert [
            part for part in ("Context", "Decision", "Rejected", "Cost") if f"**{part}.**" not in text
        ] == [], path


def example(path: str, language: str, holding: str) -> str:
    blocks = re.findall(rf"^```{language}\n(.*?)^```", (ROOT / path).read_text(), re.DOTALL | re.MULTILINE)
    return next(block for block in blocks if holding in block)


def test_the_readmes_notification_is_receipted_and_lands(world: World) -> None:
    said = example("README.md", "sh", "police-notifications")
    body = said.split("-d '")[1].rsplit("'", 1)[0]
    assert FEED_KEY in said
    client = Client(
        headers={"authorization": f"Bearer {FEED_KEY}", "host": "localhost", "idempotency-key": "my-first"}
    )
    answer = client.post("/api/v1/police-notifications", data=body.encode(), content_type="application/json")
    assert answer.status_code == 202
    world.run_jobs()
    with world.as_("amina"):
        assert Contact.objects.get(receipt_reference=answer.json()["receipt"]).record.given_name == "Marlowe"
    assert client.get(f"/api/v1/receipts/{answer.json()['receipt']}").json()["state"] == "received"
    with world.with_key():
        assert Receipt.objects.count() == 1
