"""Writing what happened, and telling those above who asked to hear of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kith.record.models import Entry
from kith.sharing import audit, rows
from kith.sharing.actor import Actor

Follow = Callable[..., None]


@dataclass(frozen=True)
class Kind:
    """A kind of entry. `says` is the line of the chronology; `{words}` in it come from the entry's detail."""

    code: str
    says: str


class UnknownKind(Exception):
    """An entry, or something that follows one, is of a kind that nobody declared."""


kinds: dict[str, Kind] = {}
_follows: dict[str, dict[str, Follow]] = {}


def declare(code: str, says: str) -> Kind:
    """A new kind of entry, `context.what_happened`, declared in a context's `kinds.py`."""
    if code in kinds:
        raise UnknownKind(f"The kind {code} is declared twice.")
    kinds[code] = Kind(code, says)
    return kinds[code]


def follows(kind: str) -> Callable[[Follow], Follow]:
    """Call this function in the entry's own transaction, in the order of the functions' names."""

    def register(does: Follow) -> Follow:
        _follows.setdefault(kind, {})[f"{does.__module__}.{does.__qualname__}"] = does
        return does

    return register


def followers(kind: str) -> list[str]:
    return sorted(_follows.get(kind, {}))


def followed_kinds() -> list[str]:
    return sorted(_follows)


def write(
    kind: str,
    *,
    subject: int,
    by: Actor,
    at: datetime,
    occurred_at: datetime | None = None,
    about: str = "",
    purpose: str = "",
    **detail: Any,
) -> Entry:
    """Add an entry about a subject, audit the deed, and tell those who follow this kind."""
    if kind not in kinds:
        raise UnknownKind(f"Nobody declared the kind {kind}.")
    entry = Entry(
        subject_id=subject,
        kind=kind,
        occurred_at=occurred_at or at,
        recorded_at=at,
        by_post_id=by.post_id,
        by_worker_id=by.worker_id,
        about=about,
        detail=detail,
    )
    rows.add(entry)
    audit.write(kind, at=at, purpose=purpose, subjects=[subject], about=about)
    for _, does in sorted(_follows.get(kind, {}).items()):
        does(entry=entry, by=by, at=at)
    return entry
