"""The sealer: takes what was audited into a Merkle tree, in the order of its transactions, and signs the tree's head.

It acts as a database role of its own, which reads the audit and adds to what is sealed and may do nothing else. Each turn is one
transaction under one lock: killed at any moment, nothing is lost and nothing is sealed twice.
"""

import logging
import os
import secrets
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import connection as django_connection
from psycopg.rows import dict_row

from kith.core import reference
from kith.sharing import verify_audit as tree

log = logging.getLogger("kith.sealing")

EVERY = 1.0  # seconds between turns
HEAD_EVERY = 60.0
AT_ONCE = 5_000
STEP = 8  # a whole branch is kept for every 2**8 leaves, and for every 2**8 of those

COLUMNS = (
    "e.id, e.at, e.written_at, e.action, e.is_allowed, e.worker_id, e.post_id, e.agency_id, e.role, e.purpose, e.subjects,"
    " e.about, e.detail, e.request, e.transaction"
)

OLDEST = "(select pg_snapshot_xmin(pg_current_snapshot())::text::bigint)"
NEXT = "(select pg_snapshot_xmax(pg_current_snapshot())::text::bigint)"
# An entry waits until no transaction that began before it is still open.
FINISHED = f"(e.transaction, e.id) > (%(since)s, %(after)s) and e.transaction < {OLDEST}"
# What another server began (a backup that was put in place) may have numbers that this one has not reached: it is finished.
FROM_ELSEWHERE = f"e.transaction < {OLDEST} or e.transaction >= {NEXT}"
# Asked entry by entry, not joined: a plan that read all of what is sealed would be slower with each turn.
UNSEALED = """
    select {columns} from sharing_auditevent e
     where ({which}) and (select s.audit from sharing_sealedentry s where s.audit = e.id) is null
     order by {first} e.transaction, e.id
     limit %(at_once)s
"""
LAST = """
    select s.position + 1, coalesce(e.transaction, 0), coalesce(e.id, 0)
      from sharing_sealedentry s left join sharing_auditevent e on e.id = s.audit
     order by s.position desc limit 1
"""


def content(row: dict[str, Any]) -> bytes:
    """An entry of the audit as the bytes that are sealed."""
    return tree.canonical(
        {
            "id": row["id"],
            "at": moment(row["at"]),
            "written_at": moment(row["written_at"]),
            "action": row["action"],
            "allowed": row["is_allowed"],
            "worker": row["worker_id"],
            "post": row["post_id"],
            "agency": row["agency_id"],
            "role": row["role"],
            "purpose": row["purpose"],
            "subjects": row["subjects"],
            "about": row["about"],
            "detail": row["detail"],
            "request": row["request"],
            "transaction": row["transaction"],
        }
    )


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


# The key, which no database holds.


def keys_in(file: Path) -> list[Ed25519PrivateKey]:
    """The keys of a file, the oldest first, one on a line; made with one key where there is none."""
    if not file.exists():
        add_key(file)
    return [
        Ed25519PrivateKey.from_private_bytes(bytes.fromhex(line)) for line in file.read_text().split() if line
    ]


def add_key(file: Path) -> None:
    """Another key: the sealer announces it under the one before, and signs with it from then on."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as opened:  # noqa: PTH123
        opened.write(secrets.token_hex(32) + "\n")


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


@contextmanager
def as_sealer() -> Iterator[psycopg.Connection]:
    """A connection of the sealer's own to the database that Django speaks to."""
    url = urlsplit(settings.ADDRESSES["sealer"])._replace(path=f"/{django_connection.settings_dict['NAME']}")
    with psycopg.connect(urlunsplit(url), connect_timeout=5) as connected:
        yield connected


def size_of_head(connection: psycopg.Connection) -> int:
    """How many entries the last head has; none where there is no head."""
    with connection.transaction():
        row = connection.execute(
            "select size from sharing_sealedhead order by number desc limit 1"
        ).fetchone()
        return row[0] if row else 0


# One turn.


@dataclass(frozen=True)
class Turn:
    """What a turn did."""

    sealed: int
    head: tree.Head | None


def turn(connection: psycopg.Connection, keys: Sequence[Ed25519PrivateKey], *, head: bool) -> Turn:
    """Seal what can be sealed; with `head`, sign a head where the log has grown since the last or a new key is to be told."""
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(hashtext('kith sealer'))")
        found = connection.execute(LAST).fetchone()
        size, since, after = found or (0, 0, 0)
        added = list(add_leaves(connection, size, since, after))
        keep_branches(connection, size, size + len(added))
        return Turn(len(added), sign(connection, keys, size + len(added)) if head else None)


