"""Acting as somebody of the invented county, by the road that everybody takes: a seat, a request, a transaction."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from kith.sharing import actor as actors
from kith.sharing.actor import Actor
from kith.sharing.models import Post, Worker
from kith.sharing.sessions import close_seat, open_seat


class NobodyThere(Exception):
    """This worker holds no live post, or not that one."""


@contextmanager
def acting_as(worker: Worker, post: Post | None = None) -> Iterator[Actor]:
    """One transaction as this worker, in their first post or another of theirs."""
    key = secrets.token_hex(16)
    with transaction.atomic():
        open_seat(key, worker.pk)
        actor = actors.change_post(key, post.reference) if post else actors.begin_request(key)
        if actor is None:
            raise NobodyThere(f"Nobody sits there: {worker.reference}.")
        yield actor
        close_seat(key)


@contextmanager
def acting_with(key: str) -> Iterator[Actor]:
    """One transaction as an agency's own system."""
    with transaction.atomic():
        actor = actors.begin_request(key)
        if actor is None:
            raise NobodyThere("This key opens nothing.")
        yield actor


@contextmanager
def as_service(code: str) -> Iterator[Actor]:
    """One transaction as a service; only the worker's role may."""
    with transaction.atomic():
        actor = actors.begin_service(code)
        if actor is None:
            raise NobodyThere(f"There is no service {code}.")
        yield actor


@contextmanager
def as_the_public(area: str) -> Iterator[Actor]:
    """One transaction as somebody without an account; whoever acted before it in a longer one has stood up."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select set_config('kith.context', '', true)")
        actor = actors.begin_public(area)
        if actor is None:
            raise NobodyThere(f"There is no door for the public in {area}.")
        yield actor
