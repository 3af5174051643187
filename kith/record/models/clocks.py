"""Running clocks: what is due, when, and whose it is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.sharing.guard import KEEP, Guard, Rights
from kith.sharing.models import Partnership, Post, Subject, Team


class Clock(models.Model):
    """One thing that is due. The due time was worked out when it started; SQL never works it out again.

    A clock about nobody yet (a message that could not be read) has no subject and stays in its partnership.
    `started_at` is what it counts from, `recorded_at` when it was written down. `post` is whose it is now, a copy of the
    last `ClockHeld`; whose it was at a moment is asked of those.
    """

    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    partnerships = ArrayField(models.BigIntegerField(), default=list)
    agencies = ArrayField(models.BigIntegerField(), default=list, editable=False)
    restricted = models.BooleanField(default=False, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=40)
    rule_says = models.CharField(max_length=200)
    rule_source = models.CharField(max_length=300)
    is_local = models.BooleanField()
    about_kind = models.CharField(max_length=40)
    about = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=100, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    held_since = models.DateTimeField(null=True)

    guard = Guard(read="clock.read", add="clock.run", change="clock.run")
    # A clock keeps its team and its deputy: a change of either would need its moment kept, as for the post.
    rights = Rights(changes=("stopped_at", "stopped_because", "post_id", "held_since"))
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about", "rule"],
                condition=Q(stopped_at=None),
                name="one_running_clock_per_thing_and_rule",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(stopped_at__gte=F("started_at")),
                name="a_clock_stops_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(
                fields=["team", "due_at"], name="clock_running_by_team", condition=Q(stopped_at=None)
            ),
            models.Index(
                fields=["post", "due_at"], name="clock_running_by_post", condition=Q(stopped_at=None)
            ),
            models.Index(fields=["about_kind", "about"], name="clock_by_thing"),
            models.Index(fields=["stopped_at"], name="clock_by_end"),
        ]


class ClockHeld(models.Model):
    """From this moment a clock was this post's, or its team's queue's where there is no post. Never changed."""

    subject = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+")
    partnerships = ArrayField(models.BigIntegerField(), default=list)
    agencies = ArrayField(models.BigIntegerField(), default=list, editable=False)
    restricted = models.BooleanField(default=False, editable=False)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="clock.read", add="clock.run")
    rights = Rights()
    scrub = KEEP

    class Meta:
        indexes = [
            models.Index(fields=["clock", "-recorded_at", "-id"], name="clock_held_by_clock"),
        ]
