"""Who is away, and whose work has no one: each piece is given to somebody in one press."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.frontdoor.actions import absences as actions
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.queries import absences as queries
from kith.sharing import gate
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page


class SayAway(GovForm):
    """From which day to which day somebody is away."""

    starts_on = DayField(
        label="Your first day away", error_messages={"required": "Give your first day away."}
    )
    ends_on = DayField(label="Your last day away", error_messages={"required": "Give your last day away."})


@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: Request) -> HttpResponse:
    """Who is away; on POST, one’s own absence, or a contact given to another."""
    by = gate.must(request.actor, "contact.decide")
    gives = request.POST.get("contact", "")
    form = SayAway(request.POST if request.method == "POST" and not gives else None)
    try:
        if gives:
            actions.give_to(contact=gives, to=request.POST.get("to", ""), by=by, at=request.now)
            messages.success(request, "Given. Its clocks went with it.")
            return redirect("frontdoor:absences")
        if request.method == "POST" and form.is_valid():
            actions.say_away(by=by, at=request.now, **form.cleaned_data)
            messages.success(
                request,
                "Saved. To have somebody see your work meanwhile, ask whoever keeps posts to name a deputy.",
            )
            return redirect("frontdoor:absences")
    except CannotDo as refusal:
        if gives:
            form = SayAway(None)
            messages.warning(request, " ".join(refusal.objections))
        else:
            form.refuse(refusal.objections, refusal.fields)
    found = queries.no_one(actor=by, at=request.now)
    return page(
        request,
        "frontdoor/absences.html",
        posts=found,
        things=sum(len(each.due) for each in found),
        may_hold=queries.may_hold(by, request.now),
        away=[
            (each, each.ends_at - timedelta(minutes=1))
            for each in queries.said_away(actor=by, at=request.now)
        ],
        form=form,
        purpose="deciding what help a child needs",
        here="worklist",
    )
