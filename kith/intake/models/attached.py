"""Files beside what was told: with a draft, until it is sent; then with its receipt, for those who read that."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from kith.core import reference
from kith.intake.models.received import Draft, Receipt
from kith.sharing.guard import LetterGuard, OwnGuard, Rights, Scrub
from kith.sharing.models import Letter, Post, Worker


class DraftAttachment(models.Model):
    """A file that is kept with a draft. Taken out or sent, its bytes are not here any more."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="attachments")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    told_as = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    raw = models.BinaryField()
    at = models.DateTimeField()
    taken_out_at = models.DateTimeField(null=True)

    guard = OwnGuard(may="contact.send")
    rights = Rights(changes=("raw", "taken_out_at"))
    scrub = Scrub("all rows are dropped", {"raw": "dropped", "name": "dropped", "sha256": "dropped"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_out_at=None) | Q(raw=b""), name="what_was_taken_out_of_a_draft_is_gone"
            )
        ]


class Attached(models.TextChoices):
    WAITING = "waiting", "waits for the scanner"
    CLEAN = "clean", "scanned, nothing found"
    NOT_SCANNED = "not_scanned", "not scanned: no scanner is set up here"
    FOUND = "found", "something harmful was found"
    UNREADABLE = "unreadable", "could not be scanned"


class Place(models.TextChoices):
    YES = "yes", "holds a place"
    NO = "no", "holds no place"
    NOT_KNOWN = "not_known", "may hold a place"


class Attachment(Letter):
    """One file that came with something told: what it is called, what it is, and how far it has been checked.

    `seen_as` is what its own bytes say that it is; what it was said to be is kept beside it.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="attachments")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)
    told_as = models.CharField(max_length=100)
    seen_as = models.CharField(max_length=20, blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    holds_place = models.CharField(max_length=10, choices=Place, default=Place.NOT_KNOWN.value)
    state = models.CharField(max_length=12, choices=Attached, default=Attached.WAITING.value)
    found = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)

    guard = LetterGuard(read="receipt.read", add="contact.send", change="contact.land", whole="sent.read")
    rights = Rights(
        changes=("subjects", "seen_as", "holds_place", "state", "found", "tried_at", "checked_at")
    )
    scrub = Scrub("names and hashes are dropped", {"name": "dropped", "sha256": "dropped"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt", "sha256"], name="a_file_is_attached_to_a_receipt_once")
        ]
        indexes = [
            models.Index(fields=["state"], condition=Q(state="waiting"), name="attachment_that_waits"),
            GinIndex(fields=["subjects"], name="attachment_by_subject"),
        ]


class AttachedBytes(Letter):
    """The bytes of an attachment as they came; its first lines, and a copy without its place, once it was looked into."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="bytes")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    raw = models.BinaryField()
    lines = models.JSONField(default=list)
    copy = models.BinaryField(default=bytes)

    guard = LetterGuard(read="receipt.read", add="contact.send", change="contact.land", whole="sent.read")
    rights = Rights(changes=("subjects", "lines", "copy"))
    scrub = Scrub("bytes and words are dropped", {"raw": "dropped", "lines": "dropped", "copy": "dropped"})

    class Meta:
        verbose_name_plural = "attached bytes"


class AttachmentAnswer(Letter):
    """What a person said about an attachment that was not scanned, or in which something was found: given out all the same, or not."""

    attachment = models.OneToOneField(Attachment, models.PROTECT, related_name="answer")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    is_given_out = models.BooleanField()
    because = models.CharField(max_length=500)
    at = models.DateTimeField()

    guard = LetterGuard(read="receipt.read", add="contact.decide", change="contact.land", own_hand=True)
    rights = Rights(changes=("subjects",))
    scrub = Scrub("the reason is dropped", {"because": "dropped"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(because=""), name="an_attachment_is_answered_for_a_reason")
        ]
