"""Around every page: a length, a second factor, and one transaction with its actor."""

import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from threading import BoundedSemaphore
from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user, logout
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import RequestDataTooBig
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from kith.sharing import audit
from kith.sharing.actor import Actor, begin_request
from kith.sharing.gate import NotYours
from kith.sharing.sessions import hashed, open_seat
from kith.web import errors

Answer = Callable[[HttpRequest], HttpResponse]

# In one process: while one request waits for the database another computes, and a third would only be in their way.
AT_WORK = 2
PATIENCE = 10  # seconds that a request waits for its turn
LARGE = 1 << 20  # bytes; only so many bodies above it stand in memory at once as are at work
WATCHED = "/working/"  # whoever watches asks whether the records answer, not how many people ask

# Pages that somebody signed in without a second factor may see: those that set one up, and the way out.
BEFORE_THE_FACTOR = ("/account/", "/static/", "/help/", "/working/", "/try/")

LOOKING = ("GET", "HEAD")


class Request(HttpRequest):
    """What our middleware adds to a request."""

    actor: Actor | None
    now: Any
    refusal: NotYours | None
    failed: bool


def length_required(get_response: Answer) -> Answer:
    """Refuse a body of unknown length before anything is receipted: it would reach us as nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            return errors.length_required(request)
        return get_response(request)

    return middleware


def in_turn(get_response: Answer) -> Answer:
    """The whole body first, so that whoever sends slowly keeps nobody else waiting; then a turn among those at work."""
    turns, large_ones = BoundedSemaphore(AT_WORK), BoundedSemaphore(AT_WORK)

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == WATCHED:
            return get_response(request)
        length = request.headers.get("Content-Length", "")
        is_large = length.isdigit() and int(length) > LARGE
        with ExitStack() as held:
            if is_large and not taken(large_ones, held):
                return errors.busy(request)
            with suppress(RequestDataTooBig):
                request.body  # noqa: B018 - read now, and kept for whoever asks
            return get_response(request) if taken(turns, held) else errors.busy(request)

    return middleware


def taken(places: BoundedSemaphore, held: ExitStack) -> bool:
    """Whether one of these places was had in time; it is given back at the end."""
    if not places.acquire(timeout=PATIENCE):
        return False
    held.callback(places.release)
    return True


def second_factor(get_response: Answer) -> Answer:
    """A password alone opens nothing but the page that sets up a second factor."""

    def middleware(request: HttpRequest) -> HttpResponse:
        half_in = request.user.is_authenticated and not has_factor(request)
        if half_in and not request.path.startswith(BEFORE_THE_FACTOR):
            enrolled = Authenticator.objects.filter(user_id=request.user.pk).exists()
            return redirect("mfa_reauthenticate" if enrolled else "mfa_index")
        return get_response(request)

    return middleware


def has_factor(request: HttpRequest) -> bool:
    """Whether this session was opened with a second factor, or by a provider that stands for one.

    An invented person stands for one in the demonstration, and nowhere else.
    """
    accepted = {"mfa", "socialaccount"} | ({"persona"} if settings.DEMO else set())
    methods = request.session.get("account_authentication_methods", [])
    return any(m.get("method") in accepted for m in methods)


class OneTransaction:
    """One transaction around the view and its template, with the context set first.

    A refusal or a failure rolls everything back; the refusal is then audited in a transaction of its own.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, given: HttpRequest) -> HttpResponse:
        request = cast(Request, given)
        nobody_yet(request)
        mark = audit.request_mark.set(secrets.token_hex(8))
        try:
            token = token_of(request)
            if not token:
                return self.get_response(request)
            response = self.acted(request, token)
            if request.refusal:
                audit_refusal(request, token, request.refusal)
            if request.actor:
                response.headers["Cache-Control"] = "no-store"
            return response
        finally:
            audit.request_mark.reset(mark)

    def acted(self, request: Request, token: str, *, has_sat_anew: bool = False) -> HttpResponse:
        """The answer, in its transaction; a seat that is taken anew is kept whatever the answer is."""
        with transaction.atomic():
            request.actor = begin_request(token)
            if request.actor or has_sat_anew or not sits_anew(request, token):
                if request.actor and has_sat_anew:
                    says = f"{request.actor.post_says}, {request.actor.agency_says}"
                    messages.success(request, f"You act as {says}, now.")
                response = self.get_response(request)
                if isinstance(response, TemplateResponse) and not response.is_rendered:
                    response.render()
                if request.refusal or request.failed:
                    transaction.set_rollback(True)
                return response
        return self.acted(request, token, has_sat_anew=True)

    def process_exception(self, given: HttpRequest, exception: Exception) -> HttpResponse | None:
        request = cast(Request, given)
        if isinstance(exception, NotYours):
            request.refusal = exception
            if request.actor is None and not request.path.startswith("/api/"):
                return nobody(request)
            return errors.not_yours(request)
        request.failed = True
        return None


def nobody(request: Request) -> HttpResponse:
    """Where nobody acts: to signing in, and back here after it; or to why somebody signed in holds no post.

    Whoever sent something is told first that it was not recorded, the same at every address.
    """
    if request.method not in LOOKING:
        return errors.nobody(request, is_signed_in=request.user.is_authenticated)
    return redirect("/") if request.user.is_authenticated else redirect_to_login(request.get_full_path())


def nobody_yet(request: Request) -> None:
    """A request before anyone is behind it."""
    request.now = timezone.now()
    request.actor, request.refusal, request.failed = None, None, False


def audit_refusal(request: Request, token: str, refusal: NotYours) -> None:
    """Write down who was refused what; the reference asked for stays in the request's path only as its shape."""
    with transaction.atomic():
        begin_request(token)
        audit.write(
            "refused",
            at=request.now,
            about=request.resolver_match.view_name if request.resolver_match else "",
            detail={"kind": refusal.kind, "needs": refusal.needs, "asked": list_of(request)},
            allowed=False,
        )


def list_of(request: Request) -> list[str]:
    """The references in the address: random, so they tell nothing about anyone."""
    return [str(v) for v in (request.resolver_match.kwargs if request.resolver_match else {}).values()][:5]


def token_of(request: HttpRequest) -> str:
    """A session's key, or an agency's key in the Authorization header."""
    authorization = request.headers.get("Authorization", "")
    if authorization.startswith("Bearer ") and request.path.startswith("/api/"):
        return authorization.removeprefix("Bearer ").strip()
    if not request.user.is_authenticated or not has_factor(request):
        return ""
    key = request.session.session_key or ""
    if "seated" not in request.session:
        request.session["seated_until"] = time.time() + settings.SESSION_COOKIE_AGE
    if not left_of(request):
        logout(request)
        return ""
    if request.session.get("seated") != hashed(key):
        open_seat(key, request.user.pk, lasts=left_of(request))
        request.session["seated"] = hashed(key)
    return key


def left_of(request: HttpRequest) -> float:
    """Seconds until this session's seat is over: counted from sign-in, whatever was saved since."""
    return max(0.0, request.session.get("seated_until", 0) - time.time())


def sits_anew(request: Request, token: str) -> bool:
    """Whether somebody whose post has ended, or who holds their first, sits down in another, until the same hour.

    Only to look: what was sent was written in the post that has ended.
    """
    if request.method not in LOOKING or token != request.session.session_key:
        return False
    # Asked again: whoever was signed out since this request began does not sit down in it.
    worker = get_user(request)
    if worker.pk is None or not request.session.exists(token):
        return False
    return open_seat(token, worker.pk, lasts=left_of(request))


one_transaction = OneTransaction
