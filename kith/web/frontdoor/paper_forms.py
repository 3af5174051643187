"""Paper forms for when the system is away: printing them with their numbers, and which have been keyed."""

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from kith.core import codes
from kith.core.says import today_in_london
from kith.frontdoor.rules.sent import not_asked_because
from kith.intake.actions import print_forms
from kith.intake.models import PaperNumber
from kith.sharing import gate
from kith.sharing.models import Partnership
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.adults import ALLEGATIONS

MOST, SHOWN = 20, 200


class Print(GovForm):
    """How many."""

    count = forms.IntegerField(
        label="How many forms?",
        help_text=f"Each has a number of its own. {MOST} at most at a time.",
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"width": 3}),
        error_messages={
            "required": "Say how many forms you need.",
            "invalid": f"Enter a number from 1 to {MOST}.",
            "min_value": f"Enter a number from 1 to {MOST}.",
            "max_value": f"Enter a number from 1 to {MOST}.",
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def paper_forms(request: Request) -> HttpResponse:
    """Which were printed, keyed and not keyed; on POST, more of them, ready to print."""
    by = gate.must(request.actor, "contact.decide")
    form = Print(request.POST if request.method == "POST" else None, initial={"count": 5})
    if request.method == "POST" and form.is_valid():
        area = Partnership.objects.get(pk=by.partnerships[0])
        made = print_forms(partnership=area.pk, count=form.cleaned_data["count"], by=by, at=request.now)
        day = today_in_london(request.now)
        return page(
            request,
            "frontdoor/paper_print.html",
            numbers=[each.number for each in made],
            area_of=area,
            exploitation=codes.of("exploitation_forms").on(day),
            three=codes.of("yes_no_not_known").choices(day),
            allegations=[says for code, says in ALLEGATIONS if code],
            because=not_asked_because().choices(day),
            lines=range(4),
            purpose="paper forms for when the system is away",
            here="worklist",
        )
    rows = list(
        PaperNumber.objects.filter(partnership__in=by.partnerships)
        .select_related("by_worker", "receipt")
        .order_by("-printed_at", "-id")[:SHOWN]
    )
    waiting = sum(row.receipt_id is None for row in rows)
    return page(
        request,
        "frontdoor/paper_forms.html",
        form=form,
        rows=rows,
        waiting=waiting,
        keyed=len(rows) - waiting,
        shown=SHOWN,
        purpose="paper forms for when the system is away",
        here="worklist",
    )
