"""The accounts of those who hold posts: who has signed in, the link of a first sign-in, and closing one."""

from dataclasses import dataclass

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
from kith.sharing.queries import places as register
from kith.web.forms import GovForm
from kith.web.middleware import Request
from kith.web.page import page


@require_GET
def people(request: Request) -> HttpResponse:
    """Everybody with an account, who holds a post here."""
    actor = gate.must(request.actor, "post.manage")
    lines = register.accounts(actor=actor, on=today_in_london(request.now))
    return page(
        request,
        "sharing/people.html",
        waiting=[line for line in lines if line.is_open and not line.has_signed_in],
        lines=[line for line in lines if line.is_open and line.has_signed_in],
        closed=[line for line in lines if not line.is_open],
        may_close=register.keeps_installation(actor),
        own=Worker.objects.values_list("reference", flat=True).get(pk=gate.person(actor)),
    )


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
    found = register.accounts(actor=actor, on=today_in_london(request.now), reference=reference)
    if not found or not may(actor, what, found[0]):
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
        return redirect("sharing:people")
    return page(request, "sharing/account.html", line=found[0], change=CHANGES[what], form=form)


def may(actor: Actor, what: str, account: register.Account) -> bool:
    """A link is for who has not signed in yet; accounts are closed by who keeps the installation, never one's own."""
    if what == "invite":
        return account.is_open and not account.has_signed_in
    own = Worker.objects.filter(pk=gate.person(actor), reference=account.reference).exists()
    return register.keeps_installation(actor) and not own and account.is_open == (what == "close")
