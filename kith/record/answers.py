"""What `record` answers to those below it."""

from collections.abc import Iterable
from datetime import datetime

from kith.core import says
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing.actor import Actor
from kith.sharing.questions import due_by, gives_back


@gives_back.answered_by
def clocks_go_back_to_the_team(
    *, subjects: Iterable[int], posts: Iterable[int], by: Actor, at: datetime
) -> list[str]:
    """What is due of this child is its team’s again, and whoever takes it on sees by when."""
    theirs = Clock.objects.filter(clocks.as_at(at), subject_id__in=list(subjects), post_id__in=list(posts))
    things = sorted({(clock.about_kind, clock.about) for clock in theirs})
    given = sum(clocks.hold(kind, about, post=None, at=at) for kind, about in things)
    return [f"{says.count(given, 'clock')} went back to the team"] if given else []


@due_by.answered_by
def when_a_clock_would_be_due(*, code: str, partnership: int, at: datetime) -> datetime:
    """By the partnership’s own figures and hours, where it has any."""
    return clocks.would_be_due(code, partnership=partnership, at=at)
