"""How a county grows: in equal parts, with rests between them, and when the rest may be there. No database in here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# After a part whoever grows the county rests so many times as long as the part took, so that pages stay quick.
RESTS = 2.0
# With nothing new for so long it stands still: what grows it has stopped.
STILL = timedelta(minutes=3)


def share(whole: int, part: int, parts: int) -> int:
    """How many of a whole belong to one of so many parts, numbered from 1. Together they are the whole."""
    return upto(whole, part, parts) - upto(whole, part - 1, parts)


def upto(whole: int, part: int, parts: int) -> int:
    """How many of a whole are there once so many parts are."""
    return whole * part // parts


@dataclass(frozen=True)
class Grown:
    """How far an area has grown at a moment."""

    area: str
    done: int
    parts: int
    ready_at: datetime | None = None
    stands_still: bool = False

    @property
    def is_whole(self) -> bool:
        return self.done >= self.parts


def ready_at(
    done: int, parts: int, *, taken_up_with: int, taken_up_at: datetime, last_at: datetime
) -> datetime | None:
    """When the last part may be there, at the pace since growing was taken up. Nobody knows before the first part."""
    grown = done - taken_up_with
    if grown <= 0 or done >= parts:
        return None
    return last_at + (last_at - taken_up_at) / grown * (parts - done)


def stands_still(done: int, parts: int, *, last_at: datetime, now: datetime) -> bool:
    """Whether something is still to grow and nothing has come for a while."""
    return done < parts and now - last_at > STILL
