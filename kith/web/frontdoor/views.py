"""What one is asked to think: the list of it, and giving one's view or advice on a contact."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.core.says import today_in_london
from kith.frontdoor.actions import views as actions
from kith.frontdoor.actions import work
from kith.frontdoor.actions.facts import said
from kith.frontdoor.queries import views as queries
from kith.frontdoor.queries.beside import age_beside_name
from kith.frontdoor.queries.picture import picture
from kith.frontdoor.queries.told_already import told_already
from kith.frontdoor.rules import decide as rules
from kith.people.queries import everyone, name_of
from kith.sharing import audit, gate
from kith.web.forms import GovForm, Stood
from kith.web.frontdoor.decide_form import Decide
from kith.web.frontdoor.shown import TOO_LATE, shown
from kith.web.middleware import Request
from kith.web.page import page


class Advise(GovForm):
    """A specialist's advice."""

    because = forms.CharField(
        label="Your advice",
        help_text="What you see, what it may mean, and what you would do next. It stands on the record with your name.",
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    read = Stood(required=False, max_length=100)


class Think(GovForm):
    """Whether one's agency agrees with a proposal, what it sees instead, and why."""

    agrees = forms.ChoiceField(
        label="Do you agree with what is proposed?",
        widget=forms.RadioSelect,
        choices=[("yes", "I agree"), ("no", "I see it differently")],
        required=False,
    )
    level = forms.ChoiceField(
        label="What level of help do you see?", widget=forms.RadioSelect, required=False
    )
    section_47 = forms.ChoiceField(
        label="Is the section 47 test met?",
        widget=forms.RadioSelect,
        required=False,
        choices=Decide.base_fields["section_47"].choices,  # type: ignore[attr-defined]
    )
    outcome = forms.ChoiceField(label="What should happen next?", widget=forms.RadioSelect, required=False)
    because = forms.CharField(
        label="Why?",
        help_text="What your agency knows, and what you make of it. Your words are kept as you write them.",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    read = Stood(required=False, max_length=100)
    reveals = {"agrees": {"no": ["level", "section_47", "outcome"]}}

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("level", [(entry.code, entry.says) for entry in rules.levels(day)]),
            ("outcome", rules.outcomes().choices(day)),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


@require_safe
def asked(request: Request) -> HttpResponse:
    """What this post was asked and has not answered, late first."""
    by = gate.must(request.actor, "view.give")
    found = queries.waiting(by.posts, at=request.now)
    today = today_in_london(request.now)
    audit.write(
        "frontdoor.views_listed",
        at=request.now,
        purpose="decide",
        subjects=sorted({ask.subject_id for ask, _ in found}),
    )
    lines = [
        {
            "contact": ask.contact.reference,
            "name": name_of(ask.contact.record),
            "age": age_beside_name(ask.contact.record, today),
            "rag": ask.contact.rag,
            "voice": voice,
            "is_late": voice.due_at < request.now,
        }
        for ask, voice in found
    ]
    late = sum(bool(line["is_late"]) for line in lines)
    return page(
        request,
        "frontdoor/views.html",
        lines=lines,
        heading=f"Views asked of you: {late or 'nothing'} late, {len(lines) - late or 'nothing'} waiting",
        purpose="deciding what help a child needs",
        here="views",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: Request, reference: str) -> HttpResponse:
    """What was asked, and the picture as this post may see it; on POST, the answer."""
    by = gate.must(request.actor, "view.give")
    day = today_in_london(request.now)
    told = {
        name: request.POST.get(name, "").replace("\x00", "").strip()
        for name in ("agrees", "level", "section_47", "outcome", "because")
    }
    refused: work.CannotDo | None = None
    if request.method == "POST":
        try:
            actions.give_view(
                contact=reference, read=request.POST.get("read") or None, by=by, at=request.now, **told
            )
        except work.CannotDo as refusal:
            refused = refusal
        else:
            messages.success(request, "Saved, with your name. Whoever decides sees it now.")
            return redirect("frontdoor:views")
    found = picture(reference, actor=by, at=request.now, needs="view.give")
    every = queries.history(found.contact.pk, at=request.now)
    ask = actions.asked_of(found.contact, by)
    if ask is None and not any(each.is_given and each.by_answerer in by.posts for each in every):
        raise gate.NotYours("frontdoor.viewasked", "view.give")
    mine = next((each for each in every if ask and each.reference == ask.reference), None)
    is_open = found.contact.decided_at is None and mine is not None
    data = request.POST if request.method == "POST" else None
    form: GovForm = Think(data, day=day) if mine is None or mine.is_view else Advise(data)
    form.initial["read"] = said(found.contact)
    if refused:
        form.refuse(refused.objections, refused.fields)
    if found.contact.decided_at is not None:
        form.overtaken(TOO_LATE)
    return page(
        request,
        "frontdoor/view.html",
        picture=found,
        contact=found.contact,
        shown=shown(found, request.now),
        ask=mine,
        voices=every,
        form=form,
        is_open=is_open,
        has_told=[
            each for each in told_already(everyone(found.contact.subject_id)) if each.contact != reference
        ],
        purpose="deciding what help a child needs",
        here="views",
    )
