"""The child's address: kept covered until somebody asks for it, and written down when they do."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kith.sharing import audit
from kith.web.child import person
from kith.web.child.opened import open_child
from kith.web.middleware import Request
from kith.web.page import page


@require_POST
def address(request: Request, reference: str) -> HttpResponse:
    """Show where the child lives, and write in the audit who asked."""
    opened = open_child(request, reference, needs="location.read")
    audit.write(
        "people.address_shown",
        at=request.now,
        purpose=opened.purpose,
        subjects=opened.subjects,
        about=reference,
    )
    reads_adults = opened.reads("adult.read")
    adults = person.adults(opened.subjects, today=opened.today) if reads_adults else []
    homes = person.homes(opened.subjects)
    return page(
        request,
        "child/address.html",
        purpose=opened.purpose_says,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
        now=[home for home in homes if home.is_current],
        before=[home for home in homes if not home.is_current],
        unsafe=[adult for adult in adults if adult.is_home_unsafe],
        reads_adults=reads_adults,
        front_doors=opened.front_doors,
        emergency=opened.emergency,
    )
