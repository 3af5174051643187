"""What the front door asks one's own post about children: the inbox, and one question to answer."""

from datetime import datetime, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.core import says
from kith.frontdoor.actions import answering as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries import answering
from kith.frontdoor.queries import requests as queries
from kith.frontdoor.rules.asking import HESITATES, Stands, Verdict
from kith.frontdoor.rules.sensitive import said_to
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words

SHOWN_FOR = timedelta(days=28)


class Answer(GovForm):
    """What they know, that they know nothing, or why they cannot share it."""

    verdict = forms.ChoiceField(
        label="How do you answer?",
        widget=forms.RadioSelect,
        choices=[
            (Verdict.ANSWERED.value, "This is what we know"),
            (Verdict.NOTHING_KNOWN.value, "We know nothing of this child"),
            (HESITATES, "We hold something and hesitate"),
            (Verdict.CANNOT_SHARE.value, "We cannot share what we know"),
        ],
        error_messages={"required": "Say how you answer."},
    )
    says = Words(
        "What do you say?",
        hint="Facts first, with when and who saw it; then what you make of them. Nothing known: say where you looked. "
        "Hesitate or cannot share: say why, without telling what you hold.",
        rows=6,
        needed=False,
    )
    harm_weighed = Words(
        "Would sharing harm the child more than not sharing?",
        hint="The law asks you to share what may help to protect a child, unless that would harm the child more.",
        rows=3,
        needed=False,
    )
    reveals = {"verdict": {Verdict.CANNOT_SHARE.value: ["harm_weighed"]}}
    hints = {
        "verdict": {
            Verdict.NOTHING_KNOWN.value: "That helps too: nobody goes on waiting.",
            HESITATES: "No refusal. A manager here and one at the front door are told now and speak with each other. The clock goes on.",
            Verdict.CANNOT_SHARE.value: "A named person’s decision, kept with its reasons. The front door may ring you.",
        }
    }


@require_safe
def inbox(request: Request) -> HttpResponse:
    """What waits for an answer, late first; and what was answered in the last four weeks."""
    by = gate.must(request.actor, "request.answer")
    found = queries.inbox(sorted(by.reach.agencies), since=request.now - SHOWN_FOR, at=request.now)
    audit.write(
        "frontdoor.requests_shown",
        at=request.now,
        purpose="answer",
        subjects=sorted({subject for each in found for subject in each.subjects}),
    )
    waits = [each for each in found if each.is_open]
    late = [each for each in waits if each.is_late]
    return page(
        request,
        "frontdoor/asked.html",
        late=late,
        due=[each for each in waits if not each.is_late],
        over=sorted(
            (each for each in found if not each.is_open), key=lambda each: each.asked_at, reverse=True
        ),
        danger=True,
        purpose="answering what the front door asks about a child",
        here="asked",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, reference: str) -> HttpResponse:
    """One question: who the child is, what is asked and why; on POST, the answer."""
    by = gate.must(request.actor, "request.answer")
    form = Answer(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _save(reference, form.cleaned_data, by, request.now)
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, said)
            return redirect("frontdoor:answer", reference=reference)
    found = queries.one(reference, at=request.now)
    if found is None or found[1].is_shut or found[0].agency_id not in by.reach.agencies:
        raise gate.NotYours("frontdoor.informationrequest", "request.answer")
    row, asked = found
    audit.write(
        "frontdoor.request_opened", at=request.now, purpose="answer", subjects=row.subjects, about=reference
    )
    today = says.today_in_london(request.now)
    service = answering.service_of(row.to_post, today)
    return page(
        request,
        "frontdoor/answer.html",
        asked=asked,
        service=service,
        prompts=said_to("answers", today) if service else [],
        guardian=answering.guardians([row.agency_id], request.now).get(row.agency_id, "") if service else "",
        age=says.age(asked.child_born_on, says.today_in_london(request.now)),
        is_withdrawn=asked.stands is Stands.WITHDRAWN,
        area_of=Partnership.objects.get(pk=row.partnership_id),
        form=form,
        danger=True,
        purpose="answering what the front door asks about a child",
        here="asked",
    )


def _save(reference: str, said: dict[str, str], by: Actor, at: datetime) -> str:
    """The answer, or that they hesitate, saved; and what happens now."""
    if said["verdict"] == HESITATES:
        actions.hesitate(request=reference, because=said["says"], by=by, at=at)
        return "Saved. A manager in your agency and one at the front door are told now. This still waits for your answer."
    actions.answer_request(request=reference, by=by, at=at, **said)
    return "Your answer is saved. Whoever asked is told now."
