"""Every queue of an area on one page, with counts and the oldest of each."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.core import clocks, says
from kith.record.questions import queues as asked
from kith.sharing import audit, gate
from kith.web.middleware import Request
from kith.web.page import page

# The page that lists each queue; one without a page of its own stands here as a count.
LISTS = {
    "decide": "/worklist/?queue=decide",
    "picture-red": "/worklist/?queue=red",
    "picture-amber": "/worklist/?queue=amber",
    "picture-green": "/worklist/?queue=green",
    "asked": "/worklist/?queue=asked",
    "writing": "/worklist/?queue=to_come",
    "unclaimed": "/worklist/?show=unclaimed",
    "mine": "/worklist/?show=mine",
    "who": "/worklist/?queue=who",
    "new": "/worklist/?queue=new",
    "close": "/worklist/?queue=close",
    "tell": "/worklist/?queue=tell",
    "unread": "/worklist/?queue=unread",
    "handover": "/handover/",
    "thresholds": "/thresholds/",
    "balance": "/queues/balance/?show=faults",
    "silent": "/queues/sources/",
    "attachments": "/attachments/",
    "challenges": "/challenges/",
    "help": "/help-offers/",
    "help-back": "/help-offers/",
    "views": "/together/",
    "ico": "/data-incidents/",
    "safety": "/data-incidents/",
    "correct": "/data-incidents/",
    "discussion-undecided": "/protection/",
    "discussion": "/protection/",
}


@require_safe
def queues(request: Request) -> HttpResponse:
    """What waits anywhere: counts and times, and no name."""
    by = gate.must(request.actor, "contact.decide")
    every = [each for told in asked.ask(by=by, at=request.now) for each in told]
    waiting = sorted((each for each in every if each.count), key=lambda each: not each.late)
    empty = [each for each in every if not each.count]
    audit.write("frontdoor.queues_shown", at=request.now, purpose="decide")
    return page(
        request,
        "frontdoor/queues.html",
        rows=[
            (
                each,
                LISTS.get(each.code, ""),
                clocks.lasting(request.now - each.oldest, in_hours_to=48) if each.oldest else "",
            )
            for each in waiting
        ],
        empty=empty,
        empty_says=f"{says.count(len(empty), 'queue', 'queues')} in which nothing waits",
        late=sum(bool(each.late) for each in every),
        purpose="deciding what help a child needs",
        here="worklist",
    )
