"""What a log line may hold: ids, counts, kinds and places. The words of a failure may quote a row, and stay out."""

import logging
import traceback
from types import TracebackType
from typing import Any

Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutWords(logging.Formatter):
    """A failure as its kinds, its places, and the database's own names for it."""

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have left the whole text of the failure on the record.
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: Failure) -> str:  # noqa: N802 (the name is the standard library's)
        lines: list[str] = []
        reason, seen = ei[1], set[int]()
        while reason is not None and id(reason) not in seen:
            seen.add(id(reason))
            places = "".join(traceback.format_tb(reason.__traceback__))
            lines.insert(0, f"{places}{type(reason).__module__}.{type(reason).__qualname__}{named(reason)}")
            reason = reason.__cause__ or (None if reason.__suppress_context__ else reason.__context__)
        return "\n".join(lines)


def named(reason: BaseException) -> str:
    """What the database calls it: the state, and the table and the rule that were touched."""
    found: Any = getattr(reason, "diag", None)
    said = [
        f"{name} {value}"
        for name in ("sqlstate", "table_name", "constraint_name")
        if (value := getattr(found, name, None))
    ]
    return f" ({', '.join(said)})" if said else ""
