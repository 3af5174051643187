"""Sending what is owed: a link to read it by, never a word of what it says."""

from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from kith.core.says import day, moment, today_in_london
from kith.notify import rules
from kith.notify.models import Mailbox, Notice
from kith.sharing import audit, jobs
from kith.sharing.actor import Actor
from kith.sharing.models import LostFactor, Partnership, Worker
from kith.sharing.rules import agree_until

SALT = "notify.mailbox"
WRITTEN_DOWN = {
    rules.Turn.ASK: "notify.mailbox_asked_again",
    rules.Turn.ASK_ONCE_MORE: "notify.mailbox_asked_again",
    rules.Turn.GIVE_UP: "notify.mailbox_given_up",
}
NO_MAILBOX = "This agency has no verified mailbox. Ring it, and add one."
NO_ACCOUNT = "They have no account, and no message reaches them: ring the number that they gave."
SILENT = "This agency’s mailbox no longer answers. Ring it, and ask the mailbox again."


@jobs.task("notify.send", acts_as="service_notify", queue="notify")
def send(*, notice: str, by: Actor, at: datetime) -> None:
    """Tell an agency's verified mailbox that something waits. Sent once; without a mailbox it is a failure to mend."""
    # Two jobs for one notice wait for each other; the second finds it sent.
    waiting = Notice.objects.filter(reference=notice).select_for_update(of=("self",), no_key=True)
    owed = waiting.select_related("agency").first()
    if owed is None or owed.sent_at or owed.failed_at or owed.recalled_at:
        return
    boxes = Mailbox.objects.filter(agency_id=owed.agency_id, ended_at=None).order_by("id")
    mailbox = boxes.filter(verified_at__isnull=False).first()
    if mailbox is None:
        why = SILENT if boxes.filter(given_up_at__isnull=False).exists() else NO_MAILBOX
        if owed.agency.kind == "public":
            why = NO_ACCOUNT
        Notice.objects.filter(pk=owed.pk).update(failed_at=at, failed_because=why)
        audit.write("notify.failed", at=at, about=notice)
        return
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
    late = Notice.objects.filter(
        sent_at=None, failed_at=None, recalled_at=None, owed_at__lt=at - timedelta(minutes=5)
    )
    for reference in late.values_list("reference", flat=True)[:200]:
        jobs.defer(send, notice=reference)


@jobs.task("notify.ask_mailbox", acts_as="service_notify", queue="notify")
def ask(*, mailbox: int, by: Actor, at: datetime) -> None:
    """Ask a mailbox whether it is whose Kith thinks it is."""
    asked = Mailbox.objects.filter(pk=mailbox, ended_at=None).select_related("agency").first()
    if asked is None:
        return
    question(asked, at).send()
    audit.write("notify.mailbox_question_sent", at=at, about=asked.agency.reference)


def question(asked: Mailbox, at: datetime) -> EmailMessage:
    """A link, and what answering it means; where it answered before, until when notices still come."""
    works = rules.days("link_works", today_in_london(at)).days
    until = "Until somebody answers, no safeguarding notice is sent here."
    if asked.verified_at:
        over = rules.given_up_at(asked.asked_at or at)
        until = (
            f"If nobody answers by {day(today_in_london(over))}, safeguarding notices may stop coming here."
        )
    return EmailMessage(
        subject="Please answer: is this mailbox yours?",
        body=(
            f"Kith, the shared safeguarding record, has this mailbox in its directory as {asked.says}, "
            f"{asked.agency.says}.\n\n"
            f"If that is right, open this link and press the button:\n"
            f"{settings.ORIGIN}/mailboxes/{token(asked)}/\n\n"
            f"It works for {works} days. {until}\n"
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
        number, address = signing.loads(
            link, salt=SALT, max_age=rules.days("link_works", today_in_london(timezone.now()))
        )
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
    Mailbox.objects.filter(pk=mailbox.pk).update(
        verified_at=at,
        verify_again_on=rules.ask_again_on(at),
        asked_at=None,
        asked_once_more_at=None,
        given_up_at=None,
    )


@jobs.every("11 8 * * *", "notify.ask_mailboxes", service="service_notify")
def ask_mailboxes(*, by: Actor, at: datetime) -> None:
    """Ask again every mailbox whose answer is too old; where nobody answers, nothing is sent there any more."""
    live = Mailbox.objects.filter(ended_at=None, verified_at__isnull=False)
    due = live.filter(verify_again_on__lte=today_in_london(at)).select_related("agency").order_by("id")
    for box in due.select_for_update(of=("self",), no_key=True):
        now = rules.turn(
            again_on=box.verify_again_on,
            asked_at=box.asked_at,
            asked_once_more_at=box.asked_once_more_at,
            at=at,
        )
        if now is rules.Turn.NOTHING:
            continue
        if now is rules.Turn.GIVE_UP:
            Mailbox.objects.filter(pk=box.pk).update(verified_at=None, given_up_at=at)
        else:
            column = "asked_at" if now is rules.Turn.ASK else "asked_once_more_at"
            Mailbox.objects.filter(pk=box.pk).update(**{column: at})
            jobs.defer(ask, mailbox=box.pk)
        audit.write(WRITTEN_DOWN[now], at=at, about=box.agency.reference)


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


@jobs.task("notify.tell_of_factor", acts_as="service_notify", queue="notify")
def tell_of_factor(*, worker: str, by: Actor, at: datetime) -> None:
    """Tell somebody what is happening to their second factor: asked, taken away, or left as it was."""
    asked = (
        LostFactor.objects.filter(worker__reference=worker)
        .select_related("worker", "asked_by", "agreed_by")
        .order_by("-asked_at")
        .first()
    )
    if asked is None or not asked.worker.is_active:
        return
    of_factor(asked).send()
    audit.write("notify.factor_told", at=at, about=worker)


def of_factor(asked: LostFactor) -> EmailMessage:
    """What was asked about a second factor, and what its owner does if they did not want it."""
    who, keeper = asked.asked_by.says, "whoever keeps posts for your agency at once"
    if asked.agreed_by:
        subject = "Kith: your second factor was taken away"
        said = (
            f"{who} asked, and {asked.agreed_by.says} agreed, that your authenticator app, your passkeys and your "
            "recovery codes be taken away. They let nobody in any more, and every session of yours has ended.\n\n"
            f"Sign in with your password: {settings.ORIGIN}/account/login/\n"
            "You are asked to set up a new second factor before anything else opens. Do it today: until then your "
            f"password alone could set one up.\n\nWas it not you who lost it? Ring {keeper}: they can close the account."
        )
    elif asked.ended_at:
        subject = "Kith: your second factor stays"
        said = (
            f"{who} had asked that your second factor be taken away. It was not: everything is as it was.\n\n"
            f"Did you know nothing of it? Then ring {keeper}."
        )
    else:
        subject = "Kith: your second factor is to be taken away"
        said = (
            f"{who} says that your phone or key is lost or no longer works, and asks that your authenticator app, your "
            "passkeys and your recovery codes be taken away. It happens once a second person agrees, by "
            f"{moment(agree_until(asked.asked_at))} at the latest.\n\n"
            f"Did you ask for this? Then there is nothing to do. If not, ring {keeper}: they can stop it."
        )
    return EmailMessage(
        subject=subject,
        body=(
            f"{asked.worker.says},\n\n{said}\n\nNobody at Kith asks you for your password or for a code.\n"
        ),
        to=[asked.worker.email],
    )
