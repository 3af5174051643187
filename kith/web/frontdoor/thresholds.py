"""The register of threshold documents: read, put in, checked, signed, reviewed, taken back."""

import csv
import io

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kith.core.says import today_in_london
from kith.frontdoor.actions import thresholds as actions
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.queries import thresholds as register
from kith.frontdoor.rules import thresholds as rules
from kith.sharing import gate
from kith.sharing.models import Partnership
from kith.sharing.queries import posts
from kith.web.forms import GovForm
from kith.web.frontdoor.thresholds_forms import Checks, Put, Review, TakeBack
from kith.web.middleware import Request
from kith.web.page import page


@require_GET
def thresholds(request: Request) -> HttpResponse:
    """Which document decisions cite, which waits for whom, and which were before."""
    actor = gate.must(request.actor, "agreement.read")
    lines = register.register(actor=actor, on=today_in_london(request.now))
    drafts = [line for line in lines if line.state in {"not signed by all three", "signed, not begun"}]
    cited = [line for line in lines if line.state in {"in force", "expired"}]
    covered = {line.partnership for line in cited}
    return page(
        request,
        "frontdoor/thresholds.html",
        cited=cited,
        drafts=drafts,
        before=[line for line in lines if line.state in {"replaced", "taken back"}],
        without=[area.says for area in posts.areas(actor) if area.says not in covered],
        may_keep=actor.may("threshold.keep"),
        may_sign=actor.may("threshold.sign"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def put(request: Request) -> HttpResponse:
    """Put a version in the register; its rows are those of the version before, to be changed."""
    actor = gate.must(request.actor, "threshold.keep")
    areas = posts.areas(actor)
    before = register.cited(areas[0].pk, today_in_london(request.now)) if areas else None
    initial = (
        {"rows": as_rows(before.rows), "title": before.document.rsplit(", version ")[0]} if before else {}
    )
    if before and not before.is_signed:
        initial.pop("title")
    form = Put(request.POST if request.method == "POST" else None, areas=areas, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        area = Partnership.objects.get(code=said.pop("partnership"))
        try:
            made = actions.put_threshold(partnership=area, **said, by=actor, at=request.now)
        except CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "The draft is in the register. Say next what it names.")
            return redirect("frontdoor:threshold_check", reference=made.reference)
    return page(request, "frontdoor/threshold_put.html", form=form, before=before)


@require_GET
def threshold(request: Request, reference: str) -> HttpResponse:
    """One document: who has signed, what it names, its levels and criteria, and what it changes."""
    actor = gate.must(request.actor, "agreement.read")
    today = today_in_london(request.now)
    found = register.shown(reference, actor=actor, on=today)
    is_draft = found.line.from_on is None and found.document.taken_back_at is None
    return page(
        request,
        "frontdoor/threshold.html",
        found=found,
        line=found.line,
        document=found.document,
        checklist=[(entry, found.answers.get(entry.code)) for entry in rules.checklist().on(today)],
        may_check=is_draft and actor.may("threshold.keep") and not found.signed,
        may_take_back=is_draft and actor.may("threshold.keep"),
        may_review=found.line.state == "in force" and actor.may("threshold.keep"),
        may_sign=actor.may("threshold.sign")
        and not found.has_signed
        and not found.document.taken_back_at
        and found.line.state not in {"expired", "replaced"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, reference: str) -> HttpResponse:
    """Answer what the document names."""
    actor = gate.must(request.actor, "threshold.keep")
    document = register.own_document(reference, actor=actor)
    form = Checks(
        request.POST if request.method == "POST" else None,
        day=today_in_london(request.now),
        initial=Checks.initial_of(register.answers_of(document)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_threshold(document=reference, answers=form.answers, by=actor, at=request.now)
        except CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Saved. The council, health and the police can sign it now.")
            return redirect("frontdoor:threshold", reference=reference)
    return page(request, "frontdoor/threshold_check.html", form=form, document=document)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Request, reference: str) -> HttpResponse:
    """Sign the document for one's own agency."""
    actor = gate.must(request.actor, "threshold.sign")
    today = today_in_london(request.now)
    form = GovForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            actions.sign_threshold(document=reference, by=actor, at=request.now)
        except CannotDo as refusal:
            form.refuse(refusal.objections)
        else:
            messages.success(request, f"Signed for {actor.agency_says}, with your name.")
            return redirect("frontdoor:threshold", reference=reference)
    found = register.shown(reference, actor=actor, on=today)
    return page(
        request,
        "frontdoor/threshold_sign.html",
        form=form,
        found=found,
        document=found.document,
        line=found.line,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, reference: str) -> HttpResponse:
    """Write down that a document in force was reviewed and stays as it is."""
    actor = gate.must(request.actor, "threshold.keep")
    form = Review(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_threshold(document=reference, **form.cleaned_data, by=actor, at=request.now)
        except CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Written down, with your name. It stays in force.")
            return redirect("frontdoor:threshold", reference=reference)
    found = register.shown(reference, actor=actor, on=today_in_london(request.now))
    return page(
        request, "frontdoor/threshold_review.html", form=form, document=found.document, line=found.line
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Request, reference: str) -> HttpResponse:
    """Take a draft back."""
    actor = gate.must(request.actor, "threshold.keep")
    document = register.own_document(reference, actor=actor)
    form = TakeBack(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back_threshold(document=reference, **form.cleaned_data, by=actor, at=request.now)
        except CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Taken back. It stays in the register, with why.")
            return redirect("frontdoor:thresholds")
    return page(request, "frontdoor/threshold_take_back.html", form=form, document=document)


def as_rows(rows: tuple[rules.Row, ...]) -> str:
    """Rows as they are pasted: level, code, words, hint."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(
        [row.level, row.code, row.says, *([row.hint] if row.hint else [])] for row in rules.in_order(rows)
    )
    return written.getvalue()
