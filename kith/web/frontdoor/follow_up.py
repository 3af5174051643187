"""The written referral that follows a call: chasing it, or saying under which receipt it came."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core import says
from kith.frontdoor.actions import follow_up as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries.follow_up import follow_up as opened
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.numbers import number_of
from kith.web.page import page
from kith.web.refer.forms import line, read_time


class Came(GovForm):
    """Under which receipt it came."""

    receipt = line(
        "Under which number did it come?",
        hint="For example, RV-7Q4M-2KH9",
        most=20,
        messages={"required": "Enter the number of the receipt that is the written referral."},
    )


class Chased(GovForm):
    """Whom somebody rang for it, when, and what was said."""

    rang = line(
        "Whom did you ring?",
        most=200,
        wide=True,
        messages={"required": "Say whom you rang, by name or post."},
    )
    rang_on = DayField(label="On which day?", error_messages={"required": "Say on which day you rang."})
    rang_at = line(
        "At what time?", most=20, width=10, messages={"required": "Say when you rang, such as 2:10pm."}
    )
    words = forms.CharField(
        label="What was said, and when will it come?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was said, and when it will come."},
    )

    def clean_rang_at(self) -> object:
        return read_time(self.cleaned_data["rang_at"])


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up(request: Request, reference: str) -> HttpResponse:
    """Whether it came, and the calls for it; on POST, that it came, or another call."""
    found = opened(reference, actor=request.actor, at=request.now)
    asked = request.POST.get("do")
    came = Came(request.POST if asked == "came" else None)
    chased = Chased(
        request.POST if asked == "chase" else None,
        initial={
            "rang": ", ".join(p for p in (found.contact.sender_name, found.contact.sender_contact) if p)[
                :200
            ],
            "rang_on": says.today_in_london(request.now),
            "rang_at": says.hour(request.now),
        },
    )
    form: GovForm = chased if asked == "chase" else came
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if form is came:
                actions.join_follow_up(
                    contact=reference,
                    receipt=number_of(said["receipt"]),
                    by=request.actor,  # type: ignore[arg-type]
                    at=request.now,
                )
                messages.success(request, "The written referral has come. The clock has stopped.")
            else:
                at = said["rang_at"]
                actions.chase_writing(
                    contact=reference,
                    rang=said["rang"],
                    rang_at=datetime.combine(said["rang_on"], at, tzinfo=says.LONDON) if at else None,
                    words=said["words"],
                    by=request.actor,  # type: ignore[arg-type]
                    at=request.now,
                )
                messages.success(
                    request, "Your call is saved. It stays on the worklist until it comes in writing."
                )
            return redirect("frontdoor:contact", reference=reference)
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
    return page(
        request,
        "frontdoor/follow_up.html",
        found=found,
        contact=found.contact,
        form=form,
        came=came,
        chased=chased,
        purpose="asking for the written referral after a call",
        here="worklist",
    )
