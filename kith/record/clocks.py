"""Starting, holding and stopping what is due."""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.db.models import Q

from kith.core import clocks as rules
from kith.core import lists
from kith.core.says import LONDON
from kith.record.models import Clock
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership


@cache
def clocks_of(area: str) -> lists.CodeList:
    """The clocks of a partnership: those that come with Kith, under its own from `local/AREA/clocks.toml`."""
    own = settings.LOCAL / area / "clocks.toml"
    return lists.merge(rules.shipped(), lists.load(own)) if own.exists() else rules.shipped()


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
    area = Partnership.objects.values_list("code", flat=True).get(pk=partnership)
    rule = rules.rule(code, began.astimezone(LONDON).date(), clocks=clocks_of(area))
    return Clock.objects.create(
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
        due_at=rules.due_at(rule, began),
        team_id=team,
        post_id=post,
        held_since=at if post else None,
    )


def hold(about_kind: str, about: str, *, post: int | None, at: datetime) -> int:
    """Give every running clock of a thing to a post, or back to its team's queue. Returns how many."""
    return running(about_kind, about).update(post_id=post, held_since=at if post else None)


def stop(about_kind: str, about: str, *, codes: tuple[str, ...], because: str, at: datetime) -> int:
    """Stop these clocks of a thing, late or not; a breach stays visible in the dates. Returns how many."""
    return running(about_kind, about).filter(rule__in=codes).update(stopped_at=at, stopped_because=because)


def running(about_kind: str, about: str):
    return Clock.objects.filter(about_kind=about_kind, about=about, stopped_at=None)


def as_at(moment: datetime) -> Q:
    """Clocks that ran at a moment."""
    return Q(started_at__lte=moment) & (Q(stopped_at=None) | Q(stopped_at__gt=moment))
