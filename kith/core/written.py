"""Statements that are written once: writing the text of a query anew for each page cost more than running it.

`Given` stands where a value will stand. The text is made when the statement first runs, and kept for the process; the
database keeps it too, read and planned, on each connection that has asked it often enough (`prepare_threshold`).
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from psycopg import sql

MANY = (tuple, set, frozenset, dict)  # the driver knows a list as an array
R = TypeVar("R", covariant=True)


class Given(Expression):
    """A value that is given each time a statement runs; as a column of its own it needs a field."""

    def __init__(self, name: str, field: Field | None = None) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)


class Statement(Generic[R]):
    """A query of whose values only those are open that are `Given`: `waiting.rows(team=7, at=now)`."""

    def __init__(self, make: Callable[[], QuerySet[Any, R]]) -> None:
        self.make = make

    @property
    def model(self) -> type[Any]:
        return self._written[0].model

    def rows(self, **given: Any) -> list[R]:
        """What this finds; a value that is missing, or not asked for, is a TypeError."""
        asked, written, text, names, converters = self._written
        if given.keys() != set(names):
            raise TypeError(f"{self.make.__qualname__} is given {sorted(set(names))}, not {sorted(given)}.")
        told = {name: list(many) if isinstance(many, MANY) else many for name, many in given.items()}
        ready = copy(written)
        ready.connection = connections[asked.db]
        answers = _answers(ready.connection, text, [told[name] for name in names])
        ready.execute_sql = lambda *_, **__: [answers]
        ready.get_converters = lambda _: converters
        found = asked._chain()
        found.query.get_compiler = lambda *_, **__: ready
        return list(found)

    @cached_property
    def _written(self):
        """The query; its compiler, which knows what to make of the columns; its text, whose constants are in it; the names of
        the values in their order; and what turns columns into values."""
        asked = self.make()
        written = asked.query.get_compiler(using=asked.db)
        text, values = written.as_sql()
        assert not written.has_extra_select
        names = [each.name for each in values if isinstance(each, Given)]
        open_or_said = ("%s" if isinstance(each, Given) else _constant(each) for each in values)
        text = text.replace("%%", "%%%%") % tuple(open_or_said)
        converters = written.get_converters([column for column, *_ in written.select])
        return asked, written, text, names, converters


def _constant(value: Any) -> str:
    """A value as it stands in the text; its per cent signs doubled, since the text is read once more."""
    return sql.Literal(value).as_string(None).replace("%", "%%")


def _answers(connection: Any, text: str, values: list[Any]) -> list[tuple[Any, ...]]:
    connection.ensure_connection()
    bound_apart = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
    with connection._prepare_cursor(bound_apart) as cursor:
        cursor.execute(text, values)
        return cursor.fetchall()


def once(make: Callable[[], QuerySet[Any, R]]) -> Statement[R]:
    """Write the statement of this query once."""
    return Statement(make)
