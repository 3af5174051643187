"""Keeping a record to named readers: who they are, and opening it again, which takes two people."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from kith.core.says import today_in_london
from kith.sharing import audit, gate, rows, rules
from kith.sharing.actions.access import everyone, grant
from kith.sharing.actor import Actor
from kith.sharing.models import Grant, LiftAnswer, LiftAsk, Post, Restriction, RestrictionReview, Subject
from kith.sharing.models.access import Relationship
from kith.sharing.queries.agreements import reasons


class CannotKeepTo(Exception):
    """Why a record cannot be kept to named readers so, or opened again so: a sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = fields


@transaction.atomic
def restrict(
    *,
    subject: int,
    because: str,
    readers: Iterable[Post],
    whom_to_ask: Post,
    review_on: date | None,
    by: Actor,
    at: datetime,
    kind: str = "",
) -> None:
    """Keep a record to named readers, reviewed in time (local: 90 days, as two councils' published policies)."""
    gate.must(by, "record.restrict")
    subjects = everyone(subject)
    one_at_a_time(subjects)
    _is_theirs(subjects, by)
    posts = {post.pk: post for post in readers}
    found = rules.objections_to_keeping(
        because=because,
        readers=frozenset(posts),
        whom_to_ask=whom_to_ask.pk,
        keepers=could_open_again(subjects, posts),
        review_on=review_on,
        today=today_in_london(at),
    )
    if Subject.objects.filter(pk__in=subjects, restricted=True).exists():
        found = {"readers": "This record is kept to named readers already. Add a reader, or end one’s part."}
    if found:
        raise CannotKeepTo(found)
    assert review_on is not None
    for post in posts.values():
        _name(subject, post, None, by=by, at=at)
    for each in subjects:
        # From this row on, the record may be invisible to whoever restricts it.
        rows.add(
            Restriction(
                subject_id=each,
                kind=kind,
                because=because,
                starts_at=at,
                review_on=review_on,
                whom_to_ask=whom_to_ask,
                by_post_id=by.post_id,
                recorded_at=at,
            )
        )
    audit.write("sharing.restricted", at=at, purpose="share", subjects=subjects, detail={"because": kind})


@transaction.atomic
def add_reader(*, subject: str, post: Post, lasts: str, by: Actor, at: datetime) -> None:
    """One more named reader, for a task, while they work with the child, or as long as the record is kept."""
    opened = open_kept(subject, by=by, at=at)
    subjects = everyone(opened.pk)
    one_at_a_time(subjects)
    if not opened.restricted:
        raise CannotKeepTo({"post": "This record is open again. It needs no named readers."})
    days = reasons("readers_last").get(lasts, today_in_london(at)).extra.get("days")
    until = at + timedelta(days=days) if days else None
    live = Grant.objects.filter(subject_id=opened.pk, post=post, relationship=Relationship.READER)
    if live.filter(Q(ends_at=None) | Q(ends_at__gte=until or at)).exists() and (
        until or live.filter(ends_at=None)
    ):
        raise CannotKeepTo({"post": "They are a named reader for that long already. Choose another."})
    _name(opened.pk, post, until, by=by, at=at)
    audit.write(
        "sharing.reader_named",
        at=at,
        purpose="share",
        subjects=subjects,
        about=post.reference,
        detail={"lasts": lasts},
    )


@transaction.atomic
def keep_on(*, subject: str, because: str, review_on: date | None, by: Actor, at: datetime) -> None:
    """Look again whether a record is kept to its readers, and keep it so for at most 90 days more (local)."""
    opened = open_kept(subject, by=by, at=at)
    subjects = everyone(opened.pk)
    one_at_a_time(subjects)
    if not opened.restricted:
        raise CannotKeepTo({"because": "This record is open again already. Nothing needs to be done."})
    found = rules.objections_to_keeping_on(because=because, review_on=review_on, today=today_in_london(at))
    if found:
        raise CannotKeepTo(found)
    assert review_on is not None
    for each in subjects:
        RestrictionReview.objects.create(
            subject_id=each,
            review_on=review_on,
            because=because,
            by_post_id=by.post_id,
            by_worker_id=gate.person(by),
            recorded_at=at,
        )
    audit.write("sharing.kept_on", at=at, purpose="share", subjects=subjects)


