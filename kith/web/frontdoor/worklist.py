"""The worklist: of the front door for its posts, of one's own post and team for the others."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.frontdoor.queries import mywork
from kith.frontdoor.queries import worklist as frontdoor
from kith.frontdoor.queries.lines import PARTS, QUEUES
from kith.web.middleware import Request
from kith.web.page import page

TODAY_SHOWN, ON_TIME_SHOWN = 40, 20


@require_safe
def worklist(request: Request) -> HttpResponse:
    """What waits, late first."""
    if request.actor and not request.actor.may("contact.decide"):
        return _my_work(request)
    asked = request.GET
    whose = asked.get("show", "everyone")
    queue = asked.get("queue", "")
    found = frontdoor.worklist(
        actor=request.actor,
        at=request.now,
        whose=whose if whose in {"everyone", "mine", "unclaimed"} else "everyone",
        queue=queue if queue in QUEUES | PARTS else "",
    )
    today = found.today if asked.get("all") else found.today[:TODAY_SHOWN]
    on_time = found.on_time if asked.get("all") else found.on_time[:ON_TIME_SHOWN]
    return page(
        request,
        "frontdoor/worklist.html",
        work=found,
        today=today,
        on_time=on_time,
        whose=found.whose,
        queue=found.queue,
        next_line=found.on_time[0] if found.on_time else None,
        purpose="deciding what help a child needs",
        here="worklist",
    )


def _my_work(request: Request) -> HttpResponse:
    whose = "team" if request.GET.get("show") == "team" else "mine"
    found = mywork.my_work(actor=request.actor, at=request.now, whose=whose)
    with_children = request.actor is not None and request.actor.may("child.read")
    return page(
        request,
        "frontdoor/my_work.html",
        work=found,
        whose=whose,
        next_task=found.on_time[0] if found.on_time else None,
        works_with_children=with_children,
        purpose="keeping a child safe under a plan" if with_children else "",
        here="worklist",
    )
