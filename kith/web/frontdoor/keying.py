"""Keying what was told by telephone or on paper: who told it and when it came, then the steps that every referral has."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core import codes
from kith.core.says import LONDON, hour, today_in_london
from kith.intake import rules
from kith.intake.actions import CannotSort, begin_draft, blank_form, save_draft
from kith.intake.models import Channel, Draft
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Agency
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.numbers import number_of
from kith.web.page import page
from kith.web.refer.forms import line, read_time
from kith.web.tell.form import RATHER_NOT, SENDERS, SOMEBODY_ELSE


class Keying(GovForm):
    """Who told it, and when. What was told follows in the steps."""

    who = forms.ChoiceField(
        label="Who rang?",
        widget=forms.RadioSelect,
        choices=[("agency", "Somebody from an agency"), ("public", "A member of the public")],
        error_messages={"required": "Say who rang."},
    )
    agency = forms.ChoiceField(label="Which agency?", widget=forms.Select, required=False)
    source = forms.ChoiceField(label="Who are they?", widget=forms.Select, required=False)
    rang = line(
        "Their name and what they do",
        hint="For example, Jude Farquhar-Lim, school nurse. Of a member of the public only what they gave.",
        most=150,
        needed=False,
        wide=True,
    )
    number = line("Number to ring back", most=100, needed=False)
    came_on = DayField(
        label="On which day did they ring?", error_messages={"required": "Say on which day they rang."}
    )
    came_time = line(
        "At what time?",
        hint="For example, 2:10pm",
        most=20,
        width=10,
        messages={"required": "Say at what time they rang, such as 2:10pm."},
    )
    reveals = {"who": {"agency": ["agency"], "public": ["source"]}}
    hints = {
        "who": {
            "agency": "They send the same in writing within two days: a clock starts.",
            "public": "They hear what becomes of it only if they give a number to ring.",
        }
    }

    def __init__(self, data: Any = None, *, agencies: Sequence[Agency], today: date, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        field: dict[str, Any] = self.fields
        field["agency"].choices = [("", "Choose an agency"), *((a.reference, a.says) for a in agencies)]
        sources = codes.of("contact_sources")
        field["source"].choices = [
            (RATHER_NOT, "They would rather not say"),
            *((code, sources.get(code, today).says) for code in SENDERS),
            (SOMEBODY_ELSE, "Somebody else"),
        ]

    def clean_came_time(self) -> Any:
        return read_time(self.cleaned_data["came_time"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("who") == "agency":
            if not said.get("agency"):
                self.add_error("agency", "Choose the agency that told you.")
            if not said.get("rang"):
                self.add_error("rang", "Say who it was, by name or post.")
            if not said.get("number"):
                self.add_error("number", "Enter a number, so that we can ask what we need to know.")
        return said

    @property
    def came_at(self) -> datetime | None:
        on, at = self.cleaned_data.get("came_on"), self.cleaned_data.get("came_time")
        return datetime.combine(on, at, tzinfo=LONDON) if on and at is not None else None


class OnPaper(Keying):
    """The same, from a form that was filled in while the system was away."""

    paper = line(
        "The number printed on the form",
        hint="For example, RV-7Q4M-2KH9",
        most=20,
        messages={"required": "Enter the number that is printed on the form."},
    )
    field_order = ["paper"]
    hints = {"who": {"public": "They hear what becomes of it only if they gave a number to ring."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, says in (
            ("who", "Who filled it in?"),
            ("came_on", "On which day did the form come?"),
            ("came_time", "At what time did it come?"),
        ):
            self.fields[name].label = says
            self.fields[name].error_messages["required"] = f"Answer “{says}”"


@require_http_methods(["GET", "HEAD", "POST"])
def phone(request: Request) -> HttpResponse:
    """A call: who rang and when; on POST, the steps."""
    by = gate.must(request.actor, "contact.decide")
    form = Keying(
        request.POST if request.method == "POST" else None,
        agencies=_agencies(by),
        today=today_in_london(request.now),
        initial={"came_on": today_in_london(request.now), "came_time": hour(request.now)},
    )
    if request.method == "POST" and form.is_valid():
        refused = rules.keying_objections(received_at=form.came_at, printed_at=None, at=request.now)
        if not refused:
            draft = _begin(form, Channel.PHONE, "", by, request.now)
            return redirect("refer:step", reference=draft.reference, step="happened")
        form.refuse(refused, {"came_time": refused[0]})
    return page(
        request,
        "frontdoor/phone.html",
        form=form,
        danger=True,
        purpose="writing down a telephone call",
        here="worklist",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: Request) -> HttpResponse:
    """A paper form: its number, who filled it in and when it came; on POST, the steps."""
    by = gate.must(request.actor, "contact.decide")
    form = OnPaper(
        request.POST if request.method == "POST" else None,
        agencies=_agencies(by),
        today=today_in_london(request.now),
        initial={"paper": request.GET.get("number", "")[:20]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                number = number_of(form.cleaned_data["paper"])
                printed_at = blank_form(number, by=by).printed_at
        except CannotSort as refusal:
            form.refuse(refusal.objections, {"paper": refusal.objections[0]})
        else:
            refused = rules.keying_objections(received_at=form.came_at, printed_at=printed_at, at=request.now)
            if not refused:
                draft = _begin(form, Channel.PAPER, number, by, request.now)
                return redirect("refer:step", reference=draft.reference, step="child")
            form.refuse(refused, {"came_time": refused[0]})
    return page(
        request,
        "frontdoor/key_paper.html",
        form=form,
        purpose="writing down a paper form",
        here="worklist",
    )


def _agencies(by: Actor) -> list[Agency]:
    return list(
        Agency.objects.filter(partnerships__in=by.partnerships, ends_on=None).order_by("says").distinct()
    )


@transaction.atomic
def _begin(form: Keying, channel: Channel, number: str, by: Actor, at: datetime) -> Draft:
    """A draft that knows for whom it is keyed. The answers to who and when go with it; the action judges them again."""
    said, came_at = form.cleaned_data, form.came_at
    assert came_at is not None
    draft = begin_draft(partnership=by.partnerships[0], by=by, at=at)
    keyed = {
        "channel": [channel.value],
        "agency": [said["agency"] if said["who"] == "agency" else ""],
        "source": [said["source"]],
        "rang": [said["rang"]],
        "came_at": [came_at.isoformat()],
        "paper": [number],
    }
    answers: dict[str, object] = {"keyed": keyed, "sending": {"contact": [said["number"]]}}
    return save_draft(draft=draft, answers=answers, by=by, at=at)
