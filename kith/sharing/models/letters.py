"""What passes between an agency and the front doors, before and after it is known whom it is about."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kith.sharing.models.places import Agency, Partnership


class Letter(models.Model):
    """A thing of one agency's that is about children. `subjects` is empty until somebody, or a rule, has read it.

    The last two columns are the guard's; only the database writes them: the areas of those children, or the area that
    it was sent to, and the children among them whose records are restricted.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    subjects = ArrayField(models.BigIntegerField(), default=list)
    partnerships = ArrayField(models.BigIntegerField(), default=list, editable=False)
    restricted_subjects = ArrayField(models.BigIntegerField(), default=list, editable=False)

    class Meta:
        abstract = True
