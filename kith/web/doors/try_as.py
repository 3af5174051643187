"""Trying Kith as somebody invented. There is no such page outside the demonstration."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kith.core.says import today_in_london
from kith.sharing.models import Holding, Worker
from kith.web.doors.growing import growing
from kith.web.middleware import Request
from kith.web.page import page

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# A top-level domain that reaches nobody (RFC 2606): whoever has such an address is invented.
INVENTED = ".example"
# Whoever grew with the county has no story of their own.
CROWD = ".crowd.example"
# What each kind of post opens on, and what it cannot see. In the order in which a visitor understands the house.
SEES: dict[str, tuple[str, str]] = {
    "mash_triage": (
        "The worklist: what is late, what is due today, and what nobody has taken on",
        "The next area’s children; records kept to named readers",
    ),
    "mash_manager": (
        "The worklist, and contacts that need a manager’s view before they close",
        "A child of their own family: they have said so",
    ),
    "edt": (
        "The same worklist, at night, at weekends and on bank holidays, and the handovers",
        "The next area’s children; records kept to named readers",
    ),
    "probation_officer": (
        "Telling the front door of an adult who may be a risk, and what came of it",
        "Any record: they read what they are sent",
    ),
    "social_worker": ("The children they lead for, and each one’s plan", "Children who are not theirs"),
    "practice_supervisor": ("The children of their team", "Children of other teams"),
    "family_help_lead_practitioner": (
        "The families whose help they lead",
        "Whatever the family’s help does not need",
    ),
    "school_dsl": ("Telling the front door, and what came of it", "Any record: they read what they are sent"),
    "exploitation_specialist": (
        "Questions about exploitation that the front door asks, and the contacts that they are about",
        "Children nobody has asked about",
    ),
    "police_ppu": (
        "Children whom police work with, and what police are asked to think about",
        "Children whom police are not involved with",
    ),
    "police_missing": (
        "Children whom police work with, in two areas",
        "Children whom police are not involved with",
    ),
    "health_mash": (
        "Children whom the trust works with, and what health is asked to think about",
        "Everybody else",
    ),
    "rhi_practitioner": ("The children given to them for an interview", "Every other child"),
    "substance_misuse": (
        "Young people in treatment, while an agreement covers it",
        "Plans, since the agreement ran out",
    ),
    "performance_analyst": ("The register of agreements", "Any child"),
    "ig_officer": ("Who has looked at whom, and why", "What the records say"),
    "partnership_manager": ("Posts, who holds them, and who stands in", "Any child"),
    "safeguarding_partner": ("The registers of agreements and threshold documents, to sign one", "Any child"),
    "sysadmin": ("Agencies, posts, and everybody’s account", "Any child"),
}


@dataclass(frozen=True)
class Person:
    """Somebody whom a visitor may be."""

    reference: str
    name: str
    first_name: str
    post: str
    agency: str
    opens: str
    cannot: str
    other_posts: int


@require_http_methods(["GET", "HEAD", "POST"])
def try_as(request: Request) -> HttpResponse:
    """The invented people; on POST, be one of them."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        found = Worker.objects.filter(
            reference=request.POST.get("who", ""), email__endswith=INVENTED, is_active=True
        ).first()
        if found is None:
            return redirect("doors:try")
        login(request, found, backend=BACKEND)
        request.session["account_authentication_methods"] = [{"method": "persona"}]
        return redirect("/")
    return page(
        request, "doors/try.html", people=people(request), growing=growing(request), purpose="trying Kith"
    )


def people(request: Request) -> list[Person]:
    """Who holds a post today, one line each, in the order of `SEES`."""
    today = today_in_london(request.now)
    held: dict[int, list[Holding]] = {}
    for holding in (
        Holding.objects.filter(worker__email__endswith=INVENTED, worker__is_active=True, starts_on__lte=today)
        .exclude(worker__email__endswith=CROWD)
        .exclude(ends_on__lt=today)
        .exclude(post__ends_on__lt=today)
        .select_related("worker", "post__role", "post__agency")
        .order_by("starts_on", "id")
    ):
        held.setdefault(holding.worker_id, []).append(holding)
    order = list(SEES)
    firsts = sorted(
        held.values(),
        key=lambda h: order.index(h[0].post.role.code) if h[0].post.role.code in SEES else len(order),
    )
    return [_person(holdings) for holdings in firsts]


def _person(holdings: list[Holding]) -> Person:
    first = holdings[0]
    opens, cannot = SEES.get(first.post.role.code, (first.post.role.says, "What their post does not need"))
    return Person(
        reference=first.worker.reference,
        name=first.worker.says,
        first_name=first.worker.says.split()[0],
        post=first.post.says,
        agency=first.post.agency.says,
        opens=opens,
        cannot=cannot,
        other_posts=len(holdings) - 1,
    )
