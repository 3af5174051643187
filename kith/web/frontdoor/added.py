"""What was added after the decision: read it, and say what it means."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import words
from kith.core.says import today_in_london
from kith.frontdoor.actions import added as actions
from kith.frontdoor.actions import work
from kith.frontdoor.actions.facts import waiting
from kith.frontdoor.queries.picture import picture
from kith.frontdoor.rules.contact import State
from kith.web.forms import GovForm, StoodCount
from kith.web.frontdoor import said
from kith.web.frontdoor.shown import shown
from kith.web.middleware import Request
from kith.web.page import page


class Weigh(GovForm):
    """What the additions mean for the decision. `read` is how many stood on the page."""

    answer = forms.ChoiceField(
        label="What does it change?",
        widget=forms.RadioSelect,
        choices=[("anew", "Decide anew"), ("nothing", "It changes nothing in the decision")],
        error_messages={"required": "Say whether it changes nothing or is decided anew."},
    )
    because = forms.CharField(
        label="Why?",
        help_text="Name what was added, and what it changes or does not change.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    read = StoodCount(required=False, min_value=0)
    hints = {
        "answer": {
            "anew": "It goes back to the worklist with a new clock. What was decided stays on the record.",
            "nothing": "The decision stands, with your reason beside it.",
        }
    }


@require_http_methods(["GET", "HEAD", "POST"])
def added(request: Request, reference: str) -> HttpResponse:
    """What waits for an answer; on POST, the answer."""
    form = Weigh(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.weigh(
                contact=reference,
                is_anew=told["answer"] == "anew",
                because=told["because"].strip(),
                read=told["read"],
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            if made.is_anew:
                messages.success(
                    request, "It is decided anew. It is on the worklist with a new clock, unclaimed."
                )
                return redirect("frontdoor:contact", reference=reference)
            messages.success(
                request, "The decision stands. Your answer is beside it, and the sender is told."
            )
            return redirect("frontdoor:worklist")
    return _page(request, reference, form)


def _page(request: Request, reference: str, form: Weigh) -> HttpResponse:
    found = picture(reference, actor=request.actor, at=request.now, needs="contact.decide")
    assert request.actor is not None
    contact = found.contact
    waits = waiting(contact) if contact.state != State.RECEIVED else []
    form.initial["read"] = len(waits)
    if not waits:
        form.overtaken("Nothing was saved: nothing that was added waits for an answer any more.")
    told = said.added(found, request.now, waiting=waits)
    return page(
        request,
        "frontdoor/added.html",
        picture=found,
        contact=contact,
        shown=shown(found, request.now),
        waits=[each for each in told if each.waits],
        before=[each for each in told if not each.waits],
        form=form,
        clock=found.clocks.get("news"),
        may_stand=bool(waits)
        and actions.may_stand_alone(contact, by=request.actor, day=today_in_london(request.now)),
        suggestions=words.suggestions(request.POST.get("because", "")) if request.method == "POST" else [],
        contact_url=reverse("frontdoor:contact", args=[reference]),
        purpose="deciding what help a child needs",
        here="worklist",
    )
