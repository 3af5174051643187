"""Whose word makes an identifier a verified one. No database and no clock in here."""

from datetime import date
from functools import cache
from pathlib import Path

from kith.core.lists import CodeList, load


@cache
def authorities() -> CodeList:
    return load(Path(__file__).parent.parent / "lists" / "authorities.toml")


def verified_by(kind: str, day: date) -> frozenset[str]:
    """The identifiers that count as verified when an agency of this kind sends them (local, `authorities.toml`)."""
    return frozenset(entry.code for entry in authorities().on(day) if kind in entry.extra["kinds"])
