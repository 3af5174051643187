"""What becomes of a section 47 enquiry: its outcome, its conference."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.people import queries as people
from kith.protection import actions, rules
from kith.protection.due import ENQUIRY
from kith.protection.models import Discussion
from kith.record import clocks
from kith.sharing import gate
from kith.web.child import person
from kith.web.child.opened import PURPOSE
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words


class Step(GovForm):
    """What has happened, on which day, and what was found."""

    code = forms.ChoiceField(
        label="What has happened?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what has happened."},
    )
    happened_on = DayField(label="On which day?", help_text="For example, 27 3 2027", required=False)
    because = Words(
        "What was found, or agreed?", hint="Facts first, then what you make of them.", needed=False
    )


@require_http_methods(["GET", "HEAD", "POST"])
def enquiry(request: Request, reference: str) -> HttpResponse:
    """What is due of an enquiry; on POST, what has become of it."""
    by = gate.must(request.actor, "plan.write")
    today = today_in_london(request.now)
    form = Step(request.POST if request.method == "POST" else None)
    form.fields["code"].choices = [(each.code, each.says) for each in rules.steps().on(today)]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.say_step(discussion=reference, by=by, at=request.now, **form.cleaned_data)
        except actions.CannotProtect as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Written down, with your name.")
            settled = made.discussion.settled.select_related("trigger").earliest("id")
            return redirect("protection:discussion", reference=settled.trigger.reference)
    held = gate.open_record(
        Discussion.objects.filter(is_section_47=True).select_related("subject"),
        reference,
        actor=by,
        needs="plan.write",
        purpose="plan",
        at=request.now,
    )
    due = list(clocks.running(ENQUIRY, reference).order_by("due_at"))
    if not due:
        form.overtaken("Nothing was saved: nothing of this enquiry is due any more.")
    return page(
        request,
        "protection/enquiry.html",
        form=form,
        held=held,
        due=due,
        child=held.subject.reference,
        person=person.person(people.everyone(held.subject_id), today=today),
        purpose=PURPOSE,
    )
