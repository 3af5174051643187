"""Rows whose value is among many, asked with one array: a thousand parameters cost more than the rows that they find."""

from collections.abc import Iterable

from django.db.models import BooleanField, Func, Value
from django.db.models.expressions import Combinable


class Among(Func):
    """True of a row whose value in this column is one of those given: `Plan.objects.filter(Among("subject_id", ids))`."""

    template = "(%(expressions)s::%(of)s[]))"
    arg_joiner = " = any ("
    output_field = BooleanField()

    def __init__(
        self, column: str, given: Iterable[int] | Iterable[str] | Combinable, of: str = "bigint"
    ) -> None:
        super().__init__(column, given if isinstance(given, Combinable) else Value(list(given)), of=of)
