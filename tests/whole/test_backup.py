"""A backup brings everything back, or says why not: made, checked, damaged, and put in place of an empty record."""

import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from kith.sharing import fitness
from project import backup
from tests import databases
from tests.whole.test_launcher import door
from tests.world import World, child, notification

pytestmark = pytest.mark.database

AUDIT = "select count(*), max(id), md5(string_agg(e::text, '|' order by id)) from sharing_auditevent e"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, world: World) -> World:
    """A record with something in it, and what `python3 run` tells the program that backs it up."""
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    world.police_notify(notification(child("Niamh", postcode="KD1 2AB")))
    monkeypatch.setattr(backup, "PROGRAMS", door.server_binaries())
    monkeypatch.delenv("KITH_SUPERUSER_URL", raising=False)
    speaks_to(world.database, monkeypatch)
    return world


@pytest.fixture
def another() -> Iterator[str]:
    """A record with nothing in it, as `prepare` leaves it; what is kept aside of it goes too."""
    name = f"kith_test_{uuid.uuid4().hex[:12]}"
    with databases.owner() as connected:
        connected.execute(f"create database {name} template {databases.EMPTY}")
    yield name
    with databases.owner() as connected:
        there = connected.execute("select datname from pg_database where datname like %s", [f"{name}%"])
        for (found,) in there.fetchall():
            databases.drop(found)


def speaks_to(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ("owner", "backup"):
        monkeypatch.setenv(f"KITH_{role.upper()}_URL", databases.address(role, name))


def audit_of(name: str) -> tuple[object, ...] | None:
    with psycopg.connect(databases.address("backup", name)) as connected:
        return connected.execute(AUDIT).fetchone()


def scratches() -> list[str]:
    with databases.owner() as connected:
        found = connected.execute("select datname from pg_database where datname like 'kith_restore_%'")
        return [name for (name,) in found]


def test_a_backup_put_in_place_of_an_empty_record_is_the_record_with_its_audit(
    told: World,
    another: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "kith.dump"
    assert backup.backup(file) == 0
    assert file.stat().st_mode & 0o077 == 0, "It is as sensitive as the record."
    assert backup.restore(file, only_check=True) == 0
    rows = backup.rows_in_database(databases.address("backup", told.database))
    audit = audit_of(told.database)
    assert audit and audit[0]

    speaks_to(another, monkeypatch)
    assert backup.restore(file, only_check=False) == 0
    restored = backup.rows_in_database(databases.address("backup", another))
    left_out = {f"public.{table}" for table in backup.LEFT_OUT}
    assert {t: n for t, n in restored.items() if t not in left_out} == {
        t: n for t, n in rows.items() if t not in left_out
    }
    assert all(restored[table] == 0 for table in left_out), "Keys and open sessions stay behind."
    assert restored["public.frontdoor_contact"] == 2
    assert audit_of(another) == audit
    aside = capsys.readouterr().out.rsplit("as the database ", 1)[1].strip(" .\n")
    with psycopg.connect(databases.address("backup", aside)) as connected:
        assert connected.execute("select count(*) from frontdoor_contact").fetchone() == (0,)
    assert scratches() == []


def test_what_was_put_in_place_is_still_behind_its_policies(
    told: World, another: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kith.dump"
    backup.backup(file)
    speaks_to(another, monkeypatch)
    backup.restore(file, only_check=False)
    with psycopg.connect(databases.address("app", another), autocommit=True) as connected:
        assert connected.execute("select count(*) from frontdoor_contact").fetchone() == (0,)
    with psycopg.connect(databases.address("owner", another), autocommit=True) as connected:
        assert fitness.altered(connected) == []


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def one_byte_altered(file: Path) -> None:
    held = bytearray(file.read_bytes())
    held[len(held) * 3 // 4] ^= 0x20
    file.write_bytes(held)


def without_its_digest(file: Path) -> None:
    cut_short(file)
    backup.beside(file).unlink()


def of_something_else(file: Path) -> None:
    file.write_bytes(b"Dear all, please find attached the dump of the record.")
    backup.beside(file).unlink()


@pytest.mark.parametrize(
    "damage, says",
    [
        pytest.param(cut_short, "is not as it was made", id="cut short"),
        pytest.param(one_byte_altered, "is not as it was made", id="one byte altered"),
        pytest.param(without_its_digest, "is not a backup that can be read", id="cut short, its digest lost"),
        pytest.param(of_something_else, "is not a backup that can be read", id="not a backup"),
    ],
)
def test_a_damaged_backup_is_refused_in_a_sentence_and_nothing_is_put_in_place(
    told: World, tmp_path: Path, damage: Callable[[Path], None], says: str
) -> None:
    file = tmp_path / "kith.dump"
    backup.backup(file)
    damage(file)
    with pytest.raises(SystemExit, match=says):
        backup.restore(file, only_check=False)
    assert told.contact("Kayleigh"), "The present record stands."
    assert scratches() == []


def test_a_backup_made_with_another_match_key_is_refused_since_nobody_in_it_would_be_found(
    told: World, another: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "kith.dump"
    backup.backup(file)
    speaks_to(another, monkeypatch)
    monkeypatch.setenv("KITH_MATCH_KEY", "of another data folder")
    with pytest.raises(SystemExit, match="another match key.* Copy match_key from the secrets.json"):
        backup.restore(file, only_check=False)
    assert backup.rows_in_database(databases.address("backup", another))["public.frontdoor_contact"] == 0
    assert scratches() == []


def test_a_record_is_not_prepared_with_another_match_key_than_its_own(empty: str) -> None:
    env = databases.environment(empty, "owner") | {"KITH_MATCH_KEY": "of another data folder"}
    done = subprocess.run(
        [sys.executable, "-m", "django", "prepare"], env=env, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "This record was made with another match key" in done.stderr
    assert "Traceback" not in done.stderr
