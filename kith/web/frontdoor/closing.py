"""A manager's view before signs of exploitation are closed."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.frontdoor.actions import closing as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries.picture import picture
from kith.frontdoor.rules import decide as rules
from kith.frontdoor.rules.contact import State
from kith.sharing import gate
from kith.web.forms import GovForm, Stood
from kith.web.frontdoor.shown import TOO_LATE, shown
from kith.web.middleware import Request
from kith.web.page import page

OWN = "Nothing was saved: you asked for this view yourself, and another manager must give it."


class Closing(GovForm):
    """A manager's view on closing a contact that shows signs of exploitation."""

    is_agreed = forms.ChoiceField(
        label="Do you agree that this can be closed?",
        widget=forms.RadioSelect,
        choices=[("yes", "I agree"), ("no", "I do not agree")],
        error_messages={"required": "Say whether you agree."},
    )
    closing_because = forms.CharField(
        label="Why?",
        help_text="Name the signs that you looked at. If you do not agree, say what should happen.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why you agree or do not agree."},
    )
    read = Stood(required=False, max_length=100)


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: Request, reference: str) -> HttpResponse:
    """What was asked, and what was seen; on POST, the manager's view."""
    by = gate.must(request.actor, "closing.agree")
    form = Closing(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.view_closing(
                contact=reference,
                is_agreed=form.cleaned_data["is_agreed"] == "yes",
                because=form.cleaned_data["closing_because"],
                read=form.cleaned_data["read"] or None,
                by=by,
                at=request.now,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            whose = f" {made.asked_by} sees it on the worklist now." if made.asked_by else ""
            messages.success(request, f"Your view is saved, with your name and reason.{whose}")
            return redirect("frontdoor:worklist")
    found = picture(reference, actor=by, at=request.now, needs="closing.agree")
    ask = next((each for each in found.asks if each.waits), None)
    form.initial["read"] = actions.stands(found.contact, ask.reference if ask else "")
    is_own = ask is not None and ask.worker == by.worker_id
    is_open = found.contact.state == State.RECEIVED
    if is_own or not is_open:
        form.overtaken(OWN if is_open else TOO_LATE)
    return page(
        request,
        "frontdoor/closing.html",
        picture=found,
        contact=found.contact,
        shown=shown(found, request.now),
        ask=ask,
        is_own=is_own,
        is_open=is_open,
        form=form,
        closes=[
            entry.says
            for entry in rules.outcomes().on(today_in_london(request.now))
            if entry.extra.get("second_view_over")
        ],
        purpose="deciding what help a child needs",
        here="worklist",
    )
