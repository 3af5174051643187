"""A second factor that was lost: who asked that it be taken away, and who agreed."""

from django.db import models
from django.db.models import F, Q

from kith.core import reference
from kith.sharing.guard import STAFF, Register, Rights
from kith.sharing.models.places import Agency
from kith.sharing.models.posts import Post
from kith.sharing.models.workers import Worker


class LostFactor(models.Model):
    """Somebody lost their second factor. One who keeps their posts asks; it is taken away when another agrees."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    because = models.CharField(max_length=20)
    known_by = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    asked_by_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.ForeignKey(Worker, models.PROTECT, null=True, related_name="+")
    agreed_by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    register = Register(change="post.manage")
    rights = Rights(
        "select insert", "select insert", ("agreed_at", "agreed_by_id", "agreed_by_post_id", "ended_at")
    )
    scrub = STAFF

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker"],
                condition=Q(agreed_at=None, ended_at=None),
                name="one_open_question_about_a_lost_factor",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("worker")) & (Q(agreed_by=None) | ~Q(agreed_by=F("worker"))),
                name="nobody_takes_away_their_own_factor",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("asked_by")),
                name="a_lost_factor_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None, agreed_by=None, agreed_by_post=None)
                | Q(agreed_at__isnull=False, agreed_by__isnull=False, agreed_by_post__isnull=False),
                name="who_agreed_stands_beside_when",
            ),
        ]
