"""One file: being read, not readable, or its rows, the wrong ones first; and sending all that can be read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core import says
from kith.frontdoor.queries import files
from kith.intake import actions
from kith.sharing import gate
from kith.web.forms import count_read
from kith.web.middleware import Request
from kith.web.page import page

LOOK_AGAIN = "4"  # seconds; by a header, so that it needs no script


@require_http_methods(["GET", "HEAD", "POST"])
def file(request: Request, reference: str) -> HttpResponse:
    """The rows of a file; on POST, say how it is to be read, or send what can be read."""
    by = gate.must(request.actor, "contact.send")
    if request.method == "POST":
        try:
            _do(request, reference)
        except actions.CannotSendFile as refusal:
            messages.warning(request, " ".join(refusal.objections))
        return redirect("files:file", reference=reference)
    found = files.file(reference, actor=by, at=request.now, page=count_read(request.GET.get("page", "")) or 1)
    is_going = found.is_being_read or bool(found.batch and found.batch.sending_at)
    answer = page(
        request,
        "files/file.html",
        found=found,
        receipt=found.receipt,
        counts=found.counts,
        heading=_heading(found),
        is_going=is_going,
        danger=True,
        purpose="telling the front door",
    )
    if is_going:
        answer.headers["Refresh"] = LOOK_AGAIN
    return answer


def _heading(found: files.FileShown) -> str:
    if found.is_being_read:
        return "The file is being read"
    if found.batch is None:
        return "This file could not be read"
    if found.batch.sending_at:
        return f"{says.count(found.counts.ready, 'row')} on the way"
    if not found.counts.waiting:
        return f"Done: {found.counts.sent} sent, {found.counts.dropped} left out"
    return f"{says.count(found.counts.ready, 'row')} can be sent, {found.counts.refused} to put right"


def _do(request: Request, reference: str) -> None:
    by, at = gate.must(request.actor, "contact.send"), request.now
    match request.POST.get("do"):
        case "days":
            if request.POST.get("days_first") not in {"yes", "no"}:
                raise actions.CannotSendFile(["Choose whether the day or the month comes first."])
            actions.answer_days(
                receipt=reference, days_first=request.POST["days_first"] == "yes", by=by, at=at
            )
            messages.success(request, "The rows were read again.")
        case "sure":
            actions.confirm_signs(receipt=reference, by=by, at=at)
        case _:
            count = actions.send_rows(receipt=reference, by=by, at=at)
            messages.success(
                request, f"{says.count(count, 'row')} on the way. Each gets a receipt of its own."
            )
