"""The register of schools and GP practices: reading it, and putting what a file says in place of what stood."""

from collections.abc import Iterable
from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet

from kith.people import finding
from kith.people.finding import Asked, Line
from kith.people.models import Establishment

SAID = ("name", "town", "postcode", "opened_on", "closed_on", "is_shut")
MOST_READ = 200
AT_ONCE = 2_000


def now(kind: str) -> QuerySet[Establishment]:
    """What stands in the register of this kind."""
    return Establishment.objects.filter(kind=kind, replaced_on=None)


def find(what: Asked, *, on: date) -> tuple[list[Line], bool]:
    """At most ten that fit what was typed, the likeliest first, and whether there are more."""
    if what.is_empty:
        return [], False
    if what.code:
        found = now(what.kind).filter(code=what.code)
    else:
        every = Q()
        for word in what.words:
            every &= Q(words__contains=f" {word}")
        found = now(what.kind).filter(every).order_by("is_shut", "closed_on", "name", "code")
    lines = finding.ordered([line_of(row) for row in found[:MOST_READ]], what, on)
    return lines[: finding.MOST_SHOWN], len(lines) > finding.MOST_SHOWN


def offered(kind: str, text: str, code: str, *, on: date) -> tuple[Asked, list[Line], bool]:
    """The first of what was sent that finds something, what it finds, and whether there are more; else all that was sent."""
    for what in finding.as_sent(kind, text, code):
        lines, is_more = find(what, on=on)
        if lines:
            return what, lines, is_more
    return finding.asked(kind, text, code), [], False


def in_area(kind: str, outcodes: Iterable[str], *, on: date) -> list[Line]:
    """The open ones of this kind whose postcode is in these districts, by name. One without a postcode is in no area."""
    within = Q(pk=None)
    for outcode in outcodes:
        within |= Q(postcode__startswith=f"{outcode} ")
    rows = now(kind).filter(within, is_shut=False).exclude(closed_on__lte=on).exclude(opened_on__gt=on)
    return [line_of(row) for row in rows.order_by("name", "town", "code")]


def standing(kind: str, code: str) -> Line | None:
    """What stands in the register under this number now."""
    row = now(kind).filter(code=code).first() if code else None
    return line_of(row) if row else None


def line_of(row: Establishment) -> Line:
    return Line(row.kind, row.code, *(getattr(row, name) for name in SAID))


def put(lines: Iterable[Line], *, kind: str, read_from: str, read_on: date) -> dict[str, int]:
    """Add what is new, and put what changed in place of what stood, which is kept with the day until which it did."""
    known = {row.code: (row.pk, line_of(row)) for row in now(kind)}
    counted = {"new": 0, "changed": 0, "same": 0}
    rest = iter(lines)
    while some := list(islice(rest, AT_ONCE)):
        fresh, ended = [], []
        for line in some:
            pk, stood = known.get(line.code, (None, None))
            what = "new" if stood is None else "same" if stood == line else "changed"
            counted[what] += 1
            if what == "same":
                continue
            if pk:
                ended.append(pk)
            fresh.append(_row(line, read_from, read_on))
        Establishment.objects.filter(pk__in=ended).update(replaced_on=read_on)
        Establishment.objects.bulk_create(fresh)
    return counted


def _row(line: Line, read_from: str, read_on: date) -> Establishment:
    return Establishment(
        kind=line.kind,
        code=line.code,
        words=finding.words_of(line.name, line.town, line.postcode),
        read_from=read_from,
        read_on=read_on,
        **{name: getattr(line, name) for name in SAID},
    )
