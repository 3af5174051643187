"""Pages that anybody may read: whom to ring, who can see what, privacy, accessibility, and whether Kith works."""

from collections import defaultdict
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kith.core.says import today_in_london
from kith.sharing.models import Partnership, RolePermission
from kith.web.middleware import Request
from kith.web.page import page


@dataclass(frozen=True)
class RoleLine:
    """A kind of post, and what it may do."""

    says: str
    may: list[str]


@require_safe
def help_page(request: Request) -> HttpResponse:
    areas = Partnership.objects.order_by("says")
    return page(request, "doors/help.html", areas=list(areas), danger=True)


@require_safe
def who_can_see(request: Request) -> HttpResponse:
    """Printed from the rules themselves, as they are today."""
    today = today_in_london(request.now)
    rows = (
        RolePermission.objects.filter(role__is_service=False, starts_on__lte=today)
        .filter(Q(ends_on=None) | Q(ends_on__gte=today))
        .select_related("role", "permission")
        .order_by("role_id", "permission__code")
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.role.says].append(f"{row.permission.says.rstrip('.')}{reaches(row.reach)}.")
    return page(request, "doors/who_can_see.html", roles=[RoleLine(says, may) for says, may in found.items()])


REACH = {
    "partnership": "every child of their area",
    "agency": "children whom their agency works with",
    "team": "children of their team",
    "allocated": "children given to them",
    "recipient": "what they were sent",
    "reader": "children whose record names them as a reader",
}


def reaches(codes: list[str]) -> str:
    """Which children a permission reaches, in words; the widest says it all."""
    said = [REACH[code] for code in REACH if code in codes and code != "reader"]
    return f": {said[0] if codes and 'partnership' in codes else '; '.join(said)}" if said else ""


@require_safe
def privacy(request: Request) -> HttpResponse:
    return page(request, "doors/privacy.html")


@require_safe
def accessibility(request: Request) -> HttpResponse:
    return page(request, "doors/accessibility.html")


@require_safe
def working(request: Request) -> HttpResponse:
    """Whether the records answer, asked now. 503 where they do not, for whoever watches."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return page(request, "doors/working.html")
