"""A Kith of its own that is killed, part by part, while agencies post. The truth is what the clients wrote down.

Everything stays on this machine's loopback and ends by itself; only processes that this file started are killed.
"""

import contextlib
import hashlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("database", "server", "worker")
BETWEEN = 20  # acknowledged at least between two kills


@dataclass
class Installed:
    """One running Kith: its folder, its port, the process that supervises it."""

    folder: Path
    port: int
    process: subprocess.Popen[str]

    def part(self, name: str) -> list[int]:
        """The processes of a part, all of them ours."""
        if name == "database":
            first = int((self.folder / "postgres/postmaster.pid").read_text().split()[0])
        else:
            first = json.loads((self.folder / "running.json").read_text())[PARTS[1:].index(name)]
        return [first, *children(first)]

    def kill(self, name: str) -> None:
        for pid in self.part(name):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def children(parent: int) -> list[int]:
    """The processes begun by this one, and theirs."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rsplit(")", 1)[1].split()
            if int(fields[1]) == parent:
                pid = int(path.parent.name)
                found += [pid, *children(pid)]
    return found


@contextlib.contextmanager
def installed(folder: Path, port: int) -> Iterator[Installed]:
    """Start Kith from the README's own command, in a folder of its own, and stop it afterwards."""
    quiet = {k: v for k, v in os.environ.items() if not k.startswith("KITH_") or k in ("KITH_VENV",)}
    command = [sys.executable, str(ROOT / "run"), "--small", "--data", str(folder), "--port", str(port)]
    process = subprocess.Popen(
        command, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    told = []
    for line in process.stdout:
        told.append(line)
        if "Ctrl-C" in line:
            break
    else:
        raise RuntimeError("Kith did not start:\n" + "".join(told))
    threading.Thread(target=lambda: [None for _ in process.stdout or ()], daemon=True).start()
    try:
        yield Installed(folder, port, process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()


@dataclass
class Log:
    """What the clients know: each acknowledged key with its body's hash and receipt, and every answer's status."""

    acknowledged: dict[str, tuple[str, str]] = field(default_factory=dict)
    statuses: Counter[int | str] = field(default_factory=Counter)
    changed: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    without_retry_after: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def body(number: int, size: int) -> bytes:
    """One invented notification."""
    return json.dumps(
        {
            "police_ref": f"RP/BENCH/{number}-{uuid.uuid4().hex[:8]}",
            "incident_at": "2026-11-20T03:10:00+00:00",
            "submitted_at": "2026-11-20T08:31:00+00:00",
            "officer": "PC Invented",
            "unit": "Response",
            "type": "child concern",
            "circumstances": "Seen with adults at night. " + "x" * size,
            "children": [
                {
                    "given_name": f"Child{number}",
                    "family_name": random.choice(
                        ["Achterberg", "Ní Carrick", "Świątek", "Adébáyọ̀", "Nguyễn"]
                    ),
                    "date_of_birth": f"20{random.randint(10, 16)}-0{random.randint(1, 9)}-1{random.randint(0, 9)}",
                    "postcode": f"RV{random.randint(1, 9)} {random.randint(1, 9)}AB",
                }
            ],
        }
    ).encode()


def post(
    port: int, key: str, raw: bytes, bearer: str, log: Log, patience: float, since: float | None = None
) -> str | None:
    """Post until it is acknowledged, as an agency's system would. Returns the receipt. It takes as long as `since` it was due."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        began = since or time.monotonic()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
            headers = {
                "Host": f"localhost:{port}",
                "Authorization": f"Bearer {bearer}",
                "Idempotency-Key": key,
                "Content-Type": "application/json",
            }
            connection.request("POST", "/api/v1/police-notifications", raw, headers)
            answer = connection.getresponse()
            said = answer.read()
            connection.close()
        except (OSError, http.client.HTTPException) as reason:
            with log.lock:
                log.statuses[type(reason).__name__] += 1
            time.sleep(0.2)
            continue
        with log.lock:
            log.statuses[answer.status] += 1
            if answer.status == 503 and not answer.getheader("Retry-After"):
                log.without_retry_after += 1
        if answer.status == 202:
            with log.lock:
                log.took.append(time.monotonic() - began)
            return str(json.loads(said)["receipt"])
        time.sleep(0.2)
    return None


def due(rate: float) -> Iterator[float | None]:
    """Random moments, so many a second from now on; none where there is no rate."""
    chance, at = random.Random(11), time.monotonic()
    while True:
        at += chance.expovariate(rate) if rate else 0
        yield at if rate else None


def clients(
    kith: Installed,
    bearer: str,
    log: Log,
    *,
    wanted: int,
    threads: int,
    patience: float = 120,
    until: float = float("inf"),
    rate: float = 0,
) -> None:
    """Post until so many are acknowledged or it is late; one in ten is sent again and must bring the same receipt.

    With a rate, in notifications a second, each is due at a random moment, whether or not the last is answered.
    """
    numbers = iter(range(wanted))
    moments = due(rate)

    def client(seed: int) -> None:
        chance = random.Random(seed)
        while True:
            with log.lock:
                number, at = next(numbers, None), next(moments)
            if number is None or time.monotonic() > until:
                return
            key, raw = uuid.uuid4().hex, body(number, chance.randint(50, 3000))
            time.sleep(max(0, (at or 0) - time.monotonic()))
            receipt = post(kith.port, key, raw, bearer, log, patience, at)
            if receipt is None:
                continue
            with log.lock:
                log.acknowledged[key] = (hashlib.sha256(raw).hexdigest(), receipt)
            if chance.random() < 0.1:
                again = post(kith.port, key, raw, bearer, log, patience)
                if again not in (None, receipt):
                    with log.lock:
                        log.changed.append(key)

    running = [threading.Thread(target=client, args=(seed,)) for seed in range(threads)]
    for each in running:
        each.start()
    for each in running:
        each.join()


def kills(
    kith: Installed,
    number: int,
    log: Log,
    wanted: int,
    stop: threading.Event,
    lasts: float = float("inf"),
) -> list[str]:
    """Kill the parts by turns, so many times, evenly over what is to be acknowledged, or over the time that it may take."""
    done: list[str] = []
    began = time.monotonic()
    for turn in range(number):
        until, at = wanted * (turn + 1) // (number + 1), began + lasts * (turn + 1) / (number + 1)
        while len(log.acknowledged) < until and time.monotonic() < at and not stop.wait(0.02):
            continue
        if stop.is_set():
            break
        with contextlib.suppress(OSError, ValueError, IndexError):
            kith.kill(PARTS[turn % len(PARTS)])
            done.append(PARTS[turn % len(PARTS)])
        # A killed part is given time to come back before the next: else the same outage is counted twice.
        before = len(log.acknowledged)
        if stop.wait(4):
            break
        while len(log.acknowledged) < min(before + BETWEEN, wanted) and not stop.wait(0.1):
            continue
    return done


@dataclass(frozen=True)
class Truth:
    """What the database holds at the end, against what the clients wrote down."""

    lost: list[str]
    changed: list[str]
    doubled: list[str]
    read: int
    unread: int
    left: int  # unread, and no job waits to read it


UNREAD = "select r.id from intake_receipt r where not exists (select from intake_landing l where l.receipt_id = r.id)"
# A job that nobody was stamped on reads nothing; nor does one that a worker had in hand when it was killed.
QUEUED = """
    select (j.args ->> 'receipt_id')::bigint from procrastinate_jobs j join sharing_jobactor a on a.job_id = j.id
     where j.status = 'todo' and j.task_name = 'intake.land'
"""
IN_HAND = 4


def compare(
    kith: Installed,
    log: Log,
    patience: float,
    say: Callable[[int], None] = lambda left: None,
    *,
    until_read: bool = True,
) -> Truth:
    """Wait until everything received has been read, or has at least a job that will read it, then compare."""
    until = time.monotonic() + patience
    with patiently_connected(owner_of(kith.folder)) as connected:
        while True:
            queued = set() if until_read else asked(connected, QUEUED)
            unread = asked(connected, UNREAD, role="kith_search")
            left = len(unread - queued)
            say(left)
            if left <= (0 if until_read else IN_HAND) or time.monotonic() > until:
                break
            time.sleep(0.5 if until_read else 5)
        connected.execute("set role kith_search")
        held = connected.execute(
            "select r.key, r.sha256, encode(sha256(r.raw), 'hex'), r.reference from intake_receipt r"
        ).fetchall()
        twice = connected.execute(
            "select r.key from intake_receipt r join intake_landing l on l.receipt_id = r.id"
            " group by r.id having count(*) > 1"
        ).fetchall()
    by_key: dict[str, list[tuple[str, str, str]]] = {}
    for key, said, real, receipt in held:
        by_key.setdefault(key, []).append((said, real, receipt))
    lost = [key for key in log.acknowledged if key not in by_key]
    changed = [
        key
        for key, (sha, receipt) in log.acknowledged.items()
        if key in by_key and (sha, sha, receipt) not in by_key[key]
    ]
    doubled = [key for key in log.acknowledged if len(by_key.get(key, [])) > 1] + [key for (key,) in twice]
    return Truth(lost, changed + log.changed, doubled, len(held) - len(unread), len(unread), left)


def asked(connected: psycopg.Connection, statement: str, role: str = "kith_owner") -> set[int]:
    """The numbers that a statement finds, as a role."""
    connected.execute(f"set role {role}")
    return {row[0] for row in connected.execute(statement)}


def owner_of(folder: Path) -> str:
    """The address of the role that owns the schema, of a Kith on its own server."""
    secrets = json.loads((folder / "secrets.json").read_text())
    return f"postgresql://kith_owner:{secrets['kith_owner']}@/kith?host={socket_of(folder)}"


def patiently_connected(url: str, patience: float = 60) -> psycopg.Connection:
    """A connection to a server that may have been killed a moment ago."""
    until = time.monotonic() + patience
    while True:
        try:
            return psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)


def socket_of(folder: Path) -> str:
    """Where the embedded server listens: the fifth line of its own pid file (PostgreSQL, postmaster.pid)."""
    return (folder / "postgres/postmaster.pid").read_text().splitlines()[4]
