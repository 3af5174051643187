"""Words that may be a sign, in the sentences that they came from: a person says yes or no."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import codes
from kith.core.says import count, today_in_london
from kith.frontdoor.actions import signs as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries import signs as queries
from kith.frontdoor.queries.forms import forms_of
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules.contact import State
from kith.frontdoor.rules.indicators import Suggested
from kith.people.queries import name_of
from kith.web.forms import GovForm
from kith.web.frontdoor.shown import TOO_LATE
from kith.web.middleware import Request
from kith.web.page import page


class Weigh(GovForm):
    """Each suggestion with its sentence. What is left empty is asked again."""

    def __init__(self, *args: Any, found: list[Suggested], says: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in found:
            sentence = each.sentence if each.sentence[0] in "“\"‘'" else f"“{each.sentence}”"
            self.fields[each.key] = forms.ChoiceField(
                label=sentence,
                help_text=f"{each.where}. {says.get(each.form, each.form)}: {each.says[0].lower()}{each.says[1:]}?",
                choices=[("yes", "Yes, a sign"), ("no", "No")],
                widget=forms.RadioSelect(attrs={"inline": True}),
                required=False,
            )


@require_http_methods(["GET", "HEAD", "POST"])
def signs(request: Request, reference: str) -> HttpResponse:
    """What may be a sign; on POST, what a person says of it."""
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    added = contact.additions.order_by("received_at", "id").values_list("words", flat=True)
    found = queries.suggested(contact, added, queries.standing(forms_of(contact)), at=request.now)
    every = codes.of("exploitation_forms").on(today_in_london(request.now))
    form = Weigh(
        request.POST if request.method == "POST" else None,
        found=found,
        says={entry.code: entry.says for entry in every},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.weigh_signs(
                contact=reference,
                answers={name: value for name, value in form.cleaned_data.items() if value},
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except work.CannotDo as refusal:
            form.refuse(refusal.objections)
        else:
            said = sum(each.is_sign for each in made)
            messages.success(
                request, f"Saved with your name: {count(said, 'sign')}, {len(made) - said} not a sign."
            )
            return redirect(f"{reverse('frontdoor:contact', args=[reference])}#forms")
    is_open = contact.state == State.RECEIVED and bool(found)
    if not is_open:
        form.overtaken(
            TOO_LATE if contact.state != State.RECEIVED else "Nothing was saved: nothing is left to weigh."
        )
    return page(
        request,
        "frontdoor/signs.html",
        contact=contact,
        name=name_of(contact.record),
        form=form,
        found=found,
        is_open=is_open,
        contact_url=reverse("frontdoor:contact", args=[reference]),
        purpose="deciding what help a child needs",
        here="worklist",
    )
