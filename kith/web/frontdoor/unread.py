"""What arrived and could not be read by itself: taken on, written down from what came, or set aside with a reason."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.frontdoor.queries.unread import unread
from kith.intake import actions
from kith.sharing import gate
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page


class Aside(GovForm):
    """Why nothing follows from it."""

    because = forms.CharField(
        label="Why does nothing follow from this?",
        help_text="For example: it is empty, a test, or sent again as RV-2222-3333. Whoever sent it reads what you write.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        error_messages={
            "required": "Say why nothing follows from this. Whoever sent it reads what you write."
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def sort_out(request: Request, reference: str) -> HttpResponse:
    """What came and why it could not be read; on POST, what a person makes of it."""
    by = gate.must(request.actor, "contact.decide")
    form = Aside(request.POST if request.POST.get("do") == "aside" else None)
    try:
        if request.method == "POST" and (answer := _do(request, reference, form)):
            return answer
        found = unread(reference, actor=by, at=request.now)
    except actions.CannotSort as refusal:
        if form.is_bound:
            form.overtaken("Nothing was saved: somebody has sorted this out already.")
            return page(
                request,
                "frontdoor/sorted_out.html",
                reference=reference,
                form=form,
                purpose="reading what could not be read by itself",
                here="worklist",
            )
        messages.warning(request, " ".join(refusal.objections))
        return redirect("refer:receipt", reference=reference)
    return page(
        request,
        "frontdoor/unread.html",
        found=found,
        receipt=found.receipt,
        form=form,
        purpose="reading what could not be read by itself",
        here="worklist",
    )


def _do(request: Request, reference: str, form: Aside) -> HttpResponse | None:
    by, at = gate.must(request.actor, "contact.decide"), request.now
    match request.POST.get("do"):
        case "take":
            actions.take_on(receipt=reference, by=by, at=at)
            messages.success(request, "You have this now.")
            return redirect("frontdoor:unread", reference=reference)
        case "write":
            receipt = actions.in_quarantine(reference, by=by).receipt
            actions.take_on(receipt=reference, by=by, at=at)
            begun = actions.begin_draft(partnership=receipt.partnership_id, stands_for=receipt, by=by, at=at)
            return redirect("refer:steps", reference=begun.reference)
        case "aside" if form.is_valid():
            actions.set_aside(receipt=reference, because=form.cleaned_data["because"], by=by, at=at)
            messages.success(request, "Set aside. Whoever sent it can read why.")
            return redirect("frontdoor:worklist")
    return None
