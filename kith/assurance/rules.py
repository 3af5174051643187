"""What a measure says: how many, which share with its likely range, by month and by group. No database and no clock in here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import sqrt
from statistics import median, quantiles

from kith.core.says import in_london, years_old

# Groups of fewer are joined to “Others”, so that no row of a table is about one child whom a reader could name (local; the
# Office for National Statistics and NHS England suppress below 5 to 10).
FEW = 6
NOT_KNOWN = "Not known"
# A split of more groups than this shows the largest, and each that stands out, before the others (for the eye, no rule).
MANY, LARGEST = 14, 8


@dataclass(frozen=True)
class Item:
    """One thing that a measure counts. `is_in` is None where it waits; `child` tells children apart and names nobody."""

    item: str
    child: int | None
    at: datetime
    by: Mapping[str, str] = field(default_factory=dict)
    is_in: bool | None = None
    hours: float | None = None
    note: str = ""
    sex: str = ""
    born_on: date | None = None
    ethnicity: str = ""
    disability: str = ""
    is_kept: bool = False

    @property
    def month(self) -> date:
        """The first day of its month in London."""
        return in_london(self.at).date().replace(day=1)

    @property
    def age(self) -> str:
        """The band of its child’s age on that day (bands of the children in need census, 16 and 17 with 14 and 15 apart)."""
        if self.born_on is None:
            return NOT_KNOWN
        years = years_old(self.born_on, in_london(self.at).date())
        bands = (
            (0, "Not yet born"),
            (10, "Under 10"),
            (14, "10 to 13"),
            (16, "14 and 15"),
            (18, "16 and 17"),
        )
        return next((says for under, says in bands if years < under), "18 and over")


@dataclass(frozen=True)
class Share:
    """So many of so many, and how many wait. The likely range is Wilson’s score interval at 95 in 100 (Wilson 1927)."""

    n: int = 0
    of: int = 0
    waits: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.n + other.n, self.of + other.of, self.waits + other.waits)

    @property
    def items(self) -> int:
        """How many things it counts, those that wait among them."""
        return self.of + self.waits

    @property
    def share(self) -> float | None:
        return self.n / self.of if self.of else None

    @property
    def low(self) -> float:
        return self._range()[0]

    @property
    def high(self) -> float:
        return self._range()[1]

    def _range(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        z = 1.959964
        p, n = self.n / self.of, self.of
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, min(p, middle - reach)), min(1.0, max(p, middle + reach))


@dataclass(frozen=True)
class Group:
    """One group of a split. `stands` is “lower” or “higher” than everybody, and `moved` than itself in the half year before:
    either only where chance would not explain it.
    """

    says: str
    share: Share
    children: int
    stands: str = ""
    moved: str = ""


def share_of(items: Iterable[Item]) -> Share:
    """How many are in, of how many that can be said of."""
    n = of = waits = 0
    for item in items:
        n += item.is_in is True
        of += item.is_in is not None
        waits += item.is_in is None
    return Share(n, of, waits)


def children_of(items: Iterable[Item]) -> int:
    """How many children these items are about: an item counts each time, a child once."""
    return len({item.child for item in items if item.child is not None})


def months_before(month: date, number: int) -> list[date]:
    """So many months up to this one, the earliest first."""
    there = month.year * 12 + month.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(there - number + 1, there + 1)]


def turn(kind: str, months: Sequence[date]) -> date | None:
    """From which month on a group is held against the months before. What stands now is not: all that is left of earlier
    months is late.
    """
    return None if kind == "standing" else months[len(months) // 2]


def after(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def by_month(items: Sequence[Item], months: Sequence[date]) -> list[tuple[date, Share, int]]:
    """The share of each month, and how many items it has."""
    theirs: dict[date, list[Item]] = {month: [] for month in months}
    for item in items:
        theirs.setdefault(item.month, []).append(item)
    return [(month, share_of(theirs[month]), len(theirs[month])) for month in months]


def split(items: Sequence[Item], key: Callable[[Item], str], *, turn: date | None = None) -> list[Group]:
    """The share of each group, the largest first; small groups are joined, and what is not known comes last. From the
    month of `turn` on it is held against the months before.
    """
    every = share_of(items)
    theirs: dict[str, list[Item]] = {}
    for item in items:
        theirs.setdefault(key(item) or NOT_KNOWN, []).append(item)
    unknown = theirs.pop(NOT_KNOWN, [])
    few = [says for says, these in theirs.items() if len(these) < FEW]
    joined = [item for says in few for item in theirs.pop(says)] if len(few) > 1 else []
    found = [_group(says, these, every, turn) for says, these in theirs.items()]
    found.sort(key=lambda group: (-(group.share.of + group.share.waits), group.says))
    last = ((f"Others, joined: {len(few)} small groups", joined), (NOT_KNOWN, unknown))
    return found + [_group(says, these, every, turn) for says, these in last if these]


def foremost(groups: Sequence[Group]) -> tuple[list[Group], list[Group]]:
    """Which groups a reader needs first, and the others: a county has more schools than a page has room."""
    if len(groups) <= MANY:
        return list(groups), []
    first = [group for n, group in enumerate(groups) if n < LARGEST or group.stands or group.moved]
    return first, [group for group in groups if group not in first]


def _group(says: str, items: list[Item], every: Share, turn: date | None) -> Group:
    share = share_of(items)
    stands = ""
    if share.of >= FEW and every.share is not None and share.of < every.of:
        stands = "lower" if share.high < every.share else "higher" if share.low > every.share else ""
    return Group(says, share, children_of(items), stands, moved(items, turn) if turn else "")


def moved(items: Iterable[Item], turn: date) -> str:
    """Whether a share is “higher” or “lower” since a month than before it; nothing where too few are counted, or by chance."""
    theirs = list(items)
    since = share_of(item for item in theirs if item.month >= turn)
    before = share_of(item for item in theirs if item.month < turn)
    if min(since.of, before.of) < FEW:
        return ""
    said = compared(since, before)
    return said if said in {"higher", "lower"} else ""


def completeness(items: Sequence[Item]) -> list[tuple[str, float]]:
    """Which share of the items about a child is known of, for each thing that a split rests on."""
    items = [item for item in items if item.child is not None]
    if not items:
        return []
    known: dict[str, Callable[[Item], bool]] = {
        "Age": lambda item: item.born_on is not None,
        "Sex": lambda item: bool(item.sex),
        "Ethnicity": lambda item: bool(item.ethnicity),
        "Disability": lambda item: bool(item.disability),
    }
    return [(says, sum(map(there, items)) / len(items)) for says, there in known.items()]


def hours(items: Iterable[Item]) -> tuple[float, float] | None:
    """The middle one and the longest of nine in ten, in hours; None where nothing has a length."""
    lengths = sorted(item.hours for item in items if item.hours is not None)
    if not lengths:
        return None
    nine = quantiles(lengths, n=10, method="inclusive")[8] if len(lengths) > 1 else lengths[0]
    return median(lengths), nine


def reasons(items: Iterable[Item]) -> list[tuple[str, int]]:
    """Why items are not in, the commonest first: codes of the measure’s notes; those that are in have none."""
    counted: dict[str, int] = {}
    for item in items:
        if item.note:
            counted[item.note] = counted.get(item.note, 0) + 1
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def compared(now: Share, then: Share) -> str:
    """How a share stands beside an earlier one, in words; where the likely ranges meet it may be chance."""
    if now.share is None or then.share is None:
        return ""
    if now.low > then.high:
        return "higher"
    if now.high < then.low:
        return "lower"
    return "about the same: the likely ranges meet"
