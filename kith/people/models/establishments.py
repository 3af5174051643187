"""The register of schools and GP practices. Nothing in it is about anybody."""

from django.db import models
from django.db.models import Q

from kith.sharing.guard import KEEP, Register, Rights


class Establishment(models.Model):
    """A school or a GP practice as a register outside had it: GIAS or ODS. Nothing in it is about anybody.

    It stands in `people` because who somebody is leans on it: the lowest context that needs it. What a file says otherwise is
    another line; the one before stays, with the day until which it stood.
    """

    kind = models.CharField(max_length=10, choices=[("school", "a school"), ("practice", "a GP practice")])
    code = models.CharField(max_length=6)
    name = models.CharField(max_length=200)
    town = models.CharField(max_length=100, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    is_shut = models.BooleanField(default=False)
    words = models.TextField("what it is found by")
    read_on = models.DateField()
    read_from = models.CharField("file", max_length=200)
    replaced_on = models.DateField(null=True)

    register = Register(change="partnership.manage")
    rights = Rights(changes=("replaced_on",))
    scrub = KEEP

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=Q(replaced_on=None),
                name="one_line_of_an_establishment_stands",
            )
        ]
