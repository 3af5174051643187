"""The subject: what every guarded row hangs on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.core import reference
from kith.sharing.guard import KEEP, Guard, Rights


class Kind(models.TextChoices):
    CHILD = "child", "a child"
    ADULT = "adult", "an adult"
    UNBORN = "unborn", "an unborn child"


class Subject(models.Model):
    """Somebody a record is about: a guarded id and no name.

    `agencies` (those with an open-ended involvement) and `restricted` follow from grants and restrictions; the
    database spreads them, with `partnerships`, to every guarded row of the subject.
    """

    reference = models.CharField(max_length=12, unique=True, default=reference.new)
    kind = models.CharField(max_length=10, choices=Kind)
    partnerships = ArrayField(models.BigIntegerField())
    agencies = ArrayField(models.BigIntegerField(), default=list)
    restricted = models.BooleanField(default=False)
    opened_at = models.DateTimeField()

    guard = Guard(read="child.read", add="subject.open", change="subject.open", subject="id")
    rights = Rights(changes=("partnerships",))
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="a_subject_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=~models.Q(partnerships=[]), name="a_subject_is_in_a_partnership"
            ),
        ]


class Guarded(models.Model):
    """A row about a subject. The last three columns are the guard's; only the database writes them."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="+")
    partnerships = ArrayField(models.BigIntegerField(), default=list, editable=False)
    agencies = ArrayField(models.BigIntegerField(), default=list, editable=False)
    restricted = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
