"""A year of a measure as a drawing of the server's: a dot and its likely range for each month, or a bar. Beside it is its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kith.assurance.rules import Share

TOP, HEIGHT, LEFT, WIDE = 10, 190, 12.0, 88.0


@dataclass(frozen=True)
class Mark:
    """One month: where it stands across in hundredths of the width, and how high in pixels."""

    x: str
    left: str
    label: str
    y: int
    top: int
    height: int
    is_there: bool


@dataclass(frozen=True)
class Chart:
    """What the page draws, with what it says aloud."""

    says: str
    lines: tuple[tuple[int, str], ...]
    marks: tuple[Mark, ...]
    aim_y: int | None
    is_share: bool
    floor: int = TOP + HEIGHT
    label_y: int = TOP + HEIGHT + 18
    tall: int = TOP + HEIGHT + 24


def shares(months: Sequence[tuple[date, Share, int]], aim: float | None) -> Chart:
    """A dot for the share of each month, over its likely range."""
    marks = []
    for number, (month, share, _) in enumerate(months):
        y = _y(share.share or 0)
        top, low = _y(share.high), _y(share.low)
        marks.append(_mark(number, len(months), month, y, top, low - top, bool(share.of)))
    said = [f"{month:%B %Y} {share.share:.0%}" for month, share, _ in months if share.share is not None]
    lines = tuple((_y(part / 4), f"{part * 25}%") for part in range(5))
    return Chart(
        f"The share of each month: {'; '.join(said) or 'nothing in this year'}.",
        lines,
        tuple(marks),
        None if aim is None else _y(aim),
        True,
    )


def counts(months: Sequence[tuple[date, Share, int]]) -> Chart:
    """A bar for the number of each month."""
    most = _round(max((number for *_, number in months), default=0))
    marks = [
        _mark(n, len(months), month, 0, _y(number / most), TOP + HEIGHT - _y(number / most), number > 0)
        for n, (month, _, number) in enumerate(months)
    ]
    said = "; ".join(f"{month:%B %Y} {number:,}" for month, _, number in months)
    lines = tuple((_y(part / 4), f"{most * part // 4:,}") for part in range(5))
    return Chart(f"How many in each month: {said}.", lines, tuple(marks), None, False)


def _mark(number: int, of: int, month: date, y: int, top: int, height: int, is_there: bool) -> Mark:
    across = LEFT + (number + 0.5) * WIDE / of
    # On a phone there is room for every second month.
    label = f"{month:%b}" if (of - number) % 2 else ""
    return Mark(f"{across:.2f}%", f"{across - 1.2:.2f}%", label, y, top, height, is_there)


def _y(share: float) -> int:
    return round(TOP + HEIGHT * (1 - share))


def _round(most: int) -> int:
    """The next number that four lines divide: 4, 8, 20, 40, 80, 200 ..."""
    step = 4
    while step < most:
        step = step * 5 // 2 if str(step)[0] == "8" else step * 2
    return step
