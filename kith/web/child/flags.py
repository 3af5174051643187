"""Flags on a child's record: putting one up, and taking one down."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import words
from kith.people import actions
from kith.people.flags import flying
from kith.people.rules import flags
from kith.web.child import person
from kith.web.child.opened import PURPOSE, open_child
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words, line


class PutUp(GovForm):
    """What everybody who opens this record must see, and who says so."""

    code = forms.ChoiceField(
        label="What must everybody see?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what everybody must see."},
    )
    says_who = line(
        "Who says so, and how?",
        hint="For example: children’s home, by telephone",
        most=200,
        wide=True,
        messages={"required": "Say who says so, and how: a name or post, a list, an order."},
    )
    starts_on = DayField(label="Since which day?", help_text="For example, 27 3 2027")
    ends_on = DayField(label="Until which day, if it is known?", required=False)
    because = Words("Anything that helps to act on it", rows=2, needed=False)


class TakeDown(GovForm):
    """Which flag is so no longer, and what shows it."""

    flag = forms.ChoiceField(
        label="Which is so no longer?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a flag.", "invalid_choice": "This flag does not stand any more."},
    )
    because = Words("What shows it?", rows=2, missing="Say what shows that this is so no longer.")


@require_http_methods(["GET", "HEAD", "POST"])
def put_up(request: Request, reference: str) -> HttpResponse:
    """Put up a flag."""
    opened = open_child(request, reference, needs="record.add")
    form = PutUp(request.POST if request.method == "POST" else None, initial={"starts_on": opened.today})
    form.fields["code"].choices = flags().choices(opened.today)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            actions.put_up_flag(subject=reference, by=opened.actor, at=request.now, **form.cleaned_data)
        except actions.CannotFlag as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(
                request, "It stands on the record now, with your name. Everybody who opens it sees it."
            )
            return redirect(reverse("child:child", args=[reference]))
    return _page(request, reference, opened, form, "child/flag.html")


@require_http_methods(["GET", "HEAD", "POST"])
def take_down(request: Request, reference: str) -> HttpResponse:
    """Take a flag down, and say why."""
    opened = open_child(request, reference, needs="record.add")
    form = TakeDown(request.POST if request.method == "POST" else None)
    form.fields["flag"].choices = [  # type: ignore[attr-defined]
        (each.reference, each.says) for each in flying(opened.subjects, on=opened.today)
    ]
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_down_flag(subject=reference, by=opened.actor, at=request.now, **form.cleaned_data)
        except actions.CannotFlag as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Taken down. When it stood, and why it came down, stays on the record.")
            return redirect(reverse("child:child", args=[reference]))
    return _page(request, reference, opened, form, "child/take_down.html")


def _page(request: Request, reference: str, opened: Any, form: GovForm, template: str) -> HttpResponse:
    return page(
        request,
        template,
        purpose=PURPOSE,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
        flags=flying(opened.subjects, on=opened.today),
        form=form,
        suggestions={"because": words.suggestions(request.POST.get("because", ""))}
        if request.method == "POST"
        else {},
    )
