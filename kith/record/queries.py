"""Reading what happened and what is due. Every list takes the moment as at which it is asked."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kith.record import clocks
from kith.record.models import Clock, Entry
from kith.sharing.actor import Actor


def chronology(subjects: Iterable[int], *, actor: Actor, as_at: datetime) -> QuerySet[Entry]:
    """What had been written down about these subjects by a moment, latest happening first."""
    return (
        Entry.objects.filter(subject_id__in=list(subjects), recorded_at__lte=as_at)
        .select_related("by_post__agency", "by_worker")
        .order_by("-occurred_at", "-id")
    )


def due(
    *, actor: Actor, as_at: datetime, teams: Iterable[int] = (), post: int | None = None
) -> QuerySet[Any]:
    """What was running at a moment for a post or for teams, the most overdue first; `whose` is the post that had it."""
    found = Clock.objects.filter(clocks.as_at(as_at)).annotate(whose=clocks.whose_at(as_at))
    found = found.select_related("team")
    if post is not None:
        found = found.filter(whose__in=actor.posts if post == actor.post_id else [post])
    elif teams := list(teams):
        found = found.filter(team_id__in=teams)
    return found.order_by("due_at", "id")
