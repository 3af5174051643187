"""A file that was read row by row: each row waits to be put right and sent, or is left out for a reason."""

from django.db import models
from django.db.models import Q

from kith.core import reference
from kith.intake.models.received import Receipt
from kith.sharing.guard import LetterGuard, Rights, Scrub
from kith.sharing.models import Letter, Post, Worker


class Batch(Letter):
    """One file of rows of one shape. `waits_until` is when what was not put right goes to the front door as it stands.

    `is_sure` says that the signs in it were read beyond doubt, or that somebody looked; `days_first` whether 3/4/2012 is in
    April, once somebody has said so.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="batch")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    shape = models.CharField(max_length=20)
    header = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    read_as = models.CharField(max_length=40)
    is_sure = models.BooleanField()
    days_first = models.BooleanField(null=True)
    read_at = models.DateTimeField()
    waits_until = models.DateTimeField()
    sending_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    guard = LetterGuard(read="receipt.read", add="contact.send", change="contact.send", whole="sent.read")
    rights = Rights(changes=("is_sure", "days_first", "sending_at", "closed_at"))
    scrub = Scrub("the header is dropped", {"header": "dropped", "columns": "dropped"})

    class Meta:
        verbose_name_plural = "batches"
        indexes = [models.Index(fields=["agency", "-read_at"], name="batch_by_agency")]


class RowState(models.TextChoices):
    STAGED = "staged", "can be sent"
    REFUSED = "refused", "to put right"
    CORRECTED = "corrected", "put right"
    SENT = "sent", "sent"
    DROPPED = "dropped", "left out"


WAITING = (RowState.STAGED, RowState.REFUSED, RowState.CORRECTED)


class StagedRow(Letter):
    """One row of a file. Once it is sent, what it said stands in its own receipt alone, behind the children's own guard."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="rows")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    corrected = models.JSONField(default=dict)
    told = models.JSONField(default=dict)
    objections = models.JSONField(default=dict)
    name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=RowState)
    because = models.CharField(max_length=500, blank=True)
    sent = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="of_row")
    changed_at = models.DateTimeField()

    guard = LetterGuard(read="receipt.read", add="contact.send", change="contact.send", whole="sent.read")
    rights = Rights(
        changes=(
            "cells",
            "corrected",
            "told",
            "objections",
            "name",
            "state",
            "because",
            "sent_id",
            "changed_at",
        )
    )
    scrub = Scrub(
        "all that a row says is dropped",
        dict.fromkeys("cells corrected told objections because".split(), "dropped") | {"name": "replaced"},
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="a_row_of_a_file_is_staged_once"),
            models.CheckConstraint(
                condition=~Q(state="dropped") | ~Q(because=""), name="a_row_is_left_out_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent__isnull=False, cells=[], told={})
                | (~Q(state="sent") & Q(sent=None)),
                name="a_row_that_was_sent_says_nothing_beside_its_receipt",
            ),
        ]
