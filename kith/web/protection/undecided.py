"""What nobody has decided about a strategy discussion, what is to be held, and what is not held: as at a moment."""

from datetime import date, datetime, time

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.core.says import LONDON
from kith.protection import queries
from kith.web.child.opened import PURPOSE
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page


class AsAt(GovForm):
    """The day as at whose end the list is asked."""

    on = DayField(label="As at the end of which day?", help_text="For example, 27 3 2027", required=False)


@require_safe
def undecided(request: Request) -> HttpResponse:
    """The list, late first; of an earlier moment where one is asked for."""
    form = AsAt(request.GET if "on_0" in request.GET else None)
    on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    as_at = min(_moment(request.GET.get("as_at", ""), on) or request.now, request.now)
    found = queries.demands(actor=request.actor, as_at=as_at, now=request.now)
    return page(
        request,
        "protection/undecided.html",
        found=found,
        form=form,
        is_past=as_at < request.now,
        may_decide=request.actor is not None and request.actor.may("discussion.decide"),
        purpose=PURPOSE,
    )


def _moment(typed: str, on: date | None) -> datetime | None:
    """The moment that an address asks for, such as 2027-03-27T14:00, or the end of a day."""
    if on:
        return datetime.combine(on, time.max, tzinfo=LONDON)
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if len(typed) <= 10:
        found = datetime.combine(found, time.max)
    return found if found.tzinfo else found.replace(tzinfo=LONDON)
