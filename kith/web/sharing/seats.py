"""One post, and what changes in it: who takes it, whose last day it is, and who stands in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kith.core.says import LONDON, today_in_london
from kith.notify import actions as notify
from kith.sharing import actions, gate, rules
from kith.sharing.actions.places import CannotKeep
from kith.sharing.actor import Actor
from kith.sharing.models import Holding, Post, Worker
from kith.sharing.queries import posts as register
from kith.sharing.queries.signed import missing_for
from kith.web.forms import DayField, GovForm
from kith.web.middleware import Request
from kith.web.page import page


@require_GET
def post(request: Request, reference: str) -> HttpResponse:
    """One post: who holds it, who held it, and who stands in."""
    actor = gate.must(request.actor, "agreement.read")
    line = one(actor, reference, request.now)
    return page(
        request,
        "sharing/post.html",
        line=line,
        before=[held for held in line.holders if held.state == "before"],
        holders=[held for held in line.holders if held.state != "before"],
        may_manage=actor.may("post.manage") and keeps(actor, line),
        not_agreed=not_agreed(line, actor, request.now),
        may_sign=actor.may("agreement.sign"),
    )


def not_agreed(line: register.PostLine, actor: Actor, at: datetime) -> list[tuple[str, str]]:
    """What this post is there to read, and no agreement of its agency covers."""
    found = Post.objects.select_related("role").get(pk=line.id)
    areas = found.partnerships.filter(pk__in=actor.partnerships).order_by("says")
    return missing_for(found.agency_id, areas, on=today_in_london(at), role=found.role.code)


def keeps(actor: Actor, line: register.PostLine) -> bool:
    """Whether this actor keeps the posts of this post's agency."""
    return rules.manages(actor.reach, Post.objects.values_list("agency_id", flat=True).get(pk=line.id))


def one(actor: Actor, reference: str, at: datetime) -> register.PostLine:
    """The post with this reference, of the actor's own partnerships."""
    found = register.posts(actor=actor, on=today_in_london(at), at=at, reference=reference)
    if not found:
        raise gate.NotYours("sharing.post", "agreement.read")
    return found[0]


