"""The sealed audit: whatever commits is sealed once and in order, and whatever is changed afterwards shows."""

import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kith.sharing import sealed_log, sealing
from kith.sharing import verify_audit as verifier
from tests import databases
from tests.whole.server import settle, signed_in, superuser

pytestmark = pytest.mark.database

DEED = "select kith.audit('test.deed', true, 'decide', array[%s]::bigint[], 'ABC', '{\"n\": 1}', now(), '')"


@pytest.fixture
def database() -> Iterator[str]:
    with databases.clone(databases.EMPTY) as name:
        yield name


@pytest.fixture
def sealer(database: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(databases.address("sealer", database)) as connection:
        yield connection


@pytest.fixture
def keys(tmp_path: Path) -> list:
    return sealing.keys_in(tmp_path / "audit.key")


def deeds(database: str, number: int, subject: int = 7) -> None:
    with signed_in("app", database) as app:
        for _ in range(number):
            app.execute(DEED, [subject])
    settle(database)


def checked(sealer: psycopg.Connection, memory: verifier.Memory | None = None) -> verifier.Checked:
    return verifier.check(sealed_log.export(sealer), memory or verifier.Memory())


def sealed(database: str) -> list[tuple]:
    with superuser(database) as server:
        return server.execute("select position, audit from sharing_sealedentry order by position").fetchall()


def audited(database: str) -> list[int]:
    with superuser(database) as server:
        rows = server.execute("select id from sharing_auditevent order by transaction, id").fetchall()
        return [number for (number,) in rows]


def forced(database: str, statement: str) -> None:
    """What somebody does who has the whole server: no trigger and no right stands in their way."""
    with superuser(database) as server:
        server.execute("set session_replication_role = replica")
        server.execute(statement)


def test_what_was_audited_is_sealed_once_and_in_order_and_checks(database, sealer, keys):
    deeds(database, 600)
    head = sealing.seal_all(sealer, keys)
    assert head and head.size == 600
    assert sealed(database) == list(enumerate(audited(database)))
    found = checked(sealer)
    assert found.wrong == [] and found.entries == 600
    assert sealing.turn(sealer, keys, head=True) == sealing.Turn(0, None)


def test_a_head_follows_the_one_before_and_a_witness_sees_it_from_the_letter(database, sealer, keys):
    memory = verifier.Memory()
    sizes = [0]
    for more in (1, 2, 300, 250, 1):
        deeds(database, more)
        head = sealing.seal_all(sealer, keys)
        assert memory.remember(sealed_log.last_letter(sealer, since=sizes[-1])) == []
        sizes.append(head.size)
    assert sizes == [0, 1, 3, 303, 553, 554]
    assert checked(sealer, memory).wrong == []


def test_who_commits_late_is_waited_for_and_not_passed_over(database, sealer, keys):
    late = psycopg.connect(databases.address("app", database))
    late.execute(DEED, [1])
    with psycopg.connect(databases.address("app", database), autocommit=True) as app:
        app.execute(DEED, [2])
    assert sealing.turn(sealer, keys, head=False).sealed == 0
    late.commit()
    late.close()
    settle(database)
    assert sealing.turn(sealer, keys, head=False).sealed == 2
    assert sealed(database) == list(enumerate(audited(database)))


def test_of_eight_who_write_at_once_nothing_is_passed_over_while_the_sealer_is_killed(
    database, keys, tmp_path
):
    sealing.add_key(tmp_path / "audit.key")
    until = time.monotonic() + 4
    written = threading.Thread(target=lambda: [t.join() for t in start_writers(database, until)])
    written.start()
    kills = 0
    while time.monotonic() < until:
        process = subprocess.Popen(
            [sys.executable, "-c", KEPT, databases.address("sealer", database), str(tmp_path / "audit.key")]
        )
        time.sleep(0.7)
        process.kill()
        process.wait()
        kills += 1
    written.join()
    settle(database)
    with psycopg.connect(databases.address("sealer", database)) as sealer:
        sealing.seal_all(sealer, sealing.keys_in(tmp_path / "audit.key"))
        found = checked(sealer)
    there = audited(database)
    assert kills >= 3 and len(there) > 200
    assert found.wrong == [] and found.entries == len(there)
    positions, entries = zip(*sealed(database), strict=True)
    assert positions == tuple(range(len(there))) and sorted(entries) == sorted(there)


KEPT = """
import sys, threading
from pathlib import Path
from kith.sharing import sealed_log, sealing
sealing.EVERY, sealing.HEAD_EVERY = 0.01, 0.05
sealing.keep_sealing(sys.argv[1], Path(sys.argv[2]), threading.Event())
"""


def start_writers(database: str, until: float) -> list[threading.Thread]:
    def write(turn: int) -> None:
        with psycopg.connect(databases.address("app", database)) as app:
            while time.monotonic() < until:
                app.execute(DEED, [turn])
                time.sleep(0.003 * turn)
                app.commit()

    writers = [threading.Thread(target=write, args=(turn,)) for turn in range(8)]
    for writer in writers:
        writer.start()
    return writers


def test_what_came_with_a_backup_from_another_server_is_sealed_and_what_follows_it_too(
    database, sealer, keys
):
    deeds(database, 2)
    sealing.seal_all(sealer, keys)
    forced(database, "update sharing_auditevent set transaction = transaction + 1000000000")
    forced(
        database,
        "insert into sharing_auditevent (at, written_at, action, is_allowed, role, purpose, subjects, about, detail, request,"
        " transaction) select at, written_at, 'unsealed', true, '', '', '{}', '', '{}', '', transaction + 5"
        " from sharing_auditevent",
    )
    sealing.seal_all(sealer, keys)
    deeds(database, 3)
    sealing.seal_all(sealer, keys)
    assert sorted(entry for _, entry in sealed(database)) == sorted(audited(database))


@pytest.mark.parametrize(
    "statement, says",
    [
        pytest.param("update sharing_auditevent set worker_id = 99 where id = {third}", "Entry 2 is not what was sealed", id="an entry was edited"),
        pytest.param("delete from sharing_auditevent where id = {third}", "Entry 2 is without its content", id="an entry was deleted"),
        pytest.param("update sharing_auditevent set id = id + 100000 where id = {third}", "Entry 2 is without its content", id="an entry got another number"),
        pytest.param("delete from sharing_sealedentry where position = 2", "Entry 2 is missing", id="a leaf was deleted"),
        pytest.param("update sharing_sealedentry set leaf = sha256('x') where position = 2", "Entry 2 is not what was sealed", id="a leaf was altered"),
        pytest.param("update sharing_sealedhead set note = replace(note, 'at 20', 'at 21')", "The signature on the head", id="a head was altered"),
        pytest.param("delete from sharing_sealedentry where position >= 3; delete from sharing_sealedhead where size > 3; "
                     "delete from sharing_auditevent where id > {third}", "7 entries are missing at the end", id="the end was cut off"),
    ],
)  # fmt: skip
def test_whatever_somebody_changes_who_has_the_whole_server_is_found(database, sealer, keys, statement, says):
    deeds(database, 3)
    sealing.seal_all(sealer, keys)
    deeds(database, 7)
    head = sealing.seal_all(sealer, keys)
    memory = verifier.Memory(head.log, [sealing.public(keys[0])], [head])
    assert checked(sealer, memory).wrong == []
    forced(database, statement.format(third=audited(database)[2]))
    found = checked(sealer, memory)
    assert says in " ".join(found.wrong)


def test_what_was_put_in_between_afterwards_is_counted(database, sealer, keys):
    deeds(database, 5)
    sealing.seal_all(sealer, keys)
    forced(
        database,
        "insert into sharing_auditevent (at, written_at, action, is_allowed, role, purpose, subjects, about, detail, request,"
        " transaction) select at, written_at, 'backdated', true, '', '', '{}', '', '{}', '', transaction"
        " from sharing_auditevent order by id limit 1",
    )
    assert sealed_log.never_sealed(sealer) == 1
    assert sealing.turn(sealer, keys, head=False).sealed == 0


@pytest.mark.parametrize("table", ["sharing_sealedentry", "sharing_sealedbranch", "sharing_sealedhead"])
@pytest.mark.parametrize("role", ["sealer", "owner", "app", "worker"])
def test_what_is_sealed_is_only_added_to(database, sealer, keys, role, table):
    deeds(database, 256)
    sealing.seal_all(sealer, keys)
    for statement in (f"delete from {table}", f"truncate {table}"):
        with signed_in(role, database) as connected, pytest.raises(psycopg.errors.InsufficientPrivilege):
            connected.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update sharing_auditevent set at = now()",
        "insert into sharing_auditevent (at) values (now())",
        "select * from sharing_subject",
        "select * from people_sourcerecord",
        "select kith.audit('x', true, '', '{}', '', '{}', now(), '')",
        "create table public.mine (a int)",
    ],
)
def test_the_sealer_may_do_nothing_else(database, statement):
    with signed_in("sealer", database) as connected, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connected.execute(statement)


