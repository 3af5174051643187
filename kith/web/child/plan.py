"""The child's plan as the page shows it: who leads, what is open, what is late, what was done, what changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from kith.core import clocks, says
from kith.core.among import Among
from kith.core.written import Given, once
from kith.plans import queries as plans
from kith.plans import rules
from kith.plans.models import Action, Plan, Version
from kith.record.clocks import as_at as ran_at
from kith.record.models import Clock
from kith.sharing.actor import Actor
from kith.sharing.queries import posts


@dataclass(frozen=True)
class Due:
    """When something is due, for a clock chip: at a moment, or by the end of a day."""

    due_at: datetime
    state: str
    words: str


def due_by(moment: datetime, now: datetime) -> Due:
    """Due at a moment, as a clock says it."""
    state = clocks.state(moment, now)
    on_time = state is clocks.State.ON_TIME
    return Due(moment, state.value, says.short_moment(moment, now) if on_time else clocks.left(moment, now))


def due_on(day: date, now: datetime) -> Due:
    """Due by the end of a day: late is counted in days, and nobody is held to a minute."""
    today = says.today_in_london(now)
    late = (today - day).days
    words = f"Late by {says.count(late, 'day')}" if late > 0 else says.short_day(day, today)
    moment = end_of(day)
    return Due(moment, clocks.state(moment, now).value, words)


@dataclass(frozen=True)
class ActionLine:
    """An action of the plan."""

    reference: str
    says: str
    purpose: str
    owner: str
    agency: str
    due: Due
    due_on: date
    is_late: bool
    done_at: datetime | None
    done_says: str
    asks: tuple[rules.words.Suggestion, ...]


@dataclass(frozen=True)
class VersionLine:
    """A version of the plan: what changed, by whom, and the plan as it then stood."""

    number: int
    changed: str
    by: str
    at: datetime
    stands: tuple[dict[str, object], ...]


@dataclass(frozen=True)
class PlanPanel:
    """The one live plan."""

    reference: str
    because: str
    may_close: bool
    version: int
    opened_at: datetime
    changed_at: datetime
    lead_post: str
    lead_agency: str
    lead_name: str
    deputy: str
    open: tuple[ActionLine, ...]
    done: tuple[ActionLine, ...]
    versions: tuple[VersionLine, ...]

    @property
    def late(self) -> list[ActionLine]:
        return [action for action in self.open if action.is_late]

    @property
    def agencies(self) -> list[str]:
        return sorted({self.lead_agency, *(action.agency for action in (*self.open, *self.done))} - {""})

    @property
    def heading(self) -> str:
        if not self.open:
            return "The plan: nothing is to be done yet" if not self.done else "The plan: everything is done"
        late = f"{len(self.late)} late" if self.late else "none late"
        return f"The plan: {says.count(len(self.open), 'action')} to do, {late}"


@dataclass(frozen=True)
class Ahead:
    """Something due for the child: an action of the plan or a running clock."""

    says: str
    due: Due
    rule: str = ""
    about: str = ""


def end_of(day: date) -> datetime:
    """The last moment of a day in London: an action due that day is late after it."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=says.LONDON) - timedelta(seconds=1)


def panel(subjects: Iterable[int], *, actor: Actor, at: datetime, writes: bool) -> PlanPanel | None:
    """The live plan of this person, if there is one and this actor may read it."""
    today = says.today_in_london(at)
    live = plans.live_plan(subjects, actor=actor, on=today)
    if live is None:
        return None
    actions = [_line(a, at, writes) for a in plans.actions_of(live, as_at=at)]
    deputy = posts.standing_in(live.lead_id, at) if live.lead_id else None
    names = posts.names_in([i for i in (live.lead_id, deputy and deputy.pk) if i], today)
    versions = _versions(live)
    return PlanPanel(
        reference=live.reference,
        because=live.because,
        may_close=plans.may_close(live, actor=actor),
        version=live.version,
        opened_at=live.opened_at,
        changed_at=versions[0].at if versions else live.opened_at,
        lead_post=live.lead.says if live.lead else "",
        lead_agency=live.lead.agency.says if live.lead else "",
        lead_name=names.get(live.lead_id or 0, ""),
        deputy=(names.get(deputy.pk) or deputy.says) if deputy else "",
        open=tuple(a for a in actions if a.done_at is None),
        done=tuple(a for a in actions if a.done_at is not None),
        versions=tuple(versions),
    )


def _line(action: Action, at: datetime, writes: bool) -> ActionLine:
    return ActionLine(
        reference=action.reference,
        says=action.says,
        purpose=action.purpose,
        owner=action.owner,
        agency=action.agency.says,
        due=due_on(action.due_on, at),
        due_on=action.due_on,
        is_late=action.due_on < says.today_in_london(at),
        done_at=action.done_at,
        done_says=action.done_says,
        asks=tuple(rules.suggestions(action.says)) if writes and action.done_at is None else (),
    )


def _versions(plan: Plan) -> list[VersionLine]:
    return [
        VersionLine(
            number=version.number,
            changed=version.changed,
            by=version.by_worker.says if version.by_worker else version.by_post.says,
            at=version.recorded_at,
            stands=tuple(_stood(action) for action in version.stands),
        )
        for version in _of_plan.rows(plan=plan.pk)
    ]


@once
def _of_plan() -> QuerySet[Version]:
    found = Version.objects.filter(plan_id=Given("plan"))
    return found.select_related("by_post", "by_worker").order_by("-number")


def _stood(action: dict[str, str]) -> dict[str, object]:
    return {**action, "due_on": date.fromisoformat(action["due_on"])}


# A manager’s view and a sender’s answer are owed by the front door to others, and are on its own list.
OWED_TO_COLLEAGUES = ("closing", "notice")


def ahead(
    subjects: Iterable[int], plan: PlanPanel | None, *, at: datetime, reads_clocks: bool
) -> tuple[list[Ahead], list[Ahead]]:
    """What is late for this child and what is next, the most overdue and the soonest first."""
    due = [Ahead(action.says, action.due) for action in (plan.open if plan else ())]
    if reads_clocks:
        due += [
            Ahead(clock.rule_says, due_by(clock.due_at, at), clock.rule, clock.about)
            for clock in _running.rows(at=at, subjects=list(subjects))
        ]
    due.sort(key=lambda one: one.due.due_at)
    late = [one for one in due if one.due.state == clocks.State.LATE]
    return late, due[len(late) :]


@once
def _running() -> QuerySet[Clock]:
    ran = Clock.objects.filter(ran_at(Given("at")), Among("subject_id", Given("subjects")))
    return ran.exclude(about_kind__in=OWED_TO_COLLEAGUES)
