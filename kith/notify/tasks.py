"""Sending what is owed. A notice is claimed before the mail goes, so that a retry is seen."""

from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db.models import F
from django.urls import reverse

from kith.notify.models import Mailbox, Notice
from kith.sharing import audit, jobs
from kith.sharing.actor import Actor
from kith.sharing.models import Partnership, Worker

# A mailbox is asked again after this long, and a link that asks works this long (local).
VERIFY_EVERY = timedelta(days=90)
ANSWER_WITHIN = timedelta(days=14)
SALT = "notify.mailbox"


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


@jobs.task("notify.ask_mailbox", acts_as="service_notify", queue="notify")
def ask(*, mailbox: int, by: Actor, at: datetime) -> None:
    """Ask a mailbox whether it is whose Kith thinks it is."""
    asked = Mailbox.objects.filter(pk=mailbox, ended_at=None).select_related("agency").first()
    if asked is None:
        return
    question(asked).send()
    audit.write("notify.mailbox_question_sent", at=at, about=asked.agency.reference)


def question(asked: Mailbox) -> EmailMessage:
    """A link, and what answering it means."""
    return EmailMessage(
        subject="Please answer: is this mailbox yours?",
        body=(
            f"Kith, the shared safeguarding record, has this mailbox in its directory as {asked.says}, "
            f"{asked.agency.says}.\n\n"
            f"If that is right, open this link and press the button:\n"
            f"{settings.ORIGIN}/mailboxes/{token(asked)}/\n\n"
            f"It works for {ANSWER_WITHIN.days} days. Until somebody answers, no safeguarding notice is sent here.\n"
            "If it is not right, do nothing.\n"
        ),
        to=[asked.address],
    )


def token(asked: Mailbox) -> str:
    """What the link holds: which mailbox was asked, at which address; signed by us."""
    return signing.dumps([asked.pk, asked.address], salt=SALT, compress=False)


def asked_by(link: str) -> Mailbox | None:
    """The mailbox that this link was sent to; None where the link is not ours, is too old, or the mailbox has ended."""
    try:
        number, address = signing.loads(link, salt=SALT, max_age=ANSWER_WITHIN)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Mailbox.objects.filter(pk=number, address=address, ended_at=None)
    return found.select_related("agency").first()


@jobs.task("notify.mailbox_answered", acts_as="service_notify", queue="notify")
def answered(*, mailbox: int, by: Actor, at: datetime) -> None:
    """Somebody who reads this mailbox has answered."""
    found = Mailbox.objects.filter(pk=mailbox, ended_at=None).select_related("agency").first()
    if found is None:
        return
    mark_verified(found, at)
    audit.write("notify.mailbox_verified", at=at, about=found.agency.reference)


def mark_verified(mailbox: Mailbox, at: datetime) -> None:
    """From now on notices go there, until it is asked again."""
    Mailbox.objects.filter(pk=mailbox.pk).update(verified_at=at, verify_again_on=(at + VERIFY_EVERY).date())


@jobs.task("notify.invite", acts_as="service_notify", queue="notify")
def invite(*, worker: str, by: Actor, at: datetime) -> None:
    """Send the link of a first sign-in. It is made here, so that none waits in a queue to be read."""
    found = Worker.objects.filter(reference=worker, is_active=True).first()
    if found is None or found.last_login is not None:
        return
    invitation(found).send()
    audit.write("notify.invitation_sent", at=at, about=worker)


def invitation(to: Worker) -> EmailMessage:
    """The link works until a password is chosen."""
    days = timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT).days
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(to), "key": default_token_generator.make_token(to)},
    )
    return EmailMessage(
        subject="Your account in Kith, the shared safeguarding record",
        body=(
            f"{to.says}, you have been given a post in Kith.\n\n"
            f"Open this link, choose a password, and set up a second way to show that it is you:\n"
            f"{settings.ORIGIN}{path}\n\n"
            f"Then sign in with this address. The link works once, for {days} days at most. Is it too old? "
            f"Choose “I cannot sign in” at {settings.ORIGIN}/account/login/ and a new one is sent.\n\n"
            "Nobody at Kith asks you for your password. If you expected no post, tell whoever keeps posts for your "
            "agency.\n"
        ),
        to=[to.email],
    )
