"""When each thing was done on a contact, and how long it took."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.frontdoor.queries import times as queries
from kith.frontdoor.queries.picture import open_contact
from kith.people.queries import name_of
from kith.web.middleware import Request
from kith.web.page import page


@require_safe
def times(request: Request, reference: str) -> HttpResponse:
    """Received, opened, taken on, said who it is and decided, each with its time."""
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    return page(
        request,
        "frontdoor/times.html",
        contact=contact,
        name=name_of(contact.record),
        steps=queries.times(contact),
        purpose="deciding what help a child needs",
        here="worklist",
    )
