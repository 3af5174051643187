"""How far an invented area has grown. About no person; empty wherever there is no demonstration."""

from django.db import models

from kith.sharing.guard import KEEP, Rights


class Growth(models.Model):
    """What is grown of the crowd of one area. A part and this row’s count of it are saved together or not at all."""

    area = models.CharField(max_length=20, unique=True)
    # Of which area this is the first, second, third: its people and contacts are numbered from there.
    number = models.IntegerField()
    seed = models.IntegerField()
    until = models.DateTimeField()
    children = models.IntegerField()
    contacts = models.IntegerField()
    waiting = models.IntegerField()
    years = models.IntegerField()
    parts = models.IntegerField()
    done = models.IntegerField(default=0)
    # When growing was last taken up, and how much there was then: how long the rest takes is worked out from here.
    taken_up_at = models.DateTimeField()
    taken_up_with = models.IntegerField(default=0)
    last_at = models.DateTimeField()

    rights = Rights("select", "select")
    scrub = KEEP

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done__gte=0, done__lte=models.F("parts")),
                name="no_more_is_grown_than_there_are_parts",
            ),
        ]
