"""Red contacts that nobody has taken on: how many, and since when. It says nothing of any child."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from kith.core import says
from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import Contact, Preference, RedCall
from kith.frontdoor.queries import of_contact
from kith.frontdoor.rules import day
from kith.people.queries import name_of
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing import gate
from kith.sharing.actor import Actor
from kith.sharing.models import Post, Team
from kith.sharing.queries.posts import holder_of

RULE = "CLK-04-red"
DOORS = ("front_door", "out_of_hours")


@dataclass(frozen=True)
class Red:
    """Counts and times alone: whoever asks every ten seconds is shown nothing that an audit would have to hold."""

    count: int
    oldest: datetime | None
    newest: datetime | None


def red(*, actor: Actor | None) -> Red:
    """The red contacts at this actor’s front doors that nobody has."""
    by = gate.must(actor, "contact.decide")
    found = _waiting.rows(partnerships=by.partnerships)
    return next((Red(*row[1:]) for row in found), Red(0, None, None))


@once
def _waiting() -> QuerySet[Clock, tuple[str, int, datetime, datetime]]:
    ran = Clock.objects.filter(
        Among("team__partnership_id", Given("partnerships")),
        team__does="front_door",
        rule=RULE,
        about_kind="contact",
        stopped_at=None,
        post=None,
    )
    # By the rule, which is one: a row, or none.
    return (
        ran.order_by()
        .values("rule")
        .annotate(n=Count("*"), oldest=Min("started_at"), newest=Max("recorded_at"))
        .values_list("rule", "n", "oldest", "newest")
    )


def preference(*, actor: Actor | None) -> tuple[bool, bool]:
    """Whether this worker wants the keys, and to hear a red contact."""
    by = gate.must(actor, "contact.decide")
    return next(iter(_wanted.rows(post=by.post_id, worker=by.worker_id)), (True, True))


@once
def _wanted() -> QuerySet[Preference, tuple[bool, bool]]:
    mine = Preference.objects.filter(by_post_id=Given("post"), by_worker_id=Given("worker"))
    return mine.values_list("keys", "sound")


@once
def _doors() -> QuerySet[Team, tuple[int, str, str]]:
    """The teams that are the front door of these areas, by day and by night."""
    found = Team.objects.filter(Among("partnership_id", Given("partnerships")), does__in=DOORS)
    return found.order_by("pk").values_list("pk", "does", "partnership__code")


def nights(partnerships: Collection[int]) -> dict[str, set[int]]:
    """Each of these areas that has a front door, with its out-of-hours team, if there is one."""
    found: dict[str, set[int]] = {}
    for team, does, area in _doors.rows(partnerships=list(partnerships)):
        found.setdefault(area, set()).update({team} if does == "out_of_hours" else ())
    return found


def rings(*, actor: Actor | None, at: datetime) -> bool:
    """Whether a red contact rings at this post at this hour, for any of its areas."""
    by = gate.must(actor, "contact.decide")
    return any(
        day.rings(
            is_nights=by.team_id in teams,
            is_office_hours=day.is_office_hours(at, hours=clocks.hours_of(area)),
            has_night_team=bool(teams),
        )
        for area, teams in nights(by.partnerships).items()
    )


@dataclass(frozen=True)
class ToRing:
    """A red contact that nobody had opened: whom to ring now, and the calls so far."""

    contact: Contact
    name: str
    is_office_hours: bool
    whom: list[str]
    calls: list[RedCall]


def to_ring(reference: str, *, actor: Actor | None, at: datetime) -> ToRing:
    """Whom to ring about this contact: the duty managers in the day, the out-of-hours team at night and on days off."""
    # To ring about it is not to read it: it stays unopened.
    contact = gate.open_record(
        of_contact.opened,
        reference,
        actor=actor,
        needs="contact.decide",
        purpose="decide",
        at=at,
        today=says.today_in_london(at),
    )
    hours = clocks.hours_of(contact.partnership.code)
    by_day = day.is_office_hours(at, hours=hours)
    return ToRing(
        contact=contact,
        name=name_of(contact.record),
        is_office_hours=by_day,
        whom=whom(contact.partnership_id, by_day, says.today_in_london(at)),
        calls=list(
            RedCall.objects.filter(contact=contact).select_related("by_post", "by_worker").order_by("-id")
        ),
    )


def whom(partnership: int, by_day: bool, today: date) -> list[str]:
    """The posts to ring; the managers where the area has no out-of-hours team in Kith."""
    for needs in (
        [Q(role__permissions__permission__code="closing.agree")]
        if by_day
        else [
            Q(role__code="edt"),
            Q(role__permissions__permission__code="closing.agree"),
        ]
    ):
        posts = (
            Post.objects.filter(needs, partnerships=partnership, team__does__in=DOORS, starts_on__lte=today)
            .exclude(ends_on__lt=today)
            .annotate(holder=holder_of("pk", today))
            .distinct()
            .order_by("id")
        )
        if found := [f"{post.holder or 'nobody just now'}, {post.says}" for post in posts]:
            return found
    return []
