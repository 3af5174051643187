"""The directory of verified role mailboxes, and what is owed to them. A message is a link, never content."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kith.core import reference
from kith.sharing.guard import KEEP, STAFF, LetterGuard, Register, Rights, Scrub
from kith.sharing.models import Agency, Letter, Post


class Mailbox(models.Model):
    """A role mailbox of an agency, checked by an answer from it. Nobody types an address when sending.

    `asked_at` is when it was asked again by itself after its last answer; `given_up_at`, when nobody had answered in time.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="mailboxes")
    address = models.EmailField()
    says = models.CharField(max_length=100)
    verified_at = models.DateTimeField(null=True)
    verify_again_on = models.DateField(null=True)
    asked_at = models.DateTimeField(null=True)
    asked_once_more_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    rights = Rights(
        changes=(
            "verified_at",
            "verify_again_on",
            "asked_at",
            "asked_once_more_at",
            "given_up_at",
            "ended_at",
        )
    )
    scrub = STAFF

    class Meta:
        verbose_name_plural = "mailboxes"


class Notice(Letter):
    """Something an agency must be told. The row is written with the deed; the message only says that it waits.

    `for_post` is who sent what this answers: it is for them, their team, and whoever reads all that the agency sends; about
    a restricted child nobody else of the agency opens it. `recalled_at`: it was taken back before anybody had opened it, by the
    database (`kith.recall_notice`), and nobody opens it any more.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    for_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=20)
    headline = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    owed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failed_because = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)

    guard = LetterGuard(
        read="notice.read", add="notice.send", change="notice.read", post="for_post_id", whole="sent.read"
    )
    rights = Rights(changes=("sent_at", "failed_at", "failed_because", "opened_at"))
    scrub = Scrub("words are dropped", {"headline": "replaced", "words": "dropped"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recalled_at=None) | models.Q(opened_at=None),
                name="what_somebody_has_opened_cannot_be_recalled",
            )
        ]
        indexes = [
            models.Index(fields=["about"], name="notice_by_thing"),
            GinIndex(fields=["subjects"], name="notice_by_subject"),
            models.Index(
                fields=["partnership"],
                condition=models.Q(opened_at=None, kind="decision_made"),
                name="notice_not_known",
            ),
        ]


class Witness(models.Model):
    """An agency that is sent every new head of the audit: at the address of its system, or by mail where there is none."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    register = Register(change="witness.name")
    rights = Rights(changes=("ended_at",))
    scrub = STAFF

    class Meta:
        verbose_name_plural = "witnesses"
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=models.Q(ended_at=None), name="an_agency_is_one_witness"
            )
        ]


class WitnessedHead(models.Model):
    """A head that was sent to a witness, and what came of it: sent, agreed, objected or failed."""

    witness = models.ForeignKey(Witness, models.PROTECT, related_name="heads")
    size = models.BigIntegerField()
    sent_at = models.DateTimeField()
    outcome = models.CharField(max_length=10)

    rights = Rights("select", "select insert")
    scrub = KEEP

    class Meta:
        indexes = [models.Index(fields=["witness", "-sent_at"], name="witnessed_lately")]
