"""How far the invented county has grown, for whoever tries Kith and for whoever keeps it."""

from typing import Any

from django.conf import settings

from kith.sharing import questions
from kith.web.middleware import Request


def growing(request: Request) -> Any:
    """The area that grows, or stands still half grown; nothing where all is there or there is no demonstration."""
    if not settings.DEMO:
        return None
    areas = [area for answer in questions.growing.ask(at=request.now) for area in answer]
    return next((area for area in areas if not area.is_whole), None)
