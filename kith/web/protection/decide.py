"""A manager's answer: a strategy discussion is held, or none is and why."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.protection import actions
from kith.sharing import gate
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.protection.moments import HourField, moment
from kith.web.protection.opened import shown
from kith.web.refer.forms import Words

HELD_ALREADY = "Nothing was saved: this discussion has been held and written down meanwhile."


class Decide(GovForm):
    """Held, when and by whom chaired; or not, and why."""

    is_to_be_held = forms.ChoiceField(
        label="Will a strategy discussion be held?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, it will be held"), ("no", "No, not for now")],
        required=False,
    )
    planned_on = DayField(label="On which day?", help_text="For example, 27 3 2027", required=False)
    planned_at = HourField("At what time?")
    chair = forms.CharField(
        label="Who chairs it?",
        help_text="A name and a post.",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"width": 20}),
    )
    because = Words(
        "Why?",
        hint="Facts first, then what you make of them. If none is held: what protects the child instead.",
        needed=False,
    )
    reveals = {"is_to_be_held": {"yes": ["planned_on", "planned_at", "chair"]}}


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, reference: str) -> HttpResponse:
    """What was asked for; on POST, a manager's answer."""
    by = gate.must(request.actor, "discussion.decide")
    form = Decide(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.answer(
                trigger=reference,
                is_to_be_held={"yes": True, "no": False}.get(said["is_to_be_held"]),
                because=said["because"],
                planned_at=moment(said["planned_on"], said["planned_at"]),
                chair=said["chair"],
                by=by,
                at=request.now,
            )
        except actions.CannotProtect as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(
                request, f"Your decision is saved, with your name and reason. {TOLD[made.is_to_be_held]}"
            )
            return redirect("protection:discussion", reference=reference)
    given = shown(reference, actor=by, needs="discussion.decide", at=request.now)
    if given["is_held"]:
        form.overtaken(HELD_ALREADY)
    return page(
        request,
        "protection/decide.html",
        form=form,
        is_own=by.worker_id in given["told"].asks,
        **given,
    )


TOLD = {
    True: "The clock to hold it goes on until it is written down.",
    False: "The clocks have stopped, and it stays on the list for 28 days.",
}
