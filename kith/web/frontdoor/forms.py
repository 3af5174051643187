"""Asking about the forms of exploitation that nobody answered, and writing down who said what."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import codes
from kith.core.says import count, today_in_london
from kith.frontdoor.actions import forms as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries import forms as queries
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules.contact import State
from kith.frontdoor.rules.forms import Answer
from kith.people.queries import name_of
from kith.web.forms import GovForm
from kith.web.frontdoor.shown import TOO_LATE
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words, line
from kith.web.refer.signs import ANSWERS

STANDS = {"harm": "Harm seen", "sign": "Sign seen", "not_known": "Not known", "not_seen": "No signs seen"}


class AskForms(GovForm):
    """Every form, those that nobody answered first. What is left empty stays as it is."""

    def __init__(self, *args: Any, found: queries.Forms, includes: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reveals: dict[str, dict[str, list[str]]] = {}
        self.sections: dict[str, str] = {}
        self.fields["said_by"] = line(
            "Who told you?",
            most=200,
            hint="A name or post, and how: for example the officer, by telephone.",
            needed=False,
            wide=True,
        )
        answered = [*found.not_known, *found.not_seen, *found.seen]
        self.asked = [form.code for form in (*found.not_asked, *answered)]
        for form in (*found.not_asked, *answered):
            self._ask(form, includes.get(form.code, ""))
        if found.not_asked:
            self.sections[found.not_asked[0].code] = (
                f"Nobody was asked about {count(len(found.not_asked), 'form')}"
            )
        if answered:
            self.sections[answered[0].code] = "Answered already: answer again where you know more"

    def _ask(self, form: queries.Form, includes: str) -> None:
        stands = f"Now: {STANDS[form.answer].lower()}. " if form.answer in STANDS else ""
        self.fields[form.code] = forms.ChoiceField(
            label=form.says,
            help_text=f"{stands}{includes[:1].upper()}{includes[1:]}",
            choices=ANSWERS,
            widget=forms.RadioSelect,
            required=False,
        )
        self.fields[f"{form.code}_what"] = Words("What, who saw it, and when?", rows=3, needed=False)
        self.fields[f"{form.code}_harm"] = forms.BooleanField(
            label="The child is being harmed by it, or has been", required=False
        )
        self.fields[f"{form.code}_who"] = line("Who might know?", most=200, needed=False, wide=True)
        self.reveals[form.code] = {
            "seen": [f"{form.code}_what", f"{form.code}_harm"],
            "not_known": [f"{form.code}_who"],
        }

    @property
    def answers(self) -> list[Answer]:
        """Each form that was answered here."""
        said = self.cleaned_data
        return [
            Answer(
                form=code,
                answer=said[code],
                is_harm=said[code] == "seen" and said[f"{code}_harm"],
                what=said[f"{code}_what"] if said[code] == "seen" else "",
                who_would_know=said[f"{code}_who"] if said[code] == "not_known" else "",
            )
            for code in self.asked
            if said.get(code)
        ]


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, reference: str) -> HttpResponse:
    """Every form, and who answers; on POST, what they said."""
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    found = queries.forms_of(contact)
    every = codes.of("exploitation_forms").on(today_in_london(contact.received_at))
    form = AskForms(
        request.POST if request.method == "POST" else None,
        found=found,
        includes={entry.code: ", ".join(entry.extra.get("includes", ())) for entry in every},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.answer_forms(
                contact=reference,
                answers=form.answers,
                said_by=form.cleaned_data["said_by"],
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, f"Saved: {count(len(made), 'answer')}, with who said so and your name.")
            return redirect(f"{reverse('frontdoor:contact', args=[reference])}#forms")
    is_open = contact.state == State.RECEIVED
    if not is_open:
        form.overtaken(TOO_LATE)
    return page(
        request,
        "frontdoor/forms.html",
        contact=contact,
        name=name_of(contact.record),
        found=found,
        form=form,
        is_open=is_open,
        contact_url=reverse("frontdoor:contact", args=[reference]),
        purpose="deciding what help a child needs",
        here="worklist",
    )
