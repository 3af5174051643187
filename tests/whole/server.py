"""Connections that no page ever has: the server's superuser, and each role of its own. And a real server of pages."""

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests import databases

LOGINS = ("kith_app", "kith_worker", "kith_sealer", "kith_report", "kith_backup")
SEARCH = "kith_search"
ROOT = Path(__file__).resolve().parents[2]
GRANIAN = ("granian", "--interface", "wsgi", "--host", "127.0.0.1", "--workers", "1", "--blocking-threads", "64",
           "--log-level", "warning", "project.wsgi:application")  # fmt: skip


def superuser(name: str) -> psycopg.Connection:
    """The superuser on a database: for looking at what the product's own roles may do."""
    parts = urlsplit(os.environ["KITH_SUPERUSER_URL"])
    return psycopg.connect(urlunsplit(parts._replace(path=f"/{name}")), autocommit=True)


def settle(name: str, patience: float = 120) -> None:
    """Wait until what was audited can be sealed: the server numbers transactions for all its databases together, and another
    test may have one open that began before."""
    until = time.monotonic() + patience
    with superuser(name) as server:
        while server.execute(OPEN).fetchone() != (0,) and time.monotonic() < until:
            time.sleep(0.05)


OPEN = """
    select count(*) from sharing_auditevent
     where transaction >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
       and transaction < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
"""


def signed_in(role: str, name: str) -> psycopg.Connection:
    """A role's own connection: `app`, `worker`, `backup`, …"""
    return psycopg.connect(databases.address(role, name), autocommit=True)


@contextmanager
def behind(name: str) -> Iterator[psycopg.Connection]:
    """As the role that owns the functions, which row security lets through: for making a world, not for looking at it."""
    with superuser(name) as connected:
        connected.execute(f"set role {SEARCH}")
        yield connected


@contextmanager
def served(name: str, folder: Path, *commands: str) -> Iterator[int]:
    """A database's pages from granian, and these commands of the product's beside it as the worker. Its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = databases.environment(name, "app") | {
        "KITH_DEMO": "1",
        "KITH_ORIGIN": f"http://localhost:{port}",
        "KITH_DATA": str(folder),
    }
    told.pop("KITH_TEST", None)
    parts = [("app", [*GRANIAN, "--port", str(port)])]
    parts += [("worker", ["django", command]) for command in commands]
    with (folder / "log").open("w") as log, contextlib.ExitStack() as running:
        for role, words in parts:
            part = subprocess.Popen(
                [sys.executable, "-m", *words],
                env=told | {"KITH_ROLE": role},
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
            running.callback(end, part)
        wait_for(port)
        yield port


def end(part: "subprocess.Popen[bytes]") -> None:
    part.terminate()
    try:
        part.wait(10)
    except subprocess.TimeoutExpired:
        part.kill()


def wait_for(port: int) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/account/login/", headers={"Host": f"localhost:{port}"})
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("Kith did not answer.")
