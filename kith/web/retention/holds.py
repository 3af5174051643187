"""Holding a record, and ending a hold that somebody else placed."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.retention import actions, queries, rules
from kith.retention.models import Hold
from kith.sharing import gate
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.retention.kept import PURPOSE


class Place(GovForm):
    """Why a record is held, and when somebody looks at that again."""

    kind = forms.ChoiceField(label="Why is this record held?", widget=forms.RadioSelect, required=False)
    because = forms.CharField(
        label="Who asked, and what does it cover?",
        help_text="Name the inquiry, the case or the officer, with their reference.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )
    review_on = DayField(
        label="When does somebody look at this hold again?",
        help_text="The hold does not end on that day. For example, 1 4 2027",
        required=False,
    )


class End(GovForm):
    """Why a hold ends."""

    because = forms.CharField(
        label="Why does it end?",
        help_text="What is over, and who said so.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        max_length=2000,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def place(request: Request, reference: str) -> HttpResponse:
    """Hold this child's record."""
    gate.must(request.actor, "hold.place")
    form = Place(request.POST if request.method == "POST" else None)
    form.fields["kind"].choices = rules.hold_kinds().choices(today_in_london(request.now))  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            actions.place_hold(child=reference, **form.cleaned_data, by=request.actor, at=request.now)  # type: ignore[arg-type]
        except actions.CannotHold as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "The record is held. Somebody else can end the hold, with a reason.")
            return redirect("retention:kept", reference=reference)
    record = queries.of_child(reference, actor=request.actor, at=request.now)
    return page(request, "retention/hold.html", form=form, record=record, purpose=PURPOSE)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, reference: str) -> HttpResponse:
    """End a hold that somebody else placed."""
    form = End(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        gate.must(request.actor, "hold.place")
        try:
            ended = actions.end_hold(hold=reference, **form.cleaned_data, by=request.actor, at=request.now)  # type: ignore[arg-type]
        except actions.CannotHold as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "The hold has ended. Nothing is deleted by that.")
            return redirect("retention:kept", reference=ended.child)
    hold = gate.open_record(
        Hold.objects.select_related("by_post", "by_worker"),
        reference,
        actor=request.actor,
        needs="hold.place",
        purpose="operate",
        at=request.now,
    )
    kind = rules.hold_kinds().words(hold.kind, today_in_london(request.now))
    is_mine = request.actor is not None and hold.by_worker_id == request.actor.worker_id
    return page(
        request, "retention/end_hold.html", form=form, hold=hold, kind=kind, is_mine=is_mine, purpose=PURPOSE
    )
