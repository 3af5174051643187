"""A notice sent to one's own agency, opened."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kith.frontdoor.owed import DECIDED
from kith.notify.actions import is_for, open_notice
from kith.notify.answers import KIND as EMERGENCY
from kith.notify.models import Notice
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership
from kith.web.middleware import Request
from kith.web.page import page

# Notices about a question that the front door asked: its agency answers it, and whoever asked reads the answer.
ASKED = {"request_made", "request_climbed", "request_withdrawn", "request_hesitates"}


@require_safe
def notice(request: Request, reference: str) -> HttpResponse:
    """What one's agency is told. The first opening is kept: it is the proof that it came."""
    by = gate.must(request.actor, "notice.read")
    found = open_notice(reference=reference, by=by, at=request.now)
    assert found is not None
    return page(
        request,
        "notices/notice.html",
        notice=found,
        area_of=Partnership.objects.get(pk=found.partnership_id),
        is_ours=found.agency_id == by.agency_id,
        may_open_receipt=by.may("receipt.read") and "-" in found.about,
        request_url=_question(found, by),
        review_url=_review(found, by),
        challenge_url=_challenge(found, by),
        document_url=reverse("frontdoor:threshold", args=[found.about])
        if found.kind.startswith("threshold_") and by.may("agreement.read")
        else "",
        agreements_url=f"{reverse('sharing:agreements')}#{found.about}"
        if found.kind.startswith("agreement_") and by.may("agreement.read")
        else "",
        challenged_url=reverse("frontdoor:challenge", args=[found.about])
        if found.kind.startswith("challenge_") and by.may("challenge.read")
        else "",
        danger=True,
        purpose="reading a notice",
    )


def _challenge(found: Notice, by: Actor) -> str:
    """Where this post challenges the decision that a notice tells of."""
    if found.kind != DECIDED or found.agency_id != by.agency_id or not by.may("challenge.make"):
        return ""
    return reverse("frontdoor:challenge_notice", args=[found.reference]) if is_for(found.for_post, by) else ""


def _question(found: Notice, by: Actor) -> str:
    """Where this post opens the question that a notice is about."""
    if found.recalled_at:
        return ""
    if found.kind in ASKED and by.may("request.answer"):
        return reverse("frontdoor:answer", args=[found.about])
    if found.kind in {"request_answered", "agency_hesitates"} and by.may("contact.decide"):
        return reverse("frontdoor:request", args=[found.about])
    return ""


def _review(found: Notice, by: Actor) -> str:
    """Where this post reviews the emergency opening that a notice is about."""
    if found.kind == EMERGENCY and by.may("audit.read"):
        return reverse("sharing:emergency", args=[found.about])
    return ""
