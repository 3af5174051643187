"""The strategy discussions about one child, and asking for one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.protection import actions, queries
from kith.sharing import gate
from kith.web.child import person
from kith.web.child.opened import PURPOSE, open_child
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words


class Ask(GovForm):
    """Why somebody asks for a strategy discussion."""

    because = Words(
        "What has changed, or what worries you?",
        hint="What was seen or heard, by whom and when. Then what you make of it.",
        needed=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def of_child(request: Request, reference: str) -> HttpResponse:
    """What was asked for about this child and what came of it; on POST, one more is asked for."""
    by = gate.must(request.actor, "discussion.ask")
    form = Ask(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(child=reference, by=by, at=request.now, **form.cleaned_data)
        except actions.CannotProtect as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            messages.success(
                request, "You have asked for a strategy discussion. A manager answers, and you are told."
            )
            return redirect("protection:of_child", reference=reference)
    opened = open_child(request, reference, needs="discussion.ask")
    reads = opened.reads("discussion.read")
    return page(
        request,
        "protection/of_child.html",
        form=form,
        child=reference,
        person=person.person(opened.subjects, today=opened.today),
        found=queries.of_child(opened.subjects) if reads else [],
        reads=reads,
        front_doors=opened.front_doors,
        danger=True,
        purpose=PURPOSE,
    )
