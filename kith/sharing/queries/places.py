"""Partnerships, their agencies, teams and keys, and what is still to found."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Q, QuerySet

from kith.core import codes
from kith.core.written import Given, once
from kith.sharing.actor import Actor
from kith.sharing.models import Agency, AgreementItem, Holding, Partnership, Role, RolePermission, Team


def front_door_of(partnership: int) -> Team:
    """The team that is the front door of a partnership."""
    (team,) = _front_door.rows(partnership=partnership)
    return team


def front_doors(partnerships: Collection[int]) -> list[Team]:
    """The teams that are the front doors of these partnerships."""
    return list(Team.objects.filter(partnership_id__in=partnerships, does="front_door"))


@once
def _front_door() -> QuerySet[Team]:
    return Team.objects.filter(partnership_id=Given("partnership"), does="front_door")


def keeps_installation(actor: Actor) -> bool:
    """Whether this post founds partnerships and keeps accounts of every agency here."""
    return actor.may("agency.found")


def roles_for(actor: Actor, agencies: Iterable[int]) -> QuerySet[Role]:
    """The roles of posts that this actor may make in these agencies; never a service's."""
    roles = Role.objects.filter(is_service=False)
    if keeps_installation(actor):
        return roles
    wider = RolePermission.objects.filter(permission__code="agency.found")
    if not Team.objects.filter(agency_id__in=list(agencies), does="front_door").exists():
        wider = RolePermission.objects.filter(
            Q(permission__code="agency.found") | Q(reach__contains=["partnership"])
        )
    return roles.exclude(pk__in=wider.values("role_id"))


def areas_for(actor: Actor, agency: Agency, role: str) -> QuerySet[Partnership]:
    """The areas in which a post of this role is made by this actor: those of both, and of a role that reaches whole areas
    those whose front door this agency is.
    """
    areas = Partnership.objects.filter(pk__in=actor.partnerships, agencies=agency)
    if keeps_installation(actor):
        return areas
    wide = RolePermission.objects.filter(role__code=role, reach__contains=["partnership"]).exists()
    own = areas.filter(teams__agency=agency, teams__does="front_door")
    return own if wide and own.exists() else areas


def kind_says(code: str, on: date) -> str:
    kinds = codes.of("agency_kinds")
    return kinds.get(code, on).says if kinds.has(code, on) else code


@dataclass(frozen=True)
class AgencyLine:
    """One agency as the register prints it."""

    id: int
    reference: str
    says: str
    kind: str
    kind_says: str
    areas: tuple[str, ...]
    starts_on: date
    ends_on: date | None
    became: str
    was: tuple[str, ...]
    teams: tuple[str, ...]
    state: str


def agencies(*, actor: Actor, on: date, reference: str = "") -> list[AgencyLine]:
    """The agencies of the actor's partnerships: those of today by name, then those to come, then those that are over."""
    found = Agency.objects.filter(partnerships__in=actor.partnerships).distinct()
    if reference:
        found = found.filter(reference=reference)
    rows = (
        found.select_related("became")
        .prefetch_related("partnerships", "was", "teams__partnership")
        .order_by("says", "id")
    )
    lines = [_agency(row, on) for row in rows]
    return sorted(lines, key=lambda line: ("now", "later", "over").index(line.state))


def _agency(row: Agency, on: date) -> AgencyLine:
    state = "now" if row.starts_on <= on else "later"
    return AgencyLine(
        id=row.pk,
        reference=row.reference,
        says=row.says,
        kind=row.kind,
        kind_says=kind_says(row.kind, on),
        areas=tuple(sorted(area.says for area in row.partnerships.all())),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        became=row.became.says if row.became else "",
        was=tuple(sorted(old.says for old in row.was.all())),
        teams=tuple(
            f"{team.says} (the front door of {team.partnership.says})"
            if team.does == "front_door"
            else team.says
            for team in sorted(row.teams.all(), key=lambda team: team.says)
        ),
        state="over" if row.ends_on is not None and row.ends_on < on else state,
    )


@dataclass(frozen=True)
class KeyLine:
    """A key of an agency's own system. Of the key itself only the beginning of its hash is told, to name it by."""

    name: str
    says: str
    post: str
    starts_at: datetime
    ends_at: datetime
    is_over: bool


def keys(*, agency: int, at: datetime) -> list[KeyLine]:
    """The keys of an agency's own systems, those that open first; none for who does not keep its posts."""
    with connection.cursor() as cursor:
        cursor.execute("select * from kith.keys_of(%s)", [agency])
        lines = [
            KeyLine(name, says, post, starts_at, ends_at, ends_at <= at)
            for name, says, post, starts_at, ends_at in cursor.fetchall()
        ]
    return sorted(lines, key=lambda line: line.is_over)


@dataclass(frozen=True)
class Founded:
    """How far the founding of a partnership has come, as facts."""

    partnership: Partnership
    has_council: bool
    agencies: int
    front_door: str
    front_door_agency: int | None
    holds: frozenset[str]
    covered: frozenset[str]
    senders: frozenset[int]


# What somebody must hold before a front door works, by permission.
NEEDED = ("contact.decide", "agreement.sign", "contact.send", "audit.read")


def founded(partnerships: Iterable[Partnership], *, on: date) -> list[Founded]:
    """What there is in each of these partnerships today."""
    areas = list(partnerships)
    ids = [area.pk for area in areas]
    of_area: dict[int, list[Agency]] = defaultdict(list)
    for agency in (
        Agency.objects.filter(partnerships__in=ids, starts_on__lte=on)
        .exclude(ends_on__lt=on)
        .prefetch_related("partnerships")
        .distinct()
    ):
        for area in agency.partnerships.all():
            of_area[area.pk].append(agency)
    doors = {
        team.partnership_id: team for team in Team.objects.filter(partnership__in=ids, does="front_door")
    }
    held: dict[int, set[str]] = defaultdict(set)
    senders: dict[int, set[int]] = defaultdict(set)
    for place, agency_id, permission in (
        Holding.objects.filter(
            post__partnerships__in=ids,
            starts_on__lte=on,
            post__starts_on__lte=on,
            worker__is_active=True,
            post__role__permissions__permission__code__in=NEEDED,
        )
        .exclude(ends_on__lt=on)
        .exclude(post__ends_on__lt=on)
        .values_list("post__partnerships", "post__agency_id", "post__role__permissions__permission__code")
        .distinct()
    ):
        held[place].add(permission)
        if permission == "contact.send":
            senders[place].add(agency_id)
    covered: dict[int, set[str]] = defaultdict(set)
    for place, agency_id, left_on, data_class in AgreementItem.objects.filter(
        agreement__partnership__in=ids, agreement__starts_on__lte=on, agreement__ends_on__gte=on
    ).values_list(
        "agreement__partnership_id",
        "agreement__parties__agency_id",
        "agreement__parties__left_on",
        "data_class",
    ):
        has_left = left_on is not None and left_on < on
        if place in doors and agency_id == doors[place].agency_id and not has_left:
            covered[place].add(data_class)
    return [
        Founded(
            partnership=area,
            has_council=any(agency.kind == "council_social_care" for agency in of_area[area.pk]),
            agencies=len(of_area[area.pk]),
            front_door=doors[area.pk].says if area.pk in doors else "",
            front_door_agency=doors[area.pk].agency_id if area.pk in doors else None,
            holds=frozenset(held[area.pk]),
            covered=frozenset(covered[area.pk]),
            senders=frozenset(senders[area.pk]),
        )
        for area in areas
    ]
