"""What is printed into papers that people write: who may do what, from the roles; how far each row is covered, counted."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECURITY, COVERAGE = ROOT / "docs/explanation/security.md", ROOT / "docs/coverage.md"
ROLES = ROOT / "kith/sharing/lists/roles.toml"
BEGIN, END = "<!-- access model: begin -->\n", "<!-- access model: end -->"
COUNTED = re.compile(r"\d+ rows are seen working, \d+ partly, \d+ not begun\.")
MARKS = {
    "partnership": "a", "allocated": "g", "team": "t", "agency": "y", "recipient": "s", "reader": "n", "emergency": "e", "own": "o",
}  # fmt: skip


def papers() -> dict[Path, str]:
    """Each of these papers as it should read now."""
    before, _, rest = SECURITY.read_text(encoding="utf-8").partition(BEGIN)
    return {
        SECURITY: before + BEGIN + table() + END + rest.partition(END)[2],
        COVERAGE: COUNTED.sub(counted, COVERAGE.read_text(encoding="utf-8"), count=1),
    }


def counted(_: object = None) -> str:
    """How many rows are in which state, as a sentence."""
    states = Counter(row[-1] for row in rows())
    return f"{states['seen working']} rows are seen working, {states['partly']} partly, {states['not begun']} not begun."


def rows() -> list[list[str]]:
    """The cells of each row of the coverage."""
    found = re.findall(r"^\| ((?:S1|S2|L|N)-\d+ \|.*)\|$", COVERAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [[cell.strip() for cell in row.split("|")] for row in found]


def table() -> str:
    """One row for the roles that may the same, by how it reaches."""
    rows: dict[str, list[str]] = {}
    for role in tomllib.loads(ROLES.read_text(encoding="utf-8"))["entry"]:
        rows.setdefault(_may(role.get("may", {})), []).append(role["code"])
    lines = [f"| {', '.join(f'`{code}`' for code in codes)} | {may} |\n" for may, codes in rows.items()]
    return "| Roles | May, and how it reaches |\n|---|---|\n" + "".join(lines)


def _may(may: Mapping[str, list[str]]) -> str:
    by_mark: dict[str, list[str]] = {}
    for permission, reach in may.items():
        mark = "".join(mark for through, mark in MARKS.items() if through in reach)
        by_mark.setdefault(mark, []).append(permission)
    return "<br>".join(
        f"**{mark}**: {', '.join(f'`{permission}`' for permission in sorted(permissions))}"
        for mark, permissions in sorted(by_mark.items())
    )
