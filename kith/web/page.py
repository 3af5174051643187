"""What every page is given: who acts and in which post, where they can go, and what a page always says."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse

from kith.core import says
from kith.sharing.actor import Actor, Area
from kith.sharing.models import Partnership


@dataclass(frozen=True)
class Way:
    """One place that a post may go to: the permission that it takes, or what it is not for, and what belongs to it.

    A post with many ways finds those of one `group` under one heading, and the others of the group on each of its pages.
    """

    text: str
    url: str
    needs: str
    unless: str = ""
    holds: tuple[str, ...] = ()
    group: str = ""


# So many stand in one line at 1,280 pixels.
MOST_IN_A_LINE = 6
WAYS = (
    Way(
        "Worklist",
        "frontdoor:worklist",
        "contact.decide",
        holds=(
            "/contacts/",
            "/requests/",
            "/receipts/",
            "/notices/",
            "/phone/",
            "/paper/",
            "/attachments/",
            "/data-incidents/",
            "/safety/",
            "/schools-missing/",
        ),
    ),
    Way("Together", "frontdoor:together", "contact.decide", group="Together"),
    Way("My work", "frontdoor:worklist", "clock.read", unless="contact.decide"),
    Way("My work", "frontdoor:worklist", "threshold.keep", unless="contact.decide"),
    Way("Views asked", "frontdoor:views", "view.give", holds=("/contacts/",)),
    Way("Asked of us", "frontdoor:asked", "request.answer"),
    Way("Early help", "frontdoor:help_offers", "help.read", unless="contact.decide"),
    Way(
        "Challenges",
        "frontdoor:challenges",
        "challenge.answer",
        holds=("/challenges/",),
        group="Together",
    ),
    Way("Discussions", "protection:undecided", "contact.decide", holds=("/discussions/",), group="Together"),
    Way(
        "Discussions",
        "protection:undecided",
        "discussion.decide",
        unless="contact.decide",
        holds=("/discussions/",),
        group="Together",
    ),
    Way(
        "Children",
        "child:mine",
        "child.read",
        holds=("/plans/", "/actions/", "/contacts/", "/discussions/", "/enquiries/"),
    ),
    Way(
        "Refer a child",
        "refer:start",
        "contact.send",
        holds=("/files/", "/receipts/", "/notices/", "/attachments/"),
    ),
    Way("Shared records", "sharing:disclosures", "grant.read", group="Sharing"),
    Way("Measures", "assurance:measures", "measure.read", group="Oversight"),
    Way("Data incidents", "frontdoor:data_incidents", "incident.read", unless="contact.decide"),
    Way("Keeping records", "retention:records", "retention.read", holds=("/holds/",), group="Oversight"),
    Way("Who has looked", "sharing:looks", "audit.read", group="Oversight"),
    Way("Partnership", "sharing:places", "post.manage", group="Who is here"),
    Way("People", "sharing:people", "agency.found", group="Who is here"),
    Way("Posts", "sharing:posts", "post.manage", holds=("/people/",), group="Who is here"),
    Way("Agreements", "sharing:agreements", "agreement.read", holds=("/thresholds/",), group="Sharing"),
)


def page(request: HttpRequest, template: str, /, *, status: int = 200, **given: Any) -> TemplateResponse:
    """A page, rendered inside the request's transaction. `purpose` in words is shown in its head."""
    return TemplateResponse(request, template, given, status=status)


def every_page(request: HttpRequest) -> dict[str, Any]:
    """For every template: the marking, the banner of the demonstration, and for an actor their ways and posts."""
    said: dict[str, Any] = {"demo": settings.DEMO, "marking": "OFFICIAL-SENSITIVE"}
    actor: Actor | None = getattr(request, "actor", None)
    found: Sequence[Area | Partnership] = actor.areas if actor else list(Partnership.objects.order_by("pk"))
    said["duty_phones"] = [(area.says, area.duty_phone) for area in found]
    if actor is None:
        return said
    said["front_doors"] = found
    if found:
        said["area"] = says.people([area.says for area in found])
    said["nav"], said["nav_beside"] = ways(actor, request.path)
    said |= {"may_find": actor.may("child.find"), "find_url": reverse("find:find")}
    said["other_posts"] = [
        {"reference": seat.reference, "says": f"{seat.says}, {seat.agency}"}
        for seat in actor.seats
        if seat.reference != actor.post_reference
    ]
    return said


def front_doors(actor: Actor, areas: Collection[int]) -> Sequence[Area | Partnership]:
    """Whom to ring about what belongs to these partnerships: of those that this post acts in, else of all of them."""
    known = [area for pk, area in zip(actor.partnerships, actor.areas, strict=False) if pk in areas]
    return known or list(Partnership.objects.filter(pk__in=areas).order_by("pk"))


def ways(actor: Actor, path: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Where this post may go, with the one that this page belongs to marked; and the others of its group, where groups stand."""
    found: list[dict[str, Any]] = []
    is_marked = False
    for way in WAYS:
        if not actor.may(way.needs) or (way.unless and actor.may(way.unless)):
            continue
        try:
            href = reverse(way.url)
        except NoReverseMatch:
            continue
        is_here = not is_marked and path.startswith((href, *way.holds))
        is_marked = is_marked or is_here
        found.append({"text": way.text, "href": href, "here": is_here, "group": way.group})
    return grouped(found) if len(found) > MOST_IN_A_LINE else (found, [])


def grouped(found: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """One way for each group, in the place of its first; and the ways of the group that this page belongs to."""
    line: list[dict[str, Any]] = []
    beside: list[dict[str, Any]] = []
    groups: dict[str, list[dict[str, Any]]] = {}
    for way in found:
        groups.setdefault(way["group"] or way["text"], []).append(way)
    for group, theirs in groups.items():
        is_here = any(way["here"] for way in theirs)
        if len(theirs) == 1:
            line += theirs
            continue
        line.append({"text": group, "href": theirs[0]["href"], "here": is_here})
        if is_here:
            beside = theirs
    return line, beside
