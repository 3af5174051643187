"""What every page is given: who acts, in which post, and what the partnership's pages always say."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse


def page(request: HttpRequest, template: str, /, *, status: int = 200, **given: Any) -> TemplateResponse:
    """A page, rendered inside the request's transaction."""
    return TemplateResponse(request, template, given, status=status)


def every_page(request: HttpRequest) -> dict[str, Any]:
    """For templates: the marking, the demonstration's banner."""
    return {"demo": settings.DEMO, "marking": "OFFICIAL-SENSITIVE"}
