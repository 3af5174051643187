"""Measures: how many, how soon and which share, with the definition, the likely range, who fares worse, and the list behind."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from kith.assurance import definitions, queries, rules
from kith.assurance.definitions import Measure
from kith.core import says
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership
from kith.sharing.queries import posts
from kith.web.assurance.chart import Chart, counts, shares
from kith.web.middleware import Request
from kith.web.page import page

YEAR, ON_PAGE = 12, 100
EQUALITY = (("Sex", "sex"), ("Age", "age"), ("Ethnicity", "ethnicity"), ("Disability", "disability"))


@dataclass(frozen=True)
class Asked:
    """What the page is about: an area, the month that it ends with, and when it was known."""

    area: Partnership
    month: date
    known_at: datetime

    @property
    def months(self) -> list[date]:
        return rules.months_before(self.month, YEAR)

    @property
    def since(self) -> date:
        return self.months[0]

    @property
    def until(self) -> date:
        return rules.after(self.month)

    @property
    def query(self) -> str:
        """What an address says of it."""
        return f"area={self.area.code}&month={self.month:%Y-%m}&known={self.known_at:%Y-%m-%d}"


@dataclass(frozen=True)
class Row:
    """One line of the list of measures: its figure of the month, and of the year."""

    measure: Measure
    figure: str
    share: str
    likely: str
    aim: str
    is_short: bool
    year: str


@require_GET
def measures(request: Request) -> HttpResponse:
    """Every measure, with its figure of one month."""
    actor = gate.must(request.actor, queries.READS)
    asked, areas = _asked(request, actor)
    every = definitions.measures()
    found = queries.headlines(
        every, area=asked.area.pk, since=asked.since, until=asked.until, actor=actor, at=request.now
    )
    return page(
        request,
        "assurance/measures.html",
        asked=asked,
        areas=areas,
        months=_months(request),
        groups=_grouped([_row(each, found[each.code], asked) for each in every], asked.month),
    )


def _grouped(rows: list[Row], day: date) -> list[tuple[str, str, list[Row]]]:
    """Rows by the question that they help to answer, in the order of the list; what names none of them comes last."""
    theirs: dict[str, list[Row]] = {}
    known = queries.questions()
    for row in rows:
        code = row.measure.question
        theirs.setdefault(code if known.has(code, day) else "", []).append(row)
    found = [(each.code, each.says, theirs.get(each.code, [])) for each in known.on(day)]
    return [each for each in [*found, ("others", "Other measures", theirs.get("", []))] if each[2]]


def _row(measure: Measure, months: Mapping[date, rules.Share], asked: Asked) -> Row:
    year = sum(months.values(), rules.Share())
    now = year if measure.kind == "standing" else months.get(asked.month, rules.Share())
    aim = queries.aim(measure, asked.month)
    if measure.kind == "count":
        return Row(measure, f"{now.items:,}", "", "", "", False, f"{year.items:,}")
    of_year = "" if measure.kind == "standing" else percent(year.share)
    is_short = aim is not None and now.share is not None and now.share < aim
    return Row(measure, _of(now), percent(now.share), likely(now), percent(aim), is_short, of_year)


@require_GET
def measure(request: Request, code: str) -> HttpResponse:
    """One measure: its figure, twelve months of it, who fares worse, why not, how complete it is, what is counted."""
    actor = gate.must(request.actor, queries.READS)
    found = _found(code)
    asked, areas = _asked(request, actor)
    items = _items(found, asked, actor, request.now)
    months = rules.by_month(items, asked.months)
    of_month = items if found.kind == "standing" else [item for item in items if item.month == asked.month]
    now, year = rules.share_of(of_month), rules.share_of(items)
    aim = queries.aim(found, asked.month)
    chart: Chart = counts(months) if found.kind == "count" else shares(months, aim)
    return page(
        request,
        "assurance/measure.html",
        purpose="Knowing how well we protect children. No names on this page",
        measure=found,
        asked=asked,
        areas=areas,
        months=_months(request),
        now=now,
        number=len(of_month),
        share=percent(now.share),
        likely=likely(now),
        aim=percent(aim),
        short=_short(now, aim),
        before=rules.compared(now, months[-2][1]) if found.kind == "share" else "",
        month_before=asked.months[-2],
        year=year,
        year_share=percent(year.share),
        year_number=len(items),
        children=rules.children_of(items),
        lengths=rules.hours(of_month),
        chart=chart if found.kind != "standing" else None,
        table=[
            (month, each, number, percent(each.share), likely(each))
            for month, each, number in reversed(months)
        ],
        splits=[
            (name, *rules.foremost(groups))
            for name, groups in _splits(found, items, asked.month, turn=rules.turn(found.kind, asked.months))
        ],
        reasons=[(found.notes.get(note, note), number) for note, number in rules.reasons(of_month)],
        complete=[(name, percent(there)) for name, there in rules.completeness(items)],
        may_list=actor.may(queries.LISTS),
    )


@require_GET
def behind(request: Request, code: str) -> HttpResponse:
    """The list behind one month of a measure: references, and no names."""
    actor = gate.must(request.actor, queries.LISTS)
    found = _found(code)
    asked, _ = _asked(request, actor)
    items = _items(found, asked, actor, request.now, is_list=True)
    if found.kind != "standing":
        items = [item for item in items if item.month == asked.month]
    if is_out := request.GET.get("show") == "out":
        items = [item for item in items if item.is_in is False]
    shown = [item for item in items if not item.is_kept]
    number = _whole(request.GET.get("page", "1"), most=max(1, -(-len(shown) // ON_PAGE)))
    return page(
        request,
        "assurance/behind.html",
        measure=found,
        asked=asked,
        is_out=is_out,
        number=len(items),
        kept=len(items) - len(shown),
        lines=[_line(found, item, asked.month) for item in shown[(number - 1) * ON_PAGE : number * ON_PAGE]],
        page_number=number,
        earlier=number - 1,
        later=number + 1 if len(shown) > number * ON_PAGE else 0,
        parts=[queries.HEADINGS.get(part, part) for part in found.splits],
        opens=actor.may("contact.read"),
    )


@require_GET
def table(request: Request, code: str) -> HttpResponse:
    """The figures of a measure as CSV: flat values, by month and by group."""
    actor = gate.must(request.actor, queries.READS)
    found = _found(code)
    asked, _ = _asked(request, actor)
    items = _items(found, asked, actor, request.now)
    text = StringIO()
    write = csv.writer(text).writerow
    write(["OFFICIAL-SENSITIVE", f"{found.number}, version {found.version}", found.says, asked.area.says])
    write([f"As known on {says.moment(asked.known_at)}"])
    write(["What", "Which", "In", "Of", "Wait", "Share", "Likely from", "Likely to"])
    for month, each, number in rules.by_month(items, asked.months):
        write(["Month", f"{month:%Y-%m}", *_flat(each, number)])
    for name, groups in _splits(found, items, asked.month):
        for group in groups:
            write([name, plain(group.says), *_flat(group.share, group.share.of + group.share.waits)])
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}-{asked.month:%Y-%m}.csv"'
    return answer


def _found(code: str) -> Measure:
    found = definitions.measure(code)
    if found is None:
        raise Http404
    return found


def _items(
    found: Measure, asked: Asked, actor: Actor, now: datetime, *, is_list: bool = False
) -> list[rules.Item]:
    return queries.items(
        found,
        area=asked.area.pk,
        since=asked.since,
        until=asked.until,
        known_at=asked.known_at,
        actor=actor,
        at=now,
        is_list=is_list,
    )


def _asked(request: Request, actor: Actor) -> tuple[Asked, list[Partnership]]:
    """The area, month and moment of the address; what cannot be read is this month, now, and the first area."""
    areas = posts.areas(actor)
    if not areas:
        raise gate.NotYours("sharing.partnership", queries.READS)
    area = next((each for each in areas if each.code == request.GET.get("area")), areas[0])
    month = _day(f"{request.GET.get('month', '')}-01")
    this_month = says.today_in_london(request.now).replace(day=1)
    if month is None or not this_month - timedelta(days=3660) < month <= this_month:
        month = this_month
    known_on = _day(request.GET.get("known", ""))
    known_at = request.now
    if known_on and known_on < says.today_in_london(request.now):
        known_at = queries.midnight(known_on + timedelta(days=1))
    return Asked(area, month, known_at), areas


def _months(request: Request) -> list[date]:
    return list(reversed(rules.months_before(says.today_in_london(request.now).replace(day=1), 24)))


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _whole(said: str, *, most: int) -> int:
    return min(max(int(said), 1), most) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _splits(
    found: Measure, items: list[rules.Item], day: date, *, turn: date | None = None
) -> list[tuple[str, list[rules.Group]]]:
    """By the measure's own parts, then by what is known of the children."""

    def of(part: str) -> list[rules.Group]:
        found = rules.split(items, lambda item: queries.words(part, item.by.get(part, ""), day), turn=turn)
        return [replace(each, stands="") for each in found] if part in queries.BY_NATURE else found

    def equal(name: str) -> list[rules.Group]:
        if name == "sex":
            return rules.split(items, lambda item: queries.words("sex", item.sex, day) if item.sex else "")
        return rules.split(items, lambda item: getattr(item, name))

    own = [(queries.HEADINGS.get(part, part), of(part)) for part in found.splits]
    if not any(item.child is not None for item in items):
        return own
    return own + [(says_, equal(name)) for says_, name in EQUALITY]


