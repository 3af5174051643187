"""When a picture was said to be whole, and how long that took."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kith.core import says


@dataclass(frozen=True)
class Whole:
    """Somebody said that the picture is whole: when, how long after it was received, and what was still missing."""

    at: datetime
    by: str
    missing: str
    took: str


def whole(told: dict[str, Any] | None, received_at: datetime) -> Whole | None:
    """The last time that somebody said so; nobody did where there is nothing."""
    if not told:
        return None
    at = datetime.fromisoformat(told["at"])
    return Whole(at=at, by=told["by"], missing=told["missing"], took=lasted(at - received_at))


def lasted(time: timedelta) -> str:
    """“2 h 10 min”, “3 days”."""
    minutes = max(int(time.total_seconds()) // 60, 0)
    if minutes >= 48 * 60:
        return says.count(minutes // (24 * 60), "day")
    hours, rest = divmod(minutes, 60)
    parts: Sequence[str] = [f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else ""]
    return " ".join(part for part in parts if part)
