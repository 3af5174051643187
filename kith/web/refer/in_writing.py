"""After a call: the same agency begins its written referral, which joins what it told by telephone."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kith.frontdoor.queries import sent
from kith.frontdoor.reading.telling import Child
from kith.intake.actions import begin_draft, save_draft
from kith.sharing import gate
from kith.web.middleware import Request
from kith.web.refer.answers import named


@require_POST
def in_writing(request: Request, reference: str) -> HttpResponse:
    """A draft that follows the call, with whom it was about."""
    found = sent.receipted(reference, actor=request.actor, at=request.now)
    by = gate.must(request.actor, "contact.send")
    if not found.follows_in_writing or found.told is None:
        raise gate.NotYours("intake.receipt", "contact.send")
    answers: dict[str, object] = {"follows": [found.told.sender_reference]}
    answers |= {named("child", n): _who(child) for n, child in enumerate(found.told.children, 1)}
    with transaction.atomic():
        draft = begin_draft(partnership=found.receipt.partnership_id, by=by, at=request.now)
        save_draft(draft=draft, answers=answers, by=by, at=request.now)
    return redirect("refer:steps", reference=draft.reference)


def _who(child: Child) -> dict[str, list[str]]:
    """The child as it was told by telephone, so that the two are one."""
    born = child.date_of_birth
    said = {
        "given_name": child.given_name,
        "family_name": child.family_name,
        "known_as": child.known_as,
        "address_line": child.address_line,
        "postcode": child.postcode,
        "date_of_birth_0": str(born.day) if born else "",
        "date_of_birth_1": str(born.month) if born else "",
        "date_of_birth_2": str(born.year) if born else "",
    }
    return {name: [value] for name, value in said.items()}