def _line(found: Measure, item: rules.Item, day: date) -> dict[str, Any]:
    return {
        "reference": item.item,
        "at": item.at,
        "parts": [queries.words(part, item.by.get(part, ""), day) for part in found.splits],
        "is_in": item.is_in,
        "hours": item.hours,
        "why": found.notes.get(item.note, item.note),
    }


def _flat(share: rules.Share, number: int) -> list[Any]:
    if share.share is None:
        return ["", number, share.waits, "", "", ""]
    return [share.n, share.of, share.waits, f"{share.share:.4f}", f"{share.low:.4f}", f"{share.high:.4f}"]


def plain(value: str) -> str:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if value[:1] in "=+-@\t\r" else value


def percent(share: float | None) -> str:
    """“65%”; nothing where there is no share."""
    return "" if share is None else f"{share:.0%}"


def likely(share: rules.Share) -> str:
    """“56% to 74%”."""
    return f"{share.low:.0%} to {share.high:.0%}" if share.of else ""


def _of(share: rules.Share) -> str:
    return f"{share.n:,} of {share.of:,}" if share.of else "none"


def _short(share: rules.Share, aim: float | None) -> int:
    """How many more would have reached the aim."""
    return max(0, -int(-(aim * share.of) // 1) - share.n) if aim is not None else 0
