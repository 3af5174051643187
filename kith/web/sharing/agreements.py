"""The register of information-sharing agreements, and entering a new one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kith.core.says import today_in_london
from kith.sharing import actions, gate
from kith.sharing.models import Agency, Partnership
from kith.sharing.queries import agreements as register
from kith.sharing.queries import posts
from kith.sharing.queries.signed import ending
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page


@require_GET
def agreements(request: Request) -> HttpResponse:
    """What lets whom see what, for what, until when."""
    actor = gate.must(request.actor, "agreement.read")
    today = today_in_london(request.now)
    lines = register.agreements(actor=actor, on=today)
    return page(
        request,
        "sharing/agreements.html",
        lines=lines,
        in_force=[line for line in lines if line.state == "in force"],
        others=[line for line in lines if line.state != "in force"],
        to_review=sum(line.is_review_late for line in lines),
        ending=ending(actor.partnerships, today),
        today=today,
        may_sign=actor.may("agreement.sign"),
        may_list=actor.may("grant.read"),
    )


class Sign(GovForm):
    """An agreement as it is typed from the paper that was signed."""

    says = forms.CharField(
        label="What is the agreement called?",
        max_length=200,
        error_messages={"required": "Give the agreement’s name, as on its first page."},
    )
    partnership = forms.ChoiceField(label="Whose agreement is it?")
    agencies = forms.MultipleChoiceField(
        label="Which agencies have signed?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose every agency that has signed."},
    )
    classes = forms.MultipleChoiceField(
        label="What may they see?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one class of what is held."},
    )
    purposes = forms.MultipleChoiceField(
        label="For which purposes?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one purpose."},
    )
    starts_on = DayField(
        label="From which day?",
        help_text="For example, 1 4 2027",
        error_messages={"required": "Enter the agreement’s first day."},
    )
    ends_on = DayField(
        label="Until which day?",
        help_text="From the day after, what it covers is closed to the agencies that signed.",
        error_messages={"required": "Enter the agreement’s last day."},
    )
    review_on = DayField(
        label="When is it looked at again?",
        error_messages={"required": "Enter the day on which it is reviewed."},
    )

    def __init__(
        self,
        *args: Any,
        areas: list[Partnership],
        agencies: list[Agency],
        classes: list[tuple[str, str]],
        purposes: dict[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[str, str]]] = {
            "partnership": [(area.code, area.says) for area in areas],
            "agencies": [(agency.reference, agency.says) for agency in agencies],
            "classes": classes,
            "purposes": list(purposes.items()),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(areas) == 1:
            self.fields["partnership"].widget = forms.HiddenInput()
            self.fields["partnership"].initial = areas[0].code

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        starts, ends, review = (said.get(name) for name in ("starts_on", "ends_on", "review_on"))
        if starts and ends and ends < starts:
            self.add_error("ends_on", "The last day comes before the first. Correct one of them.")
        elif starts and ends and review and not starts <= review <= ends:
            self.add_error("review_on", "Choose a day while the agreement is in force.")
        return said


@require_http_methods(["GET", "POST"])
def sign(request: Request) -> HttpResponse:
    """Enter an agreement that the agencies have signed."""
    actor = gate.must(request.actor, "agreement.sign")
    today = today_in_london(request.now)
    form = Sign(
        request.POST or None,
        areas=posts.areas(actor),
        agencies=posts.places(actor=actor, on=today),
        classes=register.data_classes().choices(today),
        purposes=register.purposes(),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.sign_agreement(
            says=said["says"],
            partnership=Partnership.objects.get(code=said["partnership"]),
            agencies=Agency.objects.filter(reference__in=said["agencies"]),
            items=dict.fromkeys(said["classes"], said["purposes"]),
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            review_on=said["review_on"],
            by=actor,
            at=request.now,
        )
        messages.success(request, "The agreement is in the register. What it covers opens on its first day.")
        return redirect("sharing:agreements")
    return page(request, "sharing/sign.html", form=form)
