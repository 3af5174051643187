"""What the office looks after: whether each mailbox still answers, a phone that fell into the harbour, and who keeps the
heads of the audit."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import encrypt

from kith.county.acting import acting_as, as_service
from kith.county.stories.stage import MOMENT, Stage
from kith.notify.actions import name_witness, tell_of_factor, verify_mailbox
from kith.notify.models import Mailbox
from kith.notify.tasks import ask_mailboxes
from kith.sharing import jobs
from kith.sharing.actions.factors import ask_to_take_factor
from kith.sharing.models import Worker

LAST_ANSWER = timedelta(days=100)
ASKED = (timedelta(days=8), timedelta(hours=26))


def mailboxes(stage: Stage) -> None:
    """Every mailbox answered this month, but that of the drug and alcohol service: it was asked twice, and is silent."""
    silent = stage.county.agencies["saltwell"]

    def answers(at: datetime, *, of_saltwell: bool) -> None:
        with stage.as_("isaura") as by:
            for box in Mailbox.objects.filter(ended_at=None).select_related("agency"):
                if (box.agency_id == silent.pk) == of_saltwell:
                    verify_mailbox(mailbox=box, by=by, at=at)

    def is_asked(at: datetime) -> None:
        with as_service("service_notify") as by:
            ask_mailboxes(by=by, at=at)
        jobs.run_waiting(at + MOMENT)

    stage.then(stage.until - LAST_ANSWER, lambda at: answers(at, of_saltwell=True))
    stage.then(stage.moments.day(19, 8, 20), lambda at: answers(at, of_saltwell=False))
    for ago in ASKED:
        stage.then(stage.until - ago, is_asked)


def phone_in_the_harbour(stage: Stage) -> None:
    """Ffion's phone is gone. Olu keeps the police's posts and has asked; a second person has not agreed yet."""
    county = stage.county
    ffion = county.workers["ffion"]

    def sets_up(at: datetime) -> None:
        secret = {"secret": encrypt(generate_totp_secret())}
        Authenticator.objects.create(user=ffion, type=Authenticator.Type.TOTP, created_at=at, data=secret)
        Worker.objects.filter(pk=ffion.pk).update(last_login=at)

    def asks(at: datetime) -> None:
        with acting_as(county.workers["olu"], county.posts["olu_posts"]) as by:
            ask_to_take_factor(worker=ffion, because="lost", known_by="seen", by=by, at=at)
            tell_of_factor(worker=ffion, by=by, at=at)
        jobs.run_waiting(at + MOMENT)

    stage.then(stage.moments.day(18, 9, 5), sets_up)
    stage.then(stage.moments.ago(minutes=50), asks)


def witnesses(stage: Stage) -> None:
    """The police and the hospital trust keep the heads of the audit: they do not run the server."""

    def named(at: datetime) -> None:
        with stage.as_("perpetua") as by:
            for name in ("police", "trust"):
                name_witness(agency=stage.county.agencies[name].reference, address="", by=by, at=at)

    stage.then(stage.moments.day(18, 11, 20), named)
