"""Handing a child to the area where the family lives; what that area answers; and answering what another hands over."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import words as language
from kith.core.says import today_in_london
from kith.frontdoor.actions import hand_over as actions
from kith.frontdoor.actions import work
from kith.frontdoor.models import Contact
from kith.frontdoor.queries.beside import everyone_in
from kith.frontdoor.queries.handed import Handed, handed
from kith.frontdoor.queries.handing import areas_beside, siblings_of
from kith.frontdoor.queries.others import Other, family
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules.contact import State
from kith.people.models import HouseholdMember
from kith.people.queries import name_of
from kith.web.child.kin import Panel, panel_of
from kith.web.forms import GovForm
from kith.web.frontdoor.others import ask_each, said_of_each
from kith.web.frontdoor.shown import TOO_LATE
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words, line

OUTSIDE = ("outside", "An area outside Kith, or by telephone")


class HandOver(GovForm):
    """Where the family lives, what shows it, and whether each other child of the home goes too."""

    to = forms.ChoiceField(
        label="Which area does the family live in?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the area where the family lives."},
    )
    to_says = line("Which area, and which team or person there?", most=200, needed=False, wide=True)
    how = Words("How did you tell them, and what was sent?", rows=3, needed=False)
    because = Words(
        "What shows that the family lives there?",
        rows=3,
        missing="Say what shows that the family lives there.",
    )
    reveals = {"to": {"outside": ["to_says", "how"]}}

    def __init__(
        self,
        *args: Any,
        areas: list[tuple[str, str]],
        siblings: list[HouseholdMember],
        family: list[Other],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [*areas, OUTSIDE]  # type: ignore[attr-defined]
        self.siblings = siblings
        self.reveals = dict(self.reveals)
        self.sections = {siblings[0].reference: "The other children of the home"} if siblings else {}
        for each in siblings:
            self.fields[each.reference] = forms.ChoiceField(
                label=f"Does {each.name} go too?",
                widget=forms.RadioSelect,
                choices=[("goes", "Yes, handed over too"), ("stays", "No")],
                error_messages={"required": f"Say whether {each.name} is handed over too."},
            )
            self.fields[f"{each.reference}_why"] = line(
                f"Why does {each.name} stay?", most=200, needed=False, wide=True
            )
            self.reveals[each.reference] = {"stays": [f"{each.reference}_why"]}
        self.family = ask_each(self, family)
        if family:
            self.sections[self.family[0]] = "Brothers, sisters and who shares a home"

    @property
    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {name: said[name] for name in ("to", "to_says", "how", "because")} | {
            "siblings": {
                each.reference: (said[each.reference], said[f"{each.reference}_why"])
                for each in self.siblings
            },
            "each": said_of_each(said, self.family) if self.family else {},
        }


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request, reference: str) -> HttpResponse:
    """Hand a child over; on POST it is sent, and this front door answers for the child until it is accepted."""
    contact, stands = _opened(request, reference)
    assert request.actor is not None
    beside = panel_of(
        everyone_in(contact), today=today_in_london(request.now), at=request.now, purpose="decide"
    )
    form = HandOver(
        request.POST if request.method == "POST" else None,
        areas=areas_beside(contact),
        siblings=siblings_of(contact),
        family=family(contact, (line.kin for line in beside.lines)),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.hand_over(contact=reference, by=request.actor, at=request.now, **form.told)
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            sent = f", receipt {made.receipt.reference}" if made.receipt else ""
            messages.success(
                request,
                f"Handed to {made.to_says}{sent}. Until it is accepted you answer for the child, and the clock runs.",
            )
            return redirect("frontdoor:contact", reference=reference)
    is_open = contact.state == State.RECEIVED and (stands is None or stands.state == "sent_back")
    return _page(
        request, contact, form, "frontdoor/hand_over.html", is_open=is_open, stands=stands, kin=beside
    )


class Answered(GovForm):
    """What an area outside Kith answered."""

    answer = forms.ChoiceField(
        label="What did they answer?",
        widget=forms.RadioSelect,
        choices=[
            ("accepted", "They accept: they answer for the child now"),
            ("sent_back", "They send it back"),
        ],
        error_messages={"required": "Say whether it is accepted or sent back."},
    )
    who = line("Who answered?", hint="A name and a post", most=200, wide=True)
    words = Words("What did they say?", rows=3, needed=False)


@require_http_methods(["GET", "HEAD", "POST"])
def answered(request: Request, reference: str) -> HttpResponse:
    """Write down what an area outside Kith answered."""
    contact, stands = _opened(request, reference)
    form = Answered(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_down_answer(
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
                "Written down: they accept. Record the decision, so that the sender hears where it went."
                if made.is_accepted
                else "Written down: it came back. You answer for the child.",
            )
            return redirect("frontdoor:contact", reference=reference)
    is_open = (
        contact.state == State.RECEIVED
        and stands is not None
        and stands.waits
        and not (stands.came or stands.receipt)
    )
    return _page(request, contact, form, "frontdoor/answered.html", is_open=is_open, stands=stands)


class TakeOver(GovForm):
    """Whether this front door takes over what another hands it."""

    answer = forms.ChoiceField(
        label="Does your area take this over?",
        widget=forms.RadioSelect,
        choices=[("accepted", "Accept: we answer for the child from now on"), ("sent_back", "Send it back")],
        error_messages={"required": "Say whether it is accepted or sent back."},
    )
    words = Words(
        "Anything they should know", hint="Needed where you send it back: say why, and where the family lives.",
        rows=3, needed=False,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def answer_area(request: Request, reference: str) -> HttpResponse:
    """Accept what another area hands over, or send it back and say why."""
    contact, stands = _opened(request, reference)
    form = TakeOver(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.answer_hand_over(
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
                "Accepted. You answer for the child now; they are told."
                if made.is_accepted
                else "Sent back, with your reason. They are told, and answer for the child.",
            )
            return redirect("frontdoor:contact", reference=reference)
    is_open = contact.state == State.RECEIVED and stands is not None and stands.came and stands.waits
    return _page(request, contact, form, "frontdoor/answer_area.html", is_open=is_open, stands=stands)


def _opened(request: Request, reference: str) -> tuple[Contact, Handed | None]:
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    return contact, handed(contact)


def _page(
    request: Request,
    contact: Contact,
    form: GovForm,
    template: str,
    *,
    is_open: bool,
    stands: Handed | None,
    kin: Panel | None = None,
) -> HttpResponse:
    if not is_open:
        form.overtaken(
            TOO_LATE if contact.state != State.RECEIVED else "Nothing was saved: this was answered already."
        )
    return page(
        request,
        template,
        contact=contact,
        name=name_of(contact.record),
        form=form,
        is_open=is_open,
        stands=stands,
        kin=kin,
        suggestions={
            name: language.suggestions(request.POST.get(name, "")) for name in ("because", "how", "words")
        }
        if request.method == "POST"
        else {},
        contact_url=reverse("frontdoor:contact", args=[contact.reference]),
        purpose="deciding what help a child needs",
        here="worklist",
    )
