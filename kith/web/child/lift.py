"""Opening a restricted record again: one named reader asks, another answers."""

from dataclasses import replace

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.sharing import gate, rules
from kith.sharing.actions import kept as actions
from kith.sharing.queries import kept
from kith.web.child import person
from kith.web.child.opened import Opened, open_child
from kith.web.child.opens import PURPOSE, openers, parts
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page


class AskToLift(GovForm):
    """Why a record need not be kept to named readers any more."""

    because = forms.CharField(
        label="Why need it not be kept to named readers any more?", widget=forms.Textarea, required=False
    )


class AnswerLift(GovForm):
    """The answer of another reader."""

    is_agreed = forms.ChoiceField(
        label="Do you agree?",
        choices=[("yes", "Yes, open it again"), ("no", "No, keep it to named readers")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you agree."},
    )
    because = forms.CharField(label="Why?", widget=forms.Textarea, required=False)


@require_http_methods(["GET", "POST"])
def lift(request: Request, reference: str) -> HttpResponse:
    """Ask that a restricted record be opened again; or, for another reader, answer."""
    opened = open_child(request, reference, needs="record.restrict", purpose="share")
    if not opened.subject.restricted:
        return redirect("child:opens", reference)
    asked = actions.waiting(opened.subjects)
    form = (AnswerLift if asked else AskToLift)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return lifted(request, form, opened)
        except actions.CannotKeepTo as refusal:
            form.refuse(refusal.objections, refusal.fields)
    return page(
        request,
        "child/lift.html",
        purpose=PURPOSE,
        form=form,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
        asked=asked,
        is_own=asked is not None and asked.by_worker_id == opened.actor.worker_id,
        kept=kept.kept_to(opened.subjects, on=opened.today),
        again=openers(opened, request),
        readers=parts(opened, request)[0],
    )


def lifted(request: Request, form: GovForm, opened: Opened) -> HttpResponse:
    """Asked or answered; where it is open now, whoever reached it as a reader alone goes home."""
    reference, said = opened.subject.reference, form.cleaned_data
    if isinstance(form, AskToLift):
        actions.ask_to_lift(subject=reference, because=said["because"], by=opened.actor, at=request.now)
        messages.success(
            request, "Asked. Nothing opens until another named reader agrees: tell them yourself."
        )
        return redirect("child:opens", reference)
    is_open = actions.answer_lift(
        subject=reference,
        is_agreed=said["is_agreed"] == "yes",
        because=said["because"],
        by=opened.actor,
        at=request.now,
    )
    messages.success(
        request, "The record is open again to those whose work it is." if is_open else "It stays as it is."
    )
    return (
        redirect("child:opens", reference)
        if not is_open or reaches_without(opened)
        else redirect("doors:home")
    )


def reaches_without(opened: Opened) -> bool:
    """Whether this actor reaches the child also without being a named reader."""
    reach = opened.actor.reach
    near = {way: ids for way, ids in reach.near.items() if way != "reader"}
    standing = replace(gate.standing(opened.subject), restricted=False)
    return rules.reaches(replace(reach, near=near), "grant.read", standing, opened.purpose)
