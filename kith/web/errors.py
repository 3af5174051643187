"""Pages for when something is not there, not yours, not working. They say what to do now."""

import logging
import secrets
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from psycopg_pool import PoolTimeout

AWAY = (OperationalError, InterfaceError, PoolTimeout)
log = logging.getLogger("kith.web")


def plain(request: HttpRequest, status: int, template: str, **said: object) -> HttpResponse:
    """A page that needs no database; for the API, the same sentence as JSON."""
    if request.path.startswith("/api/"):
        return JsonResponse({"error": said.get("sentence", "")}, status=status)
    return HttpResponse(render_to_string(template, said), status=status)


def not_yours(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """One page whether absent or not yours: same status, same bytes."""
    return plain(
        request, 404, "404.html", sentence="There is no such record, or it is not open to you in this post."
    )


def length_required(request: HttpRequest) -> HttpResponse:
    return plain(
        request, 411, "400.html", sentence="Send the length of the body (Content-Length), then send it again."
    )


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain(request, 403, "403.html", sentence="This is not open to you in this post.")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return plain(
        request, 400, "400.html", sentence="We could not read what your browser sent. Go back and try again."
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return plain(
        request,
        403,
        "403.html",
        sentence="This page was open too long. Go back, reload it and send it again.",
    )


def busy(request: HttpRequest) -> HttpResponse:
    return soon(request, "Too many people ask at this moment.")


def soon(request: HttpRequest, because: str) -> HttpResponse:
    """Not now, and when to come again."""
    sentence = f"{because} Nothing was sent: send it again soon."
    response = plain(request, 503, "503.html", because=because, sentence=sentence)
    response.headers["Retry-After"] = "5"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Something we did not expect, or the database is away: then come back in a few seconds."""
    reason = sys.exc_info()[1]
    if isinstance(reason, AWAY):
        return soon(request, "Kith cannot reach its records.")
    mark = secrets.token_hex(4).upper()
    log.error("failure %s: %s", mark, type(reason).__name__)
    return plain(
        request, 500, "500.html", mark=mark, sentence=f"That did not work. Ring the helpdesk and say {mark}."
    )
