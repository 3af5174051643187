"""The files about which the front door is asked: not scanned in time, not readable by the scanner, or harmful."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.core import says
from kith.intake import queries
from kith.sharing import audit, gate
from kith.web.attachments.shown import shown
from kith.web.middleware import Request
from kith.web.page import page


@require_safe
def waiting(request: Request) -> HttpResponse:
    """Each with its clock; the most urgent first."""
    by = gate.must(request.actor, "contact.decide")
    found = queries.waiting_for_somebody(by, request.now)
    audit.write(
        "intake.attachments_shown",
        at=request.now,
        purpose="decide",
        subjects=sorted({pk for each, _ in found for pk in each.subjects}),
    )
    return page(
        request,
        "attachments/waiting.html",
        rows=[(shown(each, by), clock) for each, clock in found],
        heading=f"{says.count(len(found), 'file')} to answer for" if found else "No file waits for an answer",
        purpose="deciding what help a child needs",
        here="worklist",
    )
