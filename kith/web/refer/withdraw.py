"""A sender withdraws what it told. It is recorded and read, and decided all the same."""

import secrets

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.frontdoor.queries import sent
from kith.intake.actions import receive
from kith.intake.models import Channel
from kith.sharing import gate
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words
from kith.web.refer.receipt import AGAIN
from kith.web.refer.telling import canonical


class Withdraw(GovForm):
    """Why. `key` makes pressing twice the same."""

    words = Words(
        "Why do you withdraw it?",
        hint="What is different now, and how you know. If the family or anybody else asked you to, say so.",
        rows=5,
        missing="Say why you withdraw it. Whoever decides reads it.",
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=32)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, reference: str) -> HttpResponse:
    """Say that one's own agency withdraws what it sent: a further receipt, under the same sender's reference."""
    found = sent.receipted(reference, actor=request.actor, at=request.now)
    by = gate.must(request.actor, "contact.send")
    if not found.may_withdraw or found.told is None:
        raise gate.NotYours("intake.receipt", "contact.send")
    form = Withdraw(request.POST if request.method == "POST" else None, initial={"key": secrets.token_hex(8)})
    if request.method == "POST" and form.is_valid():
        told = found.told.model_dump(mode="json", include=AGAIN) | {
            "what_happened": form.cleaned_data["words"],
            "sender_name": f"{by.name}, {by.post_says}"[:200],
            "withdraws": True,
        }
        got = receive(
            raw=canonical(told),
            channel=Channel.WEB,
            key=f"{reference}-{form.cleaned_data['key']}",
            content_type="application/json",
            partnership=found.receipt.partnership_id,
            by=by,
            at=request.now,
        )
        messages.success(
            request,
            f"We have it: {got.receipt.reference}. Whoever decides reads that you withdraw it, and why. It is decided all the same.",
        )
        return redirect("refer:receipt", reference=reference)
    return page(
        request,
        "refer/withdraw.html",
        form=form,
        receipt=found.receipt,
        danger=True,
        purpose="telling the front door",
    )
