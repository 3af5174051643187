"""A worker who knows a child or family: said of oneself, or by a manager of a colleague; and ended by somebody else."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kith.core import says
from kith.sharing import gate
from kith.sharing.actions import conflicts as actions
from kith.sharing.models import Worker
from kith.sharing.queries import kept
from kith.sharing.queries.agreements import reasons
from kith.web.child import person
from kith.web.child.opened import open_child
from kith.web.child.opens import PURPOSE
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page


class Conflict(GovForm):
    """How a worker and a child know each other."""

    kind = forms.ChoiceField(
        label="How do you know them?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you know them."},
    )
    because = forms.CharField(
        label="In a sentence",
        help_text="Only what a manager needs to know. “Her mother is my sister.”",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "characters": 300}),
        error_messages={"required": "Say in a few words how you know them."},
    )

    def __init__(self, *args: Any, why: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = why  # type: ignore[attr-defined]


class OfColleague(Conflict):
    """The same, of a colleague."""

    worker = forms.ChoiceField(
        label="Who?",
        error_messages={
            "required": "Choose your colleague.",
            "invalid_choice": "Choose a colleague from the list.",
        },
    )
    field_order = ("worker", "kind", "because")

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [("", "Choose a colleague"), *workers]  # type: ignore[attr-defined]
        self.fields["kind"].label = "How do they know the child or the family?"
        self.fields["kind"].error_messages["required"] = "Choose how they know them."
        self.fields["because"].error_messages["required"] = "Say in a few words how they know them."


class EndConflict(GovForm):
    """Who may work with this child again, and why."""

    worker = forms.ChoiceField(
        label="Who may work with this child again?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who may work with this child again.",
            "invalid_choice": "That has ended already. Choose one of those shown.",
        },
    )
    because = forms.CharField(
        label="Why?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "characters": 300}),
        error_messages={"required": "Say why they may work with this child again."},
    )

    def __init__(self, *args: Any, apart: list[kept.Apart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = [(each.reference, each.says) for each in apart]  # type: ignore[attr-defined]
        self.hints = {"worker": {each.reference: f"{each.kind}. {each.because}" for each in apart}}


@require_http_methods(["GET", "POST"])
def own(request: Request, reference: str) -> HttpResponse:
    """Say that one knows this child or family, and no longer reach the child from the next page on."""
    opened = open_child(request, reference)
    if opened.actor.worker_id is None:
        raise gate.NotYours("sharing.conflict", "a person")
    form = Conflict(request.POST or None, why=reasons("conflict_because").choices(opened.today))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.step_back(
                subject=reference, kind=said["kind"], because=said["because"], by=opened.actor, at=request.now
            )
        except actions.CannotDeclare as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            return redirect("child:stepped_back")
    return page(
        request,
        "child/conflict.html",
        purpose=PURPOSE,
        front_doors=opened.front_doors,
        form=form,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
    )


@require_GET
def stepped_back(request: Request) -> HttpResponse:
    """That it is done, in words that tell nothing of whom it was about."""
    if request.actor is None:
        raise gate.NotYours("sharing.conflict", "a person")
    return page(request, "child/stepped_back.html")


@require_http_methods(["GET", "POST"])
def of_colleague(request: Request, reference: str) -> HttpResponse:
    """Say that a colleague knows this child or family."""
    opened = open_child(request, reference, needs="conflict.declare", purpose="share")
    form = OfColleague(
        request.POST or None,
        workers=kept.colleagues(actor=opened.actor, on=opened.today),
        why=reasons("conflict_because").choices(opened.today),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            back = actions.declare_conflict(
                worker=Worker.objects.get(reference=said["worker"]),
                subject=opened.subject.pk,
                kind=said["kind"],
                because=said["because"],
                by=opened.actor,
                at=request.now,
            )
        except actions.CannotDeclare as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            told = f" {says.people(back)[0].upper()}{says.people(back)[1:]}." if back else ""
            messages.success(request, f"They no longer reach this child.{told}")
            return redirect("child:opens", reference)
    return page(
        request,
        "child/conflict_of.html",
        purpose=PURPOSE,
        form=form,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
    )


@require_http_methods(["GET", "POST"])
def end(request: Request, reference: str) -> HttpResponse:
    """Say that a colleague may work with this child again. Nobody says it of themselves."""
    opened = open_child(request, reference, needs="conflict.declare", purpose="share")
    apart = kept.conflicts_of(opened.subjects, on=opened.today)
    form = EndConflict(request.POST or None, apart=apart)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.end_conflict(
                subject=reference,
                worker=Worker.objects.get(reference=said["worker"]),
                because=said["because"],
                by=opened.actor,
                at=request.now,
            )
        except actions.CannotDeclare as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "They may work with this child again, in the posts that they hold.")
            return redirect("child:opens", reference)
    return page(
        request,
        "child/end_conflict.html",
        purpose=PURPOSE,
        form=form,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
        apart=apart,
    )
