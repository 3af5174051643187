"""A phone or key was lost: one who keeps its owner's posts asks, and the second factor goes when another agrees."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.notify import actions as notify
from kith.sharing import gate
from kith.sharing.actions import factors as actions
from kith.sharing.actor import Actor
from kith.sharing.models import Worker
from kith.sharing.queries import factors as register
from kith.sharing.queries.people import Account
from kith.sharing.rules import agree_until
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.sharing.people import one


class Ask(GovForm):
    """Why a second factor is to be taken away, and how its owner was known."""

    because = forms.ChoiceField(
        label="What happened to the phone or key?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what happened to the phone or key."},
    )
    known_by = forms.ChoiceField(
        label="How did you make sure that it is them?",
        help_text="A mail or a call to you is not enough: somebody else could write or ring in their name.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you made sure that it is them."},
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        because, known_by = register.reasons("factor_lost_because"), register.reasons("factor_known_by")
        self.fields["because"].choices = because.choices(on)  # type: ignore[attr-defined]
        self.fields["known_by"].choices = known_by.choices(on)  # type: ignore[attr-defined]


class Nothing(GovForm):
    """Who asked takes it back: nothing more is asked of them."""

    meant = forms.CharField(widget=forms.HiddenInput, initial="yes", required=False)


class Answer(GovForm):
    """The second person's answer."""

    answer = forms.ChoiceField(
        label="Do you agree?",
        help_text="Make sure for yourself first: see them, or ring them on the number that their agency has for them.",
        widget=forms.RadioSelect,
        choices=[
            ("agree", "Yes. I made sure myself that it is them"),
            ("leave", "No. Their second factor stays"),
        ],
        error_messages={"required": "Choose whether you agree."},
    )


@require_http_methods(["GET", "POST"])
def lost(request: Request, reference: str) -> HttpResponse:
    """Ask that somebody's second factor be taken away; or, where a colleague has asked, agree or not."""
    actor = gate.must(request.actor, "post.manage")
    line = one(actor, reference, request.now)
    if line.id == actor.worker_id or not register.is_kept(line.id, actor=actor, at=request.now):
        raise gate.NotYours("sharing.worker", "post.manage")
    waiting = register.open_question(line.id)
    asked = register.told(waiting) if waiting else None
    if waiting is None or asked is None or not asked.is_open(request.now):
        return _ask(request, line, by=actor)
    is_mine = waiting.asked_by_id == actor.worker_id
    form = Nothing(request.POST or None) if is_mine else Answer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        does = _agrees if form.cleaned_data.get("answer") == "agree" else _leaves
        if said := _done(form, does, line.id, by=actor, at=request.now):
            messages.success(request, said)
            return redirect("sharing:person", reference)
    keepers = register.keepers(waiting.agency_id, on=today_in_london(request.now))
    return page(
        request,
        "sharing/factor_asked.html",
        line=line,
        asked=asked,
        form=form,
        is_mine=is_mine,
        others=[who for key, who in keepers.items() if key not in (line.id, waiting.asked_by_id)],
    )


def _ask(request: Request, line: Account, *, by: Actor) -> HttpResponse:
    form = Ask(request.POST or None, on=today_in_london(request.now))
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (said := _done(form, _asks, line.id, by=by, at=request.now, **form.cleaned_data)):
        messages.success(request, said)
        return redirect("sharing:lost_factor", line.reference)
    return page(
        request,
        "sharing/factor_lost.html",
        line=line,
        form=form,
        has_factor=bool(register.factors(line.id)),
        until=agree_until(request.now),
    )


def _done(form: GovForm, does: Callable[..., str], worker: int, **said: Any) -> str:
    """What was done, in words; nothing where it was refused, and the form says why."""
    try:
        with transaction.atomic():
            return does(Worker.objects.get(pk=worker), **said)
    except actions.CannotTake as refusal:
        form.refuse(refusal.objections)
        return ""


def _asks(worker: Worker, *, because: str, known_by: str, by: Actor, at: datetime) -> str:
    actions.ask_to_take_factor(worker=worker, because=because, known_by=known_by, by=by, at=at)
    notify.tell_of_factor(worker=worker, by=by, at=at)
    return "Asked, and they are told by mail. Nothing is taken away before a second person agrees."


def _agrees(worker: Worker, *, by: Actor, at: datetime) -> str:
    actions.agree_to_take_factor(worker=worker, by=by, at=at)
    notify.tell_of_factor(worker=worker, by=by, at=at)
    return "Taken away, and every session of theirs is over. They are told by mail."


def _leaves(worker: Worker, *, by: Actor, at: datetime) -> str:
    actions.leave_factor(worker=worker, by=by, at=at)
    notify.tell_of_factor(worker=worker, by=by, at=at)
    return "Their second factor stays as it was. They are told by mail."
