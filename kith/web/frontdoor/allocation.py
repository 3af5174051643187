"""The allocation meeting: every family that agreed to early help gets a lead, goes back to the front door, or waits."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.frontdoor.actions import helping as actions
from kith.frontdoor.actions import work
from kith.frontdoor.queries import helping as queries
from kith.frontdoor.queries.helping import Offered
from kith.frontdoor.rules.helping import Stands
from kith.sharing import audit, gate
from kith.sharing.actor import Actor
from kith.web.forms import GovForm
from kith.web.frontdoor.helping import PURPOSE
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words

LEAD, BACK = "lead", "back"
# Which field of a row shows what the action says is wrong with it.
SHOWN_AT = {"post": LEAD, "because": BACK}


class Allocation(GovForm):
    """Of each family: who leads, why it goes back, or nothing today."""

    def __init__(
        self, rows: Sequence[Offered], leads: Sequence[tuple[str, str]], load: Counter[str], data: Any = None
    ) -> None:
        super().__init__(data)
        self.rows, self.reveals = rows, {}
        choices = [("", "Choose who leads"), *((post, f"{says}: {_led(load[post])}") for post, says in leads)]
        for row in rows:
            name = row.reference
            self.fields[name] = forms.ChoiceField(
                label=f"{row.name}: what now?",
                widget=forms.RadioSelect,
                required=False,
                initial="",
                choices=[
                    *([(LEAD, "Somebody leads")] if leads else []),
                    (BACK, "Back to the front door"),
                    ("", "Not today"),
                ],
            )
            self.fields[f"{name}-{LEAD}"] = forms.ChoiceField(
                label="Who leads?", required=False, choices=choices
            )
            self.fields[f"{name}-{BACK}"] = Words(
                "Why is early help not right?",
                hint="What was found out, and what the child needs.",
                rows=2,
                needed=False,
            )
            self.reveals[name] = {BACK: [f"{name}-{BACK}"]} | ({LEAD: [f"{name}-{LEAD}"]} if leads else {})

    def each(self) -> list[tuple[Offered, forms.BoundField]]:
        return [(row, self[row.reference]) for row in self.rows]


def _led(number: int) -> str:
    return "leads none now" if not number else f"leads {number} now"


@require_http_methods(["GET", "HEAD", "POST"])
def allocation(request: Request) -> HttpResponse:
    """All families that agreed and have no lead, late first; on POST each row is done for itself, or says why not."""
    by = gate.must(request.actor, "contact.decide")
    gate.must(by, "help.read")
    found = queries.every(at=request.now)
    leads, load = queries.leads(by.partnerships[0], request.now), queries.load(found)
    rows = [each for each in found if each.stands is Stands.TO_ALLOCATE]
    form = Allocation(rows, leads, load, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        wrong = _do_each(form.cleaned_data, rows, by, request)
        gone = _overtaken(request, rows)
        if not wrong and not gone:
            return redirect("frontdoor:allocation")
        form.refuse([*wrong.values(), *gone], wrong)
        rows = [row for row in rows if row.reference in {name[:12] for name in wrong}]
        form.rows = rows
    audit.write(
        "frontdoor.help_listed",
        at=request.now,
        purpose="plan",
        subjects=sorted({each.subject for each in rows}),
    )
    return page(
        request,
        "frontdoor/allocation.html",
        form=form,
        rows=rows,
        late=sum(bool(each.due_at and each.due_at < request.now) for each in rows),
        nobody_leads=not leads,
        purpose=PURPOSE,
        here="help",
    )


def _do_each(said: dict[str, Any], rows: list[Offered], by: Actor, request: Request) -> dict[str, str]:
    """Each row that somebody decided on, in a transaction of its own: what was refused, by field."""
    wrong: dict[str, str] = {}
    for row in rows:
        name, does = row.reference, said[row.reference]
        try:
            if does == LEAD:
                post = said[f"{name}-{LEAD}"]
                actions.allocate_help(offer=name, post=post, by=by, at=request.now)
                messages.success(request, f"{row.name}: allocated. Whoever leads is told.")
            elif does == BACK:
                why = said[f"{name}-{BACK}"]
                actions.send_back_help(offer=name, because=why, by=by, at=request.now)
                messages.success(request, f"{row.name}: back at the front door, with your reason.")
        except work.CannotDo as refusal:
            wrong |= {
                f"{name}-{SHOWN_AT[field]}": f"{row.name}: {words}" for field, words in refusal.fields.items()
            }
    return wrong


def _overtaken(request: Request, rows: list[Offered]) -> list[str]:
    """Rows of the page that was sent which wait no more: somebody else allocated them, or sent them back, meanwhile."""
    there = {row.reference for row in rows}
    sent = [name for name, does in request.POST.items() if len(name) == 12 and does in {LEAD, BACK}]
    names = {each.reference: each.name for each in queries.every(at=request.now)}
    return [
        f"{names[name]}: this waited for no lead any more, and nothing was changed. Read how it stands."
        for name in sent
        if name not in there and name in names
    ]
