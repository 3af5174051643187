"""How far it has come, for whoever has the number: one of three words, and never more."""

from django import forms
from django.db import connection
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.numbers import number_of
from kith.web.page import page
from kith.web.tell import limits

SAYS = {
    "received": "Received. It is with the front door, and nobody has taken it on yet.",
    "in_hand": "In hand. Somebody at the front door is working on it.",
    "finished": "Finished. Somebody has read it and decided what to do. We cannot tell you more than that.",
}
NOTHING = "We have nothing under this number. Check it, or ring the front door."


class Ask(GovForm):
    """The number on a receipt."""

    number = forms.CharField(
        label="Your number",
        help_text="For example, RV-7Q4M-2KH9. Small letters and no hyphens will do.",
        max_length=40,
        widget=forms.TextInput(attrs={"width": 20}),
        error_messages={"required": "Enter the number that you were given when you told us."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def status(request: Request) -> HttpResponse:
    """The answer has one shape, whether there is such a number or not."""
    form = Ask(request.POST if request.method == "POST" else None)
    says, code = "", 200
    if request.method == "POST" and form.is_valid():
        if limits.takes_another(request, "status"):
            says = SAYS.get(_state(form.cleaned_data["number"]), NOTHING)
        else:
            says, code = (
                "Too many numbers were asked after from here. Try again in an hour, or ring the front door.",
                429,
            )
    response = page(request, "tell/status.html", form=form, says=says, status=code, danger=True)
    response.headers["Cache-Control"] = "no-store"
    return response


def _state(typed: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("select kith.public_status(%s)", [number_of(typed)])
        return cursor.fetchone()[0] or ""
