"""What one's own agency's people opened: for its privacy officer, by reference and never by name."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kith.core import reference as references
from kith.core import says
from kith.notify import queries as mailboxes
from kith.notify.witnesses import AGREED, OBJECTED
from kith.sharing import audit, gate
from kith.sharing.queries import agreements, factors
from kith.sharing.queries import looks as log
from kith.sharing.queries.sealed import sealed
from kith.web.child.child import number
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.sharing import deeds, refused

DAYS = (("1", "Last 24 hours"), ("7", "Last 7 days"), ("28", "Last 28 days"), ("182", "Last 6 months"))
A_PAGE = 50
WRITTEN_LATE = timedelta(minutes=5)


@dataclass(frozen=True)
class Line:
    """One look as the register prints it."""

    at: datetime
    worker: str
    post: str
    did: str
    about: str
    children: tuple[str, ...]
    purpose: str
    is_refused: bool
    written_late: str


@dataclass(frozen=True)
class Bar:
    """One hour of the day in the chart: where it stands, how high, and what it says."""

    hour: str
    count: int
    x: str
    top: str
    height: str
    label_x: str
    is_labelled: bool


@require_GET
def looks(request: Request) -> HttpResponse:
    """Who looked, in which post, at which reference, and why. Reading it is written down too."""
    actor = gate.must(request.actor, "audit.read")
    days = next((code for code, _ in DAYS if code == request.GET.get("days")), "7")
    only_refused = request.GET.get("show") == "refused"
    audit.write("sharing.looks_read", at=request.now, purpose="audit", detail={"days": days})
    since = request.now - timedelta(days=int(days))
    before = moment(request.GET.get("before", ""))
    until = before or request.now + timedelta(seconds=1)
    found = log.own_looks(since=since, until=until, only_refused=False)
    purposes = agreements.purposes()
    shown = [look for look in found if not look.is_allowed] if only_refused else found
    if only_refused and len(found) >= log.AT_MOST:
        shown = log.own_looks(since=since, until=until, only_refused=True)
    opened = [look for look in found if look.is_allowed and deeds.is_opening(look.action)]
    bars, scale = chart(opened)
    start = (number(request.GET.get("page", "")) - 1) * A_PAGE
    return page(
        request,
        "sharing/looks.html",
        purpose="checking who looked. You see references, not records",
        lines=[line_of(look, purposes) for look in shown[start : start + A_PAGE]],
        later=start // A_PAGE,
        earlier=start // A_PAGE + 2 if len(shown) > start + A_PAGE else 0,
        show="refused" if only_refused else "",
        opened=len(opened),
        people=len({look.worker for look in opened}),
        refused_count=sum(not look.is_allowed for look in found),
        at_night=sum(says.in_london(look.at).hour < 6 for look in opened),
        late_count=sum(bool(written_late(look)) for look in found),
        oldest=found[-1].at if len(found) >= log.AT_MOST else None,
        # One instant later, so that none of what happened together with the oldest is passed over.
        before=before.isoformat() if before else "",
        older=(found[-1].at + timedelta(microseconds=1)).isoformat() if len(found) >= log.AT_MOST else "",
        until=before,
        factors=factors.asked_in(actor.reach.agencies, since=since, until=until),
        bars=bars,
        scale=scale,
        bands=bands(opened),
        days=days,
        day_choices=[(code, text, code == days) for code, text in DAYS],
        **of_the_seal(request.now),
        days_says=next(text for code, text in DAYS if code == days),
        refused=only_refused,
    )


def of_the_seal(at: datetime) -> dict[str, Any]:
    """How far all this is sealed, and which agencies checked that."""
    witnesses = mailboxes.witnesses()
    return {
        "seal": (seal := sealed()),
        "seal_is_late": seal is not None and seal.is_late(at),
        "witnesses": witnesses,
        "agreeing": [line.agency for line in witnesses if line.outcome == AGREED],
        "objecting": [line.agency for line in witnesses if line.outcome == OBJECTED],
    }


def moment(typed: str) -> datetime | None:
    """The moment before which older looks are asked for; anything else is now."""
    try:
        read = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return read if read.tzinfo else None


def line_of(look: log.OwnLook, purposes: dict[str, str]) -> Line:
    """A look in words; a refusal tells the page that was asked for, never whether it exists."""
    return Line(
        at=look.at,
        worker=look.worker or "By itself",
        post=look.post,
        did=deeds.says(look.action),
        about=about_what(look),
        children=tuple(references.shown(child) for child in look.children),
        purpose=purposes.get(look.purpose, look.purpose),
        is_refused=not look.is_allowed,
        written_late=written_late(look),
    )


def about_what(look: log.OwnLook) -> str:
    """The page that was refused; else what was looked at, where that is no child, who is named beside it."""
    if not look.is_allowed:
        return refused.asked(look.about)
    return "" if look.children else shown(look.about)


def shown(about: str) -> str:
    """A reference in groups; anything else as it is."""
    is_reference = len(about) == references.LENGTH and about.isalnum() and about.isupper()
    return references.shown(about) if is_reference else about


def written_late(look: log.OwnLook) -> str:
    """How much later than it happened a look was written down, where that is more than a few minutes."""
    behind = look.written_at - look.at
    if behind < WRITTEN_LATE:
        return ""
    days = behind.days
    return f"Written {says.count(days, 'day') if days else 'less than a day'} later"


def chart(opened: list[log.OwnLook]) -> tuple[list[Bar], list[tuple[int, str, str]]]:
    """Bars for the hours of the day from 6am, and the lines of the scale; places are in the SVG's own units."""
    counts = Counter(says.in_london(look.at).hour for look in opened)
    step = max(1, ceil(max(counts.values(), default=0) / 2))
    full = step * 2
    bars = []
    for place in range(24):
        hour = (place + 6) % 24
        height = round(100 * counts[hour] / full, 1)
        x = 6 + place * 94 / 24
        bars.append(
            Bar(
                hour=hour_says(hour),
                count=counts[hour],
                x=f"{x + 0.4:.2f}%",
                top=f"{120 - height:.1f}",
                height=f"{height:.1f}",
                label_x=f"{x + 94 / 48:.2f}%",
                is_labelled=place % 6 == 0,
            )
        )
    return bars, [(value, str(120 - 50 * n), str(125 - 50 * n)) for n, value in enumerate((0, step, full))]


def hour_says(hour: int) -> str:
    return {0: "midnight", 12: "midday"}.get(hour, f"{hour % 12 or 12}{'am' if hour < 12 else 'pm'}")


def bands(opened: list[log.OwnLook]) -> list[tuple[str, int]]:
    """The same as a table: every hour in which something was opened."""
    counts = Counter(says.in_london(look.at).hour for look in opened)
    return [
        (f"{hour_says(hour)} to {hour_says((hour + 1) % 24)}", counts[hour])
        for hour in [*range(6, 24), *range(6)]
        if counts[hour]
    ]
