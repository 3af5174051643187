"""Paper forms for when the system is away: printing them with their numbers, and which have been keyed."""

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core import codes
from kith.core.says import today_in_london
from kith.frontdoor.rules.sent import not_asked_because, spoken_alone
from kith.intake.actions import print_forms
from kith.intake.models import PaperNumber
from kith.sharing import gate
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
        made = print_forms(
            partnership=by.partnerships[0], count=form.cleaned_data["count"], by=by, at=request.now
        )
        return redirect(f"{reverse('frontdoor:paper_forms')}?print={made[0].number}")
    printed = PaperNumber.objects.filter(partnership__in=by.partnerships)
    if together := _together(printed, request.GET.get("print", "")[:16]):
        return _to_print(request, together)
    rows = list(printed.select_related("by_worker", "receipt").order_by("-printed_at", "-id")[:SHOWN])
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


def _together(printed: QuerySet[PaperNumber], number: str) -> list[PaperNumber]:
    """The forms that were made together with this one, and that nobody has keyed."""
    one = printed.filter(number=number).first() if number else None
    if one is None:
        return []
    same = printed.filter(printed_at=one.printed_at, partnership_id=one.partnership_id, receipt=None)
    return list(same.select_related("partnership").order_by("id"))


def _to_print(request: Request, together: list[PaperNumber]) -> HttpResponse:
    day = today_in_london(request.now)
    return page(
        request,
        "frontdoor/paper_print.html",
        numbers=[each.number for each in together],
        area_of=together[0].partnership,
        exploitation=codes.of("exploitation_forms").on(day),
        three=codes.of("yes_no_not_known").choices(day),
        allegations=[says for code, says in ALLEGATIONS if code],
        because=not_asked_because().choices(day),
        alone=spoken_alone().choices(day),
        lines=range(4),
        purpose="paper forms for when the system is away",
        here="worklist",
    )
