"""Changing post: what one sees and may do follows the post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kith.sharing import audit, gate
from kith.sharing.actor import change_post
from kith.web.doors.home import start_of
from kith.web.middleware import Request


@require_POST
def post(request: Request) -> HttpResponse:
    """Sit down in another of one's own posts, also when the last has ended."""
    if not request.user.is_authenticated:
        raise gate.NotYours("sharing.post", "a post")
    left = request.actor.post_reference if request.actor else ""
    changed = change_post(request.session.session_key or "", request.POST.get("post", ""))
    if changed is None:
        raise gate.NotYours("sharing.post", "a post")
    request.actor = changed
    audit.write("sharing.post_changed", at=request.now, about=changed.post_reference, detail={"from": left})
    messages.success(request, f"You act as {changed.post_says}, {changed.agency_says}, now.")
    return redirect(start_of(changed))
