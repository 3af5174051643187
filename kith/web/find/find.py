"""Looking for a child: who it may be, born when, and whom to ask. What is held is opened elsewhere, or not at all."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core import identifiers, says
from kith.core import reference as references
from kith.people import queries as people
from kith.people.matching import Candidate, Record
from kith.plans import queries as plans
from kith.sharing import gate
from kith.sharing.models import Subject
from kith.sharing.queries import emergencies
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page

# The keys of a name alone meet half the county; these with it, or a number, are enough.
NAMES = ("given_name", "family_name")


class Find(GovForm):
    """What somebody knows of a child."""

    given_name = forms.CharField(label="First name", max_length=100, required=False)
    family_name = forms.CharField(label="Family name", max_length=100, required=False)
    date_of_birth = DayField(label="Birth date", help_text="For example, 27 3 2012", required=False)
    postcode = forms.CharField(label="Postcode", max_length=10, required=False)
    number = forms.CharField(
        label="NHS number, pupil number or Kith reference", max_length=30, required=False
    )

    def clean_postcode(self) -> str:
        typed = str(self.cleaned_data["postcode"]).strip()
        try:
            return identifiers.postcode(typed) if typed else ""
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from None

    def clean_number(self) -> str:
        typed = str(self.cleaned_data["number"]).strip()
        if typed and not number_of(typed):
            raise forms.ValidationError(
                "This is no NHS number, pupil number or reference. Check each digit and letter."
            )
        return typed

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not said.get("number"):
            named = [name for name in NAMES if said.get(name)]
            if not named:
                self.add_error("family_name", "Enter a name, or a number.")
            elif not (len(named) == len(NAMES) or said.get("date_of_birth") or said.get("postcode")):
                self.add_error(
                    "date_of_birth", "Many have this name. Add a birth date, a postcode or the other name."
                )
        return said


def number_of(typed: str) -> dict[str, str]:
    """Which number this is, and as it is held; nothing where it is none."""
    for name, read in (
        ("nhs_number", identifiers.nhs_number),
        ("upn", identifiers.upn),
        ("reference", references.read),
    ):
        try:
            return {name: read(typed)}
        except ValueError:
            continue
    return {}


@dataclass(frozen=True)
class Found:
    """Somebody whom it may be: what the register of names says, and whom to ask."""

    name: str
    born: str
    band: str
    lead: plans.Lead | None
    reference: str
    emergency: str


BANDS = {
    "Match": "Agrees in a checked number",
    "PotentialMatch": "Possible match",
    "LowConfidenceMatch": "Weak match",
}


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: Request) -> HttpResponse:
    """Ask; on POST, who it may be. What was typed is in no address, and so in no history."""
    actor = gate.must(request.actor, "child.find")
    form = Find(asked(request))
    shown: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        number = number_of(said["number"]) if said["number"] else {}
        if "reference" in number:
            return redirect("child:child", number["reference"])
        sought = Record(
            given_name=said["given_name"],
            family_name=said["family_name"],
            date_of_birth=said["date_of_birth"],
            postcode=said["postcode"],
            nhs_number=number.get("nhs_number", ""),
            upn=number.get("upn", ""),
        )
        found = people.look_up(sought, by=actor, at=request.now, purpose="find")
        shown = {
            "lines": lines_of(found.outcome.candidates),
            "ask": found.ask,
            "is_limited": found.outcome.limited,
            "was_asked": True,
        }
    return page(request, "find/find.html", form=form, purpose="finding the right child", **shown)


def asked(request: Request) -> dict[str, Any] | None:
    """What was typed: into the page's own fields, or into the box that stands on every page."""
    if request.method != "POST":
        return None
    typed = " ".join(request.POST.get("q", "").split())
    if not typed:
        return request.POST
    if number_of(typed) or any(sign.isdigit() for sign in typed):
        return {"number": typed}
    given, _, family = typed.rpartition(" ")
    return {"given_name": given, "family_name": family}


def lines_of(candidates: tuple[Candidate, ...]) -> list[Found]:
    """Name, birth date and who leads; a way to the record only where this post reaches it."""
    ids = [candidate.person for candidate in candidates]
    if not ids:
        return []
    leads = plans.leads_of(ids)
    open_to_me = dict(Subject.objects.filter(pk__in=ids).values_list("pk", "reference"))
    in_emergency = emergencies.references_of(person for person in ids if person not in open_to_me)
    return [
        Found(
            name=name_of(candidate),
            born=born_of(candidate),
            band=BANDS[candidate.band],
            lead=leads.get(candidate.person),
            reference=open_to_me.get(candidate.person, ""),
            emergency=in_emergency.get(candidate.person, ""),
        )
        for candidate in candidates
    ]


def name_of(candidate: Candidate) -> str:
    for record in reversed(candidate.records):
        if named := " ".join(part for part in (record.given_name, record.family_name) if part):
            return named
    return "Name not known"


def born_of(candidate: Candidate) -> str:
    for record in reversed(candidate.records):
        if record.date_of_birth:
            return f"born {says.day(record.date_of_birth)}"
    return "birthday not known"
