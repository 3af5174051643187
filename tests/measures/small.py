"""Asking a measure about small tables, written as lines of words."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import psycopg

from kith.assurance import definitions

KEPT = {
    "led_by": ["A briefing or training"],
    "office": ["09:00", "17:00"],
    "holidays": ["2026-04-03", "2026-04-06"],
}
EMPTY = {"-": None, "''": ""}


def rows(words: str) -> list[dict[str, Any]]:
    """A table as people write it: names over values, two or more spaces between; “-” is nothing."""
    lines = [re.split(r"\s{2,}", line.strip()) for line in words.strip().splitlines()]
    return [
        {name: EMPTY.get(value, value) for name, value in zip(lines[0], line, strict=True)}
        for line in lines[1:]
    ]


def answer(
    small: psycopg.Connection,
    code: str,
    tables: dict[str, str],
    *,
    known_at: str = "2026-11-30 12:00",
    closing: tuple[str, ...] = ("advice", "no_further_action"),
    by: str = "",
) -> dict[str, tuple[Any, str]]:
    """What a measure says of each item of area 1 in 2026: whether it is in, and its note, or the group of its part `by`."""
    found = definitions.measure(code)
    assert found is not None
    statement = found.function.replace("kith.measure_", "small.measure_").replace(
        "kith.same_people", "small.same_people"
    )
    small.execute(statement.replace("search_path = pg_catalog, public", "search_path = small, pg_catalog"))
    with small.transaction(force_rollback=True):
        for table, words in tables.items():
            for row in rows(words):
                names, values = ", ".join(row), ", ".join(["%s"] * len(row))
                small.execute(f"insert into small.{table} ({names}) values ({values})", list(row.values()))
        moments = [datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), f"{known_at} UTC"]
        got = small.execute(
            f"select item, is_in, note, by from small.measure_{code}(1, %s, %s, %s, %s::jsonb)",
            [*moments, json.dumps({"closing": closing, **KEPT})],
        ).fetchall()
    return {item: (is_in, parts[by] if by else note) for item, is_in, note, parts in got}