def test_a_new_key_is_announced_by_the_old_one_and_then_signs(database, sealer, keys, tmp_path):
    memory = verifier.Memory()
    deeds(database, 1)
    sealing.seal_all(sealer, keys)
    memory.remember(sealed_log.last_letter(sealer))
    sealing.add_key(tmp_path / "audit.key")
    both = sealing.keys_in(tmp_path / "audit.key")
    assert (tmp_path / "audit.key").stat().st_mode & 0o777 == 0o600
    announcing = sealing.turn(sealer, both, head=True).head
    assert (
        announcing
        and announcing.next_key == sealing.public(both[1])
        and announcing.is_by(sealing.public(both[0]))
    )
    deeds(database, 1)
    later = sealing.seal_all(sealer, both)
    assert later and later.is_by(sealing.public(both[1]))
    assert memory.remember(announcing.note) == [] and memory.remember(later.note) == []
    assert checked(sealer, memory).wrong == []
    # Somebody who joins later knows the new key alone, and the whole log is vouched for by it.
    assert checked(sealer, verifier.Memory(later.log, [sealing.public(both[1])], [later])).wrong == []


def test_where_the_key_was_lost_sealing_goes_on_and_whoever_remembers_the_old_one_sees_it(
    database, sealer, keys, tmp_path
):
    memory = verifier.Memory()
    deeds(database, 1)
    sealing.seal_all(sealer, keys)
    memory.remember(sealed_log.last_letter(sealer))
    deeds(database, 1)
    other = sealing.keys_in(tmp_path / "another.key")
    assert sealing.seal_all(sealer, other).size == 2
    assert "not by a key that you know" in memory.remember(sealed_log.last_letter(sealer))[0]


