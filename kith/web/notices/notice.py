"""A notice sent to one's own agency, opened."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.notify.actions import open_notice
from kith.sharing import gate
from kith.sharing.models import Partnership
from kith.web.middleware import Request
from kith.web.page import page


@require_safe
def notice(request: Request, reference: str) -> HttpResponse:
    """What one's agency is told. The first opening is kept: it is the proof that it came."""
    by = gate.must(request.actor, "notice.read")
    found = open_notice(reference=reference, by=by, at=request.now)
    assert found is not None
    return page(
        request,
        "notices/notice.html",
        notice=found,
        area_of=Partnership.objects.get(pk=found.partnership_id),
        is_ours=found.agency_id == by.agency_id,
        may_open_receipt=by.may("receipt.read") and "-" in found.about,
        danger=True,
        purpose="reading a notice",
    )
