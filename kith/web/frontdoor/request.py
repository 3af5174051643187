"""One question that the front door asked: its answers, whether they are enough, chasing it, and taking it back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import says
from kith.frontdoor.actions import asked as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries import requests as queries
from kith.frontdoor.queries.picture import open_contact
from kith.people.queries import name_of
from kith.sharing import gate
from kith.web.forms import GovForm
from kith.web.frontdoor.tell import Rang, moment_of
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words

GONE = "Nothing was saved: this question waits for nothing of this kind any more."


class Weigh(GovForm):
    """Whether what they said is enough."""

    is_enough = forms.ChoiceField(
        label="Is this enough?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes, it is enough"), ("no", "No, ask them again for what is missing")],
        error_messages={"required": "Say whether this is enough."},
    )
    missing = Words("What is missing?", hint="They are asked for just this.", rows=3, needed=False)
    reveals = {"is_enough": {"no": ["missing"]}}


class Chased(Rang):
    """Whom somebody rang about an answer, how long it took, and what was said."""

    is_reached = forms.ChoiceField(
        label="Did you reach them?",
        widget=forms.RadioSelect(attrs={"inline": True}),
        choices=[("yes", "Yes"), ("no", "No")],
        error_messages={"required": "Say whether you reached them."},
    )
    minutes = forms.IntegerField(
        label="How many minutes did it take?",
        help_text="With looking for the number and waiting. The time is counted.",
        widget=forms.TextInput(attrs={"width": 3, "inputmode": "numeric", "suffix": "minutes"}),
        error_messages={
            "required": "Say how many minutes it took, from 1 to 480.",
            "invalid": "Write the minutes as a number, such as 10.",
        },
    )
    words = forms.CharField(
        label="What did they say?",
        help_text="When they will answer, or that nobody picked up. Their answer itself they write in Kith.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what they said, or that nobody answered."},
    )
    hints = {}
    field_order = ["rang", "rang_on", "rang_at", "minutes", "is_reached", "words"]


class Withdraw(GovForm):
    """Why the answer is no longer needed."""

    because = Words("Why is it no longer needed?", hint="They read this too.", rows=2, needed=False)


FORMS: dict[str, type[GovForm]] = {"weigh": Weigh, "chase": Chased, "withdraw": Withdraw}


@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: Request, reference: str) -> HttpResponse:
    """One question and what became of it; on POST, what the front door does about it."""
    gate.must(request.actor, "contact.decide")
    found = queries.one(reference, at=request.now)
    if found is None:
        raise gate.NotYours("frontdoor.informationrequest", "contact.decide")
    row, asked = found
    contact = open_contact(
        queries.contact_of(row), actor=request.actor, at=request.now, needs="contact.decide"
    )
    does = request.POST.get("do", "") if request.method == "POST" else ""
    bound = FORMS[does](request.POST) if does in FORMS else None
    if bound is not None and bound.is_valid():
        try:
            said = _do(does, reference, bound.cleaned_data, request)
        except work.CannotDo as refusal:
            bound.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, said)
            return redirect(f"{reverse('frontdoor:contact', args=[contact.reference])}#asked")
    given = {name: bound if name == does else FORMS[name](initial=_initial(name, request)) for name in FORMS}
    offered = {"weigh": asked.waits_to_be_weighed, "chase": asked.is_open, "withdraw": asked.is_open}
    if bound is not None and not offered[does]:
        bound.overtaken(GONE)
    return page(
        request,
        "frontdoor/request.html",
        asked=asked,
        contact=contact,
        name=name_of(contact.record),
        form=bound,
        forms=given,
        offered=offered,
        is_overtaken=bound is not None and not offered[does],
        contact_url=reverse("frontdoor:contact", args=[contact.reference]),
        purpose="deciding what help a child needs",
        here="worklist",
    )


def _initial(name: str, request: Request) -> dict[str, object]:
    if name != "chase":
        return {}
    return {"rang_on": says.today_in_london(request.now), "rang_at": says.hour(request.now)}


def _do(does: str, reference: str, said: dict[str, Any], request: Request) -> str:
    """What the form asks for, done; and what happened, in words that name no child."""
    who: dict[str, Any] = {"request": reference, "by": request.actor, "at": request.now}
    if does == "weigh":
        made = actions.weigh_answer(is_enough=said["is_enough"] == "yes", missing=said["missing"], **who)
        return "Saved: it is enough." if made.is_enough else "They are asked again, for what is missing."
    if does == "withdraw":
        actions.withdraw_request(because=said["because"], **who)
        return "Taken back. They are told that no answer is needed."
    actions.chase(
        rang=said["rang"],
        rang_at=moment_of(said["rang_on"], said["rang_at"]),
        minutes=said["minutes"],
        is_reached=said["is_reached"] == "yes",
        words=said["words"],
        **who,
    )
    return "Your chase is saved. The clock goes on."
