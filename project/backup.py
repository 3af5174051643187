"""Every row into one file, and back. `python3 run backup` and `python3 run restore` are the ways in."""

import argparse
import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

from kith.sharing.keys import hashed_with

PROGRAMS = Path(os.environ.get("KITH_CLIENT_PROGRAMS", ""))
# A newer pg_dump sets what an older server does not have; that alone is harmless.
HARMLESS = re.compile(r'parameter "transaction_timeout"|schema "kith" already exists')
# Keys and open sessions are no part of the record: `prepare` puts the key back, and everybody signs in again.
LEFT_OUT = ("sharing_sealkey", "sharing_seat", "sharing_session")
EVERY_TABLE = """
    select nspname, relname
      from pg_class join pg_namespace n on n.oid = relnamespace
     where relkind = 'r' and nspname <> 'information_schema' and not starts_with(nspname, 'pg_')
"""
# Tables whose row security does not plainly show every row to whoever asks.
HALF_SEEN = """
    with mine as (
        select polrelid, polpermissive, pg_get_expr(polqual, polrelid) = 'true' as shows_all
          from pg_policy
         where polcmd in ('r', '*')
           and exists (select from unnest(polroles) role where role = 0 or pg_has_role(current_user, role, 'usage'))
    )
    select oid::regclass::text
      from pg_class
     where relrowsecurity
       and not (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
       and (not exists (select from mine where polrelid = oid and polpermissive and shows_all)
            or exists (select from mine where polrelid = oid and not polpermissive and not shows_all))
     order by 1
"""


def call(name: str, *words: str | Path, url: str) -> subprocess.CompletedProcess[str]:
    """One of PostgreSQL's programs. The password goes by its environment: everybody can read a command line."""
    parts = urlsplit(url)
    user, _, place = parts.netloc.rpartition("@")
    address = urlunsplit(parts._replace(netloc=f"{user.split(':')[0]}@{place}"))
    env = {**os.environ, "PGPASSWORD": unquote(parts.password or "")}
    command = [PROGRAMS / name, *words, "-d", address]
    return subprocess.run(command, env=env, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)


def to_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path="/" + quote(name)))


