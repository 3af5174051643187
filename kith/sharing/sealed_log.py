"""What leaves the building of the sealed audit: a head for a witness, and the whole log for whoever checks it."""

import base64
from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
from psycopg.rows import dict_row

from kith.sharing import verify_audit as tree
from kith.sharing.sealing import COLUMNS, branches_in, content


def letter(connection: psycopg.Connection, head: tree.Head, key: bytes, since: int = 0) -> str:
    """A head as a witness gets it: the signed note, the proof that it follows the one of `since` entries, and the key."""
    text = head.note
    if 0 < since <= head.size:
        path = tree.consistency(branches_in(connection), since, head.size)
        text += f"\nfollows {since}\n" + "".join(base64.b64encode(each).decode() + "\n" for each in path)
    return tree.with_key(text, key)


def last_letter(connection: psycopg.Connection, since: int = 0) -> str:
    """The last head as a witness gets it; nothing where there is none."""
    with connection.transaction():
        row = connection.execute(
            "select note, key from sharing_sealedhead order by number desc limit 1"
        ).fetchone()
        return letter(connection, tree.head_of(row[0]), bytes(row[1]), since) if row else ""


EXPORTED = """
    select s.position, s.leaf, s.salt, {columns}
      from sharing_sealedentry s left join sharing_auditevent e on e.id = s.audit
     where s.position < %s order by s.position
"""
# The first, the last of each day, those that announce a key, and the last: each costs a verifier a signature.
HEADS = """
    select size, note, key from sharing_sealedhead h
     where size <= %(size)s and (number = 0 or note like '%%next-key%%' or number = any (
           select max(number) from sharing_sealedhead where size <= %(size)s group by at::date))
     order by number
"""


def export(connection: psycopg.Connection) -> Iterator[bytes]:
    """The whole log as lines of JSON, up to its last head, entry by entry: in little memory, however long it is."""
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        row = connection.execute("select max(size) from sharing_sealedhead").fetchone()
        size = row[0] if row and row[0] else 0
        heads = connection.execute(HEADS, {"size": size}).fetchall()
        if not heads:
            return
        yield header(heads[0][1], bytes(heads[0][2]))
        with connection.cursor("kith_export", row_factory=dict_row) as reading:
            reading.itersize = 2_000
            waiting = iter(heads)
            following = next(waiting, None)
            entries = exported(reading.execute(EXPORTED.format(columns=COLUMNS), [size]))
            for count, line in enumerate(entries, 1):
                yield line
                while following and following[0] == count:
                    yield head_line(following[1])
                    following = next(waiting, None)


def header(note: str, key: bytes) -> bytes:
    told = {"format": tree.FORMAT, "key": base64.b64encode(key).decode(), "log": tree.head_of(note).log}
    return tree.canonical(told) + b"\n"


def head_line(note: str) -> bytes:
    return tree.canonical({"head": note}) + b"\n"


def exported(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for row in rows:
        leaf = bytes(row["leaf"]).hex()
        if row["id"] is None or row["salt"] is None:
            yield b'{"leaf":"%s","n":%d}\n' % (leaf.encode(), row["position"])
        else:
            yield b'{"entry":%s,"leaf":"%s","n":%d,"salt":"%s"}\n' % (
                content(row), leaf.encode(), row["position"], bytes(row["salt"]).hex().encode(),
            )  # fmt: skip


NEVER_SEALED = """
    select count(*) from sharing_auditevent e
     where e.transaction < (select l.transaction from sharing_auditevent l join sharing_sealedentry s on s.audit = l.id
                             order by s.position desc limit 1)
       and not exists (select from sharing_sealedentry s where s.audit = e.id)
"""


def never_sealed(connection: psycopg.Connection) -> int:
    """How many entries stand in the audit among those that were sealed, and were never sealed: put in later, by force."""
    with connection.transaction():
        row = connection.execute(NEVER_SEALED).fetchone()
        return row[0] if row else 0
