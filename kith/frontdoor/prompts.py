"""What each kind of agency is asked to say: the list that comes with Kith, under a partnership's own."""

from functools import cache

from django.conf import settings

from kith.core import lists


@cache
def prompts(area: str) -> lists.CodeList:
    """The prompts of a partnership, from `local/AREA/prompts.toml`, over those that come with Kith."""
    ours = lists.beside(__file__, "prompts")
    own = settings.LOCAL / area / "prompts.toml"
    return lists.merge(ours, lists.load(own)) if own.exists() else ours
