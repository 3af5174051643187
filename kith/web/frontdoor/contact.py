"""One contact: everything that was sent about one child, and taking it on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kith.core import says
from kith.frontdoor.actions import work
from kith.frontdoor.queries import views
from kith.frontdoor.queries.follow_up import followed
from kith.frontdoor.queries.known import known
from kith.frontdoor.queries.picture import picture
from kith.frontdoor.queries.schools import practice_of, school_of, sent_school_of
from kith.frontdoor.rules.contact import State
from kith.people.models import Verdict
from kith.web.frontdoor import said
from kith.web.frontdoor.door import door
from kith.web.frontdoor.matrix import matrix
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
        **known(found, actor=request.actor, at=request.now),
        may_decide=may_decide,
        contact=found.contact,
        shown=shown(found, request.now),
        door=door(found.contact),
        follow_up=followed(found.contact),
        school=school_of(found.contact, says.today_in_london(request.now)),
        school_sent=sent_school_of(found.contact, says.today_in_london(request.now)),
        practice=practice_of(found.contact, says.today_in_london(request.now)),
        matrix=matrix(found) if request.actor.may("request.read") else None,
        claim_url=reverse("frontdoor:claim", args=[reference]),
        who_url=reverse("frontdoor:who", args=[reference]),
        decide_url=reverse("frontdoor:decide", args=[reference]),
        forms_url=reverse("frontdoor:forms", args=[reference]),
        added_url=reverse("frontdoor:added", args=[reference]),
        additions=said.added(found, request.now),
        voices=views.history(found.contact.pk, at=request.now),
        may_answer=may_decide and "news" in found.clocks,
        take_over_url=reverse("frontdoor:take_over", args=[reference]),
        take_over_from=f"from {found.held_by}",
        may_grade=may_decide,
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
    every = list(dict.fromkeys([reference, *also]))
    held, refused = [], {}
    for each in every:
        try:
            work.claim(contact=each, by=request.actor, at=request.now)  # type: ignore[arg-type]
            held.append(each)
        except work.IsHeld as refusal:
            messages.warning(request, " ".join(refusal.objections))
        except work.CannotDo as refusal:
            refused[each] = " ".join(refusal.objections)
    if held:
        messages.success(request, _held(reference, held, every))
    for sentence in dict.fromkeys(_not_held(reference, refused)):
        messages.warning(request, sentence)
    return redirect("frontdoor:contact", reference=reference)


def _held(reference: str, held: list[str], every: list[str]) -> str:
    """What was taken on, in words that name no child: they stand in the session until they are shown."""
    whom = says.count(len(held), "child", "children")
    if len(held) < len(every):
        whom = f"{len(held)} of {says.count(len(every), 'child', 'children')}"
    if reference not in held:
        return f"You have {whom} now, but not this one. “Others in what was sent” says which are still to decide."
    return f"You have this now, for {whom}." if len(every) > 1 else "You have this now."


def _not_held(reference: str, refused: dict[str, str]) -> list[str]:
    others = len(refused) - (reference in refused)
    said = [refused[reference]] if reference in refused else []
    if others:
        whom = says.count(others, "other child is", "other children are")
        said.append(
            f"{whom} decided already: nothing of theirs was taken on. “Others in what was sent” says which."
        )
    return said