def test_a_long_log_is_written_out_in_little_memory(database, sealer, keys):
    with superuser(database) as server:
        server.execute(
            "insert into sharing_auditevent (at, written_at, action, is_allowed, role, purpose, subjects, about, detail,"
            " request, transaction) select now(), now(), 'child.opened', true, 'mash_triage', 'decide', array[n], 'ABC',"
            " '{\"n\": 1}', repeat('x', 16), 3 from generate_series(1, 30000) n"
        )
    sealing.seal_all(sealer, keys)
    tracemalloc.start()
    total = sum(len(line) for line in sealed_log.export(sealer))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total > 9_000_000 and peak < 6_000_000


def test_the_script_stands_alone_and_its_answer_says_whether_all_is_well(database, sealer, keys, tmp_path):
    deeds(database, 20)
    deeds(database, 1, subject=8)
    sealing.seal_all(sealer, keys)
    script = Path(verifier.__file__).read_bytes()
    (tmp_path / "verify_audit.py").write_bytes(script)
    (tmp_path / "export").write_bytes(b"".join(sealed_log.export(sealer)))
    (tmp_path / "head").write_text(sealed_log.last_letter(sealer), encoding="utf-8")

    def run(*words: str) -> subprocess.CompletedProcess:
        # -I and -S: nothing of ours and no installed package is found.
        command = [sys.executable, "-I", "-S", "verify_audit.py", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "Remembered: 21 entries" in run("remember", "head").stdout
    assert (
        "is whole: 21 entries" in (done := run("check", "export", "--child", "8")).stdout
        and done.returncode == 0
    )
    assert "history of child 8 in it is complete and unaltered" in done.stdout
    (tmp_path / "proof").write_text(run("prove", "export", "20").stdout)
    assert "Entry 20 is in the log of 21 entries" in run("entry", "proof").stdout
    altered = (tmp_path / "proof").read_text().replace('"action": "test.deed"', '"action": "test.other"')
    (tmp_path / "proof").write_text(altered)
    assert run("entry", "proof").returncode == 1
    whole = (tmp_path / "export").read_bytes()
    (tmp_path / "export").write_bytes(whole.replace(b'"subjects":[8]', b'"subjects":[9]'))
    done = run("check", "export")
    assert done.returncode == 1 and "Entry 20 is not what was sealed" in done.stdout


def test_our_own_command_checks_the_database_with_the_same_script(database, tmp_path):
    deeds(database, 3)
    told = databases.environment(database, "owner") | {"KITH_DATA": str(tmp_path)}

    def manage(*words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "django", *words]
        return subprocess.run(command, env=told, capture_output=True, text=True, check=False)

    done = manage("verify_audit")
    assert done.returncode == 0, done.stderr
    assert "is whole: 3 entries" in done.stdout
    (tmp_path / "head").write_text(manage("export_audit", "--head").stdout, encoding="utf-8")
    verifier.main(["remember", str(tmp_path / "head"), "--memory", str(tmp_path / "remembered.json")])
    forced(
        database,
        "delete from sharing_sealedentry; delete from sharing_sealedhead; delete from sharing_auditevent",
    )
    deeds(database, 1)
    done = manage("verify_audit", "--memory", str(tmp_path / "remembered.json"))
    assert done.returncode == 1 and "entries are missing at the end" in done.stdout
