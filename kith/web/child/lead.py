"""Who leads a child's plan: who does, who did, and handing it to another post."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.people import queries as people
from kith.plans import actions
from kith.plans import queries as plans
from kith.plans.models import Plan
from kith.sharing import gate, rules
from kith.sharing.actor import Actor
from kith.sharing.models import Grant
from kith.sharing.queries import posts
from kith.web.child import person
from kith.web.child.action import child_page
from kith.web.child.opened import PURPOSE
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page


class Lead(GovForm):
    """Who leads from now on, and why."""

    lead = forms.ChoiceField(
        label="Who leads the plan from now on?",
        error_messages={
            "required": "Choose who leads the plan from now on.",
            "invalid_choice": "This post may not lead a plan here today. Choose one from the list.",
        },
    )
    because = forms.CharField(
        label="Why does another lead it?",
        help_text="For example: the long-term team takes over after the strategy discussion. It stands in the record: "
        "nothing about a colleague’s health or family.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why another leads the plan."},
    )

    def __init__(self, *args: Any, leads: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].choices = [("", "Choose a lead"), *leads]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: Request, reference: str) -> HttpResponse:
    """Who leads the plan with this reference; on POST, another does."""
    actor = gate.must(request.actor, "grant.give")
    live = _open(request, reference)
    today = today_in_london(request.now)
    names = posts.names_in([live.lead_id or 0], today)
    leads = plans.choices_of_lead(live.partnerships, on=today, but=live.lead_id)
    form = Lead(request.POST if request.method == "POST" else None, leads=leads)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_lead(plan=reference, by=actor, at=request.now, **form.cleaned_data)
        except actions.CannotPlan as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            now = dict(leads)[form.cleaned_data["lead"]]
            return _saved(request, actor, changed, now)
    return page(
        request,
        "child/lead.html",
        purpose=PURPOSE,
        form=form,
        child=live.subject.reference,
        person=person.person(people.everyone(live.subject_id), today=today),
        leads=leads,
        led=plans.leads_over_time(live),
        lead_post=live.lead.says if live.lead else "",
        lead_name=names.get(live.lead_id or 0, ""),
        lead_team=live.lead.team.says if live.lead and live.lead.team else "",
        version=live.version,
        is_mine=live.lead_id in actor.posts,
    )


def _open(request: Request, reference: str) -> Plan:
    return gate.open_record(
        Plan.objects.filter(closed_at=None).select_related("subject", "lead__team"),
        reference,
        actor=request.actor,
        needs="plan.write",
        purpose="plan",
        at=request.now,
    )


def _saved(request: Request, actor: Actor, plan: Plan, lead: str) -> HttpResponse:
    """To the plan, for whom it is still there to see; or else to the children who are."""
    said = f"The plan is led by {lead}, from now on. It is version {plan.version}."
    if _is_still_open(plan, actor, request.now):
        messages.success(request, said)
        return redirect(child_page(plan.subject.reference, "plan"))
    messages.success(request, f"{said} You no longer see this child’s record in this post.")
    return redirect("child:mine")


def _is_still_open(plan: Plan, actor: Actor, at: datetime) -> bool:
    """Whether this actor's next request still reaches the child: what this one may reach was worked out before."""
    mine = Q(post_id__in=actor.posts) | Q(team_id=actor.team_id, team_id__isnull=False)
    live = Grant.objects.filter(mine, Q(ends_at=None) | Q(ends_at__gt=at), subject_id=plan.subject_id)
    near = {grant.relationship: frozenset({grant.subject_id}) for grant in live}
    return rules.reaches(replace(actor.reach, near=near), "child.read", gate.standing(plan))
