"""Opening one child's record in an emergency, for whoever it is not open to; and closing it again."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from kith.core import reference as references
from kith.core.says import today_in_london
from kith.sharing import audit, emergencies, gate
from kith.sharing.actions import emergencies as actions
from kith.web.child.opened import IN_EMERGENCY
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page

NOTHING = (
    "There is no such record that you can open in an emergency. Check the reference, or ring the front door: "
    "they see more, and can act."
)


class OpenInEmergency(GovForm):
    """Which child, and why it cannot wait, as it is typed."""

    child = forms.CharField(
        label="The child’s reference",
        help_text="12 letters and digits. It stands where you were told whom to ask, on letters and in plans.",
        max_length=30,
        widget=forms.TextInput(attrs={"width": "20", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the child’s reference: 12 letters and digits."},
    )
    because = forms.ChoiceField(
        label="Why can it not wait?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it cannot wait."},
    )
    why = forms.CharField(
        label="What is happening, and what do you need to know?",
        help_text="So that somebody else can check it tomorrow. Whoever reviews it reads this. Do not name the child: the reference says who it is.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "characters": 1000}),
        required=False,
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.at = at
        self.fields["because"].choices = emergencies.reasons().choices(today_in_london(at))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        found = emergencies.objections_to_opening(because="", why=said.get("why", ""), at=self.at)
        if "why" in found:
            self.add_error("why", found["why"])
        return said

    def clean_child(self) -> str:
        try:
            return references.read(self.cleaned_data["child"])
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None


@require_http_methods(["GET", "POST"])
def emergency(request: Request) -> HttpResponse:
    """Say which child and why; then the record is open for four hours. Until it is sent, the page is the same whoever is known."""
    actor = gate.must(request.actor, "emergency.open")
    form = OpenInEmergency(
        request.POST or None, initial={"child": references.shown(asked(request))}, at=request.now
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.open_in_emergency(
                subject=said["child"], because=said["because"], why=said["why"], by=actor, at=request.now
            )
        except actions.CannotOpenNow as refusal:
            form.refuse(refusal.objections, refusal.fields)
        except gate.NotYours as refusal:
            audit.write(
                "refused",
                at=request.now,
                purpose="emergency",
                about="child:emergency",
                detail={"kind": refusal.kind, "needs": refusal.needs},
                allowed=False,
            )
            form.refuse([NOTHING], {"child": NOTHING})
        else:
            return redirect("child:child", said["child"])
    return page(
        request,
        "child/emergency.html",
        purpose=IN_EMERGENCY,
        form=form,
        until=emergencies.until(request.now),
        mine=actor.emergencies,
        danger=True,
    )


def asked(request: Request) -> str:
    """The reference in the address, where it is one."""
    try:
        return references.read(request.GET.get("child", ""))
    except ValueError:
        return ""


@require_POST
def close(request: Request, reference: str) -> HttpResponse:
    """Close what one opened; nothing of the child is shown from the next page on."""
    actor = gate.must(request.actor, "emergency.open")
    actions.close_emergency(emergency=reference, by=actor, at=request.now)
    messages.success(request, "Closed. That record is not open to you any more. The review still follows.")
    return redirect("child:emergency")
