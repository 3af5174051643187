"""What keeps a record from ever being ended: an inquiry, litigation, the police, somebody's request."""

from django.db import models

from kith.core import reference
from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models import Guarded, Post, Worker


class Hold(Guarded):
    """A record is held: why, since when, by whom; ended by a second person. `child` is the reference of its subject."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    child = models.CharField(max_length=12)
    kind = models.CharField(max_length=20)
    because = models.TextField()
    review_on = models.DateField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    ended_because = models.TextField(blank=True)

    guard = Guard(read="retention.read", add="hold.place", change="hold.place", own_hand=True)
    rights = Rights(changes=("ended_at", "ended_by_post_id", "ended_by_id", "ended_because"))
    scrub = Scrub("reasons are replaced", {"because": "replaced", "ended_because": "replaced"})

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(because=""), name="a_hold_says_why"),
            models.CheckConstraint(
                condition=models.Q(ended_by=None) | ~models.Q(ended_by=models.F("by_worker")),
                name="nobody_ends_a_hold_of_their_own",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None)
                | (models.Q(ended_at__isnull=False, ended_by__isnull=False) & ~models.Q(ended_because="")),
                name="a_hold_ends_by_somebody_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["subject"], name="hold_that_stands", condition=models.Q(ended_at=None))
        ]
