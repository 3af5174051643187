"""Challenging a decision formally: the list, making one, and one challenge with its answers."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kith.core.says import LONDON, today_in_london
from kith.frontdoor.actions import challenge as actions
from kith.frontdoor.actions import work
from kith.frontdoor.models import Challenge, Contact
from kith.frontdoor.queries import challenges as queries
from kith.frontdoor.rules import challenge as rules
from kith.frontdoor.rules.challenge import Stands, Verdict
from kith.frontdoor.rules.contact import State
from kith.sharing import audit, gate
from kith.sharing.models import Partnership
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words

PURPOSE = "challenging a decision about a child"


class Make(GovForm):
    """Why a decision is challenged, and what is asked for."""

    why = Words(
        "What do you see differently, and why?",
        hint="Facts first: what you saw or know that the decision leaves out. Then what you make of it.",
        needed=False,
    )
    asks = Words(
        "What do you ask for?", hint="For example: decide it again with our view.", rows=2, needed=False
    )


class Answer(GovForm):
    """How the challenge is answered."""

    verdict = forms.ChoiceField(
        label="How do you answer?",
        widget=forms.RadioSelect,
        choices=[
            (Verdict.STANDS.value, "The decision stands"),
            (Verdict.AGAIN.value, "It is decided again"),
            (Verdict.CHANGED.value, "The decision stands, and something changes"),
        ],
        error_messages={"required": "Say how you answer."},
    )
    changes = Words("What changes?", hint="Who does what differently, by when.", rows=2, needed=False)
    because = Words("Why?", hint="Whoever challenged reads this, and so does the next stage.", needed=False)
    reveals = {"verdict": {Verdict.CHANGED.value: ["changes"]}}
    hints = {"verdict": {Verdict.AGAIN.value: "The contact goes back to the front door’s queue."}}
    field_order = ["verdict", "because"]


class Reply(GovForm):
    """Whether the answer is accepted."""

    is_accepted = forms.ChoiceField(
        label="Do you accept this answer?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No")],
        error_messages={"required": "Say whether you accept the answer."},
    )
    words = Words("Why not?", hint="Whoever answers next reads this.", rows=3, needed=False)
    reveals = {"is_accepted": {"no": ["words"]}}


class AsAt(GovForm):
    """The day as at whose end the list is asked."""

    on = DayField(label="As at the end of which day?", help_text="For example, 27 3 2027", required=False)


SHOWS = {"all": "everyone’s", "mine": "to answer or made by me", "overdue": "overdue"}


@require_safe
def challenges(request: Request) -> HttpResponse:
    """All that this post may read: what waits, whose it is, at which stage; as at any day."""
    by = gate.must(request.actor, "challenge.read")
    form = AsAt(request.GET if "on_0" in request.GET else None)
    on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    at = _end_of(on, request.now)
    found = queries.every(by, at=at)
    audit.write(
        "frontdoor.challenges_listed",
        at=request.now,
        purpose="decide",
        subjects=sorted({each.subject for each in found}),
    )
    show, stage = request.GET.get("show", "all"), request.GET.get("stage", "")
    shown = [
        each
        for each in found
        if (show != "mine" or each.may_answer(by, at) or each.made_by_worker == by.worker_id)
        and (show != "overdue" or each.is_late)
        and (not stage.isdigit() or each.stage == int(stage))
    ]
    return page(
        request,
        "frontdoor/challenges.html",
        found=found,
        open=[each for each in shown if each.is_open or each.waits_for_reply],
        over=[each for each in shown if not each.is_open and not each.waits_for_reply],
        late=sum(each.is_late for each in found),
        waits=sum(each.is_open for each in found),
        shows=SHOWS,
        show=show if show in SHOWS else "all",
        stages=[(entry.code, entry.says) for entry in rules.stages().on(today_in_london(at))],
        stage=stage,
        form=form,
        at=at,
        is_past=at < request.now,
        danger=True,
        purpose=PURPOSE,
        here="challenges",
    )


def _end_of(on: date | None, now: datetime) -> datetime:
    return min(datetime.combine(on, time.max, tzinfo=LONDON), now) if on else now


@require_http_methods(["GET", "HEAD", "POST"])
def of_notice(request: Request, reference: str) -> HttpResponse:
    """Challenge what one’s agency was told was decided."""
    by = gate.must(request.actor, "challenge.make")
    form = Make(request.POST if request.method == "POST" else None)
    made = _made(form, lambda said: actions.challenge_notice(notice=reference, by=by, at=request.now, **said))
    if made:
        return _go(request, made)
    told = actions.decision_told(reference, by)
    return _shown(
        request,
        form,
        decided=told.headline,
        decided_at=told.owed_at,
        about=told.about,
        partnership=told.partnership_id,
        back=reverse("notices:notice", args=[reference]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def of_contact(request: Request, reference: str) -> HttpResponse:
    """Challenge the decision on a contact that one may read."""
    by = gate.must(request.actor, "challenge.make")
    form = Make(request.POST if request.method == "POST" else None)
    made = _made(
        form, lambda said: actions.challenge_decision(contact=reference, by=by, at=request.now, **said)
    )
    if made:
        return _go(request, made)
    held = gate.open_record(
        Contact.objects.all(), reference, actor=by, needs="contact.read", purpose="decide", at=request.now
    )
    last = held.decisions.order_by("-decided_at", "-id").first()
    return _shown(
        request,
        form,
        decided=queries.decided(last) if last and held.state == State.DECIDED else "",
        decided_at=last.decided_at if last else None,
        about=held.receipt_reference,
        partnership=held.partnership_id,
        back=reverse("frontdoor:contact", args=[reference]),
    )


def _made(form: Make, does: Callable[[dict[str, Any]], Challenge]) -> Challenge | None:
    """The challenge, where the form was sent and nothing stands against it."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return does(form.cleaned_data)
    except work.CannotDo as refusal:
        form.refuse(refusal.objections, refusal.fields)
        return None


