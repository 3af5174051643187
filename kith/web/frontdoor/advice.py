"""Asking a specialist for advice on exploitation, whichever form it takes."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core import codes
from kith.core.says import today_in_london
from kith.frontdoor.actions import views as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries import views as queries
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules.contact import State
from kith.people.queries import name_of
from kith.web.forms import GovForm
from kith.web.frontdoor.shown import TOO_LATE
from kith.web.middleware import Request
from kith.web.page import page


class AskAdvice(GovForm):
    """About which forms, and what one wants to know."""

    about = forms.MultipleChoiceField(
        label="About which forms of exploitation?",
        help_text="Any of them. Leave all of them empty if you cannot say yet.",
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        required=False,
    )
    question = forms.CharField(
        label="What do you want to know?",
        help_text="For example: what the signs may mean together, who should speak with the child, what not to do.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = codes.of("exploitation_forms").choices(day)  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def advice(request: Request, reference: str) -> HttpResponse:
    """What was asked before, and asking; on POST, the question goes to the specialist's post with a clock."""
    form = AskAdvice(request.POST if request.method == "POST" else None, day=today_in_london(request.now))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_advice(
                contact=reference,
                question=form.cleaned_data["question"],
                forms=form.cleaned_data["about"],
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            if made.post:
                messages.success(request, "Asked. The answer comes to the contact and to your decision.")
            else:
                messages.warning(
                    request, "Nobody in this area’s directory advises on exploitation. Ring them."
                )
            return redirect("frontdoor:contact", reference=reference)
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    is_open = contact.state == State.RECEIVED
    if not is_open:
        form.overtaken(TOO_LATE)
    return page(
        request,
        "frontdoor/advice.html",
        contact=contact,
        name=name_of(contact.record),
        form=form,
        is_open=is_open,
        voices=[each for each in queries.history(contact.pk, at=request.now) if not each.is_view],
        purpose="deciding what help a child needs",
        here="worklist",
    )
