"""The work of a post that is not at the front door: its own clocks and actions, and its team's."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, QuerySet

from kith.core import clocks as reckoning
from kith.core import says
from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.queries.beside import holder
from kith.frontdoor.queries.thresholds import Line, owing
from kith.frontdoor.rules import threshold_review as review
from kith.frontdoor.rules import wrong_child
from kith.people import queries as people
from kith.plans import rules
from kith.plans.models import Action, Plan
from kith.protection import rules as protection
from kith.record import clocks
from kith.record.models import Clock
from kith.sharing import audit, gate, signed
from kith.sharing.actor import Actor
from kith.sharing.models import Post
from kith.sharing.queries.posts import holder_of
from kith.sharing.queries.signed import Ending, ending

WHY = {
    wrong_child.SAFE: "A contact was taken for another child’s. Think first of whom the child is afraid, and say what is done.",
    protection.UNDECIDED: "A manager says whether it is held, when and chaired by whom; or why none is.",
    protection.HOLD: "Hold it with police, health and who else knows the child, and write down who came and what was decided.",
    protection.OUTCOME: "The enquiry runs. Write down what was found.",
    protection.CONFERENCE: "Counted from the discussion at which the enquiry started.",
    rules.FIRST: "The plan has been opened, and nothing is to be done yet.",
    rules.NEWS: "The front door added it to the plan. Read it, and say what it changes.",
    rules.LEAD: "Whoever led the plan may no longer reach the child.",
}

THRESHOLDS = {
    review.REVIEW: (
        "Review of the threshold document",
        "Put in a newer version, or write down that it was reviewed and stays.",
    ),
    review.LAST_DAY: (
        "A newer threshold document",
        "This one has come to its last day. Decisions go on and cite it until a newer version is signed.",
    ),
}

AGREEMENTS = {
    signed.NEAR_END: "An agreement ends soon, and none follows",
    signed.LAST_DAY: "An agreement has come to its last day, and none follows",
}


@dataclass(frozen=True)
class Task:
    """One thing that a post owes: what, for whom, by when."""

    due_at: datetime
    what: str
    why: str
    name: str
    child: str
    owner: str
    is_mine: bool
    words: str = ""
    rule: str = ""
    plan: str = ""
    discussion: str = ""
    enquiry: str = ""
    safety: str = ""
    threshold: str = ""
    agreement: str = ""


@dataclass(frozen=True)
class MyWork:
    """What a post and its team owe, as at a moment."""

    at: datetime
    whose: str
    late: list[Task]
    today: list[Task]
    on_time: list[Task]
    counts: dict[str, int]

    @property
    def heading(self) -> str:
        """“My work: 1 late, nothing due today”."""
        of = "Our work" if self.whose == "team" else "My work"
        return f"{of}: {len(self.late) or 'nothing'} late, {len(self.today) or 'nothing'} due today"


def my_work(*, actor: Actor | None, at: datetime, whose: str = "mine") -> MyWork:
    """What this post owes, and its team's where asked for; the children shown are written in the audit."""
    # Whoever keeps the threshold document has work too, and reads no child’s clock.
    keeps = actor is not None and actor.may("threshold.keep")
    by = gate.must(actor, "threshold.keep" if keeps else "clock.read")
    today = says.today_in_london(at)
    teams = [by.team_id] if by.team_id else []
    running = _running.rows(at=at, posts=by.posts, teams=teams, today=today)
    owed = _owed(by, teams, at)
    subjects = {clock.subject_id for clock in running if clock.subject_id} | {
        action.subject_id for action, _ in owed
    }
    names = people.names(subjects)
    audit.write("frontdoor.work_shown", at=at, purpose="plan", subjects=sorted(subjects))
    tasks = [_clock(clock, names, by) for clock in running] + [
        _action(action, lead, names, by, today) for action, lead in owed
    ]
    tasks += [_threshold(line) for line in owing(by.partnerships, today)] if keeps else []
    tasks += [_agreement(line) for line in ending(by.partnerships, today)] if by.may("agreement.sign") else []
    tasks.sort(key=lambda task: task.due_at)
    shown = [task for task in tasks if whose == "team" or task.is_mine]
    state = {id(task): reckoning.state(task.due_at, at) for task in shown}
    return MyWork(
        at=at,
        whose=whose,
        late=[task for task in shown if state[id(task)] is reckoning.State.LATE],
        today=[task for task in shown if state[id(task)] is reckoning.State.TODAY],
        on_time=[task for task in shown if state[id(task)] is reckoning.State.ON_TIME],
        counts={"mine": sum(task.is_mine for task in tasks), "team": len(tasks)},
    )


