"""What came to the front door and what became of it, by source and day; and when each source last sent. Numbers, and no name."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.core.says import today_in_london
from kith.frontdoor.queries import balance as queries
from kith.frontdoor.rules import balance as rules
from kith.frontdoor.rules import silence
from kith.intake.models import Channel
from kith.sharing import audit, gate
from kith.sharing.queries import posts
from kith.web.middleware import Request
from kith.web.page import page

DAYS, LISTED = (1, 7, 28), 200
CHANNELS = dict(Channel.choices)


@require_safe
def balance(request: Request) -> HttpResponse:
    """What was received up to a day: so many open, decided, linked; and behind each number its receipts."""
    by = gate.must(request.actor, "contact.decide")
    areas = posts.areas(by)
    area = next((each for each in areas if each.code == request.GET.get("area")), areas[0])
    today = today_in_london(request.now)
    shown = request.GET.get("show", "")
    length = next(
        (n for n in DAYS if str(n) == request.GET.get("days")), DAYS[-1] if shown == "faults" else DAYS[1]
    )
    last = min(_day(request.GET.get("to", "")) or today, today)
    stands = queries.balance(area.pk, last - timedelta(days=length - 1), last)
    audit.write("frontdoor.balance_shown", at=request.now, purpose="decide", about=area.code)
    faults = rules.faults(stands)
    listed = faults if shown == "faults" else [each for each in stands if each.state == shown]
    if sender := request.GET.get("sender", ""):
        listed = [
            each for each in listed if (each.sender, each.channel) == (sender, request.GET.get("by", ""))
        ]
    here = [code for code in rules.STATES if any(each.state == code for each in stands)]
    sources = rules.by_source(stands)
    return page(
        request,
        "frontdoor/balance.html",
        areas=areas if len(areas) > 1 else [],
        area=area,
        last=last,
        first=last - timedelta(days=length - 1),
        lengths=DAYS,
        length=length,
        earlier=last - timedelta(days=length),
        later=min(last + timedelta(days=length), today) if last < today else None,
        received=sum(each.received for each in sources),
        faults=sum(each.number for each in faults),
        states=[(code, rules.STATES[code], sum(s.states.get(code, 0) for s in sources)) for code in here],
        sources=[(each, CHANNELS.get(each.channel, each.channel), [(code, rules.STATES[code], each.states.get(code, 0)) for code in here])
                 for each in sources],
        by_day=rules.by_day(stands),
        shown=shown,
        shown_says="What does not add up" if shown == "faults" else rules.STATES.get(shown, ""),
        sender=sender,
        listed=[(each, receipt, rules.STATES.get(each.state, each.state)) for each in listed for receipt in each.receipts][:LISTED],
        number=sum(each.number for each in listed),
        purpose="deciding what help a child needs",
        here="worklist",
    )  # fmt: skip


@require_safe
def sources(request: Request) -> HttpResponse:
    """Which agencies’ systems send, when each last did, and which have fallen silent."""
    by = gate.must(request.actor, "contact.decide")
    found = [(area, queries.sources(area.pk, request.now)) for area in posts.areas(by)]
    audit.write("frontdoor.sources_shown", at=request.now, purpose="decide")
    return page(
        request,
        "frontdoor/sources.html",
        areas=[
            (area, sorted(theirs, key=lambda each: (not each.is_silent, each.says))) for area, theirs in found
        ],
        silent=sum(each.is_silent for _, theirs in found for each in theirs),
        chance=silence.chance(today_in_london(request.now)),
        weeks=silence.looked_back(today_in_london(request.now)).days // 7,
        purpose="deciding what help a child needs",
        here="worklist",
    )


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
