"""Who may reach a child and because of what, who was decided to, and what is kept from somebody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache

from django.db.models import Q, QuerySet

from kith.core import lists
from kith.core.among import Among
from kith.core.written import Given, once
from kith.sharing import rules
from kith.sharing.actor import Actor
from kith.sharing.models import AgreementItem, DisclosureDecision, Grant, Permission, RolePermission
from kith.sharing.models.access import Relationship
from kith.sharing.queries.agreements import data_classes
from kith.sharing.queries.posts import names_in


@dataclass(frozen=True)
class Kept:
    """A class of what is held, which this actor may not read, and why not."""

    data_class: str
    says: str
    why: str
    ended_on: date | None = None


def kept(actor: Actor, row: rules.Standing, *, on: date, purpose: str = "") -> list[Kept]:
    """The classes that this actor may not read of this child: no agreement where the child is that names this purpose, no
    part in the work, or not in the post."""
    reads = _reads(on)
    is_open = {code: rules.reaches(actor.reach, code, row, purpose) for code in reads}
    # Several permissions may read of one class: it is said once, and only where none of them does.
    open_classes = {data for code, data in reads.items() if is_open[code]}
    closed = {code: data for code, data in reads.items() if data not in open_classes}
    if not closed:
        return []
    in_role = set(
        RolePermission.objects.filter(
            role__posts=actor.post_id, permission__code__in=closed, starts_on__lte=on
        )
        .filter(Q(ends_on=None) | Q(ends_on__gte=on))
        .values_list("permission__code", flat=True)
    )
    uncovered = {
        code
        for code in closed
        if code in in_role
        and not (actor.may(code) and rules.agreed_in(actor.reach, code, row.partnerships, purpose))
    }
    ended = dict(
        AgreementItem.objects.filter(
            data_class__in=[closed[code] for code in uncovered],
            agreement__parties__agency_id__in=actor.reach.agencies,
            agreement__partnership_id__in=row.partnerships,
            agreement__ends_on__lt=on,
        )
        .order_by("agreement__ends_on")
        .values_list("data_class", "agreement__ends_on")
    )
    found = []
    for code, data in sorted(closed.items(), key=lambda item: item[1]):
        why = "agreement" if code in uncovered else "work" if actor.may(code) else "post"
        says = data_classes().get(data, on).extra["kept"]
        found.append(Kept(data, says, why, ended.get(data) if why == "agreement" else None))
    return list({each.data_class: each for each in reversed(found)}.values())[::-1]


@lru_cache(maxsize=8)
def _reads(on: date) -> Mapping[str, str]:
    """What reads each class of data, as the list of permissions says: the register is loaded from it at each start."""
    reads = (entry for entry in permissions().on(on) if entry.code.endswith(".read"))
    return {entry.code: entry.extra["data_class"] for entry in reads if entry.extra.get("data_class")}


@cache
def permissions() -> lists.CodeList:
    """What may be allowed."""
    return lists.beside(__file__.replace("/queries/", "/"), "permissions")


@dataclass(frozen=True)
class Involved:
    """Somebody who may reach a child now: since when, and because of what. `key` names it to end it."""

    key: str
    kind: str
    agency: str
    says: str
    names: str
    relationship: str
    since: datetime
    until: datetime | None
    because: str


def involved(subjects: Iterable[int], *, at: datetime, on: date) -> list[Involved]:
    """Live grants about this person, one line for each post, team or agency and relationship."""
    grants = _live.rows(subjects=list(subjects), at=at)
    names = names_in({grant.post_id for grant in grants if grant.post_id}, on)
    found: dict[tuple[object, ...], Involved] = {}
    for grant in grants:
        key = (grant.relationship, grant.permission, grant.post_id, grant.team_id, grant.agency_id)
        if key in found:
            continue
        seat = grant.post or grant.team
        agency = seat.agency if seat else grant.agency
        assert agency is not None
        found[key] = Involved(
            key=key_of(grant),
            kind=grant.relationship,
            agency=agency.says,
            says=seat.says if seat else "The agency",
            names=names.get(grant.post_id or 0, "nobody holds it today") if grant.post_id else "",
            relationship=Relationship(grant.relationship).label,
            since=grant.starts_at,
            until=grant.ends_at,
            because=grant.because,
        )
    return sorted(found.values(), key=lambda line: (line.agency, line.since))


@once
def _live() -> QuerySet[Grant]:
    begun = Grant.objects.filter(Among("subject_id", Given("subjects")), starts_at__lte=Given("at"))
    live = begun.filter(Q(ends_at=None) | Q(ends_at__gt=Given("at")))
    return live.select_related("post__agency", "team__agency", "agency").order_by("starts_at", "id")


def key_of(grant: Grant) -> str:
    """What names a part in a child's record: who, how, and for a disclosure decision which record."""
    seat = grant.post or grant.team or grant.agency
    assert seat is not None
    return "-".join(part for part in (grant.relationship, grant.permission, seat.reference) if part)


def disclosures(*, actor: Actor, at: datetime) -> list[DisclosureDecision]:
    """Decisions to share or refuse one record that this actor may read, the newest first."""
    if not actor.may("grant.read"):
        return []
    return list(
        DisclosureDecision.objects.filter(recorded_at__lte=at)
        .select_related("subject", "to_post__agency", "by_post__agency", "by_worker")
        .order_by("-recorded_at", "-id")[:200]
    )


def says_of(permissions: Iterable[str]) -> dict[str, str]:
    """Permissions in words."""
    return dict(Permission.objects.filter(code__in=list(permissions)).values_list("code", "says"))
