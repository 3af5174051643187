"""Ending a child's plan, once nothing is to be done in it any more."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.people import queries as people
from kith.plans import actions, rules
from kith.plans import queries as plans
from kith.plans.models import Plan
from kith.sharing import gate
from kith.web.child import person
from kith.web.child.action import child_page
from kith.web.child.due import version_read
from kith.web.child.opened import PURPOSE
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page


class Close(GovForm):
    """Why the plan ends."""

    because = forms.CharField(
        label="Why does the plan end, and what is in place for the child from now on?",
        help_text="Facts first: what has changed, how you know, and who the child or family goes to if it comes back.",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request, reference: str) -> HttpResponse:
    """What ending the plan with this reference means; on POST, it is ended."""
    actor = gate.must(request.actor, "plan.write")
    form = Close(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ended = actions.close(
                plan=reference, read=version_read(request), by=actor, at=request.now, **form.cleaned_data
            )
        except actions.CannotPlan as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "The plan is closed. What was in it stays in the record.")
            return redirect(child_page(ended.subject.reference, "plan"))
    live = gate.open_record(
        Plan.objects.filter(closed_at=None).select_related("subject"),
        reference,
        actor=actor,
        needs="plan.write",
        purpose="plan",
        at=request.now,
    )
    still_open, may_close = plans.open_actions(live), plans.may_close(live, actor=actor)
    due, unsettled = plans.due_in(live) & {rules.NEWS}, plans.unsettled(live)
    if still_open or due or unsettled or not may_close:
        form.overtaken(*(said for _, said in form.summary))
    return page(
        request,
        "child/close_plan.html",
        purpose=PURPOSE,
        form=form,
        child=live.subject.reference,
        person=person.person(people.everyone(live.subject_id), today=today_in_london(request.now)),
        still_open=still_open,
        may_close=may_close,
        has_news=rules.NEWS in due,
        unsettled=unsettled,
        is_ready=may_close and not still_open and not due and not unsettled,
        plan=reference,
        version=live.version,
    )
