"""Ending early: an agreement; somebody's part in a child's record, or what was shared with them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.sharing import gate
from kith.sharing.actions import ended
from kith.sharing.models import Agreement
from kith.sharing.queries import agreements as register
from kith.sharing.queries import reach
from kith.web.child import person
from kith.web.child.action import child_page
from kith.web.child.opened import open_child
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page


class EndAgreement(GovForm):
    """When an agreement ends before its time, and why."""

    last_day = DayField(
        label="What is its last day?",
        help_text="From the day after, what it covers is closed to the agencies that signed. To close it at once, give "
        "yesterday.",
        error_messages={"required": "Enter the agreement’s last day."},
    )
    because = forms.ChoiceField(
        label="Why does it end?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it ends."},
    )

    def __init__(self, *args: Any, reasons: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].choices = reasons  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
def agreement(request: Request, reference: str) -> HttpResponse:
    """End an agreement before its time."""
    actor = gate.must(request.actor, "agreement.sign")
    today = today_in_london(request.now)
    found = Agreement.objects.filter(reference=reference, partnership_id__in=actor.partnerships).first()
    if found is None:
        raise gate.NotYours("sharing.agreement", "agreement.sign")
    reasons = register.reasons("agreement_ends_because").choices(today)
    form = EndAgreement(request.POST or None, reasons=reasons, initial={"last_day": today})
    if request.method == "POST" and form.is_valid():
        try:
            ended.end_agreement(agreement=found, by=actor, at=request.now, **form.cleaned_data)
        except ended.CannotEnd as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Saved. What it covered closes the day after its last.")
            return redirect("sharing:agreements")
    line = next(one for one in register.agreements(actor=actor, on=today) if one.reference == reference)
    return page(request, "sharing/end_agreement.html", form=form, line=line)


class EndPart(GovForm):
    """Whose part ends now, and why."""

    part = forms.ChoiceField(
        label="Whose part ends now?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whose part ends.",
            "invalid_choice": "That has ended already, or never was. Choose one of those shown.",
        },
    )
    because = forms.ChoiceField(
        label="Why does it end?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it ends."},
    )

    def __init__(
        self, *args: Any, parts: list[reach.Involved], reasons: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [(part.key, says_of(part)) for part in parts]  # type: ignore[attr-defined]
        self.fields["because"].choices = reasons  # type: ignore[attr-defined]
        self.hints = {"part": {part.key: part.because for part in parts}}


def says_of(part: reach.Involved) -> str:
    """“Olu Marchbanks, Detective sergeant, Ravenshire Police”."""
    return ", ".join(words for words in (part.names, part.says, part.agency) if words)


@require_http_methods(["GET", "POST"])
def part(request: Request, reference: str) -> HttpResponse:
    """End somebody's part in a child's record, or what a disclosure decision opened to them."""
    actor = gate.must(request.actor, "grant.give")
    opened = open_child(request, reference, needs="grant.give")
    today = opened.today
    parts = [
        part
        for part in reach.involved(opened.subjects, at=request.now, on=today)
        if actor.may(ended.ENDED_ONLY_WITH.get(part.kind, "grant.give"))
    ]
    reasons = register.reasons("part_ends_because").choices(today)
    form = EndPart(request.POST or None, parts=parts, reasons=reasons)
    if request.method == "POST" and form.is_valid():
        try:
            ended.end_part(
                subject=reference,
                part=form.cleaned_data["part"],
                because=form.cleaned_data["because"],
                by=actor,
                at=request.now,
            )
        except ended.CannotEnd as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(
                request, "It has ended. Their next request no longer reaches this child through it."
            )
            return redirect(child_page(reference, "involved"))
    return page(
        request,
        "sharing/end_part.html",
        purpose="keeping a child safe under a plan",
        form=form,
        parts=parts,
        reference=reference,
        person=person.person(opened.subjects, today=today),
    )
