"""The other children of a home, one at a time; and saying that the picture is whole."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import words
from kith.frontdoor.actions import household as actions
from kith.frontdoor.actions import whole as whole_actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries import considering as queries
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules.contact import State
from kith.people.queries import name_of
from kith.web.forms import GovForm
from kith.web.frontdoor.shown import TOO_LATE
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words

PURPOSE = "deciding what help a child needs"


class Consider(GovForm):
    """Whether this child needs a contact of their own, and why."""

    answer = forms.ChoiceField(
        label="Does this child need a contact too?",
        widget=forms.RadioSelect,
        choices=[("contact", "Yes, make a contact for this child"), ("not_needed", "No, none is needed now")],
        error_messages={"required": "Say whether this child needs a contact of their own."},
    )
    because = Words(
        "Why?",
        hint="Facts first.",
        missing="Say why: what may happen to this child, or what shows that nothing is needed.",
    )
    hints = {
        "answer": {"contact": "It lands on the worklist with clocks of its own, and is decided for itself."}
    }


@require_http_methods(["GET", "HEAD", "POST"])
def consider(request: Request, reference: str, member: str) -> HttpResponse:
    """One other child of the home, and who it may be; on POST, what was decided for this child."""
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    assert request.actor is not None
    child = queries.child_of(contact, member, by=request.actor, at=request.now)
    form = Consider(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.consider(
                contact=reference, member=member, by=request.actor, at=request.now, **form.cleaned_data
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            if made.receipt:
                messages.success(
                    request,
                    f"A contact is being made, {made.receipt.reference}. It stands on the worklist in a moment.",
                )
            else:
                messages.success(request, "Saved, with your reason and your name.")
            return redirect(f"{reverse('frontdoor:contact', args=[reference])}#home")
    return page(
        request,
        "frontdoor/consider.html",
        contact=contact,
        name=name_of(contact.record),
        child=child,
        form=form,
        suggestions={"because": words.suggestions(request.POST.get("because", ""))}
        if request.method == "POST"
        else {},
        contact_url=reverse("frontdoor:contact", args=[reference]),
        purpose=PURPOSE,
        here="worklist",
    )


class SayWhole(GovForm):
    """What is still missing from the picture, for whoever decides."""

    missing = Words(
        "What is still missing, and why?",
        hint="For example: the GP did not answer by noon. Leave it empty if nothing is.",
        needed=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def whole(request: Request, reference: str) -> HttpResponse:
    """Say that the picture is whole; its clock stops."""
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    form = SayWhole(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            whole_actions.say_whole(
                contact=reference,
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
                **form.cleaned_data,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(
                request, "The picture is whole: its clock has stopped. The decision’s clock goes on."
            )
            return redirect("frontdoor:contact", reference=reference)
    is_open = contact.state == State.RECEIVED
    if not is_open:
        form.overtaken(TOO_LATE)
    return page(
        request,
        "frontdoor/whole.html",
        contact=contact,
        name=name_of(contact.record),
        form=form,
        is_open=is_open,
        suggestions={"missing": words.suggestions(request.POST.get("missing", ""))}
        if request.method == "POST"
        else {},
        contact_url=reverse("frontdoor:contact", args=[reference]),
        who_url=reverse("frontdoor:who", args=[reference]),
        purpose=PURPOSE,
        here="worklist",
    )
