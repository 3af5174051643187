"""One component's HTML, for the template tags and the form renderer."""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from django.template import Context
from django.template.loader import select_template
from django.utils.safestring import SafeString


@cache
def _template(name: str) -> Any:
    return select_template([f"kith/{name}.html", f"govuk/{name}.html"])


def rendered(name: str, given: Mapping[str, Any], context: Context | None = None) -> SafeString:
    """A component by its name; ours are looked for before GOV.UK's."""
    page = {key: context.get(key) for key in ("csrf_token", "request")} if context is not None else {}
    return _template(name).render({**page, **given, "given": given})


@lru_cache(maxsize=1024, typed=True)
def drawn(name: str, **words: str | None) -> SafeString:
    """A component that a few words decide and that stands on many lines of a page: drawn once for the same words."""
    return rendered(name, words)
