"""Every answer on one page, what is missing, and sending."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import says, words
from kith.intake import queries
from kith.intake.models import Draft
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import front_doors, page
from kith.web.refer import drafts, steps
from kith.web.refer.answers import initial, named, typed
from kith.web.refer.forms import StepForm, line
from kith.web.refer.keyed import keyed_for
from kith.web.refer.led import led_choices
from kith.web.refer.signs import ANSWERS, Signs
from kith.web.refer.steps import Sending
from kith.web.refer.told import Row


class Send(GovForm):
    """How the sender can be reached. Asked last, because it is about today."""

    contact = line(
        "Where can we reach you today?",
        hint="A telephone number, and until when. We may need to ask you something within the hour.",
        most=200,
        wide=True,
        messages={"required": "Enter a telephone number, so that we can ask you what we need to know."},
    )

    led = forms.ChoiceField(
        label="What led you to tell us?",
        help_text="If it was a campaign or a briefing. You may leave it.",
        widget=forms.Select,
        required=False,
    )
    led_more = line("Which one, or something else", most=120, needed=False)


def sending_form(draft: Draft, data: Any = None, **given: Any) -> Send:
    """The last questions, with the campaigns of the draft's area; of somebody who rang, asked about them."""
    form = Send(data, **given)
    field: dict[str, Any] = form.fields
    field["led"].choices = led_choices(draft)
    if whose := keyed_for(draft):
        field["contact"].label = "Where can they be reached?"
        field["contact"].help_text = "The number that they gave."
        field["contact"].required = not whose.is_public
        field["led"].label = "What led them to tell us?"
    return form


@dataclass(frozen=True)
class Part:
    """One step on the page that checks them all."""

    text: str
    href: str
    rows: list[Row]
    problems: list[str]
    suggestions: list[words.Suggestion] = field(default_factory=list)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, reference: str) -> HttpResponse:
    """Show all that will be sent; on POST, send it."""
    try:
        if request.method == "POST":
            return _send(request, reference)
        draft = drafts.open_draft(reference, actor=request.actor, at=request.now)
    except drafts.AlreadySent as before:
        return redirect("refer:receipt", reference=before.receipt.reference)
    held = _sending(draft, request).answers.of("sending")
    return _show(request, draft, sending_form(draft, initial=initial(Send(), held)))


def _send(request: Request, reference: str) -> HttpResponse:
    draft = drafts.keep(
        reference,
        kind="sending",
        number=1,
        typed=typed(Send(), request.POST),
        by=request.actor,
        at=request.now,
    )
    form = sending_form(draft, request.POST)
    if "also" in request.POST:
        messages.success(request, f"Saved {says.hour(request.now)}. Nothing is sent yet.")
        return redirect("refer:steps", reference=reference)
    if form.is_valid():
        try:
            receipt = drafts.send(reference, by=request.actor, at=request.now)
        except drafts.CannotSend as refusal:
            form.refuse(refusal.objections)
        else:
            return redirect("refer:receipt", reference=receipt.reference)
    return _show(request, draft, form)


def _show(request: Request, draft: Draft, form: Send) -> HttpResponse:
    assert request.actor is not None
    sending = _sending(draft, request)
    to_finish = steps.parts_to_finish(sending)
    return page(
        request,
        "refer/check.html",
        draft=draft,
        whose=keyed_for(draft),
        form=form,
        about=sending.answers.about_in_short,
        parts=[part(sending, draft, kind, number) for kind, number in _every(sending)],
        to_finish=to_finish,
        files=queries.of_draft(draft.pk),
        front_doors=front_doors(request.actor, [draft.partnership_id]),
        says_what_happened=sending.answers.says_what_happened,
        danger=True,
        purpose="telling the front door",
    )


def _every(sending: Sending) -> list[tuple[str, int]]:
    """Every step in its order, with each adult after the question about adults."""
    answers = sending.answers
    named_adults = answers.adults if answers.first("adults", 1, "adults_answer") == "yes" else []
    found = []
    for kind, number in steps.order(answers):
        found.append((kind, number))
        if kind == "adults":
            found += [("adult", n) for n in named_adults]
    return found


def _sending(draft: Draft, request: Request) -> Sending:
    assert request.actor is not None
    return drafts.sending_of(draft, by=request.actor, at=request.now)


def part(sending: Sending, draft: Draft, kind: str, number: int) -> Part:
    """One step as it stands: its answers in words, what is wrong with them, and kind questions about the wording."""
    form = sending.judged(kind, number)
    rows = _signs(form) if isinstance(form, Signs) else _rows(form)
    text = "An adult who may be a risk" if kind == "adult" else steps.text_of(sending.answers, kind, number)
    written = (
        [] if kind == "words" else [n for n, f in form.fields.items() if isinstance(f.widget, forms.Textarea)]
    )
    checked = [str(form.cleaned_data.get(name) or "") for name in written]
    return Part(
        text=text,
        href=reverse("refer:step", args=[draft.reference, named(kind, number)]),
        rows=rows,
        problems=_problems(form) if rows else [],
        suggestions=[found for value in checked for found in words.suggestions(value)],
    )


def _problems(form: StepForm) -> list[str]:
    """What is wrong with the answers. Which forms of exploitation have none is counted, not listed."""
    if isinstance(form, Signs):
        return [
            said for name, told in form.errors.items() if name not in form.codes for said in map(str, told)
        ]
    return [said for _, said in form.summary]


def _unread(form: Form, name: str) -> str:
    """What was typed, where it could not be read."""
    return "" if name in form.cleaned_data else str(form[name].data or "").strip()


def _rows(form: Form) -> list[Row]:
    found = []
    for name, each in form.fields.items():
        if name not in form.cleaned_data:
            value: Any = (
                " ".join(part for part in form[name].data or [] if part)
                if isinstance(form[name].data, list)
                else form[name].data
            )
        else:
            value = form.cleaned_data[name]
        if value not in (None, "", [], False):
            found.append(Row(str(each.label), in_words(each, value)))
    return found


def _signs(form: Signs) -> list[Row]:
    """Each form of exploitation with its answer, and how many have none."""
    answers = dict(ANSWERS)
    found = [
        Row(
            str(form.fields[said["form"]].label),
            "\n".join(
                line
                for line in (
                    answers[said["answer"]]
                    + (", and the child is being harmed or has been" if said["harm"] else ""),
                    said["what"] or _unread(form, f"{said['form']}_what"),
                    f"Who might know: {who}" if who else "",
                )
                if line
            ),
        )
        for said in form.answered
        for who in [said["who_would_know"] or _unread(form, f"{said['form']}_who")]
    ]
    blank = len(form.codes) - len(found)
    return [*found, Row("Not answered yet", says.count(blank, "form"))] if found and blank else found


def in_words(asked: forms.Field, value: Any) -> str:
    """An answer as a person reads it."""
    choices = dict(getattr(asked, "choices", ()))
    if isinstance(value, list):
        return says.people([str(choices.get(each, each)) for each in value])
    if value is True:
        return "Yes"
    if hasattr(value, "year"):
        return says.day(value)
    if hasattr(value, "hour"):
        return says.hour(value)
    return str(choices.get(value, value))
