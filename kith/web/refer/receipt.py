"""The receipt: proof that it came, what happens now, and what came of it; and adding to what was sent."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kith.core import says
from kith.frontdoor.queries import progress, sent
from kith.intake import queries
from kith.intake.actions import attach, receive
from kith.intake.models import Channel
from kith.notify.actions import open_notice
from kith.sharing import gate
from kith.web.attachments import uploads
from kith.web.attachments.shown import shown
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page
from kith.web.refer.forms import Words
from kith.web.refer.telling import canonical
from kith.web.refer.told import parts


@dataclass(frozen=True)
class Next:
    """One thing that happens after sending: what, by when, and how it stands now."""

    what: str
    by: datetime | None
    now: str
    is_done: bool = False


class Add(GovForm):
    """More about what was sent. `key` makes pressing twice the same."""

    words = Words(
        "What has changed, or what can you add?",
        hint="It goes to the same people, beside what you sent. Nothing that you sent is changed.",
        rows=8,
        missing="Write what you want to add. A few words will do.",
    )
    photo = uploads.photo_field()
    chosen = uploads.files_field("Photos or documents", "If there are any. You can choose several.")
    key = forms.CharField(widget=forms.HiddenInput, max_length=32)


# What an addition says once more: who sends it, and which children it is about. The rest stands as it was sent.
CHILD = {
    "kind",
    "given_name",
    "family_name",
    "known_as",
    "date_of_birth",
    "expected_on",
    "sender_id",
    "postcode",
}
AGAIN: Any = {"sender_contact": True, "sender_reference": True, "source_code": True, "sub_source": True,
              "children": {"__all__": CHILD}}  # fmt: skip


@require_safe
def receipt(request: Request, reference: str) -> HttpResponse:
    """What came, when, and how far it is."""
    found = sent.receipted(reference, actor=request.actor, at=request.now)
    assert request.actor is not None
    area = found.receipt.partnership
    names = sent.names(found.receipt.raw) if found.is_open else []
    for notice in found.notices:
        open_notice(reference=notice.reference, by=request.actor, at=request.now)
    return page(
        request,
        "refer/receipt.html",
        found=found,
        receipt=found.receipt,
        area_of=area,
        happens=happens(found, request.now),
        told=parts(found.told, says.today_in_london(found.receipt.received_at), found.own)
        if found.told
        else [],
        files=[shown(each, request.actor) for each in queries.of_receipt(found.receipt.pk)],
        names=says.people(names) if names else "",
        not_answered=[]
        if found.adds_to
        else [f"{name}: {'; '.join(parts)}" for name, parts in found.missing],
        danger=True,
        purpose="reading what came of a referral",
    )


def happens(found: sent.Receipted, now: datetime) -> list[Next]:
    """The steps from here, each with its day and hour."""
    stands = found.progress
    several = found.children > 1

    def of(count: int) -> str:
        return f" for {count} of {found.children} children" if several and count < found.children else ""

    if stands.state == progress.SET_ASIDE:
        return [Next("A person reads it", None, "Read, and set aside", True)]
    if stands.state == progress.UNREADABLE:
        taken = Next(
            "A person reads it", None, "It could not be read by itself. Somebody is looking at it now."
        )
    elif stands.in_hand_at:
        taken = Next(
            "Somebody takes it on",
            None,
            f"In hand since {says.short_moment(stands.in_hand_at, now)}{of(stands.in_hand)}",
            True,
        )
    elif stands.decided_at:
        taken = Next("Somebody takes it on", None, "Done", True)
    else:
        taken = Next("Somebody takes it on", None, "Not yet")
    is_decided = bool(stands.decided) and stands.decided >= found.children
    decided = (
        f"Decided {says.short_moment(stands.decided_at, now)}{of(stands.decided)}"
        if stands.decided_at
        else "Not yet"
    )
    if stands.again_at:
        decided = f"Being looked at again since {says.short_moment(stands.again_at, now)}"
    steps = [taken, Next("A decision, with reasons", found.decide_by, decided, is_decided)]
    if found.is_colleagues:
        return steps
    told = (
        "Here, above"
        if found.notices
        else "Not yet. It will stand here, and a message goes to your safeguarding inbox"
    )
    return [*steps, Next("You are told what was decided", found.tell_by, told, bool(found.notices))]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, reference: str) -> HttpResponse:
    """Add to what one's own agency sent: a further receipt, under the same sender's reference."""
    found = sent.receipted(reference, actor=request.actor, at=request.now)
    if not found.may_add or found.told is None:
        raise gate.NotYours("intake.receipt", "contact.send")
    by = gate.must(request.actor, "contact.send")
    form = Add(request.POST if request.method == "POST" else None, initial={"key": secrets.token_hex(8)})
    if request.method == "POST" and uploads.is_too_much(request):
        form.refuse_fields({"chosen": uploads.TOO_MUCH})
    if request.method == "POST" and form.is_valid():
        told = found.told.model_dump(mode="json", include=AGAIN) | {
            "what_happened": form.cleaned_data["words"],
            "sender_name": f"{by.name}, {by.post_says}"[:200],
        }
        got = receive(
            raw=canonical(told),
            channel=Channel.WEB,
            key=f"{reference}+{form.cleaned_data['key']}",
            content_type="application/json",
            partnership=found.receipt.partnership_id,
            by=by,
            at=request.now,
        )
        files = uploads.chosen(request, "photo", "chosen")
        if files:
            kept = attach(receipt=got.receipt.reference, files=files, by=by, at=request.now)
            for said in kept.refused:
                messages.warning(request, f"{said} The rest is sent.")
        messages.success(request, f"We have it: {got.receipt.reference}. It stands beside what you sent.")
        return redirect("refer:receipt", reference=reference)
    return page(
        request,
        "refer/add.html",
        form=form,
        receipt=found.receipt,
        danger=True,
        purpose="telling the front door",
    )
