"""The front door’s day: who took a contact over, who was rung, what was handed over, and what is one and the same."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.core import reference
from kith.frontdoor.models.contacts import Contact
from kith.sharing.guard import KEEP, AgencyGuard, Guard, OwnGuard, Rights, Scrub
from kith.sharing.models import Agency, Guarded, Partnership, Post, Worker


class TakenOver(Guarded):
    """Somebody took a contact over from the post that had it: whoever sits there is told why. Never changed."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    from_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    because = models.TextField(blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(from_post=models.F("by_post")), name="nobody_takes_over_from_themselves"
            )
        ]
        indexes = [models.Index(fields=["from_post", "-recorded_at"], name="taken_over_from")]


class RedCall(Guarded):
    """Somebody rang about a red contact that nobody had opened: whom, when, and whether they were reached."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    rang = models.CharField(max_length=200)
    is_reached = models.BooleanField()
    words = models.TextField(blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("names and words are replaced", {"rang": "replaced", "words": "replaced"})


class Duplicate(Guarded):
    """Somebody said that this contact tells of the same event as an earlier one, or that it does not after all.

    The last row of a contact says which stands. `beside` is the child of the other one.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="duplicates")
    of = models.ForeignKey(Contact, models.PROTECT, related_name="duplicated_by")
    is_linked = models.BooleanField()
    because = models.TextField()
    beside = ArrayField(models.BigIntegerField(), default=list)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", beside="beside", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(contact=models.F("of")), name="no_contact_is_the_same_as_itself"
            ),
            models.CheckConstraint(
                condition=~models.Q(because=""), name="nobody_says_that_two_are_one_without_saying_why"
            ),
        ]


class ShiftHandOver(models.Model):
    """What was open when one team went and another came: who handed it over, and who took it. About no one child."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    turn = models.CharField(max_length=10)
    since = models.DateTimeField()
    open_then = models.IntegerField()
    done_since = models.IntegerField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    handed_at = models.DateTimeField()
    accepted_by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    accepted_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    guard = AgencyGuard(read="contact.decide", add="contact.decide", change="contact.decide")
    rights = Rights(changes=("accepted_by_post_id", "accepted_by_id", "accepted_at"))
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_by=None) | ~models.Q(accepted_by=models.F("by_worker")),
                name="nobody_accepts_their_own_handover",
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=models.Q(accepted_at=None),
                name="one_handover_waits_at_a_time",
            ),
        ]


class ShiftNote(Guarded):
    """What must be watched about one contact, said when it was handed over."""

    handover = models.ForeignKey(ShiftHandOver, models.PROTECT, related_name="notes")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    words = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.read", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are replaced", {"words": "replaced"})


class Attendance(models.Model):
    """Whether an agency was in the room on one day, as somebody wrote it down. The last row of a day stands; none is changed."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    day = models.DateField()
    presence = models.CharField(max_length=10)
    words = models.CharField(max_length=200, blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = AgencyGuard(read="contact.decide", add="contact.decide")
    rights = Rights()
    scrub = Scrub("words are dropped", {"words": "dropped"})

    class Meta:
        indexes = [models.Index(fields=["partnership", "day", "agency"], name="attendance_by_day")]


class QualityGrade(Guarded):
    """How well a contact was told, in five items, for its sender’s own learning. It says nothing of the child."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    grades = models.JSONField()
    words = models.TextField(blank=True)
    told = models.CharField(max_length=12, blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="contact.decide", add="contact.decide", own_hand=True)
    rights = Rights()
    scrub = Scrub("words are replaced", {"words": "replaced"})


class Away(models.Model):
    """Somebody said that they are away, from when to when. It gives nobody anything: a deputy is named by whoever keeps posts."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = AgencyGuard(read="clock.read", add="clock.run", change="clock.run")
    rights = Rights(changes=("ends_at",))
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("starts_at")),
                name="who_is_away_comes_back_after_they_went",
            )
        ]
        indexes = [models.Index(fields=["post", "ends_at"], name="away_by_post")]


class Preference(models.Model):
    """Whether a worker wants the keys, and to hear a red contact. Nobody else’s business."""

    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    keys = models.BooleanField(default=True)
    sound = models.BooleanField(default=True)

    guard = OwnGuard(may="contact.decide")
    rights = Rights(changes=("keys", "sound"))
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by_post", "by_worker"], name="one_preference_per_post_and_worker"
            )
        ]
