"""The accounts of those who hold posts: finding one, the link of a first sign-in, and closing one."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from kith.core.says import today_in_london
from kith.notify import actions as notify
from kith.sharing import gate
from kith.sharing.actions import ended
from kith.sharing.actor import Actor
from kith.sharing.models import Worker
from kith.sharing.queries import factors
from kith.sharing.queries import people as register
from kith.sharing.queries.places import keeps_installation
from kith.web.child.child import number
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page

A_PAGE = 50


@require_GET
def people(request: Request) -> HttpResponse:
    """Everybody with an account, who holds a post here: a page at a time, or those looked for."""
    actor = gate.must(request.actor, "post.manage")
    looked_for = request.GET.get("q", "").replace("\0", "").strip()[:100]
    asked = number(request.GET.get("page", ""))
    start = (asked - 1) * A_PAGE
    found = register.accounts(
        actor=actor, on=today_in_london(request.now), looked_for=looked_for, start=start, most=A_PAGE
    )
    return page(
        request,
        "sharing/people.html",
        found=found,
        groups=[(state, list(lines)) for state, lines in groupby(found.lines, key=lambda line: line.state)],
        asked=factors.waiting(actor=actor, at=request.now),
        q=looked_for,
        first=start + 1,
        last=start + len(found.lines),
        earlier=asked - 1 if start else 0,
        later=asked + 1 if found.count > start + A_PAGE else 0,
    )


@require_GET
def person(request: Request, reference: str) -> HttpResponse:
    """One account: the posts, the second factor, and what may be done about either."""
    actor = gate.must(request.actor, "post.manage")
    line = one(actor, reference, request.now)
    waiting = factors.open_question(line.id)
    asked = (
        factors.told(waiting) if waiting and factors.is_kept(line.id, actor=actor, at=request.now) else None
    )
    return page(
        request,
        "sharing/person.html",
        line=line,
        factors=[(KINDS.get(each.kind, each.kind), each.since) for each in factors.factors(line.id)],
        asked=asked if asked and asked.is_open(request.now) else None,
        may_take=line.id != actor.worker_id and factors.is_kept(line.id, actor=actor, at=request.now),
        changes=[what for what in CHANGES if may(actor, what, line)],
        own=line.id == actor.worker_id,
    )


KINDS = {"totp": "Authenticator app", "webauthn": "Passkey or security key"}


def one(actor: Actor, reference: str, at: datetime) -> register.Account:
    """The account with this reference, of somebody in the actor's partnerships."""
    found = register.account(actor=actor, on=today_in_london(at), reference=reference)
    if found is None:
        raise gate.NotYours("sharing.worker", "post.manage")
    return found


class Nothing(GovForm):
    """A page that only asks whether it is meant."""

    meant = forms.CharField(widget=forms.HiddenInput, initial="yes")


@dataclass(frozen=True)
class Change:
    """What is done to an account, and its words before and after."""

    heading: str
    before: str
    submit: str
    after: str


CHANGES = {
    "invite": Change(
        "Send the link of the first sign-in",
        "It goes to their work address and to nobody else. With it they choose a password and set up a second factor.",
        "Send the link",
        "The link is on its way. It works once, for three days at most.",
    ),
    "close": Change(
        "Close this account",
        "Nobody signs in with it any more, and open sessions answer nothing from the next page on. What they did stays "
        "written down. Their posts stay theirs until their last day is given.",
        "Close this account",
        "The account is closed.",
    ),
    "open": Change(
        "Open this account again",
        "They sign in as before, with the posts that they still hold.",
        "Open it again",
        "The account is open again.",
    ),
}


@require_http_methods(["GET", "POST"])
def change(request: Request, reference: str, what: str) -> HttpResponse:
    """Send the link, close the account, or open it again."""
    actor = gate.must(request.actor, "post.manage")
    if what not in CHANGES:
        raise Http404
    line = one(actor, reference, request.now)
    if not may(actor, what, line):
        raise gate.NotYours("sharing.worker", "post.manage")
    form = Nothing(request.POST or None, initial={"meant": "yes"})
    if request.method == "POST":
        worker = Worker.objects.get(reference=reference)
        if what == "invite":
            notify.invite(worker=worker, by=actor, at=request.now)
        elif what == "close":
            ended.close_account(worker=worker, by=actor, at=request.now)
        else:
            ended.reopen_account(worker=worker, by=actor, at=request.now)
        messages.success(request, CHANGES[what].after)
        return redirect("sharing:person", reference)
    return page(request, "sharing/account.html", line=line, change=CHANGES[what], form=form)


def may(actor: Actor, what: str, account: register.Account) -> bool:
    """A link is for who has not signed in yet; accounts are closed by who keeps the installation, never one's own."""
    if what == "invite":
        return account.is_open and not account.has_signed_in
    own = account.id == gate.person(actor)
    return keeps_installation(actor) and not own and account.is_open == (what == "close")
