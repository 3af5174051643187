"""Taking a contact over from a colleague, who is told why."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.frontdoor import claims
from kith.frontdoor.actions import claims as actions
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules.contact import State
from kith.people.queries import name_of
from kith.web.forms import GovForm
from kith.web.frontdoor.shown import TOO_LATE
from kith.web.middleware import Request
from kith.web.page import page


class Why(GovForm):
    """Why a contact is taken over."""

    because = forms.CharField(
        label="Why do you take it over?",
        help_text="They read this on their worklist. For example: you have gone home, and the picture is due at 5pm.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_over(request: Request, reference: str) -> HttpResponse:
    """Who has it, since when, and why it is taken over."""
    form = Why(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_over(
                contact=reference,
                because=form.cleaned_data["because"],
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "You have this now. Whoever had it is told by whom, and why.")
            return redirect("frontdoor:contact", reference=reference)
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    assert request.actor is not None
    if contact.state != State.RECEIVED:
        form.overtaken(TOO_LATE)
    return page(
        request,
        "frontdoor/take_over.html",
        contact=contact,
        name=name_of(contact.record),
        form=form,
        is_open=contact.state == State.RECEIVED,
        is_mine=contact.held_by_id in request.actor.posts and claims.stands(contact, request.now),
        held_by=claims.holder_now(contact, request.now) if claims.stands(contact, request.now) else "",
        lapses_at=claims.lapses_at(contact),
        purpose="deciding what help a child needs",
        here="worklist",
    )
