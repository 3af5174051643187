"""Red contacts: whether one has come, whom to ring where nobody opened it, and what a worker wants to hear."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.frontdoor.actions import red as actions
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.queries import red as queries
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page


@require_safe
def new(request: Request) -> HttpResponse:
    """How many red contacts nobody has, since when, and whether they ring at this post now: nothing about a child."""
    found = queries.red(actor=request.actor)
    keys, sound = queries.preference(actor=request.actor)
    return JsonResponse(
        {
            "red": found.count,
            "oldest": found.oldest and found.oldest.isoformat(),
            "newest": found.newest and found.newest.isoformat(),
            "keys": keys,
            "sound": sound,
            "rings": queries.rings(actor=request.actor, at=request.now),
        }
    )


YES_NO = [("on", "On"), ("off", "Off")]


class Preferences(GovForm):
    """What a worker wants on the worklist."""

    keys = forms.ChoiceField(
        label="Keys",
        help_text="n, o, c and d, on the worklist and on a contact.",
        widget=forms.RadioSelect,
        choices=YES_NO,
        error_messages={"required": "Say whether you want the keys."},
    )
    sound = forms.ChoiceField(
        label="A sound when a red contact comes",
        help_text="The banner is shown either way.",
        widget=forms.RadioSelect,
        choices=YES_NO,
        error_messages={"required": "Say whether you want the sound."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: Request) -> HttpResponse:
    """Keys and sound, on or off, for this worker in this post."""
    keys, sound = queries.preference(actor=request.actor)
    words = {True: "on", False: "off"}
    form = Preferences(request.POST or None, initial={"keys": words[keys], "sound": words[sound]})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.prefer(
            keys=said["keys"] == "on",
            sound=said["sound"] == "on",
            by=request.actor,  # type: ignore[arg-type]
            at=request.now,
        )
        messages.success(request, f"Kept: keys {said['keys']}, sound {said['sound']}.")
        return redirect("frontdoor:worklist")
    return page(
        request,
        "frontdoor/preferences.html",
        form=form,
        purpose="deciding what help a child needs",
        here="worklist",
    )


class Rang(GovForm):
    """Whom somebody rang about a red contact."""

    rang = forms.CharField(
        label="Whom did you ring?",
        help_text="A name or a post, and the number.",
        max_length=200,
        error_messages={"required": "Say whom you rang, by name or post."},
    )
    is_reached = forms.ChoiceField(
        label="Did you reach them?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, they take it on"), ("no", "No, I ring the next")],
        error_messages={"required": "Say whether you reached them."},
    )
    words = forms.CharField(
        label="What was said? (optional)", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def ring(request: Request, reference: str) -> HttpResponse:
    """Whom to ring now; on POST, the call."""
    form = Rang(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.record_red_call(
                contact=reference,
                rang=said["rang"],
                is_reached=said["is_reached"] == "yes",
                words=said["words"],
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            told = "The list says that somebody was reached." if made.is_reached else "Ring the next."
            messages.success(request, f"Your call is saved. {told}")
            if made.is_reached:
                return redirect("frontdoor:worklist")
            return redirect("frontdoor:ring", reference=reference)
    found = queries.to_ring(reference, actor=request.actor, at=request.now)
    return page(
        request,
        "frontdoor/ring.html",
        found=found,
        contact=found.contact,
        form=form,
        purpose="deciding what help a child needs",
        here="worklist",
    )
