"""The ledger: what happened. Never edited; a correction is a later entry."""

from django.db import models

from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models import Guarded, Post, Worker


class Entry(Guarded):
    """Something that happened to or for a subject: when it happened, and when it was written down."""

    kind = models.CharField(max_length=60)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=20, blank=True)
    detail = models.JSONField(default=dict)

    guard = Guard(read="chronology.read", add="record.add", own_hand=True)
    rights = Rights()
    scrub = Scrub("details are replaced", {"detail": "replaced"})

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["subject", "-occurred_at"], name="entry_by_subject")]