def execute(url: str, words: str, **names: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        statement = sql.SQL(words)
        connection.execute(statement.format(**{key: sql.Identifier(name) for key, name in names.items()}))


def rows_in_database(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        tables = [sql.Identifier(*row) for row in connection.execute(EVERY_TABLE)]
        counts = {}
        for table in tables:
            row = connection.execute(sql.SQL("select count(*) from {}").format(table)).fetchone()
            counts[plain(table.as_string(connection))] = row[0] if row else 0
        return counts


def half_seen(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute(HALF_SEEN)]


def plain(name: str) -> str:
    return name.replace('"', "")


def rows_in_file(file: Path) -> dict[str, int]:
    """As many lines as each COPY in the file has."""
    command: list[str | Path] = [PROGRAMS / "pg_restore", "--data-only", "-f", "-", file]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reading:
        assert reading.stdout is not None
        counts: dict[str, int] = {}
        table = ""
        for line in reading.stdout:
            if table:
                if line == b"\\.\n":
                    table = ""
                else:
                    counts[table] += 1
            elif match := re.match(r"COPY (\S+) .*FROM stdin;$", line.decode()):
                table = plain(match[1])
                counts[table] = 0
    if reading.returncode:
        raise SystemExit(f"{file} is not a backup that can be read.")
    return counts


def not_restored(in_file: dict[str, int], restored: dict[str, int]) -> list[str]:
    """Why this backup would not bring back what was in it."""
    return [
        f"{table}: {in_file.get(table, 0):,} rows in the file, {restored.get(table, 0):,} restored"
        for table in sorted(in_file.keys() | restored.keys())
        if in_file.get(table, 0) != restored.get(table, 0)
    ]


def not_taken(in_file: dict[str, int], now: dict[str, int]) -> list[str]:
    """What the record holds by now and the file does not: no fault, for a backup is older than the record."""
    return [
        f"{table}: {count:,} rows in the record now, none in the file"
        for table, count in sorted(now.items())
        if count and not in_file.get(table) and table.rsplit(".", 1)[-1] not in LEFT_OUT
    ]


def digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def beside(file: Path) -> Path:
    """Where the file's digest stands, as `sha256sum --check` reads it."""
    return file.with_name(file.name + ".sha256")


def as_it_was_made(file: Path) -> None:
    """Refuse a file that is not the one that was made, where that can be told."""
    if not beside(file).is_file():
        print(
            f"There is no {beside(file).name} beside it, so that only what is broken is noticed, not what was altered."
        )
    elif beside(file).read_text().split()[:1] != [digest(file)]:
        raise SystemExit(
            f"{file} is not as it was made: {beside(file).name} says otherwise. Use another backup."
        )


def of_another_key(url: str) -> list[str]:
    """Whether what was restored was hashed with another match key than this data folder's."""
    with psycopg.connect(url) as connection:
        row = connection.execute("select obj_description('kith'::regnamespace, 'pg_namespace')").fetchone()
    if not row or row[0] in (None, hashed_with(os.environ.get("KITH_MATCH_KEY", ""))):
        return []
    return [
        "it was made with another match key, and nobody in it would be found by name. Copy match_key from the secrets.json"
        " that was kept with it into secrets.json of this data folder, and run this again"
    ]


@contextmanager
def for_its_own_user() -> Iterator[None]:
    """What is written meanwhile is readable by nobody else on the machine."""
    earlier = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(earlier)


def backup(file: Path) -> int:
    url = os.environ["KITH_BACKUP_URL"]
    if tables := half_seen(url):
        raise SystemExit(
            f"No backup was made: the backup role may not see every row of {', '.join(tables)}. "
            "Run `python3 run manage prepare`, which puts its rights in place, and then this again."
        )
    part = file.absolute().with_name(file.name + ".part")
    without = [f"--exclude-table-data={table}" for table in LEFT_OUT]
    with for_its_own_user():
        done = call("pg_dump", "-Fc", "--enable-row-security", *without, "-f", part, url=url)
        if done.returncode:
            part.unlink(missing_ok=True)
            raise SystemExit(f"The backup was not made, and nothing was left behind. {done.stderr.strip()}")
        part.replace(file)
        beside(file).write_text(f"{digest(file)}  {file.name}\n")
    print(f"{file} holds every row ({file.stat().st_size:,} bytes). It is as sensitive as the record itself.")
    print(
        "The keys and the open sessions are not in it: keep secrets.json of the data folder as safely, and in another place."
    )
    print(f"Try the backup now: python3 run restore --check {file}")
    return 0


def restore(file: Path, *, only_check: bool) -> int:
    """Into a scratch database, counted there as the backup role sees it, and only then in place."""
    owner, reader = os.environ["KITH_OWNER_URL"], os.environ["KITH_BACKUP_URL"]
    scratch = f"kith_restore_{os.getpid()}"
    as_it_was_made(file)
    in_file = rows_in_file(file)
    now = rows_in_database(os.environ.get("KITH_SUPERUSER_URL") or reader)
    execute(owner, "create database {scratch} template template0", scratch=scratch)
    try:
        # The functions' owner must be able to make them where pg_restore puts them.
        for statement in ("create schema kith", "grant usage, create on schema kith to kith_search"):
            execute(to_database(owner, scratch), statement)
        said = call("pg_restore", "--enable-row-security", file, url=to_database(owner, scratch)).stderr
        complaints = [line for line in said.splitlines() if "error:" in line and not HARMLESS.search(line)]
        restored = rows_in_database(to_database(reader, scratch))
        other_key = of_another_key(to_database(owner, scratch))
        if faults := complaints + not_restored(in_file, restored) + other_key:
            raise SystemExit("This backup does not bring everything back:\n  " + "\n  ".join(faults))
        print(f"{len(restored)} tables, {sum(restored.values()):,} rows: as many restored as the file holds.")
        if since := not_taken(in_file, now):
            print("Begun since it was made, and not in it:\n  " + "\n  ".join(since))
        if not only_check:
            put_in_place(owner, scratch)
    finally:
        execute(owner, "drop database if exists {scratch} with (force)", scratch=scratch)
    return 0


def put_in_place(owner: str, scratch: str) -> None:
    """The present record is kept aside under its date; nothing is deleted."""
    name = unquote(urlsplit(owner).path.lstrip("/"))
    aside = f"{name}_until_{time.strftime('%Y%m%d_%H%M%S')}"
    try:
        execute(
            to_database(owner, scratch), "alter database {name} rename to {aside}", name=name, aside=aside
        )
    except psycopg.errors.ObjectInUse:
        raise SystemExit("Kith is running on this database. Stop it (Ctrl-C) and run this again.") from None
    execute(
        to_database(owner, aside), "alter database {scratch} rename to {name}", scratch=scratch, name=name
    )
    print(f"It is in place. What was there before is kept as the database {aside}.")


def main() -> int:
    parser = argparse.ArgumentParser(prog="run")
    verbs = parser.add_subparsers(dest="verb", required=True)
    taking = verbs.add_parser("backup", help="every row into one file that pg_restore reads")
    putting = verbs.add_parser("restore", help="put a backup in place; the present record is kept aside")
    putting.add_argument("--check", action="store_true", help="only try it in a scratch database, and count")
    for verb in (taking, putting):
        verb.add_argument("file", type=Path)
        verb.add_argument("--data", metavar="FOLDER", help="Kith's data folder, when it is not the usual one")
    asked = parser.parse_args()
    asked.file = Path(os.environ.get("KITH_ASKED_IN", "."), asked.file)
    if asked.verb == "backup":
        return backup(asked.file)
    if not asked.file.is_file():
        raise SystemExit(f"There is no file {asked.file}.")
    return restore(asked.file, only_check=asked.check)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except psycopg.Error as error:
        sys.exit(f"The database said: {error}")