@once
def _running() -> QuerySet[Clock]:
    theirs = Among("post_id", Given("posts")) | Among("team_id", Given("teams"))
    ran = Clock.objects.filter(clocks.as_at(Given("at")), theirs).exclude(subject=None)
    return ran.select_related("post").annotate(holder=holder_of("post", Given("today")))


def _clock(clock: Clock, names: dict[int, people.Known], by: Actor) -> Task:
    known = names.get(clock.subject_id or 0)
    return Task(
        due_at=clock.due_at,
        what=clock.rule_says,
        why=WHY.get(clock.rule, ""),
        name=known.name if known else "Name not known",
        child=known.reference if known else "",
        owner=holder(clock, clock.post),
        is_mine=clock.post_id in by.posts
        or (clock.rule == protection.UNDECIDED and by.may("discussion.decide")),
        rule=clock.rule,
        plan=clock.about if clock.about_kind == "plan" else "",
        discussion=clock.about if clock.about_kind == "discussion" else "",
        enquiry=clock.about if clock.about_kind == "enquiry" else "",
        safety=clock.about if clock.about_kind == "safety_check" else "",
    )


def _threshold(line: Line) -> Task:
    """A threshold document that is to be looked at: it is everybody’s who keeps documents here."""
    assert line.owes_by is not None
    what, why = THRESHOLDS[line.owes]
    return Task(
        due_at=datetime.combine(line.owes_by, time(23, 59), tzinfo=says.LONDON),
        what=what,
        why=why,
        name=f"{line.cited}, {line.partnership}",
        child="",
        owner="",
        is_mine=True,
        threshold=line.reference,
    )


def _agreement(line: Ending) -> Task:
    """An agreement that another must follow: it is everybody’s who keeps agreements here."""
    return Task(
        due_at=datetime.combine(line.ends_on, time(23, 59), tzinfo=says.LONDON),
        what=AGREEMENTS[line.owes],
        why=f"See who signs again: nothing else covers the same for {says.people(list(line.not_followed))}.",
        name=f"{line.says}, {line.partnership}",
        child="",
        owner="",
        is_mine=True,
        agreement=line.reference,
    )


def _owed(by: Actor, teams: list[int], at: datetime) -> list[tuple[Action, int | None]]:
    """Open actions of live plans, each with the post that leads its plan: the plans that these lead, then what else
    this post owns. In one statement with an `or` across both, every live plan of the area would be read."""
    leads = _leads.rows(posts=by.posts, teams=teams)
    lead_of: dict[int, int | None] = dict(_led.rows(leads=leads))
    plans = list(lead_of)
    return [(action, lead_of[action.plan_id]) for action in _theirs.rows(at=at, plans=plans)] + [
        (action, action.lead)  # type: ignore[attr-defined]
        for action in _besides.rows(at=at, plans=plans, posts=by.posts)
    ]


@once
def _leads() -> QuerySet[Post, int]:
    found = Post.objects.filter(Among("pk", Given("posts")) | Among("team_id", Given("teams")))
    return found.values_list("pk", flat=True)


@once
def _led() -> QuerySet[Plan, tuple[int, int | None]]:
    live = Plan.objects.filter(Among("lead_id", Given("leads")), closed_at=None)
    return live.values_list("pk", "lead_id")


@once
def _theirs() -> QuerySet[Action]:
    return _open().filter(Among("plan_id", Given("plans")))


@once
def _besides() -> QuerySet[Action]:
    theirs = _open().filter(Among("owner_post_id", Given("posts")), plan__closed_at=None)
    return theirs.exclude(Among("plan_id", Given("plans"))).annotate(lead=F("plan__lead_id"))


def _open() -> QuerySet[Action]:
    return Action.objects.filter(done_at=None, recorded_at__lte=Given("at")).only(
        "subject_id", "plan_id", "says", "purpose", "owner", "owner_post_id", "due_on"
    )


def _action(action: Action, lead: int | None, names: dict[int, people.Known], by: Actor, today: date) -> Task:
    known = names.get(action.subject_id)
    # An action is due by the end of its day: late is counted in days, and nobody is held to a minute.
    late = (today - action.due_on).days
    ends = datetime.combine(action.due_on, time(23, 59), tzinfo=says.LONDON)
    return Task(
        due_at=ends,
        what=action.says,
        why=action.purpose,
        name=known.name if known else "Name not known",
        child=known.reference if known else "",
        owner=action.owner,
        words=f"Late by {says.count(late, 'day')}" if late > 0 else says.short_day(action.due_on, today),
        is_mine=action.owner_post_id in by.posts or lead in by.posts,
    )
