"""Telling the front door without an account. Nothing is kept before it is sent; then a number is all that its sender has."""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kith.core.says import today_in_london
from kith.frontdoor.reading import form as reading
from kith.intake.actions import PublicReceipt, receive_public
from kith.intake.reading import CannotRead
from kith.sharing.actor import begin_public
from kith.sharing.models import Partnership
from kith.web.forms import parts
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.check import in_words
from kith.web.refer.telling import canonical
from kith.web.refer.told import Row
from kith.web.tell import limits
from kith.web.tell.form import Tell

COOKIE, SHOWN_FOR = "kith_told", 1800
# People leave this box empty, which they do not see; what fills in every box does not.
TRAP = "website"
AGAIN = "Nothing is sent yet. Read it through once more, then press Send."
SIGNED_IN = (
    "You are signed in, and this form is for people without an account. Tell us through “Refer a child”, so that your "
    "agency sees what becomes of it. What you wrote stands below, to copy."
)


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request) -> HttpResponse:
    """The form; then everything on one page to check; then sent."""
    areas = list(Partnership.objects.order_by("pk"))
    given: dict[str, Any] = {"areas": areas, "today": today_in_london(request.now)}
    if request.method != "POST":
        return _form(request, Tell(initial={"stamp": limits.stamp()}, **given))
    form = Tell(_without_nulls(request), **given)
    if request.actor is not None:
        form.overtaken(SIGNED_IN)
        return page(request, "tell/signed_in.html", form=form, danger=True)
    if request.POST.get("do") == "change":
        return _form(request, Tell(initial=cast(QueryDict, form.data).dict() | _day(form), **given))
    if not form.is_valid():
        return _form(request, form)
    if request.POST.get("do") != "send":
        return _check(request, form)
    return _send(request, form)


def _send(request: Request, form: Tell) -> HttpResponse:
    area = form.responsible
    if form.data.get(TRAP) or not limits.is_fresh(form.cleaned_data["stamp"], request):
        return _check(request, form, why=AGAIN, stamp=limits.stamp())
    raw = canonical(form.telling)
    try:
        reading.read(raw)
    except CannotRead as refusal:
        form.refuse(refusal.sentences)
        return _form(request, form)
    if not (
        limits.takes_another(request, "address") and limits.takes_another(request, "area", whose=area.code)
    ):
        return _check(request, form, why=_ring(area), is_full=True)
    with transaction.atomic():
        by = begin_public(area.code)
        if by is None:
            return _check(request, form, why=_ring(area), is_full=True)
        got = receive_public(raw=raw, by=by, at=request.now)
    return _numbered(redirect("tell:received"), got, area)


def _ring(area: Partnership) -> str:
    return (
        f"So much has come by this form that it takes no more just now. Nothing was sent. Please ring {area.duty_says} on "
        f"{area.duty_phone}; or leave this page open, and press Send in an hour."
    )


def _numbered(response: HttpResponse, got: PublicReceipt, area: Partnership) -> HttpResponse:
    """The number goes with its sender, not in an address that a browser remembers."""
    told = {"number": got.number, "at": got.received_at.isoformat(), "area": area.code, "again": got.again}
    response.set_cookie(
        COOKIE,
        signing.dumps(told, salt=COOKIE),
        max_age=SHOWN_FOR,
        path=reverse("tell:tell"),
        httponly=True,
        secure=settings.IS_HTTPS,
        samesite="Strict",
    )
    return response


@require_safe
def received(request: Request) -> HttpResponse:
    """The number, once: for half an hour in this browser, and nowhere else."""
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=SHOWN_FOR)
    except signing.BadSignature:
        return redirect("tell:status")
    area = Partnership.objects.filter(code=told["area"]).first()
    response = page(
        request,
        "tell/received.html",
        told=told,
        at=datetime.fromisoformat(told["at"]),
        area_of=area,
        danger=True,
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def _form(request: Request, form: Tell) -> HttpResponse:
    return _quiet(
        page(
            request, "tell/tell.html", form=form, parts=parts(form), trap=form.data.get(TRAP, ""), danger=True
        )
    )


def _check(
    request: Request, form: Tell, *, why: str = "", stamp: str = "", is_full: bool = False
) -> HttpResponse:
    kept = [
        (name, value)
        for name, values in cast(QueryDict, form.data).lists()
        for value in values
        if name in _boxes(form)
    ]
    if stamp:
        kept = [(name, value) for name, value in kept if name not in {TRAP, "stamp"}] + [("stamp", stamp)]
    return _quiet(
        page(
            request,
            "tell/check.html",
            status=429 if is_full else 200,
            rows=_rows(form),
            kept=kept,
            why=why,
            area_of=form.responsible,
            danger=True,
        )
    )


def _rows(form: Tell) -> list[Row]:
    return [
        Row(str(field.label), in_words(field, value))
        for name, field in form.fields.items()
        if name != "stamp" and (value := form.cleaned_data.get(name)) not in (None, "")
    ]


def _boxes(form: Tell) -> set[str]:
    days = {f"happened_on_{part}" for part in range(3)}
    return {*form.fields, *days, TRAP}


def _day(form: Tell) -> dict[str, Any]:
    return {"happened_on": [form.data.get(f"happened_on_{part}", "") for part in range(3)]}


def _without_nulls(request: Request) -> Any:
    """What was typed; null characters, which no record can hold, are left out."""
    posted = request.POST.copy()
    for name in posted:
        posted.setlist(name, [value.replace("\x00", "") for value in posted.getlist(name)])
    return posted


def _quiet(response: HttpResponse) -> HttpResponse:
    """Nothing of it stays in a browser that others use."""
    response.headers["Cache-Control"] = "no-store"
    return response
