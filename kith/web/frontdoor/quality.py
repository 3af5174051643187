"""Grading how well a contact was told, in five items."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.frontdoor.actions import quality as actions
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules import quality as rules
from kith.frontdoor.rules.contact import State
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page


class Grades(GovForm):
    """Five items, each 0 to 3, and a word of one’s own."""

    def __init__(self, *args: Any, request: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for entry in rules.items().on(today_in_london(request.now)):
            self.fields[entry.code] = forms.TypedChoiceField(
                label=entry.says,
                coerce=int,
                empty_value=None,
                required=False,
                choices=[(number, f"{number}  {said}") for number, said in rules.GRADES.items()],
                widget=forms.RadioSelect(attrs={"small": True}),
            )
        self.fields["words"] = forms.CharField(
            label="Anything you want to add for them? (optional)",
            help_text="Name no child: they know what they sent.",
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


@require_http_methods(["GET", "HEAD", "POST"])
def quality(request: Request, reference: str) -> HttpResponse:
    """What the five items are, and what the sender will read; on POST, the grades."""
    form = Grades(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        words = said.pop("words")
        try:
            actions.grade(
                contact=reference,
                grades=said,
                words=words,
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(
                request, "Your grades are kept. The sender reads advice with the outcome, not before."
            )
            return redirect("frontdoor:contact", reference=reference)
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    return page(
        request,
        "frontdoor/quality.html",
        contact=contact,
        form=form,
        is_decided=contact.state == State.DECIDED,
        purpose="deciding what help a child needs",
        here="worklist",
    )