def add_leaves(connection: psycopg.Connection, size: int, since: int, after: int) -> Iterator[bytes]:
    oldest = connection.execute(f"select {OLDEST}").fetchone()
    if oldest and since < oldest[0]:
        asked = UNSEALED.format(columns=COLUMNS, which=FINISHED, first="")
    else:
        asked = UNSEALED.format(columns=COLUMNS, which=FROM_ELSEWHERE, first=f"e.transaction >= {NEXT} desc,")
    with connection.cursor(row_factory=dict_row) as reading:
        rows = reading.execute(asked, {"since": since, "after": after, "at_once": AT_ONCE}).fetchall()
    with (
        connection.cursor() as cursor,
        cursor.copy("copy sharing_sealedentry (position, audit, leaf, salt) from stdin") as copy,
    ):
        for position, row in enumerate(rows, size):
            salt = secrets.token_bytes(16)
            leaf = tree.leaf_hash(salt, content(row))
            copy.write_row((position, row["id"], leaf, salt))
            yield leaf


def keep_branches(connection: psycopg.Connection, before: int, size: int) -> None:
    """The whole branches that were completed, of 256 leaves and of 256 branches, and so on."""
    level, width = STEP, 1 << STEP
    while width <= size:
        branch = branches_in(connection, at_most=level - STEP)
        for position in range(before // width, size // width):
            kept = branch(position * width, (position + 1) * width)
            connection.execute(
                "insert into sharing_sealedbranch (level, position, hash) values (%s, %s, %s)",
                [level, position, kept],
            )
        level, width = level + STEP, width << STEP


def branches_in(connection: psycopg.Connection, *, at_most: int = 64) -> tree.Branch:
    """Whole branches of the sealed log, from the nearest that are kept."""

    def branch(low: int, high: int) -> bytes:
        level = (high - low).bit_length() - 1
        below = min(level - level % STEP, at_most)
        if below:
            rows = connection.execute(
                "select hash from sharing_sealedbranch where level = %s and position >= %s and position < %s order by position",
                [below, low >> below, high >> below],
            )
        else:
            rows = connection.execute(
                "select leaf from sharing_sealedentry where position >= %s and position < %s order by position",
                [low, high],
            )
        growing = tree.Growing()
        for (found,) in rows:
            growing.add(bytes(found))
        if growing.size != (high - low) >> below:
            raise RuntimeError(f"Of the sealed log {high - low} leaves from {low} on are not all there.")
        return growing.root()

    return branch


def sign(connection: psycopg.Connection, keys: Sequence[Ed25519PrivateKey], size: int) -> tree.Head | None:
    """A head, where the log has grown since the last one or a new key is to be announced. An empty log has none."""
    last = connection.execute(
        "select number, size, note, key from sharing_sealedhead order by number desc limit 1"
    )
    number, before, note, signer = last.fetchone() or (-1, 0, "", b"")
    known = [public(key) for key in keys]
    # A key that this folder does not have signs no more. Whoever remembers it is told so by the next head's signature.
    at = known.index(bytes(signer)) if bytes(signer) in known else len(keys) - 1
    earlier = tree.head_of(note) if note else None
    if earlier and earlier.next_key in known:
        at = known.index(earlier.next_key)
    announced = known[at + 1] if at + 1 < len(keys) else b""
    if size == 0 or (size == before and not announced and at == known.index(bytes(signer))):
        return None
    name = earlier.log if earlier else f"kith-audit/{reference.new()}"
    root = tree.root_of(branches_in(connection), 0, size)
    now = datetime.now(UTC)
    unsigned = tree.Head(name, size, root, now.strftime("%Y-%m-%dT%H:%M:%SZ"), b"", tree.key_hint(name, known[at]), announced)  # fmt: skip
    made = tree.Head(**{**vars(unsigned), "signature": keys[at].sign(unsigned.text.encode())})
    connection.execute(
        "insert into sharing_sealedhead (number, size, root, at, key, note) values (%s, %s, %s, %s, %s, %s)",
        [number + 1, size, root, now, known[at], made.note],
    )
    return made


def seal_all(connection: psycopg.Connection, keys: Sequence[Ed25519PrivateKey]) -> tree.Head | None:
    """Seal all that can be sealed now, and sign it: on demand. The head that stands then."""
    while turn(connection, keys, head=False).sealed == AT_ONCE:
        pass
    turn(connection, keys, head=True)
    row = connection.execute("select note from sharing_sealedhead order by number desc limit 1").fetchone()
    connection.commit()
    return tree.head_of(row[0]) if row else None


# All day.


def keep_sealing(url: str, file: Path, stop: threading.Event) -> None:
    """Seal every second and sign every minute, until told to stop; a database that is away is waited for."""
    wait = EVERY
    while not stop.wait(wait):
        try:
            keys = keys_in(file)
            with psycopg.connect(url, connect_timeout=5, application_name="kith sealer") as connection:
                wait, due = EVERY, 0.0
                while not stop.is_set():
                    is_due = time.monotonic() >= due
                    done = turn(connection, keys, head=is_due)
                    if is_due:
                        due = time.monotonic() + HEAD_EVERY
                    if done.sealed < AT_ONCE and stop.wait(EVERY):
                        break
        except psycopg.Error:
            log.warning("The sealer lost the database and tries again.", exc_info=True)
            wait = 5.0
