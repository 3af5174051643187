"""Lists of the front door that a partnership may lay its own over: who led somebody to tell, what each is asked, who is expected."""

from functools import cache

from django.conf import settings

from kith.core import lists


@cache
def listed(name: str, area: str) -> lists.CodeList:
    """A list as it stands in an area: what is in `local/AREA/NAME.toml` over what comes with Kith."""
    ours = lists.beside(__file__, name)
    own = settings.LOCAL / area / f"{name}.toml"
    return lists.merge(ours, lists.load(own)) if own.exists() else ours
