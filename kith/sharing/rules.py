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
    """All that an actor may reach now: by permission the relationships, by relationship the subjects.

    `agreed` says of each permission that needs an agreement where there is one, and for which purposes; none named is any.
    """

    may: Mapping[str, frozenset[str]]
    agreed: Mapping[str, Mapping[int, frozenset[str]]] = field(default_factory=dict)
    near: Mapping[str, Ids] = field(default_factory=dict)
    disclosed: Mapping[str, Ids] = field(default_factory=dict)
    agencies: Ids = NOBODY
    partnerships: Ids = NOBODY
    conflicts: Ids = NOBODY


def agreed_in(reach: Reach, permission: str, among: Ids, purpose: str = "") -> Ids:
    """Those of these partnerships in which agreements let this permission be used for this purpose; `""` asks of none."""
    if permission not in reach.agreed:
        return among
    there = reach.agreed[permission]
    return frozenset(
        area for area in among if area in there and (not purpose or not there[area] or purpose in there[area])
    )


def manages(reach: Reach, agency: int) -> bool:
    """Whether this actor keeps the posts of this agency: their own, one that became it, or any for who founds agencies."""
    return "agency.found" in reach.may or ("post.manage" in reach.may and agency in reach.agencies)


def reaches(reach: Reach, permission: str, row: Standing, purpose: str = "") -> bool:
    """Whether this permission reaches this row, for this purpose if one is named.

    What is not allowed is refused; a conflict beats every grant; a disclosure decision stands beside the agreements.
    """
    if row.subject in reach.conflicts or row.beside & reach.conflicts:
        return False
    is_reader = row.subject in reach.near.get("reader", NOBODY)
    if row.restricted and not is_reader and "restricted.carry" not in reach.may:
        return False
    if row.subject in reach.disclosed.get(permission, NOBODY):
        return True
    through = reach.may.get(permission, frozenset())
    there = agreed_in(reach, permission, row.partnerships, purpose)
    if permission in reach.agreed and not there:
        return False
    if any(row.subject in reach.near.get(relationship, NOBODY) for relationship in through):
        return True
    if "agency" in through and row.agencies & reach.agencies:
        return True
    return "partnership" in through and bool(there & reach.partnerships)
