"""Ringing a sender whom no message reached, and writing it down."""

import re
from datetime import date, datetime, time

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core import says
from kith.frontdoor.actions import tell as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries.untold import ToTell, to_tell
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page

TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$", re.IGNORECASE)


class Rang(GovForm):
    """Whom somebody rang, when, and what was said."""

    is_reached = forms.ChoiceField(
        label="Did you reach them?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, they have been told"), ("no", "No, they still have to be told")],
        error_messages={"required": "Say whether you reached them."},
    )
    rang = forms.CharField(
        label="Whom did you ring?",
        help_text="A name or a post, and the number.",
        max_length=200,
        error_messages={"required": "Say whom you rang, by name or post."},
    )
    rang_on = DayField(label="On which day?", error_messages={"required": "Say on which day you rang."})
    rang_at = forms.CharField(
        label="At what time?",
        help_text="For example 2:10pm.",
        max_length=10,
        widget=forms.TextInput(attrs={"width": 5}),
        error_messages={"required": "Say at what time you rang, such as 2:10pm."},
    )
    words = forms.CharField(
        label="What was said, and what will be done?",
        help_text="If nobody answered: when somebody will ring again, and who.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what was said, and what will be done."},
    )
    hints = {
        "is_reached": {
            "yes": "The clock stops, and they leave the list.",
            "no": "They stay on the list, and it shows that somebody tried.",
        }
    }

    def clean_rang_at(self) -> time:
        """The time of day, as people write it."""
        typed = self.cleaned_data["rang_at"].strip()
        found = TIME.match(typed)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        half = (found[3] or "").lower() if found else ""
        if half:
            hour = 24 if not 1 <= hour <= 12 else hour % 12 + 12 * (half == "pm")
        if hour > 23 or minute > 59:
            raise forms.ValidationError("Write the time such as 2:10pm or 14:10.")
        return time(hour, minute)


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: Request, reference: str) -> HttpResponse:
    """What the sender should hear, and the calls so far; on POST, another call."""
    found = to_tell(reference, actor=request.actor, at=request.now)
    form = Rang(request.POST if request.method == "POST" else None, initial=_initial(found, request.now))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.record_call(
                contact=reference,
                notice=found.notice.reference,
                rang=said["rang"],
                rang_at=moment_of(said["rang_on"], said["rang_at"]),
                is_reached=said["is_reached"] == "yes",
                words=said["words"],
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            told = (
                "They have been told, and the clock has stopped."
                if made.is_reached
                else "They stay on the list."
            )
            messages.success(request, f"Your call is saved. {told}")
            return redirect("frontdoor:worklist")
    if found.is_told:
        form.overtaken("Nothing was saved: somebody has written down already that they were told.")
    return page(
        request,
        "frontdoor/tell.html",
        found=found,
        contact=found.contact,
        form=form,
        purpose="telling a referrer what was decided",
        here="worklist",
    )


def _initial(found: ToTell, now: datetime) -> dict[str, object]:
    contact = found.contact
    return {
        "rang": ", ".join(part for part in (contact.sender_name, contact.sender_contact) if part)[:200],
        "rang_on": says.today_in_london(now),
        "rang_at": says.hour(now),
    }


def moment_of(on: date, at: time) -> datetime:
    """A day and a time of day, as London's clock has them."""
    return datetime.combine(on, at, tzinfo=says.LONDON)
