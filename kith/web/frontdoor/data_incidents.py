"""Data incidents: the list, one of them, what is done about it, and whether a child is safe after it."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.core.says import today_in_london
from kith.frontdoor.actions import incidents as actions
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import SafetyCheck
from kith.frontdoor.queries import data_incidents as queries
from kith.frontdoor.rules.wrong_child import Did
from kith.people import queries as people
from kith.sharing import gate
from kith.web.child import person
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words

PURPOSE = "checking who looked"


class Step(GovForm):
    """What was done about an incident."""

    because = Words("Why?", hint="Name no child: a reference is enough.", rows=4, needed=False)


class YesOrNo(Step):
    """Whether somebody is told."""

    answer = forms.ChoiceField(
        label="",
        widget=forms.RadioSelect(attrs={"inline": True}),
        choices=[("yes", "Yes"), ("no", "No")],
        required=False,
    )
    field_order = ("answer", "because")


class Rang(Step):
    """Whom somebody rang."""

    answer = forms.ChoiceField(label="Whom did you ring?", widget=forms.RadioSelect, required=False)
    field_order = ("answer", "because")


# The form of each step, its heading, and what its fields ask.
STEPS = {
    Did.RANG: (Rang, "Write down a call", "", "What was said?"),
    Did.ICO: (YesOrNo, "Is the ICO told?", "Is the Information Commissioner’s Office told?", "Why?"),
    Did.FAMILIES: (
        YesOrNo,
        "Are the families told?",
        "Are the families of the two children told?",
        "Who told them, when, and what did they say? Or why are they not told?",
    ),
    Did.CLOSED: (Step, "Close this incident", "", "What is done differently now?"),
}
SAVED = {
    Did.RANG: "The call is written down.",
    Did.ICO: "Written down, with your name.",
    Did.FAMILIES: "Written down, with your name.",
    Did.CLOSED: "The incident is closed.",
}


@require_safe
def data_incidents(request: Request) -> HttpResponse:
    """Every incident that this post reads: what is open first."""
    found = queries.every(actor=request.actor, at=request.now)
    still_open = [each for each in found if not each.stands.closed]
    return page(
        request,
        "frontdoor/data_incidents.html",
        still_open=still_open,
        closed=[each for each in found if each.stands.closed],
        late=sum(bool(each.ico_due_at and each.ico_due_at < request.now) for each in still_open),
        purpose=PURPOSE,
        here="data_incidents",
    )


@require_safe
def data_incident(request: Request, reference: str) -> HttpResponse:
    """One incident: whom it reached, what became of each thing, and what is still to be done."""
    found = queries.one(reference, actor=request.actor, at=request.now)
    return page(
        request,
        "frontdoor/data_incident.html",
        found=found,
        row=found.row,
        stands=found.stands,
        checks=queries.checks_of(reference),
        may_answer=request.actor is not None and request.actor.may("incident.answer"),
        purpose=PURPOSE,
        here="data_incidents",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, reference: str, did: str) -> HttpResponse:
    """What is written down about an incident; on POST, it stands there with one's name."""
    if did not in {each.value for each in STEPS}:
        raise Http404
    what = Did(did)
    by = gate.must(request.actor, "incident.ring" if what is Did.RANG else "incident.answer")
    kind, heading, asks, because = STEPS[what]
    form = kind(request.POST if request.method == "POST" else None)
    found = queries.one(reference, actor=by, at=request.now)
    form.fields["because"].label = because
    if what is Did.RANG:
        form.fields["answer"].choices = [(str(line.pk), line.whom) for line in found.stands.to_ring]  # type: ignore[attr-defined]
    elif asks:
        form.fields["answer"].label = asks
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_incident(
                incident=reference,
                did=did,
                answer=form.cleaned_data.get("answer", ""),
                because=form.cleaned_data["because"],
                by=by,
                at=request.now,
            )
        except CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, SAVED[what])
            return redirect("frontdoor:data_incident", reference=reference)
    return page(
        request,
        "frontdoor/data_incident_step.html",
        row=found.row,
        stands=found.stands,
        heading=heading,
        did=did,
        form=form,
        purpose=PURPOSE,
        here="data_incidents",
    )


class Safe(GovForm):
    """Whether somebody dangerous could have learnt where the child lives."""

    answer = forms.ChoiceField(
        label="Could somebody dangerous have learnt where the child lives, or where the child will be?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No"), ("not_known", "We cannot tell")],
        required=False,
    )
    says = Words(
        "What did you check, with whom, and what is done now?",
        hint="For example: who was told what, whether they know the people of whom the child is afraid, and whom you rang.",
        rows=4,
        needed=False,
    )
    hints = {"answer": {"yes": "Ring 999 where it cannot wait, then the duty number."}}


@require_http_methods(["GET", "HEAD", "POST"])
def safety(request: Request, reference: str) -> HttpResponse:
    """What happened, for whoever leads for one of the two children; on POST, whether the child is safe."""
    by = gate.must(request.actor, "record.add")
    form = Safe(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.check_safety(check=reference, by=by, at=request.now, **form.cleaned_data)
        except CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(
                request, "Written down, with your name. Whoever looks into the incident sees your answer."
            )
            return redirect("frontdoor:safety", reference=made.reference)
    held = gate.open_record(
        SafetyCheck.objects.select_related("subject", "checked_by", "checked_by_post"),
        reference,
        actor=by,
        needs="record.add",
        purpose="plan",
        at=request.now,
    )
    if held.checked_at:
        form.overtaken("Nothing was saved: somebody has answered this already.")
    return page(
        request,
        "frontdoor/safety.html",
        held=held,
        said=dict(form.fields["answer"].choices).get(held.answer, ""),  # type: ignore[attr-defined]
        person=person.person(people.everyone(held.subject_id), today=today_in_london(request.now)),
        form=form,
        danger=True,
        purpose="keeping a child safe under a plan",
        here="worklist",
    )
