"""The policies of a table taken apart: each clause of each condition, and the condition without it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

POLICY = re.compile(
    r"create policy (\w+) on (\w+) (?:as restrictive )?for (\w+) to [\w, ]+?(?= using | with check )"
)


@dataclass(frozen=True)
class Clause:
    """One clause of one policy, and the statement that puts the policy in force without it."""

    policy: str
    says: str
    without: str


def clauses(statement: str) -> Iterator[Clause]:
    """Each clause of this policy. One of several reasons is taken away; one of several conditions is always met."""
    found = POLICY.match(statement)
    assert found is not None, f"This policy cannot be taken apart: {statement}"
    name, table = found[1], found[2]
    parts = {word: inside(statement, word) for word in ("using", "with check") if f" {word} " in statement}
    said = next(iter(parts.values()))
    assert all(other == said for other in parts.values()), f"Two conditions in one policy: {statement}"
    for clause, condition in without_each(said):
        changed = " ".join(f"{word} ({condition})" for word in parts)
        yield Clause(name, clause, f"alter policy {name} on {table} {changed}")


def inside(statement: str, word: str) -> str:
    """What stands in the brackets after this word."""
    start = statement.index(f" {word} ") + len(word) + 2
    return statement[start + 1 : closing(statement, start)]


def closing(text: str, opening: int) -> int:
    depth = 0
    for n in range(opening, len(text)):
        depth += (text[n] == "(") - (text[n] == ")")
        if not depth:
            return n
    raise AssertionError(f"A bracket is never closed: {text}")


def apart(text: str, word: str) -> list[str]:
    """The parts of a condition that this word joins, outside every bracket."""
    parts, depth, start = [], 0, 0
    for n, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if not depth and re.match(rf"\s{word}\s", text[n:]):
            parts.append(text[start:n].strip())
            start = n + len(word) + 1
    return [*parts, text[start:].strip()]


def without_each(condition: str, instead: str = "true") -> Iterator[tuple[str, str]]:
    """Each clause, and the condition without it."""
    condition = condition.strip()
    for word, neutral in (("or", "false"), ("and", "true")):
        parts = apart(condition, word)
        if len(parts) > 1:
            for n, part in enumerate(parts):
                for clause, changed in without_each(part, neutral):
                    yield clause, f" {word} ".join([*parts[:n], f"({changed})", *parts[n + 1 :]])
            return
    if (
        condition.startswith("(")
        and closing(condition, 0) == len(condition) - 1
        and "select" not in condition[:8]
    ):
        yield from without_each(condition[1:-1], instead)
    else:
        yield condition, instead
