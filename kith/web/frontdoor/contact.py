"""One contact: everything that was sent about one child, and taking it on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kith.core import says
from kith.frontdoor.actions import work
from kith.frontdoor.queries.picture import picture
from kith.frontdoor.rules.contact import State
from kith.people.models import Verdict
from kith.web.frontdoor import said
from kith.web.frontdoor.shown import shown
from kith.web.middleware import Request
from kith.web.page import page


@require_safe
def contact(request: Request, reference: str) -> HttpResponse:
    """The picture, opened and audited."""
    found = picture(reference, actor=request.actor, at=request.now)
    assert request.actor is not None
    may_decide = request.actor.may("contact.decide")
    return page(
        request,
        "frontdoor/contact.html",
        picture=found,
        contact=found.contact,
        shown=shown(found, request.now),
        claim_url=reverse("frontdoor:claim", args=[reference]),
        who_url=reverse("frontdoor:who", args=[reference]),
        decide_url=reverse("frontdoor:decide", args=[reference]),
        forms_url=reverse("frontdoor:forms", args=[reference]),
        added_url=reverse("frontdoor:added", args=[reference]),
        additions=said.added(found, request.now),
        may_answer=may_decide and "news" in found.clocks,
        take_over_from=f"from {found.held_by}",
        may_work=may_decide and found.contact.state == State.RECEIVED,
        may_take_back=request.actor.may("child.identify")
        and found.identity is not None
        and found.identity.verdict == Verdict.SAME,
        may_say_who=request.actor.may("child.identify")
        and (
            found.contact.state == State.RECEIVED
            or (found.identity is not None and found.identity.verdict == Verdict.UNSURE)
        ),
        purpose="deciding what help a child needs",
        here="worklist",
    )


@require_POST
def claim(request: Request, reference: str) -> HttpResponse:
    """Take a contact on, with the others of its incident that the button named."""
    also = [other for other in request.POST.getlist("also") if other != reference and other.isalnum()][:19]
    try:
        for each in [reference, *also]:
            work.claim(contact=each, by=request.actor, at=request.now)  # type: ignore[arg-type]
    except work.CannotDo as refusal:
        messages.warning(request, " ".join(refusal.objections))
    else:
        count = says.count(len(also) + 1, "child", "children")
        messages.success(request, f"You have this now, for {count}." if also else "You have this now.")
    return redirect("frontdoor:contact", reference=reference)
