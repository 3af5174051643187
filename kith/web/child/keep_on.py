"""Looking again whether a record is kept to its named readers, when its day has come."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.sharing.actions import kept as actions
from kith.sharing.queries import kept
from kith.web.child import person
from kith.web.child.opened import open_child
from kith.web.child.opens import PURPOSE
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page


class KeepOn(GovForm):
    """Why it is kept on, and by when somebody looks again."""

    because = forms.CharField(
        label="Why must it still be kept to named readers?",
        help_text="What has changed, and what has not. The readers read it, and nobody else.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    review_on = DayField(
        label="By when does somebody look at this again?",
        help_text="Within 90 days.",
        error_messages={"required": "Enter a day within 90 days."},
    )


@require_http_methods(["GET", "POST"])
def keep_on(request: Request, reference: str) -> HttpResponse:
    """Keep a record to its readers for longer, with why; or go on to asking that it be opened again."""
    opened = open_child(request, reference, needs="record.restrict", purpose="share")
    if not opened.subject.restricted:
        return redirect("child:opens", reference)
    form = KeepOn(
        request.POST if request.method == "POST" else None,
        initial={"review_on": opened.today + timedelta(days=90)},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.keep_on(
                subject=reference,
                because=said["because"],
                review_on=said["review_on"],
                by=opened.actor,
                at=request.now,
            )
        except actions.CannotKeepTo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "It stays kept to its named readers.")
            return redirect("child:opens", reference)
    return page(
        request,
        "child/keep_on.html",
        purpose=PURPOSE,
        form=form,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
        kept=kept.kept_to(opened.subjects, on=opened.today),
    )
