"""Who has signed for what: by agency and purpose, what is missing for a post, and the agreements whose end is near."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from kith.core import says
from kith.sharing import signed as rules
from kith.sharing.models import (
    Agency,
    Agreement,
    AgreementItem,
    Partnership,
    Post,
    Purpose,
    RolePermission,
)
from kith.sharing.queries.agreements import class_says, data_classes
from kith.sharing.queries.places import kind_says
from kith.sharing.signed import IN_FORCE, Spell, Standing, State

# What the front door opens a record for: an agency has signed for the front door when it has signed for this.
FRONT_DOOR = "decide"
# Kinds that share nothing about a child, or read by another law.
NOT_PARTIES = {"system", "inspectorate"}
ANY = ""

# By agency, class of what is held, and purpose; ANY is every purpose.
Spells = dict[tuple[int, str, str], list[Spell]]


@dataclass(frozen=True)
class Cell:
    """How one agency stands for one purpose: each standing, with the classes that stand so."""

    state: State
    groups: tuple[tuple[Standing, str], ...]

    @property
    def is_in_force(self) -> bool:
        return self.state in IN_FORCE


@dataclass(frozen=True)
class Row:
    """One agency, and how it stands for each purpose."""

    id: int
    reference: str
    says: str
    kind: str
    kind_says: str
    cells: tuple[tuple[str, Cell], ...]
    door: Cell


@dataclass(frozen=True)
class Matrix:
    """Every agency of a partnership by every purpose that its agreements name, and whom the front door needs and has not."""

    area: Partnership
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    missing: tuple[str, ...]

    @property
    def in_force(self) -> int:
        return sum(row.door.is_in_force for row in self.rows)

    @property
    def near(self) -> int:
        return sum(row.door.state is State.NEAR for row in self.rows)

    @property
    def without(self) -> int:
        return len(self.rows) - self.in_force


def spells(partnership: int) -> Spells:
    """From when to when each agency is bound in this partnership."""
    found: Spells = defaultdict(list)
    rows = AgreementItem.objects.filter(
        agreement__partnership=partnership, agreement__parties__agency__isnull=False
    ).values_list(
        "agreement__parties__agency_id",
        "agreement__parties__joined_on",
        "agreement__parties__left_on",
        "agreement__starts_on",
        "agreement__ends_on",
        "data_class",
        "purposes",
    )
    for agency, joined, left, starts, ends, data_class, purposes in rows:
        spell = Spell(max(joined, starts), min(left, ends) if left else ends)
        for purpose in purposes or [ANY]:
            found[agency, data_class, purpose].append(spell)
    return found


def matrix(area: Partnership, *, on: date) -> Matrix:
    """How every agency of the partnership stands today for each purpose that its agreements name."""
    bound = spells(area.pk)
    words = dict(Purpose.objects.values_list("code", "says"))
    purposes = sorted({FRONT_DOOR, *(key[2] for key in bound if key[2] in words)}, key=lambda one: words[one])
    here = _there(area.pk, on)
    order = {kind: number for number, need in enumerate(rules.needs().on(on)) for kind in need.extra["kinds"]}
    here.sort(key=lambda agency: (order.get(agency.kind, len(order)), agency.says))
    rows = []
    for agency in here:
        cells = {purpose: _cell(bound, agency.pk, purpose, on) for purpose in purposes}
        rows.append(
            Row(
                id=agency.pk,
                reference=agency.reference,
                says=agency.says,
                kind=agency.kind,
                kind_says=kind_says(agency.kind, on),
                cells=tuple((words[purpose], cell) for purpose, cell in cells.items()),
                door=cells[FRONT_DOOR],
            )
        )
    return Matrix(
        area, tuple(words[purpose] for purpose in purposes), tuple(rows), _missing(area.pk, here, on)
    )


def _there(partnership: int, on: date) -> list[Agency]:
    found = Agency.objects.filter(partnerships=partnership, starts_on__lte=on).exclude(ends_on__lt=on)
    return list(found.exclude(kind__in=NOT_PARTIES))


def _missing(partnership: int, here: list[Agency], on: date) -> tuple[str, ...]:
    """Whom the front door needs, and has no agency for."""
    kinds = {agency.kind for agency in here}
    posts = Post.objects.filter(partnerships=partnership, starts_on__lte=on).exclude(ends_on__lt=on)
    roles = set(posts.values_list("role__code", flat=True))
    return tuple(
        need.says
        for need in rules.needs().on(on)
        if not kinds & set(need.extra["kinds"])
        or ("roles" in need.extra and not roles & set(need.extra["roles"]))
    )


def _cell(bound: Spells, agency: int, purpose: str, on: date) -> Cell:
    groups: dict[Standing, list[str]] = defaultdict(list)
    for entry in data_classes().on(on):
        standing = rules.stands(_for(bound, agency, entry.code, purpose), on)
        if standing.state is not State.NONE:
            groups[standing].append(class_says(entry.code, on))
    order = list(State)
    by_state = sorted(groups.items(), key=lambda each: (order.index(each[0].state), each[0].day or on))
    # What is near its end is said of the whole cell: it is what somebody has to do.
    states = [standing.state for standing, _ in by_state]
    state = State.NEAR if State.NEAR in states else states[0] if states else State.NONE
    return Cell(state, tuple((standing, _classes(classes)) for standing, classes in by_state))


def _for(bound: Spells, agency: int, data_class: str, purpose: str) -> list[Spell]:
    return [*bound.get((agency, data_class, purpose), ()), *bound.get((agency, data_class, ANY), ())]


def _classes(classes: list[str]) -> str:
    return says.people([classes[0], *(name[0].lower() + name[1:] for name in classes[1:])])


def missing_for(
    agency: int, partnerships: Iterable[Partnership], *, on: date, role: str = ""
) -> list[tuple[str, str]]:
    """What this agency, or a post of this role in it, does not read for want of an agreement: each area with the classes."""
    needed = RolePermission.objects.filter(starts_on__lte=on).exclude(permission__data_class="")
    needed = needed.exclude(ends_on__lt=on)
    if role:
        needed = needed.filter(role__code=role)
    classes = set(needed.values_list("permission__data_class", flat=True))
    found = []
    for area in partnerships:
        bound = spells(area.pk)
        open_ = {key[1] for key, theirs in bound.items() if key[0] == agency and rules.until(theirs, on)}
        lacks = [entry.code for entry in data_classes().on(on) if entry.code in classes - open_]
        if lacks:
            found.append((area.says, _classes([class_says(code, on) for code in lacks])))
    return found


@dataclass(frozen=True)
class Ending:
    """An agreement that ends soon, or has ended, and that none follows for all that it covers."""

    key: int
    reference: str
    says: str
    area: int
    partnership: str
    ends_on: date
    owes: str
    not_followed: tuple[str, ...]


def ending(partnerships: Collection[int], on: date) -> list[Ending]:
    """The agreements of these partnerships that whoever keeps agreements must see to, those that end first first."""
    found = (
        Agreement.objects.filter(partnership_id__in=partnerships, starts_on__lte=on)
        .select_related("partnership")
        .prefetch_related("parties__agency", "items")
        .order_by("ends_on", "id")
    )
    near = [each for each in found if rules.owed(ends_on=each.ends_on, is_followed=False, day=on)]
    bound = {area: spells(area) for area in {each.partnership_id for each in near}}
    lines = [_ending(each, bound[each.partnership_id], on) for each in near]
    return [line for line in lines if line.owes]


def _ending(agreement: Agreement, bound: Spells, on: date) -> Ending:
    last = agreement.ends_on
    short = sorted(
        {
            party.agency.says
            for party in agreement.parties.all()
            if (party.left_on is None or party.left_on >= last)
            and (party.agency.ends_on is None or party.agency.ends_on > last)
            for item in agreement.items.all()
            for purpose in item.purposes or [ANY]
            if not _goes_on(_for(bound, party.agency_id, item.data_class, purpose), last)
        }
    )
    return Ending(
        key=agreement.pk,
        reference=agreement.reference,
        says=agreement.says,
        area=agreement.partnership_id,
        partnership=agreement.partnership.says,
        ends_on=last,
        owes=rules.owed(ends_on=last, is_followed=not short, day=on),
        not_followed=tuple(short),
    )


def _goes_on(theirs: list[Spell], last: date) -> bool:
    """Whether another agreement covers the same after this one's last day."""
    return any(spell.last > last for spell in theirs)
