"""Who is this? A person decides, with a reason, beside what is held."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.frontdoor.actions import work
from kith.frontdoor.queries.whoisthis import WhoIsThis, shown_subjects, who_is_this
from kith.people.models import Verdict
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page

SALT = "frontdoor.who"
NEW, UNSURE = "new", "unsure"


class Who(GovForm):
    """One of those shown, somebody new, or not yet known; and why."""

    who = forms.ChoiceField(
        label="Who is this contact about?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who this is about, or say that you cannot tell yet.",
            "invalid_choice": "Choose one of those shown, or say that you cannot tell yet.",
        },
    )
    because = forms.CharField(
        label="What makes you sure?",
        help_text="For example: who told you, when, and what they checked. If you cannot tell yet, say what would settle it.",
        widget=forms.Textarea,
        error_messages={"required": "Say what makes you sure, or what would settle it. A few words will do."},
    )

    def __init__(
        self, *args: Any, choices: list[tuple[str, str]], hints: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *choices,
            (NEW, "None of these: new to us" if choices else "New to us"),
            (UNSURE, "I cannot tell yet"),
        ]
        self.dividers = {"who": {NEW: "or"}} if choices else {}
        self.hints = {
            "who": {
                **hints,
                NEW: "The record stands on its own. It can be joined to another later, and nothing is lost.",
                UNSURE: "The contact goes on and can be decided. Come back here when you know more.",
            }
        }


@require_http_methods(["GET", "HEAD", "POST"])
def who(request: Request, reference: str) -> HttpResponse:
    """Show whom it may be; on POST, say who it is."""
    was_shown = _was_shown(request)
    if request.method == "POST" and request.POST.get("who") in {NEW, UNSURE, *was_shown}:
        form = Who(request.POST, choices=[(one, one) for one in was_shown], hints={})
        if form.is_valid() and _said(request, reference, form, was_shown):
            return redirect("frontdoor:decide", reference=reference)
        refused = {name: list(said) for name, said in form.errors.items()}
    else:
        refused = {}
    found = who_is_this(reference, actor=request.actor, at=request.now)
    form = _form(request, found, refused)
    return page(
        request,
        "frontdoor/who.html",
        found=found,
        contact=found.contact,
        form=form,
        was_shown=signing.dumps([person.reference for person in found.people], salt=SALT),
        purpose="finding the right child",
        here="worklist",
    )


def _said(request: Request, reference: str, form: Who, was_shown: list[str]) -> bool:
    chosen = form.cleaned_data["who"]
    verdict = {NEW: Verdict.NEW, UNSURE: Verdict.UNSURE}.get(chosen, Verdict.SAME)
    try:
        work.say_who(
            contact=reference,
            verdict=verdict,
            child=chosen if verdict == Verdict.SAME else "",
            because=form.cleaned_data["because"],
            shown=shown_subjects(was_shown),
            by=request.actor,  # type: ignore[arg-type]
            at=request.now,
        )
    except work.CannotDo as refusal:
        for sentence in refusal.objections:
            form.add_error("because" if "because" in refusal.fields else None, sentence)
        return False
    messages.success(request, SAVED[verdict])
    return True


SAVED = {
    Verdict.SAME: "Saved: the same child. Everything that is known of both now stands together.",
    Verdict.NEW: "Saved: new to us.",
    Verdict.UNSURE: "Saved: you cannot tell yet. Nothing was joined, and the decision need not wait.",
}


def _was_shown(request: Request) -> list[str]:
    """The people who were on the screen when the button was pressed, as we signed them."""
    try:
        return list(signing.loads(request.POST.get("shown", ""), salt=SALT, max_age=36_000))
    except signing.BadSignature:
        return []


def _form(request: Request, found: WhoIsThis, refused: dict[str, list[Any]]) -> Who:
    """The page's form with what was typed; a choice that no longer stands is asked for again."""
    choices = [(person.reference, f"{person.name}, {person.born}") for person in found.people]
    hints = {person.reference: person.hint for person in found.people}
    form = Who(request.POST if request.method == "POST" else None, choices=choices, hints=hints)
    if request.method != "POST":
        return form
    form.is_valid()
    for name, sentences in refused.items():
        there = set(form.errors.get(name, []))
        for sentence in sentences:
            if sentence not in there:
                form.add_error(None if name == "__all__" else name, sentence)
    return form