class Hold(GovForm):
    """Somebody takes a post."""

    email = forms.EmailField(
        label="Work email address of who will hold it",
        error_messages={
            "required": "Enter the email address that they sign in with.",
            "invalid": "Enter an email address like name@agency.example.",
        },
    )
    name = forms.CharField(
        label="Their name",
        help_text="Only if they have no account yet. One is made, and a link for the first sign-in goes to their address.",
        max_length=200,
        required=False,
    )
    starts_on = DayField(
        label="First day in the post", error_messages={"required": "Enter their first day in this post."}
    )

    def __init__(
        self, *args: Any, line: register.PostLine, others: list[register.PostLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)


class Leave(GovForm):
    """Somebody's last day in a post."""

    holder = forms.ChoiceField(
        label="Who is leaving?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who is leaving."},
    )
    last_day = DayField(
        label="Last day in the post",
        help_text="From the day after, nothing is answered to them in this post.",
        error_messages={"required": "Enter their last day."},
    )

    def __init__(
        self, *args: Any, line: register.PostLine, others: list[register.PostLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.holders = {one.reference: one for one in line.holders if one.state != "before"}
        self.fields["holder"].choices = [(one.reference, one.name) for one in self.holders.values()]  # type: ignore[attr-defined]
        if len(self.holders) == 1:
            self.fields["holder"].initial = next(iter(self.holders))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        holder, last = self.holders.get(said.get("holder", "")), said.get("last_day")
        if holder and last and last < holder.starts_on:
            self.add_error("last_day", "The last day comes before the first. Enter a later one.")
        return said


class Cover(GovForm):
    """Somebody stands in while a post's holder is away."""

    deputy = forms.ChoiceField(
        label="Who stands in?",
        help_text="They see this post’s work beside their own, and no more than their own post may do.",
        error_messages={
            "required": "Choose the post that stands in.",
            "invalid_choice": "Choose a post from the list.",
        },
    )
    first_day = DayField(label="First day away", error_messages={"required": "Enter the first day away."})
    last_day = DayField(label="Last day away", error_messages={"required": "Enter the last day away."})

    def __init__(
        self, *args: Any, line: register.PostLine, others: list[register.PostLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a post"),
            *((one.reference, f"{one.says} ({' and '.join(one.now)})") for one in others if one.now),
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first_day"), said.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day away comes before the first. Correct one of them.")
        return said


def _hold(form: GovForm, line: register.PostLine, *, by: Actor, at: datetime) -> bool:
    said = form.cleaned_data
    worker = Worker.objects.filter(email__iexact=said["email"]).first()
    if worker is None and not said["name"].strip():
        form.add_error("name", "Nobody has an account with this address. Give their name, and one is made.")
        return False
    if worker and Holding.objects.filter(post_id=line.id, worker=worker, ends_on=None).exists():
        form.add_error("email", "They hold this post already. Nothing needs to be done.")
        return False
    if worker is None:
        worker = actions.make_worker(email=said["email"], says=said["name"].strip(), by=by, at=at)
        notify.invite(worker=worker, by=by, at=at)
    actions.hold_post(
        worker=worker, post=Post.objects.get(pk=line.id), starts_on=said["starts_on"], by=by, at=at
    )
    return True


def _leave(form: GovForm, line: register.PostLine, *, by: Actor, at: datetime) -> bool:
    said = form.cleaned_data
    holding = Holding.objects.filter(post_id=line.id, worker__reference=said["holder"]).select_related("post")
    actions.leave_post(holding=holding.latest("starts_on", "id"), last_day=said["last_day"], by=by, at=at)
    return True


def _cover(form: GovForm, line: register.PostLine, *, by: Actor, at: datetime) -> bool:
    said = form.cleaned_data
    actions.mark_absent(
        post=Post.objects.get(pk=line.id),
        deputy=Post.objects.get(reference=said["deputy"]),
        starts_at=_midnight(said["first_day"]),
        ends_at=datetime.combine(said["last_day"], time(23, 59, 59), tzinfo=LONDON),
        by=by,
        at=at,
    )
    return True


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LONDON)


@dataclass(frozen=True)
class Change:
    """A change to a post: its form, its words, and what makes it."""

    form: type[GovForm]
    heading: str
    submit: str
    said: str
    does: Callable[..., bool]


CHANGES = {
    "hold": Change(
        Hold,
        "Who takes this post?",
        "Put them in this post",
        "Saved. They act in this post from their first day. Who is new gets a link by mail to sign in.",
        _hold,
    ),
    "leave": Change(
        Leave,
        "Whose last day is it?",
        "Save the last day",
        "Saved. From the day after, nothing is answered to them in this post.",
        _leave,
    ),
    "cover": Change(
        Cover,
        "Who stands in?",
        "Save who stands in",
        "Saved. The deputy sees this post’s work on those days.",
        _cover,
    ),
}


@require_http_methods(["GET", "POST"])
def change(request: Request, reference: str, what: str) -> HttpResponse:
    """Change who holds a post, or who stands in."""
    actor = gate.must(request.actor, "post.manage")
    if what not in CHANGES:
        raise Http404
    made = CHANGES[what]
    line = one(actor, reference, request.now)
    everyone = register.posts(actor=actor, on=today_in_london(request.now), at=request.now)
    others = [other for other in everyone if other.agency == line.agency and other.id != line.id]
    if not keeps(actor, line):
        raise gate.NotYours("sharing.post", "post.manage")
    form = made.form(request.POST or None, line=line, others=others)
    if request.method == "POST" and form.is_valid():
        try:
            if made.does(form, line, by=actor, at=request.now):
                messages.success(request, made.said)
                return redirect("sharing:post", reference)
        except CannotKeep as refusal:
            form.refuse(refusal.objections)
    return page(request, "sharing/change_post.html", line=line, form=form, change=made)
