"""How long a child's record is kept, and the records whose day is over."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from kith.core.says import today_in_london
from kith.retention import queries, rules
from kith.sharing import gate
from kith.sharing.queries import posts
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page

PURPOSE = "keeping records no longer and no shorter than they are needed"


class Find(GovForm):
    """A child by reference: this page knows no names."""

    child = forms.CharField(
        label="The child’s reference",
        help_text="12 letters and digits, as on the child’s page.",
        max_length=20,
        widget=forms.TextInput(attrs={"width": 20}),
        error_messages={"required": "Enter the reference."},
    )

    def clean_child(self) -> str:
        said = "".join(self.cleaned_data["child"].split()).upper()
        try:
            reverse("retention:kept", kwargs={"reference": said})
        except NoReverseMatch:
            raise forms.ValidationError(
                "A reference has 12 letters and digits. Check it, and enter it again."
            ) from None
        return said


@require_GET
def records(request: Request) -> HttpResponse:
    """The records whose last day is over, and what is held; and the way to one child by reference."""
    actor = gate.must(request.actor, queries.READ)
    today = today_in_london(request.now)
    form = Find(request.GET if "child" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("retention:kept", reference=form.cleaned_data["child"])
    held = queries.holds()
    return page(
        request,
        "retention/records.html",
        form=form,
        areas=[(area, queries.past(area.pk, actor=actor, at=request.now)) for area in posts.areas(actor)],
        holds=[
            (hold, rules.hold_kinds().words(hold.kind, today), hold.review_on < today)
            for hold in held
            if not hold.ended_at
        ],
        ended=[(hold, rules.hold_kinds().words(hold.kind, today), False) for hold in held if hold.ended_at],
        rules=rules.keep_for().on(today),
        may_hold=actor.may("hold.place"),
        may_open=actor.may("child.read"),
        me=actor.worker_id,
        purpose=PURPOSE,
    )


@require_GET
def of_child(request: Request, reference: str) -> HttpResponse:
    """Until when this child's record is kept, why, what holds it, and what its end would mean."""
    actor = gate.must(request.actor, queries.READ)
    record = queries.of_child(reference, actor=actor, at=request.now)
    today = today_in_london(request.now)
    return page(
        request,
        "retention/kept.html",
        record=record,
        is_past=record.kept.is_past(today),
        holds=[
            (hold, rules.hold_kinds().words(hold.kind, today), not hold.ended_at and hold.review_on < today)
            for hold in queries.holds(subject=record.subject)
        ],
        may_hold=actor.may("hold.place"),
        may_open=actor.may("child.read"),
        me=actor.worker_id,
        purpose=PURPOSE,
    )
