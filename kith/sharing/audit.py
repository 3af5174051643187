"""Writing down who looked and who did, in the transaction of the look or the deed."""

import contextvars
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

# The request's own mark, so that all that one page did can be read together.
request_mark: contextvars.ContextVar[str] = contextvars.ContextVar("request_mark", default="")


def write(
    action: str,
    *,
    at: datetime,
    purpose: str = "",
    subjects: Iterable[int] = (),
    about: str = "",
    detail: Mapping[str, Any] | None = None,
    allowed: bool = True,
) -> None:
    """Add one event. Who it was comes from the sealed context. Ids and codes only: never words about a child."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select kith.audit(%s, %s, %s, %s::bigint[], %s, %s::jsonb, %s, %s)",
            [
                action,
                allowed,
                purpose,
                list(subjects),
                about,
                json.dumps(detail or {}),
                at,
                request_mark.get(),
            ],
        )
