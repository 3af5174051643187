"""What led somebody to tell us: the list that comes with Kith, under a partnership's own campaigns."""

from kith.core import lists
from kith.frontdoor.locally import listed


def led_by(area: str) -> lists.CodeList:
    """The campaigns and briefings of a partnership."""
    return listed("led_by", area)


def in_words(said: str, more: str) -> str:
    """What is kept of it: the list's words, and the sender's own."""
    return ": ".join(part for part in (said, more.strip()) if part)[:200]
