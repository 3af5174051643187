"""Whether a server is fit to hold a child's record: nothing is lost, nobody passes by row security, no policy was altered.

Asked at every start: as each role that serves, and as the owner for the policies.
"""

from typing import Any

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql

from kith.sharing.operations import policies_of

OLDEST = 150_000
DURABLE = ("fsync", "full_page_writes", "synchronous_commit")
AGAIN = "Put the database back from a backup, or ask whoever changed it."
POLICIES = """
    select policyname, permissive, roles::text[], cmd, qual, with_check
      from pg_policies where schemaname = %s and tablename = %s order by 1
"""
UNSECURED = """
    select c.relname from pg_class c
     where c.relnamespace = 'public'::regnamespace
       and (c.relname = any(%s) and not (c.relrowsecurity and c.relforcerowsecurity)
            or not c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))
     order by 1
"""


def unfit(connected: psycopg.Connection) -> list[str]:
    """Why nothing must be served over this connection, in sentences; empty when it is fit."""
    found = []
    for setting in DURABLE:
        if _one(connected, "select current_setting(%s)", setting) == "off":
            found.append(f"{setting} is off: a receipt could be lost. Turn it on in postgresql.conf.")
    if _one(connected, "select current_setting('server_version_num')::int") < OLDEST:
        found.append("This PostgreSQL is older than 15. Use 15 or newer.")
    passes_by = (
        "select max(rolname) from pg_roles where (rolsuper or rolbypassrls)"
        " and case when rolsuper then rolname = current_user else pg_has_role(oid, 'member') end"
    )
    if name := _one(connected, passes_by):
        found.append(f"The role {name} passes by row security. Connect as kith_app or kith_worker.")
    if _one(connected, "select current_setting('row_security')") == "off":
        found.append("row_security is off for this connection. Remove that setting.")
    unsecured = connected.execute(UNSECURED, [[model._meta.db_table for model in guarded()]])
    found += [f"{name} is not under row security. {AGAIN}" for (name,) in unsecured]
    return found


def altered(connected: psycopg.Connection) -> list[str]:
    """Where the policies in force are not those that the code declares, in sentences. Asked as the owner."""
    found = []
    for model in (*guarded(), *registers()):
        table = model._meta.db_table
        there, wanted = _in_force(connected, "public", table), _called_for(connected, model)
        for name in sorted(there.keys() | wanted.keys()):
            if there.get(name) == wanted.get(name):
                continue
            how = (
                "is missing" if name not in there else "is not ours" if name not in wanted else "was altered"
            )
            found.append(f"The policy {name} of {table} {how}. {AGAIN}")
    return found


def guarded() -> list[type[models.Model]]:
    """Every table that declares a guard, or that only functions reach."""
    found = (m for m in apps.get_models() if getattr(m, "guard", None) or getattr(m, "is_closed", False))
    return sorted(found, key=lambda model: model._meta.db_table)


def registers() -> list[type[models.Model]]:
    """Every table that everybody reads and only some write."""
    found = (m for m in apps.get_models() if getattr(m, "register", None))
    return sorted(found, key=lambda model: model._meta.db_table)


def _called_for(connected: psycopg.Connection, model: type[models.Model]) -> dict[str, tuple[object, ...]]:
    """What the database makes of the policies that a model declares, on a table of the same columns."""
    with connected.transaction(force_rollback=True):
        like = sql.SQL("create temporary table as_declared (like {})")
        connected.execute(like.format(sql.Identifier("public", model._meta.db_table)))
        declared = getattr(model, "guard", None) or getattr(model, "register", None)
        for statement in policies_of(declared, "as_declared"):
            connected.execute(statement.encode())
        schema = _one(connected, "select pg_my_temp_schema()::regnamespace::text")
        return _in_force(connected, schema, "as_declared")


def _in_force(connected: psycopg.Connection, schema: str, table: str) -> dict[str, tuple[object, ...]]:
    return {str(row[0]): tuple(row) for row in connected.execute(POLICIES, [schema, table])}


def _one(connected: psycopg.Connection, question: str, *given: object) -> Any:
    row = connected.execute(question.encode(), given or None).fetchone()
    return row[0] if row else None
