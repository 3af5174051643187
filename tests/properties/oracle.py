"""The access model in plain sentences of Python, told from the facts alone: who granted whom what, from when to when.

    allowed = what the role may do, and an agreement of the agency in a partnership of the child for that class of data and
    that purpose, and a relationship with the child, and a named reader where the record is restricted, all of them now;
    and no conflict, which beats everything. A decision to disclose stands in for role, agreement and relationship.

    allowed in an emergency = this worker opened this child's record in this post, not longer ago than was said; the role may
    read this so in emergencies; and no conflict. Nothing else counts, and nothing but reading is allowed.

It is a second telling of the same model as the rules and the policies of the product, and shares no code with them. A
moment is a number of hours from now, a day a number of days from today, and None is open-ended.
"""

from dataclasses import dataclass, field

Hours = int | None
Days = int | None


@dataclass(frozen=True)
class Allowance:
    """A role may use a permission on a child whom it reaches in one of these ways, from a day to a day."""

    through: frozenset[str]
    first: int = -10
    last: Days = None


@dataclass(frozen=True)
class Role:
    allows: dict[str, Allowance] = field(default_factory=dict, hash=False)
    is_service: bool = False


@dataclass(frozen=True)
class Post:
    agency: int
    team: int | None
    role: int
    partnerships: frozenset[int]
    first: int = -10
    last: Days = None


@dataclass(frozen=True)
class Holding:
    worker: int
    post: int
    first: int
    last: Days


@dataclass(frozen=True)
class Absence:
    post: int
    deputy: int
    start: int
    end: int


@dataclass(frozen=True)
class Agreement:
    """A partnership's agreement over classes of data, each with its purposes; who signed, and the days they joined and left."""

    partnership: int
    classes: dict[str, frozenset[str]]
    parties: dict[int, tuple[int, Days]]
    first: int
    last: int


@dataclass(frozen=True)
class Grant:
    subject: int
    relationship: str
    to: tuple[str, int]
    permission: str
    start: int
    end: Hours


@dataclass(frozen=True)
class Restriction:
    subject: int
    start: int
    end: Hours


@dataclass(frozen=True)
class Conflict:
    worker: int
    subject: int
    start: int
    end: Hours


@dataclass(frozen=True)
class Emergency:
    """A worker in one post opened one child's record."""

    worker: int
    post: int
    subject: int
    start: int
    end: int


@dataclass(frozen=True)
class World:
    """Everything that decides who reaches whom. `became` says into which agency another went up, `last_day` when it ended."""

    roles: dict[int, Role]
    posts: dict[int, Post]
    active: dict[int, bool]
    became: dict[int, int]
    subjects: dict[int, frozenset[int]]
    data_classes: dict[str, str]
    holdings: tuple[Holding, ...] = ()
    absences: tuple[Absence, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    grants: tuple[Grant, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    emergencies: tuple[Emergency, ...] = ()
    last_day: dict[int, int] = field(default_factory=dict)


def today_between(first: int, last: Days) -> bool:
    return first <= 0 and (last is None or last >= 0)


def now_between(start: int, end: Hours) -> bool:
    return start <= 0 and (end is None or end > 0)


def may_sit(world: World, worker: int | None, post: int) -> bool:
    """A worker sits in a post that they hold today, of an agency that is there; a service's own system sits in its post and
    nowhere else.
    """
    seat = world.posts[post]
    if not today_between(seat.first, seat.last) or world.last_day.get(seat.agency, 0) < 0:
        return False
    if world.roles[seat.role].is_service:
        return worker is None
    if worker is None or not world.active[worker]:
        return False
    return any(
        h.worker == worker and h.post == post and today_between(h.first, h.last) for h in world.holdings
    )


def own_line(world: World, agency: int) -> set[int]:
    """An agency, and every agency that became it, once that had its last day."""
    line = {agency}
    while True:
        before = {a for a, now in world.became.items() if now in line and world.last_day[a] < 0} - line
        if not before:
            return line
        line |= before


def role_may(world: World, seat: Post, permission: str) -> frozenset[str]:
    """The ways in which this post's role may use this permission today."""
    allowance = world.roles[seat.role].allows.get(permission)
    if allowance is None or not today_between(allowance.first, allowance.last):
        return frozenset()
    return allowance.through


def is_agreed(world: World, seat: Post, permission: str, area: int, purpose: str | None) -> bool:
    """Whether some agreement of this partnership lets the agency use the permission's class of data for this purpose."""
    needed = world.data_classes[permission]
    if not needed or world.roles[seat.role].is_service:
        return True
    ours = own_line(world, seat.agency)
    return any(
        agreement.partnership == area
        and today_between(agreement.first, agreement.last)
        and any(agency in ours and today_between(*days) for agency, days in agreement.parties.items())
        and needed in agreement.classes
        and (purpose is None or not agreement.classes[needed] or purpose in agreement.classes[needed])
        for agreement in world.agreements
    )


def granted(world: World, post: int, subject: int) -> list[Grant]:
    """The grants that bring this post to this child now: its own, those of a post that it covers, its team's, its agency's."""
    seat = world.posts[post]
    covers = {post} | {a.post for a in world.absences if a.deputy == post and a.start <= 0 <= a.end}
    ours = own_line(world, seat.agency)

    def is_ours(to: tuple[str, int]) -> bool:
        what, which = to
        if what == "post":
            return which in covers
        return which == seat.team if what == "team" else which in ours

    return [g for g in world.grants if g.subject == subject and is_ours(g.to) and now_between(g.start, g.end)]


def allowed(
    world: World,
    worker: int | None,
    post: int,
    permission: str,
    subject: int,
    beside: tuple[int, ...] = (),
    purpose: str | None = None,
) -> bool:
    """Whether this worker in this post may use this permission on this child now; for this purpose, if one is asked about."""
    if not may_sit(world, worker, post):
        return False
    if any(
        c.worker == worker and c.subject in (subject, *beside) and now_between(c.start, c.end)
        for c in world.conflicts
    ):
        return False
    here = granted(world, post, subject)
    is_restricted = any(r.subject == subject and r.end is None for r in world.restrictions)
    seat = world.posts[post]
    carries = bool(role_may(world, seat, "restricted.carry"))
    if is_restricted and not carries and not any(g.relationship == "reader" for g in here):
        return False
    if any(g.relationship == "disclosed" and g.permission == permission for g in here):
        return True
    ways = role_may(world, seat, permission)
    for area in world.subjects[subject]:
        if is_agreed(world, seat, permission, area, purpose):
            if "partnership" in ways and area in seat.partnerships:
                return True
            if any(g.relationship in ways for g in here if g.relationship != "disclosed"):
                return True
    return False


def allowed_in_emergency(
    world: World, worker: int | None, post: int, permission: str, subject: int, beside: tuple[int, ...] = ()
) -> bool:
    """Whether this worker in this post may use this permission on this child now, through an emergency opening alone."""
    if not may_sit(world, worker, post) or not permission.endswith(".read"):
        return False
    if any(
        c.worker == worker and c.subject in (subject, *beside) and now_between(c.start, c.end)
        for c in world.conflicts
    ):
        return False
    return "emergency" in role_may(world, world.posts[post], permission) and any(
        (e.worker, e.post, e.subject) == (worker, post, subject) and now_between(e.start, e.end)
        for e in world.emergencies
    )
