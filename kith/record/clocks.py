"""Starting, holding and stopping what is due."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery

from kith.core import clocks as rules
from kith.core import lists
from kith.core.says import LONDON
from kith.core.written import Given, once
from kith.record.models import Clock, ClockHeld
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership


@cache
def clocks_of(area: str) -> lists.CodeList:
    """The clocks of a partnership: those that come with Kith, under its own from `local/AREA/clocks.toml`."""
    own = settings.LOCAL / area / "clocks.toml"
    return lists.merge(rules.shipped(), lists.load(own)) if own.exists() else rules.shipped()


@cache
def hours_of(area: str) -> lists.CodeList:
    """A partnership's working day: 9am to 5pm, unless its own `local/AREA/working_day.toml` says otherwise."""
    own = settings.LOCAL / area / "working_day.toml"
    return lists.merge(rules.working_day(), lists.load(own)) if own.exists() else rules.working_day()


@once
def code_of() -> QuerySet[Partnership, str]:
    return Partnership.objects.filter(pk=Given("partnership")).values_list("code", flat=True)


def _rule(code: str, partnership: int, at: datetime) -> rules.ClockRule:
    (area,) = code_of.rows(partnership=partnership)
    day = at.astimezone(LONDON).date()
    return rules.rule(code, day, clocks=clocks_of(area), hours=hours_of(area))


def would_be_due(code: str, *, partnership: int, at: datetime) -> datetime:
    """When a clock that started now would be due in this partnership."""
    return rules.due_at(_rule(code, partnership, at), at)


def start(
    code: str,
    *,
    subject: int | None,
    partnership: int,
    about_kind: str,
    about: str,
    team: int,
    by: Actor,
    at: datetime,
    post: int | None = None,
    started_at: datetime | None = None,
) -> Clock:
    """Start a clock for a thing. `started_at` is the moment of receipt when that lies before `at`."""
    began = started_at or at
    rule = _rule(code, partnership, began)
    clock = Clock.objects.create(
        subject_id=subject,
        partnerships=[partnership],
        partnership_id=partnership,
        rule=rule.code,
        rule_says=rule.says,
        rule_source=rule.source,
        is_local=rule.local,
        about_kind=about_kind,
        about=about,
        started_at=began,
        recorded_at=at,
        due_at=rules.due_at(rule, began),
        team_id=team,
        post_id=post,
        held_since=at if post else None,
    )
    if post:
        _give([clock], post, at)
    return clock


def hold(about_kind: str, about: str, *, post: int | None, at: datetime) -> int:
    """Give every running clock of a thing to a post, or back to its team's queue. Returns how many."""
    theirs = running(about_kind, about)
    _give(theirs, post, at)
    return theirs.update(post_id=post, held_since=at if post else None)


def _give(theirs: Iterable[Clock], post: int | None, at: datetime) -> None:
    """Write down from when on these clocks are whose, beside whose they were before."""
    ClockHeld.objects.bulk_create(
        ClockHeld(
            subject_id=clock.subject_id,
            partnerships=clock.partnerships,
            clock=clock,
            post_id=post,
            recorded_at=at,
        )
        for clock in theirs
    )


def stop(about_kind: str, about: str, *, codes: tuple[str, ...], because: str, at: datetime) -> int:
    """Stop these clocks of a thing, late or not; a breach stays visible in the dates. Returns how many."""
    return running(about_kind, about).filter(rule__in=codes).update(stopped_at=at, stopped_because=because)


def running(about_kind: str, about: str | Given) -> QuerySet[Clock]:
    return Clock.objects.filter(about_kind=about_kind, about=about, stopped_at=None)


def as_at(moment: datetime | Given) -> Q:
    """Clocks that ran at a moment, and were written down by then."""
    known = Q(started_at__lte=moment, recorded_at__lte=moment)
    return known & (Q(stopped_at=None) | Q(stopped_at__gt=moment))


def whose_at(moment: datetime) -> Subquery:
    """The post whose a clock was at a moment; none while it was in its team's queue."""
    by_then = ClockHeld.objects.filter(clock=OuterRef("pk"), recorded_at__lte=moment)
    return Subquery(by_then.order_by("-recorded_at", "-id").values("post_id")[:1])
