"""What was opened in an emergency by one's own agency's people: the list, and the review of one. References, no names of children."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kith.sharing import audit, gate
from kith.sharing.actions import emergencies as actions
from kith.sharing.queries import emergencies as queries
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.sharing import deeds

PURPOSE = "checking what was opened in an emergency. You see references, not records"


class Review(GovForm):
    """Whether it was right, and what was checked."""

    is_right = forms.ChoiceField(
        label="Was it right to open this record?",
        choices=[("yes", "Yes, it was right"), ("no", "No, it was wrong: this is an incident")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it was right to open it."},
    )
    because = forms.CharField(
        label="What did you check, and what did you find?",
        help_text="Ask the worker and, where you can, somebody who knows the child. Do not name the child here.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "characters": 1000}),
        error_messages={"required": "Say what you checked, and what you found."},
    )
    hints = {
        "is_right": {
            "no": "It closes at once, if it is still open. Report it as your agency reports incidents."
        }
    }


@require_GET
def emergencies(request: Request) -> HttpResponse:
    """Those to review, the longest due first; then those of the last year."""
    gate.must(request.actor, "audit.read")
    lines = queries.emergencies(as_at=request.now)
    audit.write("sharing.emergencies_read", at=request.now, purpose="audit")
    waiting = [line for line in lines if line.is_right is None]
    return page(
        request,
        "sharing/emergencies.html",
        purpose=PURPOSE,
        waiting=waiting,
        late=sum(line.is_late for line in waiting),
        answered=[line for line in lines if line.is_right is not None],
    )


@require_http_methods(["GET", "POST"])
def emergency(request: Request, reference: str) -> HttpResponse:
    """One opening: who, why, and what was looked at; and whether it was right."""
    actor = gate.must(request.actor, "audit.read")
    form = Review(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.review_emergency(
                emergency=reference,
                is_right=said["is_right"] == "yes",
                because=said["because"],
                by=actor,
                at=request.now,
            )
        except actions.CannotOpenNow as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Recorded. It stands in the audit, and beside the opening.")
            return redirect("sharing:emergency", reference)
    line = next(
        (each for each in queries.emergencies(as_at=request.now) if each.reference == reference), None
    )
    if line is None:
        raise gate.NotYours("sharing.emergency", "audit.read")
    audit.write("sharing.emergency_read", at=request.now, purpose="audit", about=reference)
    return page(
        request,
        "sharing/emergency.html",
        purpose=PURPOSE,
        line=line,
        looked=[(at, deeds.says(action)) for at, action in queries.looked_in(reference)],
        form=form,
    )
