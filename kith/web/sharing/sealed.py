"""Is this record whole? How far the audit is sealed, who keeps its heads, and how to check it oneself."""

from pathlib import Path

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kith.notify import actions as notify
from kith.notify import queries, witnesses
from kith.sharing import gate, verify_audit
from kith.sharing.actor import Actor
from kith.sharing.queries.sealed import sealed
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page

PURPOSE = "checking who looked. You see references, not records"


class NameWitness(GovForm):
    """Another agency that is sent the heads."""

    agency = forms.ChoiceField(
        label="Which agency?",
        help_text="One that does not run Kith itself. It can see from the heads alone whether the past was altered.",
        widget=forms.Select,
        error_messages={
            "required": "Choose an agency.",
            "invalid_choice": "Choose an agency from the list.",
        },
    )
    address = forms.CharField(
        label="The address of its system",
        help_text="It begins with https:// and takes a head every minute. Leave this empty to send one to its mailbox every hour.",
        required=False,
        max_length=300,
    )

    def __init__(self, *given: object, by: Actor, **named: object) -> None:
        super().__init__(*given, **named)
        there = {line.reference for line in queries.witnesses()}
        choices = [(a.reference, a.says) for a in witnesses.agencies(by) if a.reference not in there]
        self.fields["agency"].choices = [("", "Choose an agency"), *choices]  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def seal(request: Request) -> HttpResponse:
    """How far the audit is sealed, who keeps its heads, and another witness."""
    actor = gate.must(request.actor, "audit.read")
    form = NameWitness(request.POST or None, by=actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = notify.name_witness(by=actor, at=request.now, **form.cleaned_data)
        except witnesses.CannotWitness as refusal:
            form.refuse_fields(refusal.fields)
        else:
            messages.success(request, f"{made.agency.says} is a witness now. The next head goes there.")
            return redirect("sharing:seal")
    return page(
        request,
        "sharing/seal.html",
        purpose=PURPOSE,
        seal=sealed(),
        witnesses=queries.witnesses(),
        form=form,
    )


@require_http_methods(["POST"])
def end(request: Request, reference: str) -> HttpResponse:
    """An agency is sent no more heads."""
    actor = gate.must(request.actor, "audit.read")
    notify.end_witness(agency=reference, by=actor, at=request.now)
    messages.success(request, "Ended. No more heads go there. That you ended it stands in the audit.")
    return redirect("sharing:seal")


@require_GET
def script(request: Request) -> HttpResponse:
    """The script that checks the audit, as it runs here."""
    gate.must(request.actor, "audit.read")
    return a_file("verify_audit.py", Path(verify_audit.__file__).read_text(encoding="utf-8"), "text/x-python")


@require_GET
def head(request: Request) -> HttpResponse:
    """The last head, to keep elsewhere."""
    gate.must(request.actor, "audit.read")
    found = sealed()
    if found is None:
        raise Http404
    return a_file(f"head-{found.size}.txt", found.letter, "text/plain")


def a_file(name: str, text: str, kind: str) -> HttpResponse:
    found = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    found["Content-Disposition"] = f'attachment; filename="{name}"'
    found["Cache-Control"] = "no-store"
    return found
