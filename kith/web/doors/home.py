"""The front page: each post goes to where its own work begins."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from kith.sharing.actor import Actor
from kith.web.doors.nobody import no_post
from kith.web.middleware import Request

# Each post begins with the first of these that it may do.
STARTS = (
    ("contact.decide", "frontdoor:worklist"),
    ("audit.read", "sharing:looks"),
    ("post.manage", "sharing:places"),
    ("child.read", "child:mine"),
    ("contact.send", "refer:start"),
    ("agreement.read", "sharing:agreements"),
)


@require_safe
def home(request: Request) -> HttpResponse:
    """To this post's own start; to signing in where nobody is signed in."""
    if request.actor is not None:
        return redirect(start_of(request.actor))
    if request.user.is_authenticated:
        return no_post(request)
    return redirect("doors:try" if settings.DEMO else settings.LOGIN_URL)


def start_of(actor: Actor) -> str:
    """Where the work of this post begins."""
    for needs, name in STARTS:
        through = actor.reach.may.get(needs, frozenset())
        # Who reads children only in what they are sent works with referrals first: a school.
        if through - ({"recipient"} if needs == "child.read" else set()):
            try:
                return reverse(name)
            except NoReverseMatch:
                continue
    return reverse("doors:help")
