"""What came to the front door and what became of it, by source and day; and when each source last sent. Numbers, and no name."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.core.says import today_in_london
from kith.frontdoor.queries import balance as queries
from kith.frontdoor.rules import balance as rules
from kith.frontdoor.rules import silence
from kith.intake.models import Channel
from kith.sharing import audit, gate
from kith.sharing.models import Partnership
from kith.sharing.queries import posts
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page

DAYS, LISTED = (1, 7, 28), 200
# So many days stand one below the other, each as it was at its end.
DAY_BY_DAY = 14
CHANNELS = dict(Channel.choices)


class AsAt(GovForm):
    """The day as at whose end the balance is asked."""

    on = DayField(
        label="As it was known at the end of which day?",
        help_text="For example, 27 3 2027. Leave it empty for what is known now.",
        required=False,
    )


@require_safe
def balance(request: Request) -> HttpResponse:
    """What was received up to a day: so many open, decided, linked; and behind each number its receipts."""
    by = gate.must(request.actor, "contact.decide")
    areas = posts.areas(by)
    area = next((each for each in areas if each.code == request.GET.get("area")), areas[0])
    today = today_in_london(request.now)
    form = AsAt(request.GET if "on_0" in request.GET else None)
    on = _as_at(form, area, today)
    shown = request.GET.get("show", "")
    length = next(
        (n for n in DAYS if str(n) == request.GET.get("days")),
        DAYS[-1] if shown == "faults" else DAYS[0] if on else DAYS[1],
    )
    last = on or min(_day(request.GET.get("to", "")) or today, today)
    first = last - timedelta(days=length - 1)
    stands = (
        queries.balance_at(area.pk, first, last, queries.end_of(on))
        if on
        else queries.balance(area.pk, first, last)
    )
    each_day = queries.each_day(area.pk, last - timedelta(days=DAY_BY_DAY - 1), last)
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
        form=form,
        on=on,
        last=last,
        first=first,
        lengths=[(n, _asks(area, n, last, on)) for n in DAYS],
        length=length,
        earlier=_asks(area, length, last - timedelta(days=length), on),
        later=_asks(area, length, min(last + timedelta(days=length), today), on) if last < today else "",
        asked=_asks(area, length, last, on),
        now=_asks(area, length, last, None),
        received=sum(each.received for each in sources),
        faults=sum(each.number for each in faults),
        states=[(code, rules.STATES[code], sum(s.states.get(code, 0) for s in sources)) for code in here],
        sources=[(each, CHANNELS.get(each.channel, each.channel), [(code, rules.STATES[code], each.states.get(code, 0)) for code in here])
                 for each in sources],
        days=[(each, _asks(area, 1, each.day, each.day)) for each in rules.by_day(each_day, last, DAY_BY_DAY)],
        shown=shown,
        shown_says="What does not add up" if shown == "faults" else rules.STATES.get(shown, ""),
        sender=sender,
        listed=[(each, receipt, rules.STATES.get(each.state, each.state)) for each in listed for receipt in each.receipts][:LISTED],
        number=sum(each.number for each in listed),
        purpose="deciding what help a child needs",
        here="worklist",
    )  # fmt: skip


def _as_at(form: AsAt, area: Partnership, today: date) -> date | None:
    """The day that was typed; none where none was, or where it cannot be answered, which the form then says."""
    on: date | None = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    if on is None:
        return None
    if why := rules.objection_to_day(on, today=today, area=area.says, began=queries.began(area.pk)):
        form.refuse([why], {"on": why})
        return None
    return on


def _asks(area: Partnership, length: int, last: date, on: date | None) -> str:
    """The address of this page for so many days up to one, as known at its end or now."""
    typed = {"on_0": last.day, "on_1": last.month, "on_2": last.year} if on else {"to": last.isoformat()}
    return "?" + urlencode({"area": area.code, "days": length, **typed})


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
