"""What every list of the front door says beside a row: who holds a post today, and who else a subject is."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, CharField, F, Func, OuterRef, Q, Subquery

from kith.sharing.models import Holding


def holder_of(post: str, day: date) -> Subquery:
    """The name of whoever holds the post that this column points at."""
    holdings = Holding.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), post=OuterRef(post), starts_on__lte=day)
    return Subquery(holdings.order_by("starts_on").values("worker__says")[:1], output_field=CharField())


def everyone_of(column: str) -> Func:
    """All subjects that were decided to be the one in this column, itself among them."""
    return Func(F(column), function="kith.same_person", output_field=ArrayField(BigIntegerField()))


def shortened(text: str, at_most: int = 170) -> str:
    """The first words of a text, whole, for a line in a list."""
    told = " ".join(text.split())
    if len(told) <= at_most:
        return told
    return told[:at_most].rsplit(" ", 1)[0].rstrip(",;:.–-") + " …"
