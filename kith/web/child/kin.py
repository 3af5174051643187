"""Who belongs together: seen on the child's page, found and written down by a person, struck out with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import Contact
from kith.frontdoor.queries.kin import Proposed, proposed
from kith.frontdoor.rules.contact import State
from kith.people import kin, rules
from kith.people import queries as people
from kith.people.actions import kin as actions
from kith.people.matching import Record
from kith.plans.models import Plan
from kith.sharing import gate
from kith.sharing.models import Subject
from kith.web.child import person
from kith.web.child.opened import Opened, open_child
from kith.web.find.find import Find, lines_of, number_of
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words, line


@dataclass(frozen=True)
class Line:
    """One who belongs with the child, and what is open for them, where the reader may know it."""

    kin: kin.Kin
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Panel:
    """Who belongs with a child."""

    lines: list[Line]
    before: list[kin.Kin]


def panel(opened: Opened, *, at: datetime) -> Panel:
    """Who belongs with this child, as far as the reader may know both; that they were named is in their audit."""
    return panel_of(opened.subjects, today=opened.today, at=at, purpose=opened.purpose)


def panel_of(subjects: list[int], *, today: date, at: datetime, purpose: str) -> Panel:
    """The same for a page that has opened the child in its own way."""
    found = kin.belonging(subjects, today=today, at=at, purpose=purpose)
    them = [one for each in found.now for one in each.them]
    rows = _open_for.rows(subjects=them) if them else []
    contacts = {row.pk for row in rows if row.has_contact}  # type: ignore[attr-defined]
    plans = {row.pk for row in rows if row.has_plan}  # type: ignore[attr-defined]
    return Panel(
        [
            Line(
                each,
                (
                    *([("Contact to decide", "late")] if contacts & set(each.them) else []),
                    *([("Plan live", "strong")] if plans & set(each.them) else []),
                ),
            )
            for each in found.now
        ],
        found.before,
    )


@once
def _open_for() -> QuerySet[Subject]:
    contacts = Contact.objects.filter(subject_id=OuterRef("pk"), state=State.RECEIVED.value)
    plans = Plan.objects.filter(subject_id=OuterRef("pk"), closed_at=None)
    them = Subject.objects.filter(Among("id", Given("subjects")))
    return them.annotate(has_contact=Exists(contacts), has_plan=Exists(plans))


@require_GET
def together(request: Request, reference: str) -> HttpResponse:
    """Everybody who belongs with this child, what senders told that nobody has confirmed, and what was struck out."""
    opened = open_child(request, reference)
    shown = panel(opened, at=request.now)
    return _page(
        request,
        opened,
        "child/together.html",
        kin=shown,
        proposed=_proposed(opened, shown) if opened.reads("contact.read") else [],
        adds=opened.reads("record.add"),
        may_find=opened.actor.may("child.find"),
    )


def _proposed(opened: Opened, shown: Panel) -> list[Proposed]:
    there = [*(each.kin for each in shown.lines), *shown.before]
    return proposed(opened.subjects, there, today=opened.today)


@require_http_methods(["GET", "HEAD", "POST"])
def find(request: Request, reference: str) -> HttpResponse:
    """Look for the other child; on POST, who it may be. What was typed is in no address."""
    opened = open_child(request, reference, needs="record.add")
    actor = gate.must(request.actor, "child.find")
    form = Find(request.POST if request.method == "POST" else None)
    shown: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        number = number_of(said["number"]) if said["number"] else {}
        if "reference" in number:
            return redirect("child:relate", reference, number["reference"])
        sought = Record(
            given_name=said["given_name"],
            family_name=said["family_name"],
            date_of_birth=said["date_of_birth"],
            postcode=said["postcode"],
            nhs_number=number.get("nhs_number", ""),
            upn=number.get("upn", ""),
        )
        found = people.look_up(sought, by=actor, at=request.now, purpose="find", without=opened.subject.pk)
        others = tuple(each for each in found.outcome.candidates if each.person not in opened.subjects)
        shown = {"lines": lines_of(others), "ask": found.ask, "was_asked": True}
    return _page(request, opened, "child/find_kin.html", form=form, **shown)


class Relate(GovForm):
    """What the other child is to this one, since when it is known, and who knows it."""

    kind = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Choose what they are."})
    since = DayField(label="Since when is it known?", help_text="For example, 27 3 2027")
    says_who = line(
        "Who told it, or how do you know?",
        hint="For example: their mother, by telephone",
        most=200,
        wide=True,
        messages={"required": "Say who told it, or how you know."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def relate(request: Request, reference: str, other: str) -> HttpResponse:
    """Say what the other child is to this one."""
    opened = open_child(request, reference, needs="record.add")
    beside = open_child(request, other, needs="record.add")
    shown = kin.belonging(opened.subjects, today=opened.today)
    told = proposed(opened.subjects, [*shown.now, *shown.before], today=opened.today)
    offer = next((each for each in told if each.child == other), None)
    initial = {"since": opened.today}
    if offer:
        initial |= {"kind": offer.kind, "says_who": f"{offer.told_by}, contact {offer.receipt}"}  # type: ignore[dict-item]
    form = Relate(request.POST if request.method == "POST" else None, initial=initial)
    they = person.person(beside.subjects, today=opened.today)
    this = person.person(opened.subjects, today=opened.today)
    form.fields["kind"].label = f"What is {they.name} to {this.name}?"
    form.fields["kind"].choices = rules.relations().choices(opened.today)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            actions.relate(
                subject=reference,
                other=other,
                receipt=offer.receipt if offer else "",
                by=opened.actor,
                at=request.now,
                **form.cleaned_data,
            )
        except actions.CannotRelate as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, f"Written down. It stands on the page of {they.name} too.")
            return redirect("child:together", reference)
    return _page(request, opened, "child/relate.html", form=form, other=they, offer=offer)


class End(GovForm):
    """Whether it was never so or is over, and what shows it."""

    how = forms.ChoiceField(
        label="What is wrong with it?",
        widget=forms.RadioSelect,
        choices=[(rules.MISTAKE, "It was never so: a mistake"), (rules.OVER, "It is so no longer")],
        error_messages={"required": "Say whether it was never so, or is so no longer."},
    )
    because = Words("What shows it?", rows=2, missing="Say what shows it.")


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, reference: str, relation: str) -> HttpResponse:
    """Strike one out, or say that it is over."""
    opened = open_child(request, reference, needs="record.add")
    form = End(request.POST if request.method == "POST" else None)
    stands = kin.belonging(opened.subjects, today=opened.today).now
    held = next((each for each in stands if each.reference == relation), None)
    if held is None:
        raise gate.NotYours("people.relation", "record.add")
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_relation(
                subject=reference, relation=relation, by=opened.actor, at=request.now, **form.cleaned_data
            )
        except actions.CannotRelate as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(request, "Taken off, with your reason and your name. What stood is kept below.")
            return redirect("child:together", reference)
    return _page(request, opened, "child/end_relation.html", form=form, kin=held)


def _page(request: Request, opened: Opened, template: str, **shown: Any) -> HttpResponse:
    return page(
        request,
        template,
        purpose=opened.purpose_says,
        reference=opened.subject.reference,
        back=reverse("child:together", args=[opened.subject.reference]),
        person=person.person(opened.subjects, today=opened.today),
        **shown,
    )
