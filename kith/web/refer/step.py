"""One step of a referral. What is typed is kept first and read afterwards, so that nothing typed is lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import says
from kith.core.lists import Entry
from kith.frontdoor.locally import listed
from kith.intake.models import Draft
from kith.sharing import gate
from kith.sharing.models import Partnership
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer import drafts, finding, steps
from kith.web.refer.answers import MOST_ADULTS, named, read_step, typed
from kith.web.refer.forms import StepForm
from kith.web.refer.keyed import keyed_for
from kith.web.refer.signs import Signs
from kith.web.refer.steps import Sending

# What the browser's tab says: others may see it, so it names no child.
TITLES = {"adult": "An adult who may be a risk"}


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, reference: str, step: str) -> HttpResponse:
    """Show one step; on POST keep it, then say what is missing or go on."""
    try:
        if request.method == "POST":
            draft = drafts.find_draft(reference, actor=request.actor)
        else:
            draft = drafts.open_draft(reference, actor=request.actor, at=request.now)
        kind, number = read_step(step) or ("", 0)
        sending = _sending(draft, request)
        if not steps.exists(sending.answers, kind, number):
            raise gate.NotYours("intake.draft", "contact.send")
        part = _part(request, sending, kind, number)
        if kind == "signs" and "part" not in request.GET and request.method != "POST":
            # The part stands in the address, so that what is posted is kept in the part that was shown.
            return redirect(f"{_address(draft, step)}?part={part['part']}")
        if request.method == "POST":
            return _keep(request, draft, sending, kind, number, part)
    except drafts.AlreadySent as before:
        return _sent(request, before)
    return _show(request, draft, kind, number, sending.shown(kind, number, **part))


def _keep(
    request: Request, draft: Draft, sending: Sending, kind: str, number: int, part: dict[str, Any]
) -> HttpResponse:
    given: dict[str, Any] = {"kind": kind, "number": number, "by": request.actor, "at": request.now}
    if "remove" in request.POST and kind in {"child", "adult"} and (kind, number) != ("child", 1):
        drafts.take_out(draft.reference, **given)
        messages.success(request, "Taken out. It will not be sent.")
        return redirect(_address(draft, "adults" if kind == "adult" else ""))
    said = typed(sending.form(kind, number, **part), request.POST)
    if kind == "child":
        said = finding.chosen(said, is_looking=bool(finding.pressed(request)))
    kept = drafts.keep(draft.reference, typed=said, **given)
    if request.headers.get("X-Kith-Autosave"):
        return HttpResponse(status=204)
    if "also" in request.POST:
        messages.success(request, f"Saved {says.hour(request.now)}. You can stop here and come back.")
        return redirect("refer:steps", reference=draft.reference)
    if kind == "child" and (which := finding.pressed(request)):
        box = finding.BOXES[which]
        return redirect(f"{_address(draft, named(kind, number))}?find={which}#id_{box.code}")
    sending = _sending(kept, request)
    part = _part(request, sending, kind, number) if kind == "child" else part
    form = sending.judged(kind, number, **part)
    if not form.is_valid():
        return _show(request, kept, kind, number, form)
    if isinstance(form, Signs) and form.part and form.part < form.parts:
        return redirect(f"{_address(draft, named(kind, number))}?part={form.part + 1}")
    return redirect(_address(draft, steps.after(sending.answers, kind, number) or "check"))


def _show(request: Request, draft: Draft, kind: str, number: int, form: StepForm) -> HttpResponse:
    sending = _sending(draft, request)
    answers = sending.answers
    several = len(answers.children) > 1
    return page(
        request,
        "refer/step.html",
        draft=draft,
        whose=keyed_for(draft),
        form=form,
        title=TITLES.get(kind) or steps.SAYS[kind].format(name="the child"),
        kind=kind,
        caption=_caption(form, kind, number, several, answers.full_name(number)),
        back=_address(draft, "adults" if kind == "adult" else ""),
        may_take_out=(kind == "adult" and number in answers.adults)
        or (kind == "child" and number > 1 and number in answers.children),
        adults=[
            {
                "text": answers.first("adult", n, "name_or_description") or "Not named yet",
                "href": _address(draft, named("adult", n)),
            }
            for n in answers.adults
        ]
        if kind == "adults"
        else [],
        one_more=_address(draft, named("adult", answers.next_number("adult", MOST_ADULTS) or 1))
        if kind == "adults" and answers.next_number("adult", MOST_ADULTS)
        else "",
        prompts=_prompts(draft, form) if kind == "happened" else None,
        danger=True,
        purpose="telling the front door",
    )


def _prompts(draft: Draft, form: StepForm) -> Entry | None:
    """What a sender of this kind is asked to say, if it knows it."""
    area = Partnership.objects.values_list("code", flat=True).get(pk=draft.partnership_id)
    known = listed("prompts", area)
    return known.get(form.sender_kind, form.day) if known.has(form.sender_kind, form.day) else None


def _caption(form: StepForm, kind: str, number: int, several: bool, full_name: str) -> str:
    """Whom the step is about; for the signs, how far through them it is."""
    about = full_name or form.Name
    if isinstance(form, Signs) and form.part:
        part = f"igns of exploitation, part {form.part} of {form.parts}"
        return f"{about}: s{part}" if several else f"S{part}"
    if kind in steps.FOR_EACH_CHILD and kind != "child":
        return about
    return "" if kind == "child" else form.answers.about_in_short


def _part(request: Request, sending: Sending, kind: str, number: int) -> dict[str, Any]:
    """Which part of the signs: the one asked for, else the first with something to answer; of a child, what the register has."""
    if kind == "child":
        return {"found": finding.looked(request, sending.answers.of(kind, number), sending.day)}
    if kind != "signs":
        return {}
    asked = request.GET.get("part", "")
    whole = sending.judged("signs", number)
    assert isinstance(whole, Signs)
    if asked.isdecimal() and 1 <= int(asked) <= whole.parts:
        return {"part": int(asked)}
    open_parts = [
        p for p in range(1, whole.parts + 1) if not sending.judged("signs", number, part=p).is_valid()
    ]
    return {"part": open_parts[0] if open_parts else 1}


def _sending(draft: Draft, request: Request) -> Sending:
    assert request.actor is not None
    return drafts.sending_of(draft, by=request.actor, at=request.now)


def _address(draft: Draft, name: str) -> str:
    """Where a step is; without a name, the list of steps."""
    if not name:
        return reverse("refer:steps", args=[draft.reference])
    if name == "check":
        return reverse("refer:check", args=[draft.reference])
    return reverse("refer:step", args=[draft.reference, name])


def _sent(request: Request, before: drafts.AlreadySent) -> HttpResponse:
    if request.headers.get("X-Kith-Autosave"):
        return HttpResponse(status=409)
    messages.warning(request, "This was sent already. What you add now goes in an addition.")
    return redirect("refer:receipt", reference=before.receipt.reference)
