"""Reading what was received. At least once, so the same done twice; what cannot be read gets an owner and a clock."""

from datetime import datetime, timedelta

from django.db import connection

from kith.intake import questions
from kith.intake.models import Landing, Outcome, Receipt
from kith.intake.reading import CannotRead
from kith.record import clocks
from kith.sharing import audit, jobs
from kith.sharing.actor import Actor
from kith.sharing.models import Team

UNREADABLE = "KITH-QUARANTINE"
UNREAD_AFTER, GIVEN_UP_AFTER = timedelta(seconds=30), timedelta(minutes=30)


@jobs.task("intake.land", acts_as="service_intake")
def land(*, receipt_id: int, by: Actor, at: datetime) -> None:
    """Make of a receipt what it is; or put it in quarantine, with the reason in sentences."""
    with connection.cursor() as cursor:
        # A job and the sweeper's second one wait for each other.
        cursor.execute("select pg_advisory_xact_lock(3, %s)", [receipt_id % 2**31])
    receipt = Receipt.objects.select_related("agency", "by_post").get(pk=receipt_id)
    if receipt.landings.exists():
        return
    try:
        landed = next(a for a in questions.land.ask(receipt=receipt, by=by, at=at) if a is not None)
    except CannotRead as reason:
        quarantine(receipt, reason.sentences, by=by, at=at)
        return
    Landing.objects.create(
        receipt=receipt,
        partnership_id=receipt.partnership_id,
        agency_id=receipt.agency_id,
        outcome=Outcome.ADDITION if landed.adds_to else Outcome.LANDED,
        sender_reference=landed.sender_reference,
        adds_to=landed.adds_to,
        at=at,
    )
    audit.write("intake.landed", at=at, about=receipt.reference)


def quarantine(receipt: Receipt, sentences: list[str], *, by: Actor, at: datetime) -> None:
    """Keep what could not be read where somebody must look at it soon."""
    Landing.objects.create(
        receipt=receipt,
        partnership_id=receipt.partnership_id,
        agency_id=receipt.agency_id,
        outcome=Outcome.QUARANTINED,
        sentences=sentences,
        at=at,
    )
    clocks.start(
        UNREADABLE,
        subject=None,
        partnership=receipt.partnership_id,
        about_kind="receipt",
        about=receipt.reference,
        team=Team.objects.get(partnership_id=receipt.partnership_id, does="front_door").pk,
        by=by,
        at=at,
    )
    audit.write("intake.quarantined", at=at, about=receipt.reference)


@jobs.every("* * * * *", "intake.sweep", service="service_intake")
def sweep(*, by: Actor, at: datetime) -> None:
    """Nothing received stays unread: what no job has read is queued again, and after half an hour it gets an owner."""
    for receipt in Receipt.objects.filter(landings=None, received_at__lt=at - UNREAD_AFTER).order_by("pk")[
        :200
    ]:
        if receipt.received_at < at - GIVEN_UP_AFTER:
            quarantine(
                receipt, ["This could not be read after many tries. Read it as it was sent."], by=by, at=at
            )
        else:
            jobs.defer(land, receipt_id=receipt.pk)
