"""Decisions to share one record, or to refuse: every one counted and listed."""

from datetime import datetime

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kith.people import queries as people
from kith.sharing import audit, gate
from kith.sharing.queries import reach
from kith.web.middleware import Request
from kith.web.page import page


@require_GET
def disclosures(request: Request) -> HttpResponse:
    """What this post may read of the decisions to share or refuse, the newest first."""
    actor = gate.must(request.actor, "grant.read")
    found = reach.disclosures(actor=actor, at=request.now)
    named = people.names({decision.subject_id for decision in found}) if found else {}
    if found:
        audit.write(
            "sharing.disclosures_listed",
            at=request.now,
            purpose="share",
            subjects=sorted({decision.subject_id for decision in found}),
        )
    records = reach.says_of({decision.permission for decision in found}) if found else {}
    return page(
        request,
        "sharing/disclosures.html",
        purpose="deciding whether to share a record",
        lines=[
            {
                "decision": decision,
                "name": named[decision.subject_id].name if decision.subject_id in named else "Name not known",
                "record": records.get(decision.permission, decision.permission).rstrip("."),
                "is_over": is_over(decision.until, request.now),
                "may_end": decision.is_shared
                and not is_over(decision.until, request.now)
                and actor.may("grant.give")
                and actor.may("disclosure.decide"),
            }
            for decision in found
        ],
        shared=sum(decision.is_shared for decision in found),
        refused=sum(not decision.is_shared for decision in found),
    )


def is_over(until: datetime | None, now: datetime) -> bool:
    return until is not None and until <= now
