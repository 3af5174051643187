"""A partnership's threshold documents: what they say, what was checked, and who signed. About no child."""

from django.db import models

from kith.core import reference
from kith.sharing.guard import KEEP, Register, Rights
from kith.sharing.models import Agency, Partnership, Post, Worker


class ThresholdDocument(models.Model):
    """One version of a partnership's threshold document. A draft until the three safeguarding partners have signed."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    version = models.CharField(max_length=20)
    starts_on = models.DateField()
    review_on = models.DateField()
    expires_on = models.DateField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_because = models.CharField(max_length=300, blank=True)

    register = Register(change="threshold.keep")
    rights = Rights(changes=("taken_back_at", "taken_back_because"))
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "version"],
                condition=models.Q(taken_back_at=None),
                name="one_threshold_document_of_each_version",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__lt=models.F("review_on"))
                & models.Q(review_on__lte=models.F("expires_on")),
                name="a_threshold_document_begins_is_reviewed_and_expires",
            ),
        ]

    @property
    def cited(self) -> str:
        """As a decision names it."""
        return f"{self.title}, version {self.version}"


class ThresholdCriterion(models.Model):
    """A level (its code is the level) or one criterion of a threshold document, in the document's words."""

    document = models.ForeignKey(ThresholdDocument, models.PROTECT, related_name="rows")
    place = models.SmallIntegerField()
    level = models.CharField(max_length=10)
    code = models.CharField(max_length=10)
    says = models.CharField(max_length=300)
    hint = models.CharField(max_length=200, blank=True)

    register = Register(change="threshold.keep")
    rights = Rights()
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "code"], name="one_row_of_each_code_in_a_document")
        ]


class ThresholdCheck(models.Model):
    """Somebody's answer whether a document names a thing, and where; the last one of each item counts."""

    document = models.ForeignKey(ThresholdDocument, models.PROTECT, related_name="checks")
    item = models.CharField(max_length=40)
    is_there = models.BooleanField()
    where = models.CharField(max_length=200, blank=True)
    why_not = models.TextField(blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    register = Register(change="threshold.keep")
    rights = Rights()
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_there=False) | ~models.Q(where=""),
                name="what_a_document_names_stands_somewhere",
            )
        ]


class SignOff(models.Model):
    """A person of an agency signed a threshold document for it, and for no other. `partner` is empty for other agencies."""

    document = models.ForeignKey(ThresholdDocument, models.PROTECT, related_name="signatures")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    partner = models.CharField(max_length=10, blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    register = Register(change="threshold.sign")
    rights = Rights()
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "agency"], name="an_agency_signs_a_document_once"),
        ]


class ThresholdInForce(models.Model):
    """From this day on decisions cite this document: all three have signed. A later one ends it."""

    document = models.OneToOneField(ThresholdDocument, models.PROTECT, related_name="in_force")
    from_on = models.DateField()
    recorded_at = models.DateTimeField()

    register = Register(change="threshold.sign")
    rights = Rights()
    scrub = KEEP


class ThresholdReview(models.Model):
    """Somebody looked at a document in force again: it stays as it is until its next review, and why."""

    document = models.ForeignKey(ThresholdDocument, models.PROTECT, related_name="reviews")
    words = models.TextField()
    next_on = models.DateField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    register = Register(change="threshold.keep")
    rights = Rights()
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="nobody_reviews_without_saying_what")
        ]


class ThresholdReminder(models.Model):
    """Whoever keeps a document was told of the day of its review, or of its last day. Once of each; `notice` is what they got."""

    document = models.ForeignKey(ThresholdDocument, models.PROTECT, related_name="reminders")
    what = models.CharField(max_length=10)
    day = models.DateField()
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    notice = models.CharField(max_length=12)
    recorded_at = models.DateTimeField()

    register = Register(change="clock.run")
    rights = Rights(app="select")
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "what", "day"], name="a_day_is_reminded_of_once")
        ]
