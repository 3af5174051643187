"""Reading strategy discussions: where each demand stands, what was answered, and what was held."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from kith.core import says
from kith.people import queries as people
from kith.protection import rules
from kith.protection.due import DISCUSSION, ENQUIRY
from kith.protection.models import Answer, Discussion, Settled, Trigger
from kith.record.models import Clock
from kith.sharing import audit, gate
from kith.sharing.actor import Actor

# How long a decision to hold none stays on the list.
NOT_HELD_SHOWN = timedelta(days=28)


def last_answer(trigger: Trigger) -> Answer | None:
    """The answer that counts."""
    return trigger.answers.select_related("by_post", "by_worker").order_by("-recorded_at", "-id").first()


def state_of(trigger: Trigger) -> rules.State:
    """Where this trigger stands now."""
    last = last_answer(trigger)
    return rules.state(last_answer=_says(last), is_held=trigger.settled.exists())


def _says(answer: Answer | None) -> bool | None:
    return answer.is_to_be_held if answer else None


def still_open(subjects: Iterable[int]) -> list[Trigger]:
    """What about this person waits for an answer, or for the discussion."""
    found = Trigger.objects.filter(subject_id__in=list(subjects)).exclude(settled__isnull=False)
    found = found.annotate(last_is=Subquery(_last(None).values("is_to_be_held")[:1]))
    found = found.filter(Q(last_is=None) | Q(last_is=True))
    return list(found.select_related("by_post").order_by("triggered_at", "id"))


def _last(at: datetime | None) -> QuerySet[Answer]:
    """The answers to a trigger that were given by a moment, the last first."""
    found = Answer.objects.filter(trigger=OuterRef("pk"))
    if at is not None:
        found = found.filter(recorded_at__lte=at)
    return found.order_by("-recorded_at", "-id")


@dataclass(frozen=True)
class Line:
    """One demand for a strategy discussion, as at a moment."""

    reference: str
    state: rules.State
    child: str
    name: str
    why: str
    because: str
    triggered_at: datetime
    by: str
    due_at: datetime | None
    answer: Answer | None = None

    @property
    def answered_by(self) -> str:
        return self.answer.by_worker.says if self.answer else ""


@dataclass(frozen=True)
class Demands:
    """What nobody has decided, what is to be held, and what is not held, as at a moment: late first."""

    at: datetime
    undecided: list[Line]
    to_be_held: list[Line]
    not_held: list[Line]

    @property
    def late(self) -> int:
        return sum(
            line.due_at is not None and line.due_at < self.at for line in (*self.undecided, *self.to_be_held)
        )

    @property
    def heading(self) -> str:
        """“Strategy discussions: 2 undecided, 1 to be held, 1 late”."""
        late = f"{self.late} late" if self.late else "none late"
        return (
            f"Strategy discussions: {len(self.undecided) or 'none'} undecided,"
            f" {len(self.to_be_held) or 'none'} to be held, {late}"
        )


def demands(*, actor: Actor | None, as_at: datetime, now: datetime) -> Demands:
    """Every trigger that this actor may read and that is not settled, as at a moment; the children are in the audit."""
    by = gate.must(actor, "discussion.read")
    if not (by.may("discussion.decide") or by.may("contact.decide")):
        raise gate.NotYours("", "discussion.decide")
    held_by_then = Settled.objects.filter(trigger=OuterRef("pk"), discussion__recorded_at__lte=as_at)
    found = (
        Trigger.objects.filter(~Exists(held_by_then), triggered_at__lte=as_at)
        .annotate(
            last=Subquery(_last(as_at).values("pk")[:1]),
            last_is=Subquery(_last(as_at).values("is_to_be_held")[:1]),
            last_at=Subquery(_last(as_at).values("recorded_at")[:1]),
        )
        .filter(Q(last_is=None) | Q(last_is=True) | Q(last_at__gte=as_at - NOT_HELD_SHOWN))
        .select_related("by_post__agency", "by_worker")
        .order_by("triggered_at", "id")
    )
    triggers = list(found)
    audit.write(
        "protection.listed", at=now, purpose="plan", subjects=sorted({each.subject_id for each in triggers})
    )
    lines = defaultdict(list)
    for line in _lines(triggers):
        lines[line.state].append(line)
    for each in lines.values():
        each.sort(key=lambda line: line.due_at or line.triggered_at)
    return Demands(
        at=as_at,
        undecided=lines[rules.State.UNDECIDED],
        to_be_held=lines[rules.State.TO_BE_HELD],
        not_held=sorted(lines[rules.State.NOT_HELD], key=_answered_at, reverse=True),
    )


def _answered_at(line: Line) -> datetime:
    return line.answer.recorded_at if line.answer else line.triggered_at


def _lines(triggers: Sequence[Trigger]) -> list[Line]:
    """A line for each trigger that is not settled; three statements, however many there are."""
    if not triggers:
        return []
    names = people.names({each.subject_id for each in triggers})
    last = {each.last for each in triggers if each.last}  # type: ignore[attr-defined]
    answers = {
        each.pk: each for each in Answer.objects.filter(pk__in=last).select_related("by_post", "by_worker")
    }
    due: dict[tuple[str, str], datetime] = {}
    about = [each.reference for each in triggers]
    for clock in Clock.objects.filter(about_kind=DISCUSSION, about__in=about).order_by("-due_at"):
        due[clock.about, clock.rule] = clock.due_at
    made = []
    for each in triggers:
        answer = answers.get(each.last)  # type: ignore[attr-defined]
        state = rules.state(last_answer=_says(answer), is_held=False)
        hold = due.get((each.reference, rules.HOLD))
        known = names.get(each.subject_id)
        made.append(
            Line(
                reference=each.reference,
                state=state,
                child=known.reference if known else "",
                name=known.name if known else "Name not known",
                why=why(each),
                because=each.because,
                triggered_at=each.triggered_at,
                by=by_whom(each),
                due_at=due.get((each.reference, rules.UNDECIDED), hold)
                if state is rules.State.UNDECIDED
                else _sooner(hold, answer.planned_at if answer else None),
                answer=answer,
            )
        )
    return made


def _sooner(*moments: datetime | None) -> datetime | None:
    return min((each for each in moments if each), default=None)


def why(trigger: Trigger) -> str:
    """What demanded a discussion, in the words of its day."""
    said = rules.triggers().words(trigger.code, says.today_in_london(trigger.triggered_at))
    return said[:1].upper() + said[1:]


def by_whom(trigger: Trigger) -> str:
    who = f"{trigger.by_worker.says}, " if trigger.by_worker else ""
    return f"{who}{trigger.by_post.says}, {trigger.by_post.agency.says}"


@dataclass(frozen=True)
class Part:
    """One kind of agency at a discussion, in words."""

    says: str
    is_here: bool
    who: str
    shared: str
    away_because: str


@dataclass(frozen=True)
class Told:
    """One trigger with all that came of it."""

    trigger: Trigger
    why: str
    by: str
    state: rules.State
    answers: list[Answer]
    discussion: Discussion | None
    parts: list[Part]
    steps: list[tuple[str, str, object]]
    due: dict[str, datetime]
    asks: tuple[int, ...]

    @property
    def decide_by(self) -> datetime | None:
        return self.due.get(rules.UNDECIDED)

    @property
    def hold_by(self) -> datetime | None:
        return self.due.get(rules.HOLD)

    @property
    def outcome_by(self) -> datetime | None:
        return self.due.get(rules.OUTCOME)

    @property
    def conference_by(self) -> datetime | None:
        return self.due.get(rules.CONFERENCE)

    @property
    def asked_by(self) -> datetime | None:
        return self.due.get(rules.CONFERENCE_ASKED)


def told(trigger: Trigger, *, subjects: list[int]) -> Told:
    """What was asked, answered and held about one trigger, which the gate has opened."""
    answers = list(trigger.answers.select_related("by_post", "by_worker").order_by("-recorded_at", "-id"))
    settled = trigger.settled.select_related("discussion__by_post", "discussion__by_worker").first()
    held = settled.discussion if settled else None
    about = [(DISCUSSION, trigger.reference)] + ([(ENQUIRY, held.reference)] if held else [])
    running = Clock.objects.filter(about__in=[which for _, which in about], stopped_at=None)
    return Told(
        trigger=trigger,
        why=why(trigger),
        by=by_whom(trigger),
        state=rules.state(
            last_answer=answers[0].is_to_be_held if answers else None, is_held=held is not None
        ),
        answers=answers,
        discussion=held,
        parts=parts_of(held) if held else [],
        steps=[
            (rules.steps().words(each.code, each.happened_on), each.because, each)
            for each in held.steps.select_related("by_worker").order_by("id")
        ]
        if held
        else [],
        due={clock.rule: clock.due_at for clock in running},
        asks=tuple(
            each.by_worker_id
            for each in (trigger, *(one for one in still_open(subjects) if last_answer(one) is None))
            if each.by_worker_id
        ),
    )


def parts_of(held: Discussion) -> list[Part]:
    """Who was there and who was not, in the order of the list of who is needed."""
    day = says.today_in_london(held.held_at)
    order = {entry.code: n for n, entry in enumerate(rules.needed().on(day))}
    rows = sorted(held.parts.all(), key=lambda part: order.get(part.kind, 99))
    return [
        Part(rules.needed().words(row.kind, day), row.is_here, row.who, row.shared, row.away_because)
        for row in rows
    ]


def of_child(subjects: Iterable[int]) -> list[tuple[Trigger, str, rules.State]]:
    """Every trigger about this person, the newest first, with why and where it stands."""
    found = (
        Trigger.objects.filter(subject_id__in=list(subjects))
        .annotate(
            last_is=Subquery(_last(None).values("is_to_be_held")[:1]),
            is_held=Exists(Settled.objects.filter(trigger=OuterRef("pk"))),
        )
        .select_related("by_post__agency", "by_worker")
        .order_by("-triggered_at", "-id")
    )
    return [(each, why(each), rules.state(last_answer=each.last_is, is_held=each.is_held)) for each in found]
