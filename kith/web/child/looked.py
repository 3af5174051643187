"""Who has looked at a child: a summary for the child's page, and the whole list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kith.core import says
from kith.sharing.queries import agreements, looks
from kith.web.child import person
from kith.web.child.opened import PURPOSE, open_child
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.sharing import deeds

DAYS = 28


@dataclass(frozen=True)
class Line:
    """One person in one post, when they last looked, and how often."""

    worker: str
    post: str
    agency: str
    at: datetime
    did: str
    times: int


@dataclass(frozen=True)
class Summary:
    """Who opened the record of late."""

    says: str
    lines: tuple[Line, ...]


def summary(subjects: Iterable[int], *, at: datetime) -> Summary:
    """The last 28 days: people, agencies, times; the latest look of each of the latest five."""
    found = [
        look
        for look in looks.looked(subjects, since=at - timedelta(days=DAYS))
        if look.is_allowed and look.worker and deeds.is_opening(look.action)
    ]
    by_whom: dict[tuple[str, str, str], list[looks.Look]] = {}
    for look in found:
        by_whom.setdefault((look.worker, look.post, look.agency), []).append(look)
    people = says.count(len({look.worker for look in found}), "person", "people")
    agencies = says.count(len({look.agency for look in found}), "agency", "agencies")
    times = says.count(len(found), "time")
    return Summary(
        says=f"{people} from {agencies}, {times}." if found else "Nobody has opened it.",
        lines=tuple(
            Line(*who, theirs[0].at, deeds.says(theirs[0].action), len(theirs))
            for who, theirs in list(by_whom.items())[:5]
        ),
    )


@require_GET
def everyone(request: Request, reference: str) -> HttpResponse:
    """Everybody who looked at this child or did something, as far back as the page goes."""
    opened = open_child(request, reference, needs="looked.read")
    purposes = agreements.purposes()
    lines = [
        (look, deeds.says(look.action), purposes.get(look.purpose, ""))
        for look in looks.looked(opened.subjects, since=request.now - timedelta(days=366 * 8))
    ]
    return page(
        request,
        "child/looked.html",
        purpose=PURPOSE,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
        lines=lines,
        is_cut=len(lines) >= looks.AT_MOST,
        people=len({look.worker for look, _, _ in lines if look.worker}),
    )
