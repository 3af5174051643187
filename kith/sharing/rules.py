"""Who reaches what. The database's policies say the same again; a test holds the two to one answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

from kith.core import lists
from kith.core.says import today_in_london

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
    `emergency` sleeps: nothing is reached through it but by `in_emergency`.
    """

    may: Mapping[str, frozenset[str]]
    agreed: Mapping[str, Mapping[int, frozenset[str]]] = field(default_factory=dict)
    near: Mapping[str, Ids] = field(default_factory=dict)
    disclosed: Mapping[str, Ids] = field(default_factory=dict)
    agencies: Ids = NOBODY
    partnerships: Ids = NOBODY
    conflicts: Ids = NOBODY
    emergency: Mapping[str, Ids] = field(default_factory=dict)
    is_emergency: bool = False


def in_emergency(reach: Reach) -> Reach:
    """What is read through emergency openings, and nothing else of anybody: restricted or not, agreed or not, never past a
    conflict."""
    opened = frozenset(subject for subjects in reach.emergency.values() for subject in subjects)
    return Reach(
        may={permission: frozenset({"emergency"}) for permission in reach.emergency},
        near={"reader": opened},
        disclosed=reach.emergency,
        conflicts=reach.conflicts,
        is_emergency=True,
    )


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


@cache
def factor_times() -> lists.CodeList:
    return lists.beside(__file__, "factor_times")


def agree_until(asked_at: datetime) -> datetime:
    """Until when somebody may agree that a lost second factor is taken away (local)."""
    hours = factor_times().get("agree_within", today_in_london(asked_at)).extra["hours"]
    return asked_at + timedelta(hours=int(hours))


def against_taking(*, owner: int, asked_by: int | None, by: int, asked_at: datetime, at: datetime) -> str:
    """Why this person may not ask for, or agree to, taking away a second factor; `""` if they may (ASVS 5.0, 2.3.5).

    It takes two people, neither of them its owner, and not too long between them.
    """
    if by == owner:
        return "Your own second factor is taken away by two others. Ask those who keep your agency’s posts."
    if by == asked_by:
        return "You asked for this yourself. It takes a second person to agree."
    if at > agree_until(asked_at):
        return "Nobody agreed in time, so this is over. Ask again, if it is still needed."
    return ""


# How long a record may be kept to named readers before somebody looks at it again (local: 90 days, as two councils do).
REVIEW_WITHIN = timedelta(days=90)
NOBODY_LEFT = (
    "Then nobody could open this record again. Name another reader first who may: a manager, or a supervisor."
)


def could_open_again(
    keepers: Iterable[tuple[int, int]], *, without_post: int | None = None, without_worker: int | None = None
) -> bool:
    """Whether somebody is left who could open a restricted record again; `keepers` are posts and who sits in them today."""
    return any(post != without_post and worker != without_worker for post, worker in keepers)


def objections_to_keeping(
    *,
    because: str,
    readers: Ids,
    whom_to_ask: int,
    keepers: Iterable[tuple[int, int]],
    review_on: date | None,
    today: date,
) -> dict[str, str]:
    """Why a record cannot be kept to these readers yet, by field; `keepers` are those among them who could open it again."""
    found: dict[str, str] = {}
    if not because.strip():
        found["because"] = "Say why this record is kept to named readers."
    if not readers:
        found["readers"] = "Choose at least one reader. A record that nobody reads protects nobody."
    elif not could_open_again(keepers):
        found["readers"] = (
            "None of these could open the record again. Choose at least one manager or supervisor who is in post today."
        )
    if whom_to_ask not in readers:
        found["whom_to_ask"] = "Choose one of the readers: others are told to ask them."
    if review_on is None or not today <= review_on <= today + REVIEW_WITHIN:
        found["review_on"] = "Choose a day from today on, and within 90 days."
    return found


def objections_to_answering(*, asked_by: int, by: int, because: str) -> dict[str, str]:
    """Why an answer to opening a record again cannot stand: it takes two people (access model: un-restricting)."""
    found: dict[str, str] = {}
    if asked_by == by:
        found["is_agreed"] = "You asked for this yourself. Another named reader must agree."
    if not because.strip():
        found["because"] = "Say why you agree or do not agree."
    return found


def objections_to_keeping_on(*, because: str, review_on: date | None, today: date) -> dict[str, str]:
    """Why a record does not stay kept to its readers yet: somebody says why, and looks again within 90 days (local)."""
    found: dict[str, str] = {}
    if not because.strip():
        found["because"] = "Say why it must still be kept to named readers."
    if review_on is None or not today < review_on <= today + REVIEW_WITHIN:
        found["review_on"] = "Choose a day from tomorrow on, and within 90 days."
    return found
