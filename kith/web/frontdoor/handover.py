"""Handing the front door over at nine and at five, and taking it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.frontdoor.actions import handover as actions
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.queries.handover import turn
from kith.frontdoor.rules import handover as rules
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page

NOTE = "note-"


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: Request) -> HttpResponse:
    """What is open, what was done, what must be watched; on POST it is handed over, or accepted."""
    form = GovForm(request.POST or None)
    posted = request.POST
    typed = {key.removeprefix(NOTE): str(words) for key, words in posted.items() if key.startswith(NOTE)}
    if request.method == "POST":
        try:
            if posted.get("accept"):
                actions.accept_handover(
                    handover=posted["accept"],
                    by=request.actor,  # type: ignore[arg-type]
                    at=request.now,
                )
                messages.success(
                    request, "You have the front door now. What was handed over is on the worklist."
                )
            else:
                actions.hand_over_shift(
                    notes=typed,
                    by=request.actor,  # type: ignore[arg-type]
                    at=request.now,
                )
                messages.success(request, "Handed over. It waits here until somebody accepts it by name.")
        except CannotDo as refusal:
            form.refuse(refusal.objections)
        else:
            return redirect("frontdoor:handover")
    found = turn(actor=request.actor, at=request.now)
    known = {each.contact.reference for each in found.open}
    return page(
        request,
        "frontdoor/handover.html",
        turn=found,
        turns=rules.TURNS,
        rows=[(each, typed.get(each.contact.reference, "")) for each in found.open],
        lost=[words for name, words in typed.items() if words.strip() and (name not in known or found.waits)],
        form=form,
        purpose="deciding what help a child needs",
        here="worklist",
    )
