"""A worker and a child who must not meet in the record: declared, and ended. Whose work it was is given back."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from kith.core.says import today_in_london
from kith.sharing import audit, gate, rows, rules
from kith.sharing.actions.access import everyone
from kith.sharing.actions.kept import one_at_a_time, open_kept
from kith.sharing.actor import Actor
from kith.sharing.models import Conflict, Holding, Worker
from kith.sharing.queries.kept import conflicts_of
from kith.sharing.questions import gives_back


class CannotDeclare(Exception):
    """Why a conflict cannot be declared or ended so: a sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.objections = list(fields.values())
        self.fields = fields


@transaction.atomic
def declare_conflict(
    *, worker: Worker, subject: int, because: str, by: Actor, at: datetime, kind: str = ""
) -> list[str]:
    """This colleague and this child must not meet in the record, from the colleague's next request.

    What was in the colleague's hands alone goes back to its team; each line says what.
    """
    gate.must(by, "conflict.declare")
    subjects = everyone(subject)
    _may_stand(subjects, worker.pk, because)
    if any(found.worker == worker.pk for found in conflicts_of(subjects, on=today_in_london(at))):
        raise CannotDeclare({"worker": "That is declared already. Nothing needs to be done."})
    for each in subjects:
        rows.add(
            Conflict(
                worker=worker,
                subject_id=each,
                kind=kind,
                because=because,
                starts_at=at,
                by_post_id=by.post_id,
                recorded_at=at,
            )
        )
    audit.write(
        "sharing.conflict_declared",
        at=at,
        purpose="share",
        subjects=subjects,
        about=worker.reference,
        detail={"because": kind},
    )
    return _give_back(subjects, worker.pk, by=by, at=at)


@transaction.atomic
def step_back(*, subject: str, because: str, by: Actor, at: datetime, kind: str = "") -> list[str]:
    """Say of oneself that one knows this child or family: from the next request on one no longer reaches the child."""
    opened = open_kept(subject, by=by, at=at, needs="child.read", purpose="plan")
    subjects, worker = everyone(opened.pk), gate.person(by)
    _may_stand(subjects, worker, because)
    with connection.cursor() as cursor:
        cursor.execute(
            "select kith.step_back(%s::bigint[], %s, %s, %s)", [subjects, kind, because.strip(), at]
        )
    reference = Worker.objects.values_list("reference", flat=True).get(pk=worker)
    audit.write(
        "sharing.conflict_declared",
        at=at,
        purpose="plan",
        subjects=subjects,
        about=reference,
        detail={"because": kind},
    )
    return _give_back(subjects, worker, by=by, at=at)


@transaction.atomic
def end_conflict(*, subject: str, worker: Worker, because: str, by: Actor, at: datetime) -> None:
    """A colleague and this child may meet again in the record. Nobody ends their own."""
    opened = open_kept(subject, by=by, at=at, needs="conflict.declare")
    subjects = everyone(opened.pk)
    if worker.pk == gate.person(by):
        raise gate.NotYours("sharing.conflict", "conflict.declare")
    if not because.strip():
        raise CannotDeclare({"because": "Say why they may work with this child again."})
    with connection.cursor() as cursor:
        cursor.execute(
            "select kith.end_conflict(%s::bigint[], %s, %s, %s)", [subjects, worker.pk, because.strip(), at]
        )
        if not cursor.fetchone()[0]:
            raise CannotDeclare({"worker": "That has ended already. Nothing needs to be done."})
    audit.write("sharing.conflict_ended", at=at, purpose="share", subjects=subjects, about=worker.reference)


def _may_stand(subjects: list[int], worker: int, because: str) -> None:
    """A restricted record keeps somebody who could open it again, also when this worker no longer reaches it."""
    one_at_a_time(subjects)
    if not because.strip():
        raise CannotDeclare({"because": "Say how they know each other."})
    # A conflict is the worker's, in every post they hold: who acts may be in one that cannot read who the readers are.
    with connection.cursor() as cursor:
        cursor.execute("select kith.is_last_keeper(%s::bigint[], %s)", [subjects, worker])
        if cursor.fetchone()[0]:
            raise CannotDeclare({"because": rules.NOBODY_LEFT})


def _give_back(subjects: list[int], worker: int, *, by: Actor, at: datetime) -> list[str]:
    """What was in the hands of this worker alone goes back to its team."""
    today = today_in_london(at)
    held = Holding.objects.filter(starts_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gte=today))
    theirs = set(held.filter(worker_id=worker).values_list("post_id", flat=True))
    shared = held.filter(post_id__in=theirs).exclude(worker_id=worker).values_list("post_id", flat=True)
    posts = sorted(theirs - set(shared))
    return [line for lines in gives_back.ask(subjects=subjects, posts=posts, by=by, at=at) for line in lines]
