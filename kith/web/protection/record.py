"""Writing down a strategy discussion that was held."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.frontdoor.queries.told_already import told_already
from kith.people import queries as people
from kith.protection import actions, rules
from kith.sharing import gate
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.protection.moments import HourField, moment
from kith.web.protection.opened import shown
from kith.web.refer.forms import Words, line

HERE = [("here", "Took part"), ("away", "Away")]


class Record(GovForm):
    """Who was there, what was shared, what was made of it, and what was decided."""

    def __init__(self, *args: Any, needed: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needed = needed
        reveals: dict[str, dict[str, list[str]]] = {}
        self.fields["held_on"] = DayField(
            label="On which day was it held?", help_text="For example, 27 3 2027", required=False
        )
        self.fields["held_at"] = HourField("At what time?")
        self.fields["chair"] = line(
            "Who chaired it?", most=200, hint="A name and a post.", needed=False, wide=True
        )
        for entry in needed:
            self._part(entry, reveals)
        self._judgement(reveals)
        self.reveals = reveals
        others = [entry.code for entry in needed if not entry.extra["needed"]]
        self.sections = {
            f"{needed[0].code}_is_here": "Who took part",
            "analysis": "What you make of it together",
            "is_section_47": "What was decided",
        }
        if others:
            self.sections[f"{others[0]}_is_here"] = "Others who know the child"

    def _part(self, entry: Any, reveals: dict[str, dict[str, list[str]]]) -> None:
        code = entry.code
        self.fields[f"{code}_is_here"] = forms.ChoiceField(
            label=entry.says,
            widget=forms.RadioSelect(attrs={"small": True}),
            choices=HERE if entry.extra["needed"] else [*HERE, ("not_asked", "Not asked")],
            initial="" if entry.extra["needed"] else "not_asked",
            required=False,
        )
        self.fields[f"{code}_who"] = line("Who?", most=300, hint="Names and posts.", needed=False, wide=True)
        self.fields[f"{code}_shared"] = Words("What did they share, in short?", rows=2, needed=False)
        self.fields[f"{code}_away"] = Words(
            "Why were they away, and how will they hear of it?", rows=2, needed=False
        )
        reveals[f"{code}_is_here"] = {
            "here": [f"{code}_who", f"{code}_shared"],
            "away": [f"{code}_away"],
        }

    def _judgement(self, reveals: dict[str, dict[str, list[str]]]) -> None:
        self.fields["analysis"] = Words(
            "Analysis",
            hint="What harm, how likely, from whom. Brothers, sisters and friends too. What is not known.",
            needed=False,
        )
        self.fields["is_section_47"] = forms.ChoiceField(
            label="Does a section 47 enquiry start?",
            widget=forms.RadioSelect,
            choices=[("yes", "Yes"), ("no", "No")],
            required=False,
        )
        self.fields["enquiry_by"] = forms.ChoiceField(
            label="Who makes it?",
            widget=forms.RadioSelect(attrs={"small": True}),
            choices=[
                ("joint", "Social care and police together"),
                ("social_care", "Social care alone"),
                ("police", "Police alone"),
            ],
            required=False,
        )
        reveals["is_section_47"] = {"yes": ["enquiry_by"]}
        self.fields["safety"] = Words(
            "How is the child safe from now until the next day below?",
            hint="Who does what, today.",
            rows=3,
            needed=False,
        )
        self.fields["decision"] = Words(
            "What was decided?", hint="Each action with who does it and by when.", needed=False
        )
        self.fields["reasons"] = Words("Why?", hint="Facts first.", rows=3, needed=False)
        self.fields["dissent"] = Words(
            "Did anybody disagree?",
            hint="Who, and in their own words. Leave it empty if nobody did.",
            rows=2,
            needed=False,
        )
        self.fields["next_on"] = DayField(
            label="On which day is it looked at again?", help_text="For example, 27 3 2027", required=False
        )

    def said(self) -> rules.Record:
        """What was typed, as the action takes it."""
        told = self.cleaned_data
        return rules.Record(
            held_at=moment(told["held_on"], told["held_at"]),
            parts=tuple(
                rules.Part(
                    kind=entry.code,
                    is_here={"here": True, "away": False}.get(told[f"{entry.code}_is_here"]),
                    who=told[f"{entry.code}_who"],
                    shared=told[f"{entry.code}_shared"],
                    away_because=told[f"{entry.code}_away"],
                )
                for entry in self.needed
            ),
            is_section_47={"yes": True, "no": False}.get(told["is_section_47"]),
            **{name: told[name] for name in PLAIN},
        )


PLAIN = ("chair", "analysis", "enquiry_by", "safety", "decision", "reasons", "dissent", "next_on")


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, reference: str) -> HttpResponse:
    """What was asked for; on POST, what was held."""
    by = gate.must(request.actor, "plan.write")
    needed = list(rules.needed().on(today_in_london(request.now)))
    form = Record(request.POST if request.method == "POST" else None, needed=needed)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.record(trigger=reference, said=form.said(), by=by, at=request.now)
        except actions.CannotProtect as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            enquiry = " The section 47 enquiry runs, and so does the clock for the conference."
            messages.success(
                request,
                f"The discussion is written down.{enquiry if made.is_section_47 else ''}",
            )
            return redirect("protection:discussion", reference=reference)
    given = shown(reference, actor=by, needs="plan.write", at=request.now)
    if given["is_held"]:
        form.overtaken("Nothing was saved: somebody has written this discussion down meanwhile.")
    elif not form.is_bound and given["told"].answers:
        last = given["told"].answers[0]
        form.initial["chair"] = last.chair
    has_told = told_already(people.everyone(given["trigger"].subject_id))
    return page(request, "protection/record.html", form=form, has_told=has_told, **given)
