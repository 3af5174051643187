"""Rows whose number is among many, asked with one array: a thousand parameters cost more than the rows that they find."""

from collections.abc import Iterable

from django.db.models import BooleanField, Func, Value


class Among(Func):
    """True of a row whose number in this column is one of those given: `Plan.objects.filter(Among("subject_id", ids))`."""

    template = "(%(expressions)s::bigint[]))"
    arg_joiner = " = any ("
    output_field = BooleanField()

    def __init__(self, column: str, numbers: Iterable[int]) -> None:
        super().__init__(column, Value(list(numbers)))
