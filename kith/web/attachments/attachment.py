"""One attachment: what it is, its first lines as plain text, its bytes to save, and answering for one that was not scanned."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.core.says import today_in_london
from kith.intake import actions, attached
from kith.intake.models import AttachedBytes, Attachment
from kith.sharing import gate
from kith.web.attachments.shown import shown
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page

# A browser saves these bytes, and draws or runs none of them.
SAVED_ONLY = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Download-Options": "noopen",
}


class AnswerFor(GovForm):
    """Whether a file is given out without a scan, and why."""

    is_given_out = forms.ChoiceField(
        label="May it be opened without a scan?",
        widget=forms.RadioSelect,
        choices=[
            ("no", "No, it stays shut"),
            ("yes", "Yes: waiting for the scanner could leave a child at risk"),
        ],
        error_messages={"required": "Choose whether it may be opened."},
    )
    because = forms.CharField(
        label="Why?",
        help_text="For example: rang the school, they send it again. Whoever sent it reads what you write.",
        max_length=500,
        error_messages={"required": "Say why. Whoever sent it reads what you write."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def attachment(request: Request, reference: str) -> HttpResponse:
    """Show one; on POST, answer for one that was not scanned."""
    if request.method == "POST":
        gate.must(request.actor, "contact.decide")
    form = AnswerFor(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _answered(request, reference, form):
        return redirect("attachments:attachment", reference=reference)
    found = actions.open_attachment(reference=reference, by=request.actor, at=request.now)
    assert request.actor is not None
    seen = shown(found, request.actor)
    answer = getattr(found, "answer", None)
    if seen.is_found:
        form.fields.pop("is_given_out", None)
    most = attached.limit("lines", today_in_london(request.now))
    lines = (
        AttachedBytes.objects.values_list("lines", flat=True).get(attachment=found) if seen.is_open else []
    )
    return page(
        request,
        "attachments/attachment.html",
        seen=seen,
        file=found,
        text="\n".join(lines[:most]),
        is_cut=len(lines) > most,
        has_copy=seen.holds_place and _has_copy(found),
        answer=answer,
        form=form,
        may_answer=request.actor.may("contact.decide")
        and not seen.is_open
        and answer is None
        and not set(found.partnerships).isdisjoint(request.actor.partnerships),
        is_ours=found.agency_id == request.actor.agency_id,
        area_of=found.receipt.partnership,
        purpose="deciding what help a child needs",
        danger=True,
    )


def _has_copy(found: Attachment) -> bool:
    return AttachedBytes.objects.filter(attachment=found).exclude(copy=b"").exists()


def _answered(request: Request, reference: str, form: AnswerFor) -> bool:
    found = actions.find_attachment(reference, actor=request.actor)
    if found.state == "found":
        del form.fields["is_given_out"]
    if not form.is_valid():
        return False
    try:
        made = actions.answer_attachment(
            reference=reference,
            is_given_out=form.cleaned_data.get("is_given_out") == "yes",
            because=form.cleaned_data["because"],
            by=request.actor,  # type: ignore[arg-type]
            at=request.now,
        )
    except actions.CannotAttach as refusal:
        form.overtaken(*refusal.objections)
        return False
    messages.success(
        request, "It may be opened now." if made.is_given_out else "It stays shut. Whoever sent it reads why."
    )
    return True


@require_safe
def file(request: Request, reference: str) -> HttpResponse:
    """The bytes as they came."""
    return _given_out(request, reference, is_copy=False)


@require_safe
def copy(request: Request, reference: str) -> HttpResponse:
    """A copy of a photo that does not say where it was taken."""
    return _given_out(request, reference, is_copy=True)


def _given_out(request: Request, reference: str, *, is_copy: bool) -> HttpResponse:
    try:
        found, raw = actions.give_out(reference=reference, is_copy=is_copy, by=request.actor, at=request.now)
    except actions.CannotAttach as refusal:
        messages.warning(request, " ".join(refusal.objections))
        return redirect("attachments:attachment", reference=reference)
    # The sender's name for it would say who the child is wherever downloads are listed.
    name = f"{found.receipt.reference}-{reference[:4]}.{attached.ending(found.seen_as)}"
    return HttpResponse(
        raw,
        content_type="application/octet-stream",
        headers={**SAVED_ONLY, "Content-Disposition": f'attachment; filename="{name}"'},
    )
