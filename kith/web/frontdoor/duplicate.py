"""Saying that a contact tells of the same as an earlier one, and parting the two again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core import says
from kith.frontdoor.actions import duplicate as actions
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.queries.picture import Picture, picture
from kith.frontdoor.rules.contact import State
from kith.web.forms import GovForm
from kith.web.frontdoor.shown import TOO_LATE
from kith.web.middleware import Request
from kith.web.page import page


class Same(GovForm):
    """Which earlier contact tells of the same, and how one knows."""

    of = forms.ChoiceField(
        label="Which earlier contact tells of the same?",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the contacts shown. One may have been decided."},
    )
    because = forms.CharField(
        label="How do you know?",
        help_text="For example: same evening, same van, same officers.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = choices  # type: ignore[attr-defined]


class Parted(GovForm):
    """Why the two do not tell of the same after all."""

    because = forms.CharField(
        label="Why do the two not tell of the same?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: Request, reference: str) -> HttpResponse:
    """The earlier contacts about this child that wait; on POST, one of them tells of the same, or no longer does."""
    found = picture(reference, actor=request.actor, at=request.now, needs="contact.decide")
    is_linked = found.contact.state == State.LINKED
    form = (
        Parted(request.POST or None)
        if is_linked
        else Same(request.POST or None, choices=_choices(found, request))
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if is_linked:
                actions.unlink_duplicate(
                    contact=reference,
                    because=said["because"],
                    by=request.actor,  # type: ignore[arg-type]
                    at=request.now,
                )
            else:
                actions.link_duplicate(
                    contact=reference,
                    of=said["of"],
                    because=said["because"],
                    by=request.actor,  # type: ignore[arg-type]
                    at=request.now,
                )
        except CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, PARTED if is_linked else LINKED)
            return redirect("frontdoor:contact", reference=reference if is_linked else said["of"])
    is_open = is_linked or found.contact.state == State.RECEIVED
    if not is_open:
        form.overtaken(TOO_LATE)
    return page(
        request,
        "frontdoor/duplicate.html",
        picture=found,
        contact=found.contact,
        form=form,
        is_linked=is_linked,
        is_open=is_open,
        has_choices=is_linked or bool(_choices(found, request)),
        purpose="deciding what help a child needs",
        here="worklist",
    )


LINKED = "The two are linked. You are on the earlier one: what was told again stands on it, and its sender is told."
PARTED = "The two are parted. This contact waits for its own decision, and its sender is told."


def _choices(found: Picture, request: Request) -> list[tuple[str, str]]:
    """The earlier contacts about the same child that wait for a decision."""
    return [
        (
            each.reference,
            f"{each.sender}, {says.short_moment(each.received_at, request.now)}: {each.what}",
        )
        for each in found.earlier
        if not each.decided and each.received_at <= found.contact.received_at
    ]
