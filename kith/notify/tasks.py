"""Sending what is owed. A notice is claimed before the mail goes, so that a retry is seen."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F

from kith.notify.models import Mailbox, Notice
from kith.sharing import audit, jobs
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership


@jobs.task("notify.send", acts_as="service_notify", queue="notify")
def send(*, notice: str, by: Actor, at: datetime) -> None:
    """Tell an agency's verified mailbox that something waits. Sent once; without a mailbox it is a failure to mend."""
    owed = Notice.objects.filter(reference=notice).select_related("agency").first()
    if owed is None or owed.sent_at or owed.failed_at:
        return
    mailbox = Mailbox.objects.filter(
        agency_id=owed.agency_id, verified_at__isnull=False, ended_at=None
    ).first()
    if mailbox is None:
        Notice.objects.filter(pk=owed.pk).update(
            failed_at=at, failed_because="This agency has no verified mailbox. Ring it, and add one."
        )
        audit.write("notify.failed", at=at, about=notice)
        return
    Notice.objects.filter(pk=owed.pk).update(claimed_at=at, attempts=F("attempts") + 1)
    area = Partnership.objects.get(pk=owed.partnership_id)
    message(owed, mailbox, area).send()
    Notice.objects.filter(pk=owed.pk).update(sent_at=at)
    audit.write("notify.sent", at=at, about=notice)


def message(owed: Notice, mailbox: Mailbox, area: Partnership) -> EmailMessage:
    """A reference and a link. No name, no date of birth, no address, no word of what happened."""
    return EmailMessage(
        subject=f"OFFICIAL-SENSITIVE: a safeguarding notice is waiting, {owed.reference}",
        body=(
            f"A safeguarding notice is waiting for {mailbox.says}.\n\n"
            f"Sign in and read it: {settings.ORIGIN}/notices/{owed.reference}/\n\n"
            f"If you cannot sign in, ring {area.duty_says} on {area.duty_phone} and give this reference.\n"
            "Do not reply with a child’s name.\n"
        ),
        to=[mailbox.address],
    )


@jobs.every("* * * * *", "notify.sweep", service="service_notify")
def sweep(*, by: Actor, at: datetime) -> None:
    """Nothing owed stays unsent for more than five minutes without another try."""
    late = Notice.objects.filter(sent_at=None, failed_at=None, owed_at__lt=at - timedelta(minutes=5))
    for reference in late.values_list("reference", flat=True)[:200]:
        jobs.defer(send, notice=reference)
