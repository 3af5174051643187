"""Take back: this contact is not about that child."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.frontdoor.actions import taken_back as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries.taking_back import joined
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.sharing import deeds


class Because(GovForm):
    """What shows that this is another child."""

    because = forms.CharField(
        label="What shows that this is another child?",
        help_text="For example: who told you, when, and what they checked.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what shows that this is another child."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Request, reference: str) -> HttpResponse:
    """What follows from taking it back, and who saw what; on POST, the two are two again."""
    form = Because(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_back(
                contact=reference,
                because=form.cleaned_data["because"],
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Taken back. The two stand apart again, each with a line about it.")
            return redirect("frontdoor:contact", reference=reference)
    found = joined(reference, actor=request.actor, at=request.now)
    return page(
        request,
        "frontdoor/take_back.html",
        found=found,
        contact=found.contact,
        form=form,
        looks=[(look, deeds.says(look.action)) for look in found.looks],
        purpose="finding the right child",
        here="worklist",
    )
