"""One component's HTML, for the template tags and the form renderer."""

from collections.abc import Mapping
from typing import Any

from django.template import Context
from django.template.loader import select_template
from django.utils.safestring import SafeString


def rendered(name: str, given: Mapping[str, Any], context: Context | None = None) -> SafeString:
    """A component by its name; ours are looked for before GOV.UK's."""
    page = {key: context.get(key) for key in ("csrf_token", "request")} if context is not None else {}
    found = select_template([f"kith/{name}.html", f"govuk/{name}.html"])
    return found.render({**page, **given, "given": given})
