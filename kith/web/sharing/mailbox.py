"""A mailbox answers: whoever reads it opens the link that was sent there. Nobody needs to be signed in."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from kith.notify import tasks
from kith.sharing import jobs
from kith.web.middleware import Request
from kith.web.page import page


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, token: str) -> HttpResponse:
    """Say whose mailbox it is; on POST, it has answered. A link by itself answers nothing: mail filters open them."""
    asked = tasks.asked_by(token)
    if asked is not None and request.method == "POST":
        jobs.defer(tasks.answered, mailbox=asked.pk)
    return page(
        request,
        "sharing/mailbox_answer.html",
        status=404 if asked is None else 200,
        mailbox=asked,
        is_answered=request.method == "POST",
        danger=True,
    )
