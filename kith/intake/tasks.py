"""Reading what was received. At least once, so the same done twice; what cannot be read gets an owner and a clock."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, Exists, F, Func, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce

from kith.core.among import Among
from kith.core.written import Given, once
from kith.intake import checking, questions, rules
from kith.intake.models import (
    AttachedBytes,
    Attachment,
    AttachmentAnswer,
    ByHand,
    Channel,
    Landing,
    Outcome,
    Receipt,
    StagedRow,
)
from kith.intake.reading import CannotRead, Landed
from kith.intake.rows import LEFT, ROWS
from kith.intake.staging import stage
from kith.record import clocks
from kith.sharing import audit, jobs
from kith.sharing.actor import Actor
from kith.sharing.queries.places import front_door_of

UNREADABLE = "KITH-QUARANTINE"
LEFT_BY_ITS_SENDER = "A row of a file that could not be read, and that its sender did not put right in time."
GIVEN_UP = "This could not be read after many tries. Read it as it was sent."
AT_ONCE = 200
IDS = ArrayField(BigIntegerField())
UNREAD_AFTER, GIVEN_UP_AFTER = timedelta(seconds=30), timedelta(minutes=30)


@once
def waiting() -> QuerySet[Receipt]:
    """A receipt, whether anything became of it before, whether it was a row of a file, and whether files came with it."""
    return (
        Receipt.objects.filter(pk=Given("receipt"))
        .select_related("agency", "by_post")
        .annotate(
            has_landed=Exists(Landing.objects.filter(receipt=OuterRef("pk"))),
            was_row=Exists(StagedRow.objects.filter(sent=OuterRef("pk"))),
            has_attached=Exists(Attachment.objects.filter(receipt=OuterRef("pk"))),
        )
    )


@jobs.task("intake.land", acts_as="service_intake", queue=jobs.LANDING)
def land(*, receipt_id: int, by: Actor, at: datetime) -> None:
    """Make of a receipt what it is; or put it in quarantine, with the reason in sentences."""
    receipt = _alone_with(receipt_id)
    # Children are known of a receipt only from reading it: what came of it stands, and the balance says that its reading is gone.
    if receipt.has_landed or receipt.subjects:
        return
    if receipt.shape.startswith(ROWS):
        _read_rows(receipt, by, at)
        return
    if receipt.shape == LEFT:
        quarantine(receipt, [LEFT_BY_ITS_SENDER], by=by, at=at)
        return
    try:
        landed = _read(receipt, receipt.shape or receipt.channel, bytes(receipt.raw), by, at)
    except CannotRead as reason:
        quarantine(receipt, reason.sentences, by=by, at=at)
        return
    _landed(receipt, landed, at)
    audit.write("intake.landed", at=at, about=receipt.reference)


def _read_rows(receipt: Receipt, by: Actor, at: datetime) -> None:
    try:
        stage(receipt, by=by, at=at)
    except CannotRead as reason:
        quarantine(receipt, reason.sentences, by=by, at=at)
    else:
        _land(receipt, Outcome.STAGED, at)


@jobs.task("intake.land_by_hand", acts_as="service_intake", queue=jobs.LANDING)
def land_by_hand(*, receipt_id: int, by: Actor, at: datetime) -> None:
    """Make of a receipt in quarantine what a person wrote down from it, or set it aside as they said."""
    receipt = _alone_with(receipt_id)
    made = receipt.by_hand.get()
    if receipt.landings.exclude(outcome=Outcome.QUARANTINED).exists():
        _sorted_out(receipt, at)
        return
    if made.because:
        _land(receipt, Outcome.SET_ASIDE, at, sentences=[made.because])
    else:
        landed = _read(receipt, Channel.WEB, bytes(made.raw), by, at)
        ByHand.objects.filter(pk=made.pk).update(subjects=list(landed.subjects))
        _landed(receipt, landed, at)
    _sorted_out(receipt, at)
    audit.write("intake.landed_by_hand", at=at, about=receipt.reference)


def _sorted_out(receipt: Receipt, at: datetime) -> None:
    clocks.stop("receipt", receipt.reference, codes=(UNREADABLE,), because="sorted out by a person", at=at)


def _alone_with(receipt_id: int) -> Any:
    # A job and the sweeper's second one wait for each other.
    checking.alone_with(receipt_id)
    (receipt,) = waiting.rows(receipt=receipt_id)
    return receipt


def _read(receipt: Receipt, channel: str, raw: bytes, by: Actor, at: datetime) -> Landed:
    answers = questions.land.ask(receipt=receipt, channel=channel, raw=raw, by=by, at=at)
    return next(answer for answer in answers if answer is not None)


def _landed(receipt: Any, landed: Landed, at: datetime) -> None:
    # From here on it is kept from whom these children are kept from.
    Receipt.objects.filter(pk=receipt.pk).update(subjects=list(landed.subjects))
    if receipt.has_attached:
        Attachment.objects.filter(receipt=receipt).update(subjects=list(landed.subjects))
        for beside in (AttachedBytes, AttachmentAnswer):
            beside.objects.filter(attachment__receipt=receipt).update(subjects=list(landed.subjects))
    for row in receipt.of_row.select_related("batch") if receipt.was_row else ():
        Receipt.objects.filter(pk=row.batch.receipt_id).update(
            subjects=Func(
                F("subjects"),
                Value(list(landed.subjects), output_field=IDS),
                function="array_cat",
                output_field=IDS,
            )
        )
    _land(
        receipt,
        Outcome.ADDITION if landed.adds_to else Outcome.LANDED,
        at,
        subjects=list(landed.subjects),
        sender_reference=landed.sender_reference,
        adds_to=landed.adds_to,
    )


def _land(receipt: Receipt, outcome: Outcome, at: datetime, **said: Any) -> None:
    Landing.objects.create(
        receipt=receipt,
        partnership_id=receipt.partnership_id,
        agency_id=receipt.agency_id,
        by_post_id=receipt.by_post_id,
        outcome=outcome,
        at=at,
        **said,
    )


def quarantine(receipt: Receipt, sentences: list[str], *, by: Actor, at: datetime) -> None:
    """Keep what could not be read where somebody must look at it soon."""
    _land(receipt, Outcome.QUARANTINED, at, sentences=sentences)
    clocks.start(
        UNREADABLE,
        subject=None,
        partnership=receipt.partnership_id,
        about_kind="receipt",
        about=receipt.reference,
        team=front_door_of(receipt.partnership_id).pk,
        by=by,
        at=at,
    )
    audit.write("intake.quarantined", at=at, about=receipt.reference)


def queue_reading(receipt: int) -> None:
    """Queue the reading of what was received, in its sender's turn: who sends much at once holds nobody else up."""
    with connection.cursor() as cursor:
        cursor.execute("select kith.turn_of(%s)", [receipt])
        (behind,) = cursor.fetchone()
    jobs.defer(land, behind=behind, receipt_id=receipt)


