"""Who is this? A person decides, with a reason, beside what is held."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core import says
from kith.frontdoor.actions import work
from kith.frontdoor.models import Contact
from kith.frontdoor.queries.whoisthis import WhoIsThis, who_is_this
from kith.frontdoor.rules.contact import State
from kith.people import queries as people
from kith.plans import queries as plans
from kith.plans.models import Plan
from kith.web.forms import GovForm
from kith.web.frontdoor.answer import NEW, SAVED, UNSURE, Answer
from kith.web.frontdoor.taking_back import take_back_first
from kith.web.middleware import Request
from kith.web.page import page

SALT = "frontdoor.who"
TOO_LONG = "This page was open too long. Look again, then save."
NO_CHILD = "No child is known yet: this is about the adult"
NOT_SHOWN = "Choose one of those shown, or say that you cannot tell yet."


class Who(GovForm):
    """One of those shown, somebody new, or not yet known; and why."""

    who = forms.ChoiceField(
        label="Who is this contact about?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who this is about, or say that you cannot tell yet.",
            "invalid_choice": NOT_SHOWN,
        },
    )
    because = forms.CharField(
        label="What makes you sure?",
        help_text="For example: who told you, when, and what they checked. If you cannot tell yet, say what would settle it.",
        widget=forms.Textarea,
        error_messages={"required": "Say what makes you sure, or what would settle it. A few words will do."},
    )

    def __init__(
        self,
        *args: Any,
        choices: list[tuple[str, str]],
        hints: dict[str, str],
        near_adult: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            *choices,
            (NEW, NO_CHILD if near_adult else "None of these: new to us" if choices else "New to us"),
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
    both: list[Plan] = []
    refused: dict[str, list[Any]] = {}
    if was_shown is None:
        refused = {"__all__": [TOO_LONG]}
    elif request.POST.get("who") in {NEW, UNSURE, *was_shown}:
        form = Who(request.POST, choices=[(one, one) for one in was_shown], hints={})
        try:
            if form.is_valid() and _said(request, reference, form, was_shown):
                return redirect(_next(reference), reference=reference)
        except work.IsJoined:
            answer = Answer(form.cleaned_data["who"], form.cleaned_data["because"], tuple(was_shown))
            return take_back_first(request, reference, answer)
        except work.TwoPlans as refusal:
            both = refusal.plans
        refused = {name: list(said) for name, said in form.errors.items()}
    elif request.POST.get("who"):
        refused = {"who": [NOT_SHOWN]}
    found = who_is_this(reference, actor=request.actor, at=request.now)
    form = _form(request, found, refused, both)
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
    answer = Answer(form.cleaned_data["who"], form.cleaned_data["because"], tuple(was_shown))
    try:
        work.say_who(
            contact=reference,
            **answer.given(),
            lives=request.POST.get("lives", ""),
            by=request.actor,  # type: ignore[arg-type]
            at=request.now,
        )
    except (work.IsJoined, work.TwoPlans):
        raise
    except work.CannotDo as refusal:
        for sentence in refusal.objections:
            form.add_error("because" if "because" in refusal.fields else None, sentence)
        return False
    messages.success(request, SAVED[answer.verdict])
    return True


def _next(reference: str) -> str:
    """To the decision, where it is still to be made."""
    waits = Contact.objects.filter(reference=reference, state=State.RECEIVED).exists()
    return "frontdoor:decide" if waits else "frontdoor:contact"


def _was_shown(request: Request) -> list[str] | None:
    """The people who were on the screen when the button was pressed, as we signed them today; None where we did not."""
    if request.method != "POST":
        return []
    try:
        return list(signing.loads(request.POST.get("shown", ""), salt=SALT, max_age=36_000))
    except signing.BadSignature:
        return None


def _ask_which_lives(form: Who, found: WhoIsThis, both: list[Plan]) -> None:
    """Each of the two has a live plan: the choice between them, in the same act."""
    here, there = both
    known = people.names([there.subject_id]).get(there.subject_id)
    names = {here.pk: f"{found.name}, of this contact", there.pk: known.name if known else "the other child"}
    form.fields["lives"] = forms.ChoiceField(
        label="Each of the two has a live plan. Which lives on?",
        help_text="The other is closed. What is still to be done in it goes on in this one, and both leads are told.",
        widget=forms.RadioSelect,
        required=False,
        choices=[
            (
                each.reference,
                f"The plan of {names[each.pk]}, led by {each.lead.says if each.lead else 'nobody'}",
            )
            for each in both
        ],
    )
    form.hints = {
        **form.hints,
        "lives": {
            each.reference: f"{says.count(len(plans.open_actions(each)), 'action')} to do. {each.because}"
            for each in both
        },
    }
    form.order_fields(["who", "lives", "because"])


def _form(
    request: Request, found: WhoIsThis, refused: dict[str, list[Any]], both: list[Plan] | None = None
) -> Who:
    """The page's form with what was typed; a choice that no longer stands is asked for again."""
    choices = [(person.reference, f"{person.name}, {person.born}") for person in found.people]
    hints = {person.reference: person.hint for person in found.people}
    near_adult = found.contact.kind == "adult"
    form = Who(
        request.POST if request.method == "POST" else None,
        choices=choices,
        hints=hints,
        near_adult=near_adult,
    )
    if both:
        _ask_which_lives(form, found, both)
    if request.method != "POST":
        return form
    form.is_valid()
    if both:
        form.add_error("lives", "Each of the two has a live plan, and a child has one. Say which lives on.")
    for name, sentences in refused.items():
        there = set(form.errors.get(name, []))
        for sentence in sentences:
            if sentence not in there:
                form.add_error(None if name == "__all__" else name, sentence)
    return form
