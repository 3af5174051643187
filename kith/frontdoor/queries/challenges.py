"""Challenges to decisions and what became of them: the list, as at any moment, and one alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from kith.core.says import today_in_london
from kith.core.written import Given, once
from kith.frontdoor.models import (
    Challenge,
    ChallengeAnswer,
    ChallengeCarried,
    ChallengeReply,
    ChallengeStage,
    Contact,
    Decision,
)
from kith.frontdoor.queries.beside import about
from kith.frontdoor.rules import challenge as rules
from kith.frontdoor.rules import decide as decisions
from kith.frontdoor.rules.challenge import OPEN, Stands, Verdict
from kith.notify.actions import is_for
from kith.sharing.actor import Actor
from kith.sharing.models import Post, Role
from kith.sharing.queries.posts import holder_of

WORDS = {
    Stands.WAITS: "Waits for an answer",
    Stands.LATE: "Not answered in time",
    Stands.TO_REOPEN: "To be decided again",
    Stands.ANSWERED: "Answered",
    Stands.AGREED: "Answered, and accepted",
    Stands.AGAIN: "Is decided again",
    Stands.NOT_AGREED: "Answered by the partnership, not accepted",
}
ANSWERS = {
    Verdict.STANDS: "The decision stands",
    Verdict.AGAIN: "It is decided again",
    Verdict.CHANGED: "The decision stands, and something changes",
}
CAME = {
    "made": "",
    "not_accepted": "The answer before was not accepted",
    "no_answer": "Nobody answered in time at the stage before",
}


@dataclass(frozen=True)
class Stage:
    """One stage: who answers, by when, and what was answered and said to that."""

    pk: int
    stage: int
    says: str
    to: str
    to_post: int
    who: str
    decided_by: int | None
    began_at: datetime
    due_at: datetime
    came: str
    verdict: str
    answer: int | None
    because: str
    changes: str
    answered_by: str
    answered_by_worker: int | None
    answered_at: datetime | None
    is_accepted: bool | None
    words: str
    replied_by: str
    replied_at: datetime | None
    is_carried_out: bool

    @property
    def answers(self) -> str:
        return ANSWERS[Verdict(self.verdict)] if self.verdict else ""


@dataclass(frozen=True)
class Challenged:
    """One challenge as a page shows it, and where it stands at this moment."""

    reference: str
    about: str
    subject: int
    partnership: int
    agency: str
    agency_id: int
    from_post: Post
    made_by: str
    made_by_worker: int
    decided: str
    decided_at: datetime
    why: str
    asks: str
    made_at: datetime
    stands: Stands
    stages: tuple[Stage, ...]
    name: str = ""
    contact: str = ""

    @property
    def says(self) -> str:
        return WORDS[self.stands]

    @property
    def is_open(self) -> bool:
        return self.stands in OPEN

    @property
    def is_late(self) -> bool:
        return self.stands is Stands.LATE

    @property
    def now(self) -> Stage | None:
        return self.stages[-1] if self.stages else None

    @property
    def stage(self) -> int:
        return self.stages[-1].stage if self.stages else 0

    @property
    def waits_for_reply(self) -> bool:
        return self.stands is Stands.ANSWERED

    def is_for(self, by: Actor) -> bool:
        """Whether it is this post's to say if an answer is accepted."""
        return self.agency_id == by.agency_id and is_for(self.from_post, by)

    def is_of_stage(self, by: Actor, at: datetime) -> bool:
        """Whether this post answers at the stage that it has reached."""
        now = self.now
        return now is not None and (
            now.to_post in by.posts or by.role in rules.roles_of(now.stage, today_in_london(at))
        )

    def may_answer(self, by: Actor, at: datetime) -> bool:
        """Whether this person may answer now: not who decided, challenged, or answered before."""
        now = self.now
        return (
            now is not None
            and self.stands in {Stands.WAITS, Stands.LATE}
            and by.may("challenge.answer")
            and self.is_of_stage(by, at)
            and by.worker_id not in {now.decided_by, self.made_by_worker, *self.answerers}
        )

    @property
    def answerers(self) -> set[int]:
        return {each.answered_by_worker for each in self.stages if each.answered_by_worker}


def every(by: Actor, *, at: datetime) -> list[Challenged]:
    """Every challenge that this post may read, as it stood at a moment: what waits first, the first due first."""
    found = _named([_challenged(row, at) for row in _all.rows(at=at, today=today_in_london(at))])
    return sorted(
        found,
        key=lambda each: (
            not each.is_open,
            each.now.due_at if each.is_open and each.now else each.made_at,
        ),
    )


def one(reference: str, *, at: datetime) -> Challenged | None:
    """One challenge that this post may read; None where there is none."""
    rows = _one.rows(reference=reference, at=at, today=today_in_london(at))
    return _named([_challenged(row, at) for row in rows])[0] if rows else None


def decided(last: Decision) -> str:
    """What was decided, in words of its day."""
    return decisions.outcomes().words(last.outcome, today_in_london(last.decided_at))


def has_one(*, post: int, about: str, subject: int, since: datetime) -> bool:
    """Whether this post has challenged this very decision already."""
    theirs = Challenge.objects.filter(from_post_id=post, about=about, subjects__contains=[subject])
    return theirs.filter(made_at__gte=since).exists()


