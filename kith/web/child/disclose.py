"""Deciding to share a record of one child with one post, or to refuse, where no agreement does it."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.sharing import actions, gate
from kith.sharing.actions.access import CannotShare
from kith.sharing.actor import Actor
from kith.sharing.models import Post
from kith.sharing.queries import posts
from kith.web.child import person
from kith.web.child.action import child_page
from kith.web.child.opened import open_child
from kith.web.child.plan import end_of
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page

# What one decision may open. The child's name comes first: nothing else can be found without it.
RECORDS = {
    "child.read": "Who the child is: name, birth date, who leads",
    "plan.read": "The plan",
    "chronology.read": "What happened, across agencies",
    "contact.read": "What agencies told the front door",
    "adult.read": "Linked adults, and what restricts them",
    "location.read": "Where the child lives",
}
# An address without the adults is a home that somebody visits, and nobody says that it is not safe.
WITH_ADULTS = (
    f"Choose “{RECORDS['adult.read']}” too: whoever reads where the child lives "
    "must read whether it is safe to write, ring or visit."
)


class Disclose(GovForm):
    """A disclosure decision as it is typed; what it must say is judged when it is recorded."""

    to_post = forms.ChoiceField(
        label="Who asks, or needs it?",
        error_messages={
            "required": "Choose the post that asks.",
            "invalid_choice": "Choose a post from the list.",
        },
    )
    records = forms.MultipleChoiceField(
        label="Which records?",
        help_text="Only what helps. Without the first, the others cannot be found.",
        choices=list(RECORDS.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=["child.read"],
        error_messages={"required": "Choose at least one record."},
    )
    helps_with = forms.CharField(
        label="What would it let them do for the child?", widget=forms.Textarea, required=False
    )
    harm_weighed = forms.CharField(
        label="Would sharing harm the child more than not sharing?",
        help_text="Say how you weighed it, and what the child thinks where you know it.",
        widget=forms.Textarea,
        required=False,
    )
    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[("share", "Share"), ("refuse", "Refuse")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you share or refuse."},
    )
    until = DayField(label="If you share: until which day may they read it?", required=False)
    because = forms.CharField(label="Why do you decide so?", widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, others: list[posts.PostLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_post"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a post"),
            *(
                (one.reference, f"{one.agency}: {one.says} ({' and '.join(one.now)})")
                for one in others
                if one.now
            ),
        ]


@require_http_methods(["GET", "POST"])
def disclose(request: Request, reference: str) -> HttpResponse:
    """Decide, by name, to share or to refuse."""
    actor = gate.must(request.actor, "disclosure.decide")
    seats = posts.posts(actor=actor, on=today_in_london(request.now), at=request.now)
    others = [one for one in seats if one.id != actor.post_id]
    form = Disclose(request.POST if request.method == "POST" else None, others=others)
    if request.method == "POST" and form.is_valid():
        try:
            decide(reference, form.cleaned_data, by=actor, at=request.now)
        except CannotShare as refusal:
            form.refuse(refusal.objections, refusal.fields)
        else:
            shared = form.cleaned_data["decision"] == "share"
            messages.success(
                request,
                "Shared, until the day that you gave." if shared else "Refused, and your reasons are kept.",
            )
            return redirect(child_page(reference, "involved"))
    opened = open_child(request, reference, needs="disclosure.decide", purpose="share")
    return page(
        request,
        "child/disclose.html",
        purpose="deciding whether to share a record",
        form=form,
        reference=reference,
        person=person.person(opened.subjects, today=opened.today),
    )


@transaction.atomic
def decide(reference: str, said: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """One decision for each record, all of them or none."""
    is_shared = said["decision"] == "share"
    if is_shared and "location.read" in said["records"] and "adult.read" not in said["records"]:
        raise CannotShare({"records": WITH_ADULTS})
    for permission in said["records"]:
        actions.disclose(
            subject=reference,
            permission=permission,
            to_post=Post.objects.get(reference=said["to_post"]),
            is_shared=is_shared,
            helps_with=said["helps_with"],
            harm_weighed=said["harm_weighed"],
            because=said["because"],
            until=end_of(said["until"]) if is_shared and said["until"] else None,
            by=by,
            at=at,
        )
