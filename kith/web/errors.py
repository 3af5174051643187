"""Pages for when something is not there, not yours, not working. They say what to do now."""

import logging
import secrets
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from psycopg_pool import PoolTimeout

AWAY = (OperationalError, InterfaceError, PoolTimeout)
# What is sent here goes by a key or its own words, or is a draft: the same again is the same receipt.
SENT_ONCE = ("/api/", "/refer/", "/tell/")
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
        sentence="This page was open too long, or you signed in again since you opened it.",
    )


def nobody(request: HttpRequest, *, is_signed_in: bool) -> HttpResponse:
    """What was sent by nobody in a post was not recorded, and how to keep what was written."""
    sentence, way = "You are signed out.", "Then sign in"
    if is_signed_in:
        sentence, way = (
            "The post that you wrote this in has ended, or you hold none today.",
            "Then see your post",
        )
    return plain(request, 403, "403.html", sentence=sentence, way=way)


def busy(request: HttpRequest) -> HttpResponse:
    """No turn was found: nothing has begun."""
    return soon(
        request,
        "Too many people ask at this moment.",
        stands="Nothing was recorded.",
        then="Wait a few seconds, go back and send it again.",
    )


def away(request: HttpRequest) -> HttpResponse:
    """The records went away, perhaps just as something was recorded: only what has a key may be sent again blindly."""
    because = "Kith cannot reach its records."
    if request.method in ("GET", "HEAD"):
        return soon(request, because, then="Wait a few seconds and open the page again.")
    if request.path.startswith(SENT_ONCE):
        return soon(request, because, then="Wait a few seconds and send it again: it cannot arrive twice.")
    return soon(
        request,
        because,
        stands="What you sent may be recorded, or not.",
        then="Wait a few seconds and look first whether it is there. Only if it is not, go back and send it again.",
    )


def soon(request: HttpRequest, because: str, *, then: str, stands: str = "") -> HttpResponse:
    """Not now, what stands, and what to do then."""
    sentence = " ".join(filter(None, (because, stands, then)))
    response = plain(request, 503, "503.html", because=because, stands=stands, then=then, sentence=sentence)
    response.headers["Retry-After"] = "5"
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Something we did not expect, or the database is away: then come back in a few seconds."""
    reason = sys.exc_info()[1]
    if isinstance(reason, AWAY):
        return away(request)
    mark = secrets.token_hex(4).upper()
    log.error("failure %s: %s", mark, type(reason).__name__)
    return plain(
        request, 500, "500.html", mark=mark, sentence=f"That did not work. Ring the helpdesk and say {mark}."
    )
