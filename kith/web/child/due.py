"""What is due of whoever leads a plan: reading what is new in it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.people import queries as people
from kith.plans import actions, queries, rules
from kith.plans.models import Plan
from kith.sharing import gate
from kith.web.child import person
from kith.web.child.action import child_page
from kith.web.child.opened import PURPOSE
from kith.web.forms import GovForm, count_read
from kith.web.middleware import Request
from kith.web.page import page


class News(GovForm):
    """What a new concern changes."""

    says = forms.CharField(
        label="What does it change in the plan?",
        help_text="Facts first: what is done now that was not done before, and by whom. If nothing changes, say why.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def news(request: Request, reference: str) -> HttpResponse:
    """What is new in the plan with this reference; on POST, it was read, and this is what it changes."""
    actor = gate.must(request.actor, "plan.write")
    form = News(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.read_news(
                plan=reference, read=version_read(request), by=actor, at=request.now, **form.cleaned_data
            )
        except actions.CannotPlan as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, f"Written down. The plan is now version {changed.version}.")
            return redirect(child_page(changed.subject.reference, "plan"))
    live = _open(request, reference)
    return _page(request, "child/news.html", live, form, rules.NEWS)


def version_read(request: Request) -> int:
    """The version of the plan that stood on the page; none is 0."""
    return count_read(request.POST.get("read", "")) or 0


def _open(request: Request, reference: str) -> Plan:
    return gate.open_record(
        Plan.objects.filter(closed_at=None).select_related("subject"),
        reference,
        actor=request.actor,
        needs="plan.write",
        purpose="plan",
        at=request.now,
    )


def _page(request: Request, template: str, live: Plan, form: GovForm, rule: str) -> HttpResponse:
    due = queries.due_of(live, rule)
    if not due:
        form.overtaken(
            "Nothing was saved: this is not due any more. Somebody may have written it down already."
        )
    return page(
        request,
        template,
        purpose=PURPOSE,
        form=form,
        child=live.subject.reference,
        person=person.person(people.everyone(live.subject_id), today=today_in_london(request.now)),
        due=due,
        news=queries.joined_since(live, due.started_at) if due else [],
        version=live.version,
        is_empty=not live.actions.exists(),
    )