def posts_of(stage: int, partnership: int, *, unless: Collection[int], at: datetime) -> QuerySet[Post]:
    """The posts that answer at this stage and in which somebody sits today, other than these people."""
    day = today_in_london(at)
    roles = Role.objects.filter(code__in=rules.roles_of(stage, day)).values("pk")
    sat = Q(holdings__starts_on__lte=day) & (Q(holdings__ends_on=None) | Q(holdings__ends_on__gte=day))
    found = Post.objects.filter(sat, partnerships=partnership, role__in=roles, starts_on__lte=day)
    found = found.exclude(ends_on__lt=day).exclude(holdings__worker__in=list(unless))
    return found.select_related("agency").distinct().order_by("id")


def _named(found: list[Challenged]) -> list[Challenged]:
    """With the child's name and contact, for whoever may read those."""
    contacts = Contact.objects.filter(
        receipt_reference__in={each.about for each in found}, subject_id__in={each.subject for each in found}
    )
    known = {(row.receipt_reference, row.subject_id): row for row in contacts.select_related("record")}
    return [
        Challenged(**{**each.__dict__, "name": about(row), "contact": row.reference})
        if (row := known.get((each.about, each.subject)))
        else each
        for each in found
    ]


@once
def _all() -> QuerySet[Challenge]:
    return _told(Challenge.objects.filter(made_at__lte=Given("at"))).order_by("-made_at", "-id")


@once
def _one() -> QuerySet[Challenge]:
    return _told(Challenge.objects.filter(made_at__lte=Given("at"), reference=Given("reference")))


def _told(rows: QuerySet[Challenge]) -> QuerySet[Challenge]:
    """With all that had become of each, in the same statement."""
    answers = ChallengeAnswer.objects.filter(stage=OuterRef("pk"), recorded_at__lte=Given("at"))
    replies = ChallengeReply.objects.filter(answer=OuterRef("pk"), recorded_at__lte=Given("at"))
    carried = ChallengeCarried.objects.filter(answer=OuterRef("pk"), recorded_at__lte=Given("at"))
    answered = answers.annotate(
        said=ArraySubquery(
            replies.values(
                told=JSONObject(
                    is_accepted="is_accepted", words="words", by="by_worker__says", at="recorded_at"
                )
            )
        ),
        done=ArraySubquery(carried.values("pk")),
    ).values(
        told=JSONObject(
            pk="pk",
            verdict="verdict",
            because="because",
            changes="changes",
            by="by_worker__says",
            worker="by_worker_id",
            at="recorded_at",
            said="said",
            done="done",
        )
    )
    begun = ChallengeStage.objects.filter(challenge=OuterRef("pk"), recorded_at__lte=Given("at"))
    stages = begun.annotate(answered=ArraySubquery(answered), who=holder_of("to_post", Given("today")))
    return rows.select_related("agency", "from_post", "by_worker").annotate(
        stages=ArraySubquery(
            stages.order_by("stage").values(
                told=JSONObject(
                    pk="pk",
                    stage="stage",
                    to="to_post__says",
                    to_post="to_post_id",
                    who="who",
                    decided_by="decided_by_id",
                    began_at="recorded_at",
                    due_at="due_at",
                    because="because",
                    answered="answered",
                )
            )
        )
    )


def _challenged(row: Any, at: datetime) -> Challenged:
    day = today_in_london(at)
    stages = tuple(_stage(told) for told in row.stages)
    now = stages[-1] if stages else None
    return Challenged(
        reference=row.reference,
        about=row.about,
        subject=row.subjects[0],
        partnership=row.partnership_id,
        agency=row.agency.says,
        agency_id=row.agency_id,
        from_post=row.from_post,
        made_by=row.by_worker.says,
        made_by_worker=row.by_worker_id,
        decided=row.decided,
        decided_at=row.decided_at,
        why=row.why,
        asks=row.asks,
        made_at=row.made_at,
        stands=rules.stands(
            at=at,
            stage=now.stage if now else 0,
            due_at=now.due_at if now else None,
            verdict=now.verdict if now else "",
            is_accepted=now.is_accepted if now else None,
            is_carried_out=bool(now and now.is_carried_out),
            is_last=bool(now and now.stage == rules.last_stage(day)),
        ),
        stages=stages,
    )


def _stage(told: dict[str, Any]) -> Stage:
    answer = told["answered"][0] if told["answered"] else {}
    reply = answer["said"][0] if answer.get("said") else {}
    began_at = datetime.fromisoformat(told["began_at"])
    return Stage(
        pk=told["pk"],
        stage=told["stage"],
        says=rules.stages().words(str(told["stage"]), today_in_london(began_at)),
        to=told["to"],
        to_post=told["to_post"],
        who=told["who"] or told["to"],
        decided_by=told["decided_by"],
        began_at=began_at,
        due_at=datetime.fromisoformat(told["due_at"]),
        came=CAME[told["because"]],
        verdict=answer.get("verdict", ""),
        answer=answer.get("pk"),
        because=answer.get("because", ""),
        changes=answer.get("changes", ""),
        answered_by=answer.get("by") or "",
        answered_by_worker=answer.get("worker"),
        answered_at=datetime.fromisoformat(answer["at"]) if answer else None,
        is_accepted=reply.get("is_accepted"),
        words=reply.get("words", ""),
        replied_by=reply.get("by") or "",
        replied_at=datetime.fromisoformat(reply["at"]) if reply else None,
        is_carried_out=bool(answer.get("done")),
    )
