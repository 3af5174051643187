"""Opening one child's record in an emergency, by whoever it is not open to; and what a second person found."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.core import reference
from kith.sharing.guard import Rights, Scrub
from kith.sharing.models.places import Agency
from kith.sharing.models.posts import Post
from kith.sharing.models.subjects import Subject
from kith.sharing.models.workers import Worker


class Emergency(models.Model):
    """A worker reads one child's record for four hours at most, and says why; `subjects` are all that are this child.

    Nobody reads this table: the context is made from it, and functions answer whoever reviews. To see a row is to learn
    that the child is known.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    subjects = ArrayField(models.BigIntegerField())
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    because = models.CharField(max_length=20)
    why = models.TextField()
    starts_at = models.DateTimeField()
    until = models.DateTimeField()
    ends_at = models.DateTimeField()
    review_due_at = models.DateTimeField()
    review_by = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    is_closed = True
    rights = Rights("", "")
    scrub = Scrub("reasons are replaced", {"why": "replaced"})

    class Meta:
        verbose_name_plural = "emergencies"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__lte=F("until"), ends_at__gte=F("starts_at")),
                name="an_emergency_opening_ends_no_later_than_was_said",
            ),
        ]
        indexes = [
            models.Index(fields=["worker", "ends_at"], name="emergency_by_worker"),
            models.Index(fields=["review_by", "-starts_at"], name="emergency_by_reviewer"),
        ]


class EmergencyReview(models.Model):
    """What somebody other than who opened it found: right, or wrong and an incident."""

    emergency = models.OneToOneField(Emergency, models.PROTECT, related_name="review")
    is_right = models.BooleanField()
    because = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    is_closed = True
    rights = Rights("", "")
    scrub = Scrub("reasons are replaced", {"because": "replaced"})
