"""For somebody who is signed in and holds no post today."""

from django.http import HttpResponse

from kith.web.middleware import Request
from kith.web.page import page


def no_post(request: Request) -> HttpResponse:
    """What it means, and whom to ask."""
    return page(request, "doors/no_post.html", status=403)
