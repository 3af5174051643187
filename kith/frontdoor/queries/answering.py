"""Who answers the front door's questions: posts of agencies whose role may, with who sits in them today."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet

from kith.core import says
from kith.frontdoor.models import InformationRequest
from kith.frontdoor.rules import asking as rules
from kith.frontdoor.rules import sensitive
from kith.record import clocks
from kith.sharing.models import Agency, Post, RolePermission
from kith.sharing.queries.posts import holder_of

ANSWER, LEADS, MANAGES = "request.answer", "sent.read", "closing.agree"


def posts_that_answer(partnership: int, at: datetime, *, among: Collection[str] | None = None) -> list[Post]:
    """The posts in this area that answer questions and in which somebody sits today; of those named, if any are."""
    found = sat_in(at).filter(
        partnerships=partnership, agency__partnerships=partnership, role__in=roles_that_may(ANSWER)
    )
    found = found.select_related("role")
    if among is not None:
        found = found.filter(reference__in=list(among))
    return list(found.order_by("agency__kind", "agency__says", "says", "id"))


def agencies_without(partnership: int, at: datetime, posts: list[Post]) -> list[str]:
    """Agencies of this area in which nobody answers questions in Kith today: they are rung."""
    day = says.today_in_london(at)
    others = Agency.objects.filter(partnerships=partnership, starts_on__lte=day).exclude(ends_on__lt=day)
    others = others.exclude(pk__in={post.agency_id for post in posts}).exclude(teams__does="front_door")
    return list(others.order_by("says").values_list("says", flat=True))


def due_by(partnership: int, at: datetime) -> dict[str, datetime]:
    """When an answer would be due, if it were asked for now."""
    return {
        rag: clocks.would_be_due(code, partnership=partnership, at=at) for rag, code in rules.CLOCKS.items()
    }


def leads_of(post: Post, partnership: int, at: datetime) -> Post:
    """Who answers for the agency when this post does not: another that reads all it sends, else the post itself."""
    others = sat_in(at).filter(
        agency_id=post.agency_id,
        partnerships=partnership,
        role__in=roles_that_may(LEADS),
    )
    able = others.filter(role__in=roles_that_may(ANSWER)).exclude(pk=post.pk)
    return able.order_by("id").first() or post


def manager_of(asked: InformationRequest, at: datetime) -> Post:
    """Who manages the front door that asked: who agrees to closings there; where nobody does, whoever asked."""
    able = sat_in(at).filter(partnerships=asked.partnership_id, role__in=roles_that_may(MANAGES))
    able = able.filter(team__does="front_door").order_by("id")
    return able.exclude(pk=asked.by_post_id).first() or able.first() or asked.by_post


def service_of(post: Post, day: date) -> str:
    """Which service with rules of its own this post is of, if any."""
    return sensitive.service_of(role=post.role.code, says=post.says, agency=post.agency.says, day=day)


def guardians(agencies: Collection[int], at: datetime) -> dict[int, str]:
    """The Caldicott Guardian of each of these agencies, where somebody sits there today."""
    found = sat_in(at).filter(agency_id__in=list(agencies), role__code="caldicott").order_by("-id")
    return {post.agency_id: f"{post.holder}, {post.says}" for post in found}  # type: ignore[attr-defined]


def sat_in(at: datetime) -> QuerySet[Post]:
    """The posts in which somebody sits today."""
    day = says.today_in_london(at)
    return (
        Post.objects.filter(starts_on__lte=day)
        .exclude(ends_on__lt=day)
        .annotate(holder=holder_of("pk", day))
        .filter(~Q(holder=None))
        .select_related("agency")
    )


def roles_that_may(permission: str) -> QuerySet[RolePermission, int]:
    """The roles that have a permission."""
    return RolePermission.objects.filter(permission__code=permission).values_list("role_id", flat=True)
