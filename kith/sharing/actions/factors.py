"""A lost second factor: one who keeps its owner's posts asks, another agrees, and it is taken away."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from kith.sharing import audit, gate, rules
from kith.sharing.actor import Actor
from kith.sharing.models import LostFactor, Worker
from kith.sharing.queries.factors import agencies_kept, open_question


class CannotTake(Exception):
    """Why a second factor cannot be taken away so: a sentence that says what to do."""

    def __init__(self, objection: str) -> None:
        super().__init__(objection)
        self.objections = [objection]


@transaction.atomic
def ask_to_take_factor(*, worker: Worker, because: str, known_by: str, by: Actor, at: datetime) -> LostFactor:
    """Ask that somebody's second factor be taken away. Nothing is taken before a second person agrees."""
    me, agency = gate.person(by), _agency(worker, by, at)
    _refuse(rules.against_taking(owner=worker.pk, asked_by=None, by=me, asked_at=at, at=at))
    if not Authenticator.objects.filter(user_id=worker.pk).exists():
        raise CannotTake("They have no second factor. At their next sign-in they are asked to set one up.")
    Worker.objects.select_for_update(no_key=True).get(pk=worker.pk)
    earlier = LostFactor.objects.filter(worker=worker, agreed_at=None, ended_at=None)
    for one in earlier:
        if at <= rules.agree_until(one.asked_at):
            raise CannotTake("This has been asked already. A second person can agree to it now.")
    earlier.update(ended_at=at)
    made = LostFactor.objects.create(
        worker=worker,
        agency_id=agency,
        because=because,
        known_by=known_by,
        asked_at=at,
        asked_by_id=me,
        asked_by_post_id=by.post_id,
    )
    audit.write(
        "sharing.factor_asked",
        at=at,
        purpose="operate",
        about=worker.reference,
        detail={"because": because, "known_by": known_by},
    )
    return made


@transaction.atomic
def agree_to_take_factor(*, worker: Worker, by: Actor, at: datetime) -> LostFactor:
    """Agree, as the second person: every factor of this worker is taken away, and every session of theirs ends."""
    me, asked = gate.person(by), _open(worker, by, at)
    _refuse(
        rules.against_taking(
            owner=worker.pk, asked_by=asked.asked_by_id, by=me, asked_at=asked.asked_at, at=at
        )
    )
    if not LostFactor.objects.filter(pk=asked.pk, agreed_at=None, ended_at=None).update(
        agreed_at=at, agreed_by=me, agreed_by_post=by.post_id
    ):
        raise CannotTake("Somebody has answered this already. Nothing needs to be done.")
    with connection.cursor() as cursor:
        cursor.execute("select kith.take_factors(%s)", [asked.reference])
    audit.write("sharing.factor_taken", at=at, purpose="operate", about=worker.reference)
    return asked


@transaction.atomic
def leave_factor(*, worker: Worker, by: Actor, at: datetime) -> None:
    """The second factor stays: whoever asked takes it back, or whoever was to agree does not."""
    asked = _open(worker, by, at)
    LostFactor.objects.filter(pk=asked.pk, agreed_at=None, ended_at=None).update(ended_at=at)
    audit.write("sharing.factor_left", at=at, purpose="operate", about=worker.reference)


def _agency(worker: Worker, by: Actor, at: datetime) -> int:
    """The agency of the owner's that this actor keeps, their own first."""
    kept = agencies_kept(worker.pk, actor=by, at=at)
    if not kept:
        raise gate.NotYours("sharing.worker", "post.manage")
    return by.agency_id if by.agency_id in kept else kept[0]


def _open(worker: Worker, by: Actor, at: datetime) -> LostFactor:
    gate.must(by, "post.manage")
    if worker.pk == by.worker_id:
        raise gate.NotYours("sharing.worker", "post.manage")
    asked = open_question(worker.pk)
    if asked is None or not rules.manages(by.reach, asked.agency_id):
        raise gate.NotYours("sharing.lostfactor", "post.manage")
    return asked


def _refuse(objection: str) -> None:
    if objection:
        raise CannotTake(objection)
