"""Databases for tests: migrated once by the owner, cloned for each test, opened as the role that serves pages.

No test truncates and none shares: what commits, commits, and row security is always on.
"""

import hashlib
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.pq import TransactionStatus

EMPTY, FOUNDED, COUNTY = "kith_test_empty", "kith_test_founded", "kith_test_county"
ROLES = ("owner", "app", "worker", "sealer", "report", "backup")
KITH = Path(__file__).resolve().parent.parent / "kith"
# All that the migrations read, beside the packages that bring some of their own.
MIGRATING = (
    "*/migrations/*.py",
    "*/sql/*.sql",
    "sharing/operations.py",
    "sharing/guard.py",
    "sharing/tables.py",
    "core/reference.py",
)
IMAGES_KEPT = 6


def address(role: str, name: str) -> str:
    """The address of a database for a role."""
    parts = urlsplit(os.environ[f"KITH_{role.upper()}_URL"])
    return urlunsplit(parts._replace(path=f"/{name}"))


def owner(name: str = "") -> psycopg.Connection:
    """The owner's own connection, for making and dropping databases."""
    url = address("owner", name) if name else os.environ["KITH_OWNER_URL"]
    return psycopg.connect(url, autocommit=True)


def environment(name: str, role: str) -> dict[str, str]:
    """What a process needs to use this database as this role."""
    return {**os.environ, "KITH_ROLE": role, **{f"KITH_{r.upper()}_URL": address(r, name) for r in ROLES}}


def command(name: str, role: str, *words: str) -> None:
    """Run one of the product's own commands on a database."""
    done = subprocess.run(
        [sys.executable, "-m", "django", *words], env=environment(name, role), capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{done.stdout}\n{done.stderr}")


def make_templates() -> None:
    """An empty database, one with the county's places, one with its children; each once a run."""
    with owner() as connected:
        there = {row[0] for row in connected.execute("select datname from pg_database")}
        if COUNTY in there:
            return
        for name in (EMPTY, FOUNDED, COUNTY):
            connected.execute(f"drop database if exists {name} with (force)")
        connected.execute(f"create database {EMPTY}")
        migrate(connected)
        command(EMPTY, "owner", "prepare")
        connected.execute(f"create database {FOUNDED} template {EMPTY}")
        command(FOUNDED, "worker", "load_cast", "--places-only")
        connected.execute(f"create database {COUNTY} template {FOUNDED}")
        command(COUNTY, "worker", "load_cast")  # as after a first start that was cut off between the two


def migrate(connected: psycopg.Connection) -> None:
    """The tables from the image that an earlier run left, where the migrations are still the same; CI leaves none.

    Django draws every model again for each migration, which takes longer than most of what is tested."""
    if "CI" in os.environ:
        return
    image = Path(sys.prefix, f"migrated-{fingerprint(connected)}.dump")
    command(EMPTY, "owner", "prepare", "--only-roles")
    if image.exists():
        client("pg_restore", "--dbname", address("owner", EMPTY), str(image))
        return
    command(EMPTY, "owner", "migrate")
    part = image.with_suffix(f".{os.getpid()}")
    client("pg_dump", "-Fc", "--enable-row-security", "--file", str(part), address("owner", EMPTY))
    part.replace(image)
    kept = sorted(image.parent.glob("migrated-*.dump"), key=lambda each: each.stat().st_mtime)
    for old in kept[:-IMAGES_KEPT]:
        old.unlink(missing_ok=True)


def fingerprint(connected: psycopg.Connection) -> str:
    """Another migration, another package or another server, and it is another image."""
    digest = hashlib.sha256(str(connected.info.server_version).encode())
    for path in (
        *sorted(KITH.parent.glob("requirements*.lock")),
        *(path for pattern in MIGRATING for path in sorted(KITH.glob(pattern))),
    ):
        digest.update(f"{path.relative_to(KITH.parent)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def client(program: str, *words: str) -> None:
    """Run one of the server's own client programs."""
    done = subprocess.run(
        [Path(os.environ["KITH_CLIENT_PROGRAMS"], program), *words], capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{program} failed:\n{done.stderr}")


@contextmanager
def clone(template: str) -> Iterator[str]:
    """A fresh copy of a template, dropped afterwards."""
    name = f"kith_test_{uuid.uuid4().hex[:12]}"
    with owner() as connected:
        connected.execute(f"create database {name} template {template}")
    try:
        with opened(name, "app"):
            yield name
    finally:
        drop(name)


def drop(name: str) -> None:
    """Drop a database. The server's own cleaning may hold it for a moment, and only a superuser may end that."""
    with owner() as connected:
        for wait in (0.1, 0.3, 1.0, 3.0):
            try:
                connected.execute(f"drop database if exists {name} with (force)")
                return
            except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ObjectInUse):
                time.sleep(wait)


@contextmanager
def opened(name: str, role: str) -> Iterator[None]:
    """Django's connection is to this database as this role; what another role has open to it rests meanwhile."""
    earlier, resting = dict(connection.settings_dict), connection.connection
    parts = urlsplit(address(role, name))
    connection.settings_dict.update(NAME=name, USER=parts.username, PASSWORD=parts.password)
    settings.DATABASES["default"].update(NAME=name)
    connection.connection = kept.pop((threading.get_ident(), name, role), None)
    try:
        yield
    finally:
        keep(name, role)
        if earlier["NAME"] != name:
            close_all(name)
        connection.settings_dict.update(earlier)
        connection.connection = resting


# What is open and rests: a server's process that has seen these tables answers many times sooner than a new one.
kept: dict[tuple[int, str, str], Any] = {}


def keep(name: str, role: str) -> None:
    """The connection rests until it is asked for again; one in the middle of something is closed."""
    here = (threading.get_ident(), name, role)
    used = connection.connection
    if used is None or used.closed or here in kept or used.info.transaction_status != TransactionStatus.IDLE:
        connection.close()
    else:
        kept[here] = used


def close_all(name: str) -> None:
    for here in [each for each in kept if each[1] == name]:
        kept.pop(here).close()


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """The rest of this block speaks to the same database as another role."""
    with opened(connection.settings_dict["NAME"], role):
        yield
