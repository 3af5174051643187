"""Who was in the room: written down day by day, and put right by a later entry."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.frontdoor.actions.room import say_who_was_there
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.queries import room as queries
from kith.frontdoor.rules import room as rules
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page

HOW, WORDS = "how-", "words-"


class Attended(GovForm):
    """For each agency whether it was there, and who, or why not."""

    def __init__(self, seats: list[queries.Seat], newest: int, data: object = None) -> None:
        super().__init__(data)
        self.fields["shown"] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=newest)
        for seat in seats:
            self.fields[HOW + seat.agency] = forms.ChoiceField(
                label=seat.says,
                choices=[(how.value, says) for how, says in rules.SAYS.items()],
                widget=forms.RadioSelect(attrs={"inline": True}),
                initial=seat.how,
                required=False,
            )
            self.fields[WORDS + seat.agency] = forms.CharField(
                label=f"{seat.says}: who, or why not",
                max_length=200,
                initial=seat.words,
                required=False,
                error_messages={"max_length": "Say it in 200 letters."},
            )

    def told(self, part: str) -> dict[str, str]:
        return {
            name.removeprefix(part): value
            for name, value in self.cleaned_data.items()
            if name.startswith(part)
        }


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: Request) -> HttpResponse:
    """Who was there on a day; on POST it is written down."""
    day = _day(request.GET.get("day", ""), today_in_london(request.now))
    found = queries.room(day, actor=request.actor, at=request.now)
    form = Attended(found.seats, found.newest, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            number = say_who_was_there(
                day=day,
                said={name: rules.Presence(how) if how else None for name, how in form.told(HOW).items()},
                words=form.told(WORDS),
                shown=form.cleaned_data["shown"] or 0,
                by=request.actor,  # type: ignore[arg-type]
                at=request.now,
            )
        except CannotDo as refusal:
            form.refuse(refusal.objections, {HOW + name: why for name, why in refusal.fields.items()})
            form.data = {**request.POST.dict(), "shown": found.newest}
        else:
            messages.success(request, "Written down, with your name." if number else "Nothing had changed.")
            return redirect(f"{reverse('frontdoor:room')}?day={day.isoformat()}")
    return page(
        request,
        "frontdoor/room.html",
        room=found,
        form=form,
        here_url=f"?day={day.isoformat()}",
        purpose="deciding what help a child needs",
        here="together",
    )


def _day(asked: str, today: date) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return today
