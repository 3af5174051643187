"""What somebody took over from this post, and why: shown to whoever sits there, for a day."""

from datetime import datetime

from django.db.models import QuerySet

from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import TakenOver
from kith.frontdoor.queries.lines import Taken
from kith.frontdoor.rules import day
from kith.sharing.actor import Actor


def taken_over(by: Actor, at: datetime) -> list[Taken]:
    """The contacts that this post had and another took on, the newest first."""
    since = at - day.minutes("told_of_takeover", at.date())
    return [
        Taken(row.contact.reference, str(row.by_worker), row.recorded_at, row.because)
        for row in _taken.rows(posts=by.posts, after=since, at=at)
        if row.by_worker_id != by.worker_id
    ]


@once
def _taken() -> QuerySet[TakenOver]:
    found = TakenOver.objects.filter(
        Among("from_post_id", Given("posts")), recorded_at__gt=Given("after"), recorded_at__lte=Given("at")
    )
    return found.select_related("by_worker", "contact").order_by("-id")
