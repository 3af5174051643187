"""One row of a file: what was read in each column, what is wrong with it, and putting it right or leaving it out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.frontdoor.queries import files
from kith.frontdoor.reading.rows import is_needed
from kith.intake import actions
from kith.sharing import gate
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page

LONG = {"what_happened", "risk", "words", "restriction", "sender_did", "sender_asks", "offence"}
HINTS = {
    "day": "For example, 27 March 2012",
    "moment": "For example, 27 March 2026 3:10pm",
    "three": "Yes, no or not known",
    "alone": "Yes, offered, no or not known",
    "family": "Agreed, said no or not asked",
    "forms": "Several with a semicolon between them",
    "came_for": "Several with a semicolon between them",
}


class Columns(GovForm):
    """Every column that rows of this shape may have."""

    def __init__(self, data: Any, found: files.RowShown) -> None:
        super().__init__(data, initial=found.values)
        for column in found.columns:
            is_long = column.code in LONG
            field = forms.CharField(
                label=column.says if is_needed(column, found.batch.shape) else f"{column.says} (if you know)",
                help_text=HINTS.get(column.extra["kind"], ""),
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput(),
            )
            field.width = "" if is_long else 20  # type: ignore[attr-defined]
            self.fields[column.code] = field
        # What is wrong stands first, then what the file says, then what may be added.
        said = [column.code for column in found.columns if found.values.get(column.code)]
        self.order_fields([*found.row.objections, *said])


class LeaveOut(GovForm):
    """Why a row is not sent."""

    because = forms.CharField(
        label="Why is this row left out?",
        help_text="For example: sent before, as RV-2222-3333.",
        max_length=500,
        error_messages={"required": "Say why this row is left out."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def row(request: Request, reference: str, number: int) -> HttpResponse:
    """Show one row; on POST keep what was put right and read it again, or leave it out."""
    by = gate.must(request.actor, "contact.send")
    is_out = request.POST.get("do") == "drop"
    found = files.row(reference, number, actor=by, at=request.now)
    form = Columns(request.POST if request.method == "POST" and not is_out else None, found)
    leave = LeaveOut(request.POST if is_out else None)
    given: dict[str, Any] = {"receipt": reference, "number": number, "by": by, "at": request.now}
    try:
        if is_out and leave.is_valid():
            actions.drop_row(because=leave.cleaned_data["because"], **given)
            messages.success(request, f"Row {number} is left out.")
            return redirect("files:file", reference=reference)
        if form.is_bound and form.is_valid():
            kept = actions.correct_row(values=form.cleaned_data, **given)
            if not kept.objections:
                messages.success(request, f"Row {number} can be sent.")
                return redirect("files:file", reference=reference)
            found = files.row(reference, number, actor=by, at=request.now)
    except actions.CannotSendFile as refusal:
        form.overtaken(*refusal.objections)
        leave.overtaken(*refusal.objections)
    if found.is_waiting and not form.sentences:
        _say(form, found.row.objections)
    return page(
        request,
        "files/row.html",
        found=found,
        receipt=found.receipt,
        number=number,
        form=leave if is_out else form,
        columns=form,
        leave=leave,
        danger=True,
        purpose="telling the front door",
    )


def _say(form: Columns, objections: dict[str, str]) -> None:
    """What is wrong, at its column; what is wrong with the whole row, above them."""
    if not form.is_bound:
        form = _bound(form)
    form.refuse(
        [said for code, said in objections.items() if not code], {c: s for c, s in objections.items() if c}
    )


def _bound(form: Columns) -> Columns:
    """The row as it was read, as if somebody had typed it: so its sentences stand at its columns."""
    form.data, form.is_bound = {name: form.initial.get(name, "") for name in form.fields}, True
    return form
