"""Adding an action to a child's plan, and saying that one is done."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import words
from kith.core.says import today_in_london
from kith.people import queries as people
from kith.plans import actions, queries, rules
from kith.plans.models import Action, Plan
from kith.sharing import gate
from kith.sharing.models import Agency
from kith.sharing.queries import posts
from kith.web.child import person
from kith.web.child.opened import PURPOSE
from kith.web.child.plan import due_on
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page


class AddAction(GovForm):
    """An action as it is typed. What it must say is judged by the plan's own rules."""

    says = forms.CharField(
        label="What will be done?",
        help_text="Begin with a verb that somebody could check: drive, ring, fit, tell.",
        max_length=300,
        required=False,
    )
    owner = forms.CharField(
        label="Who will do it?", help_text="A person, by name.", max_length=200, required=False
    )
    agency = forms.ChoiceField(
        label="Which agency are they from?",
        help_text="It is brought to the child with this action, and reads what its agreement lets it.",
    )
    due_on = DayField(label="By which day?", help_text="For example, 27 3 2027", required=False)
    purpose = forms.CharField(
        label="What is it for?",
        help_text="Which risk it lowers, or what it gives the child.",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: object, agencies: list[Agency], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            ("", "Choose an agency"),
            *((agency.reference, agency.says) for agency in agencies),
        ]
        self.fields["agency"].error_messages["required"] = "Choose the agency that will do it."
        self.fields["agency"].error_messages["invalid_choice"] = "Choose an agency from the list."


class FinishAction(GovForm):
    """What was done, and how one knows."""

    done_says = forms.CharField(
        label="What was done, and how do you know?",
        help_text="Facts first. Put what the child said in “quotation marks”.",
        widget=forms.Textarea,
        required=False,
    )


@require_http_methods(["GET", "POST"])
def add_action(request: Request, reference: str) -> HttpResponse:
    """Add an action to the live plan with this reference."""
    actor = gate.must(request.actor, "plan.write")
    today = today_in_london(request.now)
    form = AddAction(
        request.POST if request.method == "POST" else None, agencies=posts.places(actor=actor, on=today)
    )
    is_look = "also" in request.POST
    if request.method == "POST" and not form.is_valid():
        form.refuse([], fields_of(form.cleaned_data, today))
    elif request.method == "POST" and not is_look:
        said = form.cleaned_data
        agency = Agency.objects.get(reference=said["agency"])
        try:
            made = actions.add_action(plan=reference, by=actor, at=request.now, **(said | {"agency": agency}))
        except actions.CannotPlan as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, f"The action is in the plan, now version {made.since_version}.")
            return redirect(child_page(made.plan.subject.reference, "plan"))
    live = gate.open_record(
        Plan.objects.filter(closed_at=None).select_related("subject"),
        reference,
        actor=actor,
        needs="plan.write",
        purpose="plan",
        at=request.now,
    )
    typed = str(form["says"].value() or "") if form.is_bound else ""
    return page(
        request,
        "child/add_action.html",
        purpose=PURPOSE,
        form=form,
        child=live.subject.reference,
        person=person.person(people.everyone(live.subject_id), today=today),
        version=live.version,
        suggestions=rules.suggestions(typed) + words.suggestions(typed),
        is_look=is_look,
    )


def fields_of(said: dict[str, object], today: date) -> dict[str, str]:
    """What the rule says of the answers that could be read, where another could not."""
    fine = {"says": "Ring", "owner": "Somebody", "purpose": "A reason", "due_on": today}
    return rules.objections(today=today, **{name: said.get(name, whole) for name, whole in fine.items()})  # type: ignore[arg-type]


@require_http_methods(["GET", "POST"])
def finish_action(request: Request, reference: str) -> HttpResponse:
    """Say that the action with this reference is done. Pressed twice, it was done once."""
    actor = gate.must(request.actor, "record.add")
    reference = queries.goes_on_as(reference)
    form = FinishAction(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.finish_action(
                action=reference, done_says=form.cleaned_data["done_says"], by=actor, at=request.now
            )
        except actions.CannotPlan as refusal:
            form.refuse(refusal.objections, refusal.fields)
        except gate.NotYours:
            if not (earlier := _action(request, reference)).done_at:
                raise
            if form.cleaned_data["done_says"] in {earlier.done_says, ""}:
                messages.info(request, "Somebody had already said that this is done.")
                return redirect(child_page(earlier.subject.reference, "plan"))
        else:
            messages.success(request, "Done, and written in the chronology.")
            return redirect(child_page(done.subject.reference, "plan"))
    held = _action(request, reference)
    if held.done_at:
        form.overtaken("Nothing was saved: somebody had already said that this is done.")
    today = today_in_london(request.now)
    return page(
        request,
        "child/finish_action.html",
        purpose=PURPOSE,
        form=form,
        action=held,
        due=due_on(held.due_on, request.now),
        child=held.subject.reference,
        person=person.person(people.everyone(held.subject_id), today=today),
        suggestions=words.suggestions(str(form["done_says"].value() or "")) if form.is_bound else [],
    )


def _action(request: Request, reference: str) -> Action:
    return gate.open_record(
        Action.objects.select_related("subject", "agency"),
        reference,
        actor=request.actor,
        needs="record.add",
        purpose="plan",
        at=request.now,
    )


def child_page(reference: str, section: str) -> str:
    """A part of a child's page."""
    return f"{reverse('child:child', args=[reference])}#{section}"
