"""How well a contact was told, for its sender to learn from: never of the child. No database and no clock in here."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from kith.core import lists

GRADES = {0: "Not there", 1: "Hinted at", 2: "There", 3: "Clear and with an example"}
WEAK = 2  # below it, a sentence of advice


@cache
def items() -> lists.CodeList:
    return lists.beside(__file__.replace("/rules/", "/"), "quality")


def objections(grades: Mapping[str, int | None], day: date) -> dict[str, str]:
    """Why these grades cannot be kept: each of the five is graded."""
    return {
        entry.code: f"Choose 0 to 3 for “{entry.says}”."
        for entry in items().on(day)
        if grades.get(entry.code) not in GRADES
    }


def advice(grades: Mapping[str, int], words: str, day: date) -> tuple[str, str]:
    """What the sender reads: what was clear, and for each weak item one sentence with an example (local)."""
    entries = items().on(day)
    clear = [entry.says for entry in entries if grades[entry.code] > WEAK]
    weak = [entry for entry in entries if grades[entry.code] < WEAK]
    headline = "How what you sent could help more next time" if weak else "What you sent helped: it was clear"
    lines = ["This is for your own learning. It says nothing of the child, and is not compared with others."]
    if clear:
        lines.append(f"Clear in what you sent: {'; '.join(said[0].lower() + said[1:] for said in clear)}.")
    lines += [f"{entry.extra['better']}. For example: {entry.extra['example']}" for entry in weak]
    if words.strip():
        lines.append(f"The front door adds: {words.strip()}")
    return headline, "\n".join(lines)
