"""Running clocks: what is due, when, and whose it is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.sharing.guard import KEEP, Guard, Rights
from kith.sharing.models import Partnership, Post, Subject, Team


class Clock(models.Model):
    """One thing that is due. The due time was worked out when it started; SQL never works it out again.

    A clock about nobody yet (a message that could not be read) has no subject and stays in its partnership.
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
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=100, blank=True)
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    deputy = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    held_since = models.DateTimeField(null=True)

    guard = Guard(read="clock.read", add="clock.run", change="clock.run")
    rights = Rights(
        changes=("stopped_at", "stopped_because", "post_id", "deputy_id", "team_id", "held_since")
    )
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
