"""What arrived, byte for byte, and what became of it. Stored and receipted before anything is read."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from kith.core import reference
from kith.sharing.guard import KEEP, AgencyGuard, LetterGuard, OwnGuard, Rights, Scrub
from kith.sharing.models import Agency, Letter, Partnership, Post, Worker


class Channel(models.TextChoices):
    WEB = "web", "form"
    API = "api", "notification"
    PUBLIC = "public", "public form"
    PHONE = "phone", "telephone"
    PAPER = "paper", "paper form"
    FILE = "file", "file"
    AREA = "area", "hand-over"


class Receipt(Letter):
    """One thing that arrived. A row here means: on disk, owned, and visible to its sender until decided.

    What was sent never changes; whom it is about is said once it was read. `shape` is what it holds, where the channel alone
    does not say so: a custody notification, a file of rows. What came by telephone or on paper has the hour at which it came,
    and `recorded_at` is when somebody keyed it.
    """

    reference = models.CharField(max_length=16, unique=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    shape = models.CharField(max_length=20, blank=True, db_default="")
    key = models.CharField(max_length=100)
    content_type = models.CharField(max_length=100)
    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    conflicts_with = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    guard = LetterGuard(read="receipt.read", add="contact.send", change="contact.land")
    rights = Rights(changes=("subjects",))
    scrub = Scrub("bytes and hashes are dropped", {"raw": "dropped", "sha256": "dropped"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "channel", "key"],
                condition=Q(conflicts_with=None),
                name="the_same_key_is_the_same_receipt",
            )
        ]
        indexes = [
            models.Index(fields=["agency", "-received_at"], name="receipt_by_agency"),
            GinIndex(fields=["subjects"], name="receipt_by_subject"),
            # What nobody has read yet, each minute, among all that ever came.
            models.Index(fields=["partnership"], condition=Q(subjects=[]), name="receipt_about_nobody_yet"),
        ]


class Outcome(models.TextChoices):
    LANDED = "landed", "with the front door"
    ADDITION = "addition", "added to an earlier one"
    QUARANTINED = "quarantined", "could not be read; somebody is looking"
    SET_ASIDE = "set_aside", "read by a person; it is about no child"
    STAGED = "staged", "a file, read row by row"


class Landing(Letter):
    """What became of a receipt once it was read. A quarantined one may land later, in a further row."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="landings")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome)
    sender_reference = models.CharField(max_length=60, blank=True)
    adds_to = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="additions")
    sentences = models.JSONField(default=list)
    at = models.DateTimeField()

    guard = LetterGuard(read="receipt.read", add="contact.land")
    rights = Rights()
    scrub = Scrub("sentences are dropped", {"sentences": "dropped", "sender_reference": "replaced"})

    class Meta:
        indexes = [
            models.Index(fields=["agency", "sender_reference"], name="landing_by_sender_reference"),
            GinIndex(fields=["subjects"], name="landing_by_subject"),
        ]


class ByHand(Letter):
    """What a person made of something that could not be read by itself: written down as a telling, or set aside.

    Nothing written here means that it is set aside, and `because` says why; its sender reads that too.
    """

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="by_hand")
    raw = models.BinaryField()
    because = models.CharField(max_length=500, blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    guard = LetterGuard(read="receipt.read", add="contact.decide", change="contact.land", own_hand=True)
    rights = Rights(changes=("subjects",))
    scrub = Scrub("bytes and words are dropped", {"raw": "dropped", "because": "dropped"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["receipt"], name="one_person_sorts_out_a_receipt"),
            models.CheckConstraint(
                condition=Q(raw=b"") ^ Q(because=""), name="written_down_or_set_aside_for_a_reason"
            ),
        ]


class Draft(models.Model):
    """A form that is being filled in, kept on the server after every step.

    `stands_for` is what could not be read by itself, when somebody at the front door writes it down.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    answers = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    sent = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="+")
    stands_for = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="+")

    guard = OwnGuard(may="contact.send")
    rights = Rights(changes=("answers", "saved_at", "sent_id"))
    scrub = Scrub("all rows are dropped", {"answers": "dropped"})


class PaperNumber(models.Model):
    """A number printed on a paper form. It becomes the receipt's own when the form is keyed, once."""

    number = models.CharField(max_length=16, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    receipt = models.OneToOneField(Receipt, models.PROTECT, null=True, related_name="+")

    guard = AgencyGuard(read="contact.decide", add="contact.decide", change="contact.decide")
    rights = Rights(changes=("receipt_id",))
    scrub = KEEP

    class Meta:
        indexes = [models.Index(fields=["partnership", "-printed_at"], name="paper_by_area")]
