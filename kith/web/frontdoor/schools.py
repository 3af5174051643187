"""Children of school age whose school is not known; and saying which it is, from the register, or why there is none."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from kith.core.says import today_in_london
from kith.frontdoor.actions import schools as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries import schools as queries
from kith.frontdoor.queries.picture import open_contact
from kith.frontdoor.rules.contact import State
from kith.people import finding, registers
from kith.people.finding import SCHOOL, Line
from kith.people.queries import name_of
from kith.sharing import audit, gate
from kith.web.forms import GovForm
from kith.web.frontdoor.shown import TOO_LATE
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words, line

PURPOSE = "deciding what help a child needs"
AT_NONE = "none"


class SaySchool(GovForm):
    """Words to find a school by; then which of those found, or why the child is at none."""

    words = line(
        "Find the school",
        hint="Its name, or a part of it with the town or postcode; or its URN.",
        most=200,
        needed=False,
        wide=True,
    )
    school = forms.ChoiceField(
        label="Which school does the child go to?",
        widget=forms.RadioSelect,
        error_messages={"required": "Find the school and choose it, or say why the child is at none."},
    )
    because = Words("Why?", hint="For example: taught at home since May.", rows=2, needed=False)
    reveals = {"school": {AT_NONE: ["because"]}}

    def __init__(self, *args: Any, found: list[Line], on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["school"]
        field.choices = [
            *((each.code, each.says(on)) for each in found),
            (AT_NONE, "The child is at no school, because"),
        ]
        field.dividers = {AT_NONE: "or"} if found else {}
        self.fields["words"].find = "Find"  # type: ignore[attr-defined]


@require_safe
def missing(request: Request) -> HttpResponse:
    """Contacts that wait, of children of school age whose school is not known or not found, oldest first."""
    by = gate.must(request.actor, "contact.decide")
    found, is_more = queries.missing(by=by, at=request.now)
    audit.write(
        "frontdoor.schools_listed",
        at=request.now,
        purpose="decide",
        subjects=sorted({each.subject for each in found}),
    )
    return page(
        request,
        "frontdoor/schools_missing.html",
        found=found,
        is_more=is_more,
        purpose=PURPOSE,
        here="worklist",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def say(request: Request, reference: str) -> HttpResponse:
    """What was sent of the school; on POST, what is found, or which it is."""
    contact = open_contact(reference, actor=request.actor, at=request.now, needs="contact.decide")
    today = today_in_london(request.now)
    is_open = contact.state == State.RECEIVED
    is_asked = request.method == "POST"
    words = request.POST.get("words", "") if is_asked else contact.record.school_says
    if is_asked:
        what = finding.asked(SCHOOL, words)
        lines, is_more = registers.find(what, on=today)
    else:
        what, lines, is_more = registers.offered(SCHOOL, words, contact.record.school_urn, on=today)
    # Enter in the words is a search too, until something was chosen.
    is_entered = "first" in request.POST and not request.POST.get("school")
    is_looking = not is_asked or "find" in request.POST or is_entered
    typed = {name: request.POST.get(name, "") for name in ("school", "because")}
    form = SaySchool(
        None if is_looking else request.POST, found=lines, on=today, initial={"words": words, **typed}
    )
    if is_more:
        form.fields[
            "school"
        ].help_text = f"The first {len(lines)} are shown. Type more words to narrow it down."
    if not lines and not what.is_empty:
        form.fields["words"].help_text = finding.nothing_found(what)
    if not is_looking and form.is_valid():
        said = form.cleaned_data
        try:
            actions.say_school(
                contact=reference,
                school="" if said["school"] == AT_NONE else said["school"],
                because=said["because"],
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except work.CannotDo as refusal:
            fields = refusal.fields
            if said["school"] == AT_NONE and "school" in fields:
                fields = {"because": "Say why the child is at no school."}
            form.refuse(list(fields.values()) or refusal.objections, fields)
        else:
            messages.success(request, "Saved, with your name. What was sent stays as it was sent.")
            return redirect(f"{reverse('frontdoor:contact', args=[reference])}#involved")
    if not is_open:
        form.overtaken(TOO_LATE)
    return page(
        request,
        "frontdoor/school.html",
        contact=contact,
        name=name_of(contact.record),
        school=queries.school_of(contact, today),
        form=form,
        is_open=is_open,
        contact_url=reverse("frontdoor:contact", args=[reference]),
        purpose=PURPOSE,
        here="worklist",
    )
