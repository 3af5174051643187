"""Connections that no page ever has: the server's superuser, and each role of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests import databases

LOGINS = ("kith_app", "kith_worker", "kith_sealer", "kith_report", "kith_backup")
SEARCH = "kith_search"


def superuser(name: str) -> psycopg.Connection:
    """The superuser on a database: for looking at what the product's own roles may do."""
    parts = urlsplit(os.environ["KITH_SUPERUSER_URL"])
    return psycopg.connect(urlunsplit(parts._replace(path=f"/{name}")), autocommit=True)


def signed_in(role: str, name: str) -> psycopg.Connection:
    """A role's own connection: `app`, `worker`, `backup`, …"""
    return psycopg.connect(databases.address(role, name), autocommit=True)


@contextmanager
def behind(name: str) -> Iterator[psycopg.Connection]:
    """As the role that owns the functions, which row security lets through: for making a world, not for looking at it."""
    with superuser(name) as connected:
        connected.execute(f"set role {SEARCH}")
        yield connected