@jobs.every("* * * * *", "intake.sweep", service="service_intake")
def sweep(*, by: Actor, at: datetime) -> None:
    """Nothing received stays unread: what no job waits to read is queued again, and after half an hour it gets an owner.

    What a person wrote down is never given up: after half an hour it is tried once an hour.
    """
    stored = Coalesce("recorded_at", "received_at")
    unread = Receipt.objects.annotate(stored=stored).filter(
        landings=None, subjects=[], stored__lt=at - UNREAD_AFTER
    )
    unread = unread.exclude(Among("pk", _wait_their_turn()))
    for receipt in unread.order_by("pk")[:AT_ONCE]:
        if receipt.stored < at - GIVEN_UP_AFTER:
            _give_up(receipt.pk, by, at)
        else:
            queue_reading(receipt.pk)
    landed = Landing.objects.filter(receipt=OuterRef("receipt")).exclude(outcome=Outcome.QUARANTINED)
    by_hand = ByHand.objects.filter(~Exists(landed), at__lt=at - UNREAD_AFTER)
    if at.minute:
        by_hand = by_hand.filter(at__gte=at - GIVEN_UP_AFTER)
    for made in by_hand.order_by("pk")[:AT_ONCE]:
        jobs.defer(land_by_hand, receipt_id=made.receipt_id)


def _wait_their_turn() -> list[int]:
    """Receipts whose job stands in the queue and was never tried: behind many others, and not in vain."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select (args ->> 'receipt_id')::bigint from procrastinate_jobs"
            " where status = 'todo' and task_name = %s and attempts = 0",
            [land.code],
        )
        return [receipt for (receipt,) in cursor.fetchall()]


def _give_up(receipt_id: int, by: Actor, at: datetime) -> None:
    receipt = _alone_with(receipt_id)
    if not receipt.has_landed:
        quarantine(receipt, [GIVEN_UP], by=by, at=at)


@jobs.every("17 2 * * *", "intake.end_drafts", service="service_intake")
def end_drafts(*, by: Actor, at: datetime) -> None:
    """What nobody sent is kept for its time and no longer. Nobody reads it on the way out."""
    with connection.cursor() as cursor:
        cursor.execute("select kith.end_drafts(%s)", [rules.over_before(at)])
        ended = [reference for (reference,) in cursor.fetchall()]
    for reference in ended:
        audit.write("intake.draft_ended", at=at, about=reference)
