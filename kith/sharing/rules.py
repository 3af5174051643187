"""Who reaches what. The database's policies say the same again; a test holds the two to one answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Ids = frozenset[int]
NOBODY: Ids = frozenset()


@dataclass(frozen=True)
class Standing:
    """What the guard knows of a row: whose it is, where, and what stands in the way."""

    subject: int
    partnerships: Ids
    agencies: Ids = NOBODY
    restricted: bool = False
    beside: Ids = NOBODY


@dataclass(frozen=True)
class Reach:
    """All that an actor may reach now: by permission the relationships, by relationship the subjects."""

    may: Mapping[str, frozenset[str]]
    near: Mapping[str, Ids] = field(default_factory=dict)
    disclosed: Mapping[str, Ids] = field(default_factory=dict)
    agencies: Ids = NOBODY
    partnerships: Ids = NOBODY
    conflicts: Ids = NOBODY


def reaches(reach: Reach, permission: str, row: Standing) -> bool:
    """Whether this permission reaches this row. What is not allowed is refused; a conflict beats every grant."""
    if row.subject in reach.conflicts or row.beside & reach.conflicts:
        return False
    if row.restricted and row.subject not in reach.near.get("reader", NOBODY):
        return False
    if row.subject in reach.disclosed.get(permission, NOBODY):
        return True
    through = reach.may.get(permission, frozenset())
    if any(row.subject in reach.near.get(relationship, NOBODY) for relationship in through):
        return True
    if "agency" in through and row.agencies & reach.agencies:
        return True
    return "partnership" in through and bool(row.partnerships & reach.partnerships)
