"""What is kept to named readers, looked at again: kept for longer, or opened again by two people."""

from django.db import models

from kith.sharing.guard import Guard, Rights, Scrub
from kith.sharing.models.posts import Post
from kith.sharing.models.subjects import Guarded
from kith.sharing.models.workers import Worker


class RestrictionReview(Guarded):
    """A named reader looked again whether a record is kept to its readers: it still is, why, and until when at the latest."""

    review_on = models.DateField()
    because = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="grant.read", add="record.restrict", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})


class LiftAsk(Guarded):
    """A named reader asks that a restricted record be opened again, and says why."""

    because = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    guard = Guard(read="grant.read", add="record.restrict", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})


class LiftAnswer(Guarded):
    """Another named reader agrees or does not. Where they agree, the database ends the restriction in the same statement."""

    ask = models.ForeignKey(LiftAsk, models.PROTECT, related_name="answers")
    is_agreed = models.BooleanField()
    because = models.TextField()
    by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    by_worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    guard = Guard(read="grant.read", add="record.restrict", own_hand=True)
    rights = Rights()
    scrub = Scrub("reasons are replaced", {"because": "replaced"})
