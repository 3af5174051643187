"""The files that came with a contact and with what was added to it."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.core import says
from kith.frontdoor.queries.picture import open_contact
from kith.intake import queries
from kith.web.attachments.shown import shown
from kith.web.middleware import Request
from kith.web.page import page


@require_safe
def of_contact(request: Request, reference: str) -> HttpResponse:
    """Their names and how far each was checked. None is opened by this."""
    contact = open_contact(reference, actor=request.actor, at=request.now)
    assert request.actor is not None
    reads = request.actor.may("receipt.read")
    files = [shown(each, request.actor) for each in queries.told_with(contact.receipt_id)] if reads else []
    shut = sum(not each.is_open for each in files)
    heading = f"{says.count(len(files), 'file')}{f', {shut} not to be opened yet' if shut else ''}"
    return page(
        request,
        "attachments/of_contact.html",
        contact=contact,
        files=files,
        heading=heading if files else "No files came with this",
        reads=reads,
        purpose="deciding what help a child needs",
        here="worklist",
    )
