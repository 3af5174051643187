"""A PostgreSQL that somebody else looks after, whose owner is no superuser: Kith is served from it, backed up and put back."""

import http.client
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.whole.test_launcher import ROOT, door, free_port, open_folder, surroundings

pytestmark = [pytest.mark.launcher, pytest.mark.slow]

PASSWORD = "given by somebody else"


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    """A durable server with a database and its plain owner, as somebody who looks after one makes them."""
    with open_folder() as folder:
        place = folder / "server"
        door.claim(place)
        binaries = door.debian_binaries() or door.server_binaries()
        made = door.Cluster(place, binaries, door.known_secrets(place))
        made.start()
        with psycopg.connect(made.url("postgres", "postgres"), autocommit=True) as connected:
            connected.execute(f"create role county_owner login createrole createdb password '{PASSWORD}'")
            connected.execute("create database county_record owner county_owner")
        yield made
        made.stop()


@pytest.fixture(scope="module")
def url(server: Any) -> str:
    return str(door.as_role(server.url("postgres", "county_record"), "county_owner", PASSWORD))


def serve(folder: Path, url: str, *words: str) -> tuple[subprocess.Popen[bytes], Path, int]:
    port, output = free_port(), folder.with_name(f"{folder.name}.txt")
    command = [sys.executable, ROOT / "run", "--small", "--data", folder, "--port", str(port), *words]
    with output.open("wb") as file:
        process = subprocess.Popen(
            command, env=surroundings(DATABASE_URL=url), stdin=subprocess.DEVNULL, stdout=file, stderr=file
        )
    return process, output, port


def begun(process: subprocess.Popen[bytes], output: Path) -> None:
    until = time.monotonic() + 180
    while "Kith is at" not in output.read_text():
        assert process.poll() is None, output.read_text()
        assert time.monotonic() < until, output.read_text()
        time.sleep(0.2)


def page(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": f"localhost:{port}"})
    answer = connection.getresponse()
    said = answer.read().decode()
    connection.close()
    return answer.status, said


def run(folder: Path, url: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    verb, *others = words
    command = [sys.executable, str(ROOT / "run"), str(verb), "--data", str(folder), *map(str, others)]
    return subprocess.run(
        command, env=surroundings(DATABASE_URL=url), capture_output=True, text=True, timeout=180, input=""
    )


def test_a_page_is_served_from_it_and_its_owner_needs_no_special_right(server: Any, url: str) -> None:
    with open_folder() as place:
        folder = place / "data"
        process, output, port = serve(folder, url, "--no-demo")
        try:
            begun(process, output)
            assert "There is nobody here yet. Open this once" in output.read_text()
            status, said = page(port, "/account/login/")
            assert (status, "I cannot sign in" in said) == (200, True)
            assert page(port, "/working/")[0] == 200
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == 0
        assert not (folder / "postgres").exists(), "No server of its own was started."
        with psycopg.connect(url) as connected:
            assert connected.execute(
                "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
            ).fetchone() == (False,)
            assert connected.execute("select count(*) from sharing_worker").fetchone() == (1,)

        # Now it is somebody's: the invented county is not put into it, backups bring it back.
        refused, said_why, _ = serve(folder, url)
        assert refused.wait(120) == 1
        assert "holds a record that is not the demonstration’s" in said_why.read_text()
        file = place / "kith.dump"
        made = run(folder, url, "backup", file)
        assert made.returncode == 0, made.stderr
        assert json.loads((folder / "secrets.json").read_text())["kith_backup"] not in made.stdout
        assert run(folder, url, "restore", "--check", file).returncode == 0
        put_back = run(folder, url, "restore", file)
        assert put_back.returncode == 0, put_back.stderr
        with psycopg.connect(url) as connected:
            assert connected.execute("select count(*) from sharing_worker").fetchone() == (1,)
