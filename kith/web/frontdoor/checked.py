"""Writing down where restrictions on adults were looked for, and what was found."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.frontdoor.actions import checked as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules.checked import places
from kith.frontdoor.rules.contact import State
from kith.people.queries import name_of
from kith.web.forms import GovForm
from kith.web.frontdoor.shown import TOO_LATE
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words


class Check(GovForm):
    """Where somebody looked, and what was there."""

    places = forms.MultipleChoiceField(
        label="Where did you look, or have somebody look?",
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        required=False,
        error_messages={"invalid_choice": "Choose from the list."},
    )
    found = Words(
        "What was found?",
        hint="Whom you asked, which adult, which order or condition, and when it ends. “Nothing” is an answer.",
        rows=4,
        needed=False,
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["places"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def checked(request: Request, reference: str) -> HttpResponse:
    """The form; on POST, a check is written down beside what the sender said."""
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    choices = places().choices(today_in_london(request.now))
    form = Check(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_checked(
                contact=reference,
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
                **form.cleaned_data,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Saved, with your name and the time.")
            return redirect(f"{reverse('frontdoor:contact', args=[reference])}#limits")
    is_open = contact.state == State.RECEIVED
    if not is_open:
        form.overtaken(TOO_LATE)
    return page(
        request,
        "frontdoor/checked.html",
        contact=contact,
        name=name_of(contact.record),
        form=form,
        is_open=is_open,
        contact_url=reverse("frontdoor:contact", args=[reference]),
        purpose="deciding what help a child needs",
        here="worklist",
    )
