"""The actor: a person in a post, or a service, as the database has sealed it for this transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import connection

from kith.core.says import today_in_london
from kith.sharing.emergencies import reasons
from kith.sharing.rules import Reach, in_emergency


@dataclass(frozen=True)
class Seat:
    """A post that somebody holds today."""

    reference: str
    says: str
    agency: str


@dataclass(frozen=True)
class Area:
    """A partnership, and whom to ring there about a child."""

    says: str
    duty_phone: str
    duty_says: str


@dataclass(frozen=True)
class Opening:
    """A child’s record that this worker opened in an emergency, why, and until when."""

    reference: str
    child: str
    subjects: frozenset[int]
    because: str
    why: str
    until: datetime

    @property
    def because_says(self) -> str:
        return reasons().words(self.because, today_in_london(self.until))


@dataclass(frozen=True)
class Actor:
    """Who acts, and all that they may reach. Made only from what the database answered."""

    worker_id: int | None
    post_id: int
    agency_id: int
    team_id: int | None
    name: str
    post_says: str
    post_reference: str
    agency_says: str
    role: str
    posts: tuple[int, ...]
    partnerships: tuple[int, ...]
    is_service: bool
    reach: Reach = field(repr=False)
    seats: tuple[Seat, ...] = ()
    areas: tuple[Area, ...] = ()
    emergencies: tuple[Opening, ...] = field(default=(), repr=False)

    def may(self, permission: str) -> bool:
        """Whether the post has this permission at all, through whatever relationship."""
        return permission in self.reach.may

    def opened_in_emergency(self, child: str) -> Opening | None:
        """That this worker opened this child’s record in an emergency, if it is open now."""
        return next((each for each in self.emergencies if each.child == child), None)

    @classmethod
    def from_context(cls, told: Mapping[str, Any]) -> "Actor":
        def ids(name: str) -> frozenset[int]:
            return frozenset(told[name] or ())

        near: dict[str, frozenset[int]] = {}
        disclosed: dict[str, frozenset[int]] = {}
        emergency: dict[str, frozenset[int]] = {}
        by_permission = {"disclosed": disclosed, "emergency": emergency}
        for part in told["parts"]:
            kind = by_permission.get(part["of"], near)
            name = part["of"] if kind is near else part["for"]
            kind[name] = kind.get(name, frozenset()).union(map(int, part["ids"][1:-1].split(",")))
        reach = Reach(
            may={code: frozenset(through) for code, through in told["may"].items()},
            agreed={
                code: {int(area): frozenset(purposes) for area, purposes in there.items()}
                for code, there in told["agreed"].items()
            },
            near=near,
            disclosed=disclosed,
            agencies=ids("agencies"),
            partnerships=ids("partnerships"),
            conflicts=ids("conflicts"),
            emergency=emergency,
        )
        return cls(
            worker_id=told["worker"],
            post_id=told["post"],
            agency_id=told["agency"],
            team_id=told["team"],
            name=told["worker_says"] or told["post_says"],
            post_says=told["post_says"],
            post_reference=told["post_reference"],
            agency_says=told["agency_says"],
            role=told["role"],
            posts=tuple(told["posts"]),
            partnerships=tuple(told["partnerships"]),
            is_service=told["service"],
            reach=reach,
            seats=tuple(Seat(**seat) for seat in told["seats"] or ()),
            areas=tuple(Area(**area) for area in told["areas"] or ()),
            emergencies=tuple(_opening(each) for each in told.get("emergencies") or ()),
        )


def _opening(told: Mapping[str, Any]) -> Opening:
    said = {
        **told,
        "subjects": frozenset(told["subjects"]),
        "until": datetime.fromisoformat(told["until"]),
    }
    return Opening(**said)


def wake_emergencies(actor: Actor) -> Actor:
    """From here on, this transaction reads what was opened in an emergency, and nothing else of anybody; it writes nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('kith.in_emergency', 'on', true)")
    return replace(actor, reach=in_emergency(actor.reach))


def _begin(function: str, *arguments: int | str) -> Actor | None:
    if not connection.in_atomic_block:
        raise RuntimeError("A context lives in one transaction: open it first.")
    with connection.cursor() as cursor:
        cursor.execute(f"select kith.{function}({', '.join(['%s'] * len(arguments))})", arguments)
        told = cursor.fetchone()[0]
    if isinstance(told, str):
        told = json.loads(told)
    return Actor.from_context(told) if told else None


def begin_request(token: str) -> Actor | None:
    """The actor behind a session or an agency's key, or None; the rest of this transaction is theirs."""
    return _begin("begin_request", token)


def begin_public(partnership: str) -> Actor | None:
    """Somebody without an account, who may tell this partnership's front door something and can read nothing."""
    return _begin("begin_public", partnership)


def begin_job(job_id: int) -> Actor | None:
    """The actor that a queued job was stamped with."""
    return _begin("begin_job", job_id)


def begin_service(code: str) -> Actor | None:
    """A service's own post, for what acts by itself."""
    return _begin("begin_service", code)


def change_post(token: str, to_post: str) -> Actor | None:
    """Sit down in another of one's own posts. None when it is not theirs, or is over."""
    return _begin("change_post", token, to_post)
