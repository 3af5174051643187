"""What led somebody to tell us: the list that comes with Kith, under a partnership's own campaigns."""

from functools import cache

from django.conf import settings

from kith.core import lists


@cache
def led_by(area: str) -> lists.CodeList:
    """The campaigns and briefings of a partnership, from `local/AREA/led_by.toml`, over those that come with Kith."""
    ours = lists.beside(__file__, "led_by")
    own = settings.LOCAL / area / "led_by.toml"
    return lists.merge(ours, lists.load(own)) if own.exists() else ours


def in_words(said: str, more: str) -> str:
    """What is kept of it: the list's words, and the sender's own."""
    return ": ".join(part for part in (said, more.strip()) if part)[:200]
