"""Asking a family at the front door itself, and writing down whom, and what they said."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import codes
from kith.core.says import today_in_london
from kith.frontdoor.actions import family_asked as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries.picture import picture
from kith.frontdoor.rules.contact import State
from kith.frontdoor.rules.sent import not_asked_because
from kith.web.forms import DayField, GovForm
from kith.web.frontdoor.shown import TOO_LATE, shown
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words, line


class Family(GovForm):
    """Whom the front door asked, or why nobody."""

    reveals = {
        "asked": {"yes": ["asked_of", "asked_on", "said", "words"], "no": ["not_asked_because"]},
    }

    asked = forms.ChoiceField(
        label="Did you ask the family, or the young person?",
        choices=[("yes", "Yes"), ("no", "No, or not yet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    asked_of = line(
        "Whom did you ask?", hint="Name, and who they are to the child", most=200, needed=False, wide=True
    )
    asked_on = DayField(label="Which day?", required=False)
    said = forms.ChoiceField(
        label="What did they say?",
        choices=[("agreed", "They agreed"), ("said_no", "They said no")],
        widget=forms.RadioSelect,
        required=False,
    )
    words = Words("In their own words", rows=3, needed=False)
    not_asked_because = forms.ChoiceField(label="Why not?", widget=forms.RadioSelect, required=False)
    informed = forms.ChoiceField(
        label="Do they know who will see it?",
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, why_not: list[tuple[str, str]], three: list[tuple[str, str]]) -> None:
        super().__init__(*args)
        self.fields["not_asked_because"].choices = why_not  # type: ignore[attr-defined]
        self.fields["informed"].choices = three  # type: ignore[attr-defined]
        self.fields["informed"].inline = True  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        """What the action is told; what stands in a part that was not opened is left out."""
        typed = self.cleaned_data
        if typed["asked"] == "no":
            return {
                "outcome": "not_asked",
                "because": typed["not_asked_because"],
                "informed": typed["informed"],
            }
        return {
            "outcome": typed["said"],
            "asked_of": typed["asked_of"],
            "asked_on": typed["asked_on"],
            "words": typed["words"],
            "informed": typed["informed"],
        }


@require_http_methods(["GET", "HEAD", "POST"])
def family(request: Request, reference: str) -> HttpResponse:
    """The form beside what the sender said; on POST, an answer of the family is written down with it."""
    found = picture(reference, actor=request.actor, at=request.now, needs="contact.decide")
    today = today_in_london(request.now)
    form = Family(
        request.POST if request.method == "POST" else None,
        why_not=not_asked_because().choices(today),
        three=codes.of("yes_no_not_known").choices(today),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_asked(
                contact=reference,
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
                **form.told,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Saved, with your name and the time.")
            return redirect(f"{reverse('frontdoor:contact', args=[reference])}#consent")
    is_open = found.contact.state == State.RECEIVED
    if not is_open:
        form.overtaken(TOO_LATE)
    return page(
        request,
        "frontdoor/family.html",
        contact=found.contact,
        picture=found,
        shown=shown(found, request.now),
        form=form,
        is_open=is_open,
        contact_url=reverse("frontdoor:contact", args=[reference]),
        purpose="deciding what help a child needs",
        here="worklist",
    )
