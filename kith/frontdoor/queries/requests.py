"""Questions to agencies and what became of them: beside a contact, in the inbox of whoever answers, and one alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from kith.core.among import Among
from kith.core.written import Given, once
from kith.frontdoor.models import (
    AnswerWeighed,
    Chase,
    Contact,
    Hesitated,
    InformationRequest,
    RequestAnswer,
    RequestClimbed,
    RequestWithdrawn,
)
from kith.frontdoor.rules import asking as rules
from kith.frontdoor.rules.asking import OPEN, Stands

WORDS = {
    Stands.DUE: "Asked",
    Stands.LATE: "Asked, not answered",
    Stands.ESCALATED: "Asked, not answered, escalated",
    Stands.ANSWERED: "Answered",
    Stands.NOTHING_KNOWN: "Nothing known of the child",
    Stands.CANNOT_SHARE: "Cannot share, and says why",
    Stands.WITHDRAWN: "No longer needed",
}


@dataclass(frozen=True)
class Answer:
    """What an agency answered, by whom and when."""

    verdict: Stands
    says: str
    harm_weighed: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Chased:
    """One chase: whom, when, for how long, and what was said."""

    rang: str
    rang_at: datetime
    minutes: int
    is_reached: bool
    words: str
    by_worker: str
    by_post: str


@dataclass(frozen=True)
class Hesitates:
    """Somebody in the agency holds something and hesitates; who was told there and at the front door."""

    because: str
    by: str
    at: datetime
    there: str | None
    here: str | None


@dataclass(frozen=True)
class Asked:
    """One question as a page shows it, and where it stands at this moment."""

    reference: str
    contact: int
    subjects: tuple[int, ...]
    agency: str
    agency_id: int
    post: str
    child_name: str
    child_known_as: str
    child_born_on: date | None
    gap: str
    question: str
    why: str
    rag: str
    asked_by: str
    asked_by_post: str
    asked_at: datetime
    due_at: datetime
    stands: Stands
    answers: tuple[Answer, ...]
    chases: tuple[Chased, ...]
    is_enough: bool | None
    missing: str
    withdrawn_because: str
    climbed_at: datetime | None
    climbed_to: str
    is_again: bool
    is_shut: bool = False
    hesitated: Hesitates | None = None

    @property
    def says(self) -> str:
        return WORDS[self.stands]

    @property
    def is_open(self) -> bool:
        return self.stands in OPEN

    @property
    def hesitates(self) -> Hesitates | None:
        """While no answer has come: afterwards the answer tells."""
        return self.hesitated if self.is_open else None

    @property
    def is_late(self) -> bool:
        return self.stands in {Stands.LATE, Stands.ESCALATED}

    @property
    def answer(self) -> Answer | None:
        return self.answers[0] if self.answers else None

    @property
    def was_late(self) -> bool:
        return bool(self.answers) and self.answers[0].at > self.due_at

    @property
    def waits_to_be_weighed(self) -> bool:
        return bool(self.answers) and self.is_enough is None

    @property
    def has_nobody_above(self) -> bool:
        """It was escalated to the very post that does not answer: Kith knows nobody else there."""
        return self.climbed_to == self.post

    @property
    def minutes(self) -> int:
        """Time that went into chasing it."""
        return sum(each.minutes for each in self.chases)


def of_contact(contact: int, *, at: datetime) -> list[Asked]:
    """Every question about this contact, in the order in which they were asked."""
    return [_asked(row, at) for row in _beside.rows(contact=contact)]


def inbox(agencies: list[int], *, since: datetime, at: datetime) -> list[Asked]:
    """What these agencies were asked and this post may read: all that waits, and what was answered since."""
    return [_asked(row, at) for row in _waiting.rows(agencies=agencies, since=since)]


def one(reference: str, *, at: datetime) -> tuple[InformationRequest, Asked] | None:
    """One question that this post may read; None where there is none."""
    found = _one.rows(reference=reference)
    return (found[0], _asked(found[0], at)) if found else None


def answer_due() -> Subquery:
    """When the first answer about the contact in this row is due; none where nobody is asked."""
    silent = InformationRequest.objects.filter(requestanswer=None, requestwithdrawn=None)
    return Subquery(silent.filter(contact=OuterRef("pk")).order_by("due_at").values("due_at")[:1])


def is_to_be_read() -> Exists:
    """Whether an answer about the contact in this row is there, and nobody has said whether it is enough."""
    there = InformationRequest.objects.filter(requestanswer__isnull=False, answerweighed=None)
    return Exists(there.filter(contact=OuterRef("pk")))


def contact_of(row: InformationRequest) -> str:
    """The reference of the contact that a question is about, for whoever may read that; else none."""
    return Contact.objects.filter(pk=row.contact_id).values_list("reference", flat=True).first() or ""


@once
def _beside() -> QuerySet[InformationRequest]:
    return _told(InformationRequest.objects.filter(contact_id=Given("contact"))).order_by("asked_at", "id")


@once
def _waiting() -> QuerySet[InformationRequest]:
    theirs = InformationRequest.objects.filter(Among("agency_id", Given("agencies")))
    shown = Q(requestanswer=None, requestwithdrawn=None) | Q(asked_at__gt=Given("since"))
    return (
        _told(theirs.filter(shown).exclude(requestwithdrawn__is_shut=True))
        .order_by("due_at", "id")
        .distinct()
    )


@once
def _one() -> QuerySet[InformationRequest]:
    one = InformationRequest.objects.filter(reference=Given("reference"))
    return _told(one).select_related("to_post__role", "to_post__agency")


def _told(rows: QuerySet[InformationRequest]) -> QuerySet[InformationRequest]:
    """With all that became of each, in the same statement."""
    return rows.select_related("agency", "to_post", "by_post", "by_worker").annotate(
        answers=_became(
            RequestAnswer, "verdict", "says", "harm_weighed", by="by_worker__says", at="recorded_at"
        ),
        chases=_became(
            Chase,
            "rang",
            "rang_at",
            "minutes",
            "is_reached",
            "words",
            by_worker="by_worker__says",
            by_post="by_post__says",
        ),
        weighed=_became(AnswerWeighed, "is_enough", "missing"),
        withdrawn=_became(RequestWithdrawn, "because", "is_shut"),
        hesitating=_became(
            Hesitated,
            "because",
            by="by_worker__says",
            at="recorded_at",
            there="told_there__says",
            here="told_here__says",
        ),
        climbed=_became(RequestClimbed, to="climbed_to__says", at="recorded_at"),
    )


def _became(model: Any, *same: str, **named: str) -> ArraySubquery:
    rows = model.objects.filter(request=OuterRef("pk")).order_by("pk")
    return ArraySubquery(rows.values(told=JSONObject(**{name: name for name in same}, **named)))


def _asked(row: Any, at: datetime) -> Asked:
    answers = tuple(
        Answer(
            Stands(told["verdict"]),
            told["says"],
            told["harm_weighed"],
            told["by"],
            datetime.fromisoformat(told["at"]),
        )
        for told in row.answers
    )
    weighed = row.weighed[0] if row.weighed else None
    climbed = row.climbed[0] if row.climbed else None
    climbed_at = datetime.fromisoformat(climbed["at"]) if climbed else None
    return Asked(
        reference=row.reference,
        contact=row.contact_id,
        subjects=tuple(row.subjects),
        agency=row.agency.says,
        agency_id=row.agency_id,
        post=row.to_post.says,
        child_name=row.child_name,
        child_known_as=row.child_known_as,
        child_born_on=row.child_born_on,
        gap=row.gap,
        question=row.question,
        why=row.why,
        rag=row.rag,
        asked_by=row.by_worker.says,
        asked_by_post=row.by_post.says,
        asked_at=row.asked_at,
        due_at=row.due_at,
        stands=rules.stands(
            due_at=row.due_at,
            at=at,
            verdict=answers[-1].verdict if answers else "",
            is_withdrawn=bool(row.withdrawn),
            climbed_at=climbed_at,
        ),
        answers=answers,
        chases=tuple(
            Chased(**{**told, "rang_at": datetime.fromisoformat(told["rang_at"])}) for told in row.chases
        ),
        is_enough=weighed["is_enough"] if weighed else None,
        missing=weighed["missing"] if weighed else "",
        withdrawn_because=row.withdrawn[0]["because"] if row.withdrawn else "",
        climbed_at=climbed_at,
        climbed_to=climbed["to"] if climbed else "",
        is_again=row.after_id is not None,
        is_shut=bool(row.withdrawn and row.withdrawn[0]["is_shut"]),
        hesitated=Hesitates(**{**row.hesitating[0], "at": datetime.fromisoformat(row.hesitating[0]["at"])})
        if row.hesitating
        else None,
    )
