"""What every page is given: who acts and in which post, where they can go, and what a page always says."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse

from kith.sharing.actor import Actor, posts_of
from kith.sharing.models import Partnership


@dataclass(frozen=True)
class Way:
    """One place that a post may go to, by the permission that it takes."""

    text: str
    url: str
    needs: str


WAYS = (
    Way("Worklist", "frontdoor:worklist", "contact.decide"),
    Way("Children", "child:mine", "child.read"),
    Way("Refer a child", "refer:start", "contact.send"),
    Way("Who has looked", "sharing:looks", "audit.read"),
    Way("Posts", "sharing:posts", "post.manage"),
    Way("Agreements", "sharing:agreements", "agreement.read"),
)


def page(request: HttpRequest, template: str, /, *, status: int = 200, **given: Any) -> TemplateResponse:
    """A page, rendered inside the request's transaction. `purpose` in words is shown in its head."""
    return TemplateResponse(request, template, given, status=status)


def every_page(request: HttpRequest) -> dict[str, Any]:
    """For every template: the marking, the banner of the demonstration, and for an actor their ways and posts."""
    said: dict[str, Any] = {"demo": settings.DEMO, "marking": "OFFICIAL-SENSITIVE"}
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return said
    area = Partnership.objects.filter(pk__in=actor.partnerships).order_by("pk").first()
    if area is not None:
        said |= {"area": area.says, "duty_phone": area.duty_phone, "duty_says": area.duty_says}
    said["nav"] = ways(actor, request.path)
    said["other_posts"] = [
        {"reference": reference, "says": f"{says}, {agency}"}
        for reference, says, agency in posts_of(actor)
        if reference != actor.post_reference
    ]
    return said


def ways(actor: Actor, path: str) -> list[dict[str, Any]]:
    """Where this post may go, with the one that this page belongs to marked."""
    found = []
    for way in WAYS:
        if not actor.may(way.needs):
            continue
        try:
            href = reverse(way.url)
        except NoReverseMatch:
            continue
        found.append({"text": way.text, "href": href, "here": path.startswith(href)})
    return found
