"""Sitting down as somebody, and all that they then see."""

import secrets

from django.apps import apps
from django.db import connection, transaction

from kith.sharing import actor as actors
from kith.sharing.sessions import open_seat
from tests.world import World

READABLE = sorted(
    m._meta.db_table
    for m in apps.get_models()
    if getattr(m, "guard", None) and "select" in m.rights.app.split()
)


def visible() -> dict[str, int]:
    """What the present context shows, by table; empty tables are left out."""
    counts = {}
    with connection.cursor() as cursor:
        for table in READABLE:
            cursor.execute(f"select count(*) from {table}")
            if n := cursor.fetchone()[0]:
                counts[table] = n
    return counts


def seat(world: World, who: str) -> str:
    """A session of somebody's, past the second factor; returns its key."""
    key = secrets.token_hex(16)
    with transaction.atomic():
        open_seat(key, world.worker(who).pk)
    return key


def sits(key: str) -> actors.Actor | None:
    with transaction.atomic():
        return actors.begin_request(key)
