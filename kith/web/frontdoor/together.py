"""The daily list of what is decided together, and reading a decision again."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.frontdoor.actions import reread as actions
from kith.frontdoor.actions import work
from kith.frontdoor.models import ReRead
from kith.frontdoor.queries import together as queries
from kith.frontdoor.queries import views as thought
from kith.frontdoor.queries.picture import picture
from kith.frontdoor.rules.contact import State
from kith.web.forms import GovForm
from kith.web.frontdoor.shown import shown
from kith.web.middleware import Request
from kith.web.page import page


@require_safe
def together(request: Request) -> HttpResponse:
    """What the three speak about today."""
    found = queries.together(actor=request.actor, at=request.now)
    return page(
        request,
        "frontdoor/together.html",
        found=found,
        by=request.actor.worker_id if request.actor else None,
        purpose="deciding what help a child needs",
        here="together",
    )


class Again(GovForm):
    """Whether one would have decided so, and why."""

    agrees = forms.ChoiceField(
        label="Would you have decided so?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No: it should be looked at again")],
        required=False,
    )
    because = forms.CharField(
        label="Why?",
        help_text="What you read, and what you make of it. It is kept with the decision, under your name.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    with_whom = forms.CharField(
        label="Who read it with you?",
        help_text="Somebody from another agency where you can. Or write “nobody”.",
        max_length=200,
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def reread(request: Request, reference: str) -> HttpResponse:
    """The decision and what it rests on; on POST, the re-reading."""
    form = Again(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.reread(
                contact=reference,
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
                **form.cleaned_data,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(
                request,
                "Saved, with your name. The decision stands."
                if made.is_agreed
                else "Saved, with your name. The contact is back in the queue, to be decided anew.",
            )
            return redirect("frontdoor:together")
    found = picture(reference, actor=request.actor, at=request.now, needs="contact.decide")
    is_decided = found.contact.state == State.DECIDED and found.decision is not None
    read = (
        ReRead.objects.filter(decision=found.decision).select_related("by_worker", "by_post").first()
        if found.decision
        else None
    )
    is_own = bool(found.decision and request.actor and found.decision.by_worker_id == request.actor.worker_id)
    if not is_decided or is_own or read:
        form.overtaken(
            "Nothing was saved: nothing is decided here now."
            if not is_decided
            else "Nothing was saved: you made this decision yourself."
            if is_own
            else "Nothing was saved: somebody has read this again already."
        )
    return page(
        request,
        "frontdoor/reread.html",
        picture=found,
        contact=found.contact,
        shown=shown(found, request.now),
        voices=thought.history(found.contact.pk, at=request.now),
        form=form,
        is_decided=is_decided,
        is_own=is_own,
        read=read,
        purpose="deciding what help a child needs",
        here="together",
    )