@transaction.atomic
def ask_to_lift(*, subject: str, because: str, by: Actor, at: datetime) -> LiftAsk:
    """Ask that a restricted record be opened again. Nothing opens until another named reader agrees."""
    opened = open_kept(subject, by=by, at=at)
    subjects = everyone(opened.pk)
    one_at_a_time(subjects)
    if not opened.restricted:
        raise CannotKeepTo({"because": "This record is open again already. Nothing needs to be done."})
    if waiting(subjects):
        raise CannotKeepTo({"because": "Somebody has asked already. Another named reader must answer first."})
    if not because.strip():
        raise CannotKeepTo({"because": "Say why the record need not be kept to named readers any more."})
    made = LiftAsk.objects.create(
        subject=opened, because=because, by_post_id=by.post_id, by_worker_id=gate.person(by), asked_at=at
    )
    audit.write("sharing.lift_asked", at=at, purpose="share", subjects=subjects)
    return made


@transaction.atomic
def answer_lift(*, subject: str, is_agreed: bool, because: str, by: Actor, at: datetime) -> bool:
    """Agree that a record is opened again, or not: by another than who asked. Whether it is open now."""
    opened = open_kept(subject, by=by, at=at)
    subjects = everyone(opened.pk)
    one_at_a_time(subjects)
    ask = waiting(subjects)
    if ask is None:
        raise CannotKeepTo({"because": "Nobody is asking any more. Nothing needs to be done."})
    worker = gate.person(by)
    found = rules.objections_to_answering(asked_by=ask.by_worker_id, by=worker, because=because)
    if found:
        raise CannotKeepTo(found)
    for each in subjects:
        # Where this agrees, the database ends the restriction in the same statement.
        rows.add(
            LiftAnswer(
                subject_id=each,
                ask=ask,
                is_agreed=is_agreed,
                because=because,
                by_post_id=by.post_id,
                by_worker_id=worker,
                recorded_at=at,
            )
        )
    audit.write(
        "sharing.unrestricted" if is_agreed else "sharing.lift_refused",
        at=at,
        purpose="share",
        subjects=subjects,
    )
    return is_agreed


def waiting(subjects: Iterable[int]) -> LiftAsk | None:
    """What was asked about opening this record again, and nobody has answered yet."""
    asked = LiftAsk.objects.filter(subject_id__in=list(subjects), answers=None, restricted=True)
    return asked.select_related("by_post__agency", "by_worker").order_by("-id").first()


def open_kept(
    reference: str, *, by: Actor | None, at: datetime, needs: str = "record.restrict", purpose: str = "share"
) -> Subject:
    """The child whose readers are to be changed."""
    children = Subject.objects.exclude(kind="adult")
    return gate.open_record(children, reference, actor=by, needs=needs, purpose=purpose, at=at)


def one_at_a_time(subjects: Iterable[int]) -> None:
    """Two who change the readers of one record wait for each other, so that both cannot be the last."""
    with connection.cursor() as cursor:
        for each in sorted(subjects):
            cursor.execute("select pg_advisory_xact_lock(4, %s)", [each % 2**31])


def readers_of(subjects: Iterable[int], *, at: datetime) -> set[int]:
    """The posts that read this record without an end to it."""
    live = Grant.objects.filter(subject_id__in=list(subjects), relationship=Relationship.READER)
    return set(live.filter(starts_at__lte=at, ends_at=None).values_list("post_id", flat=True))


def could_open_again(subjects: Iterable[int], posts: Iterable[int]) -> set[tuple[int, int]]:
    """Of these posts, those that could open the record again, and who sits in them today without a conflict."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select post, worker from kith.could_open_again(%s::bigint[], %s::bigint[])",
            [list(subjects), list(posts)],
        )
        return set(cursor.fetchall())


def _is_theirs(subjects: list[int], by: Actor) -> None:
    found = list(Subject.objects.filter(pk__in=subjects))
    if len(found) < len(subjects) or not all(
        rules.reaches(by.reach, "record.restrict", gate.standing(each)) for each in found
    ):
        raise gate.NotYours("sharing.subject", "record.restrict")


def _name(subject: int, post: Post, until: datetime | None, *, by: Actor, at: datetime) -> None:
    grant(
        subject=subject,
        relationship=Relationship.READER,
        because="Named reader of a restricted record",
        post=post,
        ends_at=until,
        by=by,
        at=at,
    )