def _go(request: Request, made: Challenge) -> HttpResponse:
    messages.success(request, "Your challenge is made. A manager who did not decide this answers it.")
    return redirect("frontdoor:challenge", reference=made.reference)


def _shown(request: Request, form: Make, *, partnership: int, **given: Any) -> HttpResponse:
    return page(
        request,
        "frontdoor/challenge_make.html",
        form=form,
        stages=list(rules.stages().on(today_in_london(request.now))),
        area_of=Partnership.objects.get(pk=partnership),
        danger=True,
        purpose=PURPOSE,
        here="challenges",
        **given,
    )


FORMS: dict[str, type[GovForm]] = {"answer": Answer, "reply": Reply}
SAID = {
    "answer": "Your answer is saved. Whoever challenged the decision is told now.",
    "reply": "What you said is saved, and whoever answered is told.",
    "carry_out": "The contact is back in the front door’s queue, to be decided again.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def challenge(request: Request, reference: str) -> HttpResponse:
    """One challenge: why, what was answered at each stage; on POST, the next word."""
    by = gate.must(request.actor, "challenge.read")
    does = request.POST.get("do", "") if request.method == "POST" else ""
    bound = FORMS[does](request.POST) if does in FORMS else None
    sentence = ""
    if does == "carry_out" or (bound is not None and bound.is_valid()):
        try:
            _do(does, reference, bound.cleaned_data if bound else {}, request)
        except work.CannotDo as refusal:
            if bound is None:
                sentence = refusal.objections[0]
            else:
                bound.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, SAID[does])
            return redirect("frontdoor:challenge", reference=reference)
    told = queries.one(reference, at=request.now)
    if told is None:
        raise gate.NotYours("frontdoor.challenge", "challenge.read")
    audit.write(
        "frontdoor.challenge_opened",
        at=request.now,
        purpose="decide",
        subjects=[told.subject],
        about=reference,
    )
    offered = {
        "answer": told.may_answer(by, request.now),
        "reply": told.waits_for_reply and told.is_for(by) and by.may("challenge.make"),
    }
    if bound is not None and not offered[does]:
        bound.overtaken("Nothing was saved: this challenge waits for nothing of this kind from you any more.")
    return page(
        request,
        "frontdoor/challenge.html",
        told=told,
        form=bound,
        forms={name: bound if name == does else FORMS[name]() for name in FORMS},
        offered=offered,
        sentence=sentence,
        is_overtaken=bound is not None and not offered[does],
        may_carry_out=told.stands is Stands.TO_REOPEN and by.may("contact.decide"),
        is_last=told.stage == rules.last_stage(today_in_london(request.now)),
        area_of=Partnership.objects.get(pk=told.partnership),
        danger=True,
        purpose=PURPOSE,
        here="challenges",
    )


def _do(does: str, reference: str, said: dict[str, Any], request: Request) -> None:
    who: dict[str, Any] = {"challenge": reference, "by": request.actor, "at": request.now}
    if does == "carry_out":
        actions.carry_out(**who)
    elif does == "answer":
        actions.answer_challenge(**said, **who)
    else:
        accepted = {"yes": True, "no": False}[said["is_accepted"]]
        actions.reply_to_challenge(is_accepted=accepted, words=said["words"], **who)
