"""One demand for a strategy discussion: why, what was answered, and what was held."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.web.middleware import Request
from kith.web.page import page
from kith.web.protection.opened import shown


@require_safe
def discussion(request: Request, reference: str) -> HttpResponse:
    """Everything about one trigger."""
    given = shown(reference, actor=request.actor, needs="discussion.read", at=request.now)
    return page(request, "protection/discussion.html", **given)
