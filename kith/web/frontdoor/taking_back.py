"""Take back: this contact is not about that child."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from kith.frontdoor.actions import taken_back as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries.data_incidents import incident_of
from kith.frontdoor.queries.taking_back import joined
from kith.frontdoor.queries.whoisthis import shown_subjects
from kith.people import queries as people
from kith.web.forms import GovForm
from kith.web.frontdoor.answer import SAVED, Answer, read
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.sharing import deeds


class Because(GovForm):
    """What shows that this is another child."""

    because = forms.CharField(
        label="What shows that this is another child?",
        help_text="For example: who told you, when, and what they checked.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what shows that this is another child."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: Request, reference: str) -> HttpResponse:
    """What follows from taking it back, and who saw what; on POST, the two are two again, and another answer is saved."""
    form = Because(request.POST if request.method == "POST" else None)
    sent = request.POST.get("answer", "")
    answer = read(sent, reference)
    if sent and answer is None:
        messages.warning(request, "Your other answer was kept too long to be saved. Say again who this is.")
        return redirect("frontdoor:who", reference=reference)
    if request.method == "POST" and form.is_valid():
        try:
            _do(request, reference, form.cleaned_data["because"], answer)
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            return redirect("frontdoor:decide" if answer else "frontdoor:contact", reference=reference)
    return _page(request, reference, form, answer)


def take_back_first(request: Request, reference: str, answer: Answer) -> HttpResponse:
    """Another answer would end an earlier one: what follows from that, before either is saved."""
    return _page(request, reference, Because(initial={"because": answer.because}), answer)


def _do(request: Request, reference: str, because: str, answer: Answer | None) -> None:
    by, at = request.actor, request.now
    assert by is not None
    if answer is None:
        actions.take_back(contact=reference, because=because, by=by, at=at)
        messages.success(request, "Taken back. The two stand apart again, each with a line about it.")
    else:
        actions.say_anew(contact=reference, not_because=because, **answer.given(), by=by, at=at)
        messages.success(request, f"Taken back. {SAVED[answer.verdict]}")
    if made := incident_of(reference, at=at):
        says = "It is a data incident. What is still to do"
        address = reverse("frontdoor:data_incident", args=[made])
        messages.info(request, format_html('{}: <a class="govuk-link" href="{}">open it</a>.', says, address))


def _page(request: Request, reference: str, form: Because, answer: Answer | None) -> HttpResponse:
    found = joined(reference, actor=request.actor, at=request.now)
    if answer:
        form.fields["answer"] = forms.CharField(widget=forms.HiddenInput, required=False)
        form.initial["answer"] = answer.signed(reference)
    return page(
        request,
        "frontdoor/take_back.html",
        found=found,
        contact=found.contact,
        form=form,
        answer=answer,
        answer_says=_says(answer) if answer else "",
        looks=[(look, deeds.says(look.action)) for look in found.looks],
        purpose="finding the right child",
        here="worklist",
    )


def _says(answer: Answer) -> str:
    """“Niamh Carrick”, “new to us”."""
    known = next(iter(people.names(shown_subjects([answer.child])).values()), None) if answer.child else None
    return known.name if known else answer.verdict.label
