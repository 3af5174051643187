"""The WSGI application that every server runs."""

import gc
import sys
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def as_people_reach_it(served: Application, origin: str) -> Application:
    """Kith itself hears plain HTTP from the server in front of it; its links and cookies are of `origin` all the same."""
    scheme = origin.partition(":")[0]

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return served({**environ, "wsgi.url_scheme": scheme}, start_response)

    return answer


application = as_people_reach_it(get_wsgi_application(), settings.ORIGIN)

# A page waits some twenty times for the database. Each time it would wait again, 5 ms, for a thread that computes another.
sys.setswitchinterval(0.0005)

# What was loaded stays: the collector need not walk through it again and again while somebody waits for a page.
get_resolver().url_patterns  # noqa: B018 - read now, not on the first page
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
