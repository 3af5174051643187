"""Make the database ready: roles, migrations, rights, and the lists that the guard reads. The same done twice."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connection, transaction
from psycopg import sql

from kith.core import lists
from kith.sharing import database, jobs, questions
from kith.sharing.actions.public import PUBLIC, open_public_door
from kith.sharing.keys import hashed_with
from kith.sharing.models import (
    Agency,
    Partnership,
    Permission,
    Post,
    Purpose,
    Role,
    RolePermission,
    SealKey,
    Task,
)

LISTS = Path(__file__).resolve().parents[2] / "lists"
SERVICES = "Kith’s own services"


class Command(BaseCommand):
    help = "Make the database ready: roles, migrations, rights and lists."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only-roles", action="store_true", help="the roles alone, for a backup to be put in place"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SEAL_KEY:
            raise CommandError("KITH_SEAL_KEY is not set. Start with: python3 run")
        make_roles()
        if options["only_roles"]:
            return
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", "sharing_limits", verbosity=0)
        with transaction.atomic(), connection.cursor() as cursor:
            for statements in questions.functions.ask():
                for statement in statements:
                    cursor.execute(statement)
            for statement in (*database.grants(), *database.own_functions()):
                cursor.execute(statement)
            load_lists()
            make_services()
            keep_seal_key(settings.SEAL_KEY)
            keep_match_key(settings.MATCH_KEY)
        self.stdout.write("The database is ready.")


def make_roles() -> None:
    """The roles of design §5, with the passwords in their addresses; those that a DBA made are left as they are."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('kith roles'))")
        cursor.execute("select rolname from pg_roles")
        there = {name for (name,) in cursor}
        if database.SEARCH not in there:
            cursor.execute(f"create role {database.SEARCH} nologin")
        for name in database.LOGINS:
            password = settings.PASSWORDS[name.removeprefix("kith_")]
            if name not in there and password:
                make = sql.SQL("create role {} login password {}")
                cursor.execute(make.format(sql.Identifier(name), sql.Literal(password)))
        cursor.execute("select current_setting('server_version_num')::int >= 160000")
        how = " with inherit true, set true" if cursor.fetchone()[0] else ""
        cursor.execute(f"grant {database.SEARCH} to current_user{how}")
        for name in ("kith_app", "kith_worker"):
            cursor.execute(f"alter role {name} set synchronous_commit = on")
            # Pages ask many short questions; translating one into machine code takes longer than answering it.
            cursor.execute(f"alter role {name} set jit = off")


def load_lists() -> None:
    """Permissions, purposes, roles and tasks, as the guard reads them."""
    today = date.today()
    for entry in lists.load(LISTS / "permissions.toml").on(today):
        Permission.objects.update_or_create(
            code=entry.code, defaults={"says": entry.says, "data_class": entry.extra.get("data_class", "")}
        )
    for entry in lists.load(LISTS / "purposes.toml").on(today):
        Purpose.objects.update_or_create(code=entry.code, defaults={"says": entry.says})
    known = {p.code: p for p in Permission.objects.all()}
    RolePermission.objects.all().delete()
    for entry in lists.load(LISTS / "roles.toml"):
        role, _ = Role.objects.update_or_create(
            code=entry.code, defaults={"says": entry.says, "is_service": entry.extra.get("service", False)}
        )
        RolePermission.objects.bulk_create(
            RolePermission(
                role=role,
                permission=known[code],
                reach=list(reach),
                starts_on=entry.starts,
                ends_on=entry.ends,
            )
            for code, reach in entry.extra.get("may", {}).items()
        )
    for task in jobs.tasks.values():
        Task.objects.update_or_create(code=task.code, defaults={"acts_as": task.acts_as})


def make_services() -> None:
    """One post for each service that acts by itself, in an agency of its own."""
    agency, _ = Agency.objects.get_or_create(
        kind="system", says=SERVICES, defaults={"starts_on": date(2026, 1, 1)}
    )
    for role in Role.objects.filter(code__startswith="service_").exclude(code=PUBLIC):
        post, made = Post.objects.get_or_create(
            code=role.code,
            defaults={"agency": agency, "role": role, "says": role.says, "starts_on": date(2026, 1, 1)},
        )
    for partnership in Partnership.objects.exclude(posts__role__code=PUBLIC):
        open_public_door(partnership, starts_on=date(2026, 1, 1))


def keep_seal_key(key: str) -> None:
    """The context's key, padded for HMAC (RFC 2104) so that SQL needs only sha256."""
    padded = hashlib.sha256(key.encode()).digest() if len(key.encode()) > 64 else key.encode()
    padded = padded.ljust(64, b"\0")
    inner, outer = bytes(b ^ 0x36 for b in padded), bytes(b ^ 0x5C for b in padded)
    SealKey.objects.exclude(inner=inner).delete()
    SealKey.objects.get_or_create(inner=inner, outer=outer)


def keep_match_key(key: str) -> None:
    """The record says with which key its people were hashed; with another nobody in it would be found."""
    with connection.cursor() as cursor:
        cursor.execute("select obj_description('kith'::regnamespace, 'pg_namespace')")
        there, now = cursor.fetchone()[0], hashed_with(key)
        if there not in (None, now):
            raise CommandError(
                "This record was made with another match key: nobody in it would be found by name. Copy match_key from the"
                " secrets.json that belongs to it into secrets.json of this data folder, and start again."
            )
        cursor.execute(sql.SQL("comment on schema kith is {}").format(sql.Literal(now)))
