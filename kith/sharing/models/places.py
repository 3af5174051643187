"""Partnerships, the agencies in them, and their teams."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from kith.core import reference
from kith.sharing.guard import KEEP, Register, Rights


class Partnership(models.Model):
    """A safeguarding partnership: the council, the police and the health board of one area, and those with them."""

    code = models.CharField(max_length=20, unique=True)
    says = models.CharField(max_length=100)
    receipt_prefix = models.CharField(max_length=4, unique=True)
    outcodes = ArrayField(models.CharField(max_length=4), default=list)
    duty_phone = models.CharField(max_length=20)
    duty_says = models.CharField(max_length=100)

    register = Register(change="partnership.manage")
    rights = Rights("select insert", "select insert", ("duty_phone", "duty_says", "outcodes"))
    scrub = KEEP

    def __str__(self) -> str:
        return self.says


class Agency(models.Model):
    """An organisation that works with children, from its first day to its last, and what it became."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    kind = models.CharField(max_length=40)
    says = models.CharField(max_length=200)
    partnerships = models.ManyToManyField(Partnership, related_name="agencies")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    became = models.ForeignKey("self", models.PROTECT, null=True, related_name="was")

    register = Register(change="post.manage")
    rights = Rights("select insert", "select insert", ("says", "ends_on", "became_id"))
    scrub = KEEP

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="an_agency_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(became=None) | Q(ends_on__isnull=False),
                name="an_agency_that_became_another_has_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.says


class Team(models.Model):
    """A group of posts in one agency that share a queue. `does` names a duty that only one team of an area has: `front_door`, `out_of_hours`."""

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="teams")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="teams")
    says = models.CharField(max_length=100)
    does = models.CharField(max_length=20, blank=True)

    register = Register(change="post.manage")
    rights = Rights("select insert", "select insert", ("says",))
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "does"],
                condition=~Q(does=""),
                name="one_team_for_each_duty_of_a_partnership",
            )
        ]

    def __str__(self) -> str:
        return self.says
