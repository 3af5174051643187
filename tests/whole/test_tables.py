"""True of every table, also of those that nobody has written yet: what it declares is what the database does."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import models
from django.db.migrations.loader import MigrationLoader

from kith.sharing import database, operations
from kith.sharing.guard import AgencyGuard, Guard, LetterGuard, OwnGuard, Register, Rights, Scrub
from tests import databases
from tests.whole.registers import REGISTERS
from tests.whole.server import LOGINS, SEARCH, superuser

pytestmark = pytest.mark.database

GUARDS = (Guard, AgencyGuard, LetterGuard, OwnGuard)
VERBS = ("select", "insert", "update", "delete", "truncate", "references", "trigger")
OURS = sorted((m for m in apps.get_models() if m.__module__.startswith("kith.")), key=lambda m: m._meta.label)


@pytest.fixture(scope="module")
def server() -> Iterator[psycopg.Connection]:
    with databases.clone(databases.EMPTY) as name, superuser(name) as connected:
        yield connected


def rows(server: psycopg.Connection, statement: str, *arguments: object) -> list[tuple]:
    return server.execute(statement, arguments).fetchall()


def named(model: type[models.Model]) -> str:
    return model._meta.label


# What a table says of itself.


@pytest.mark.parametrize("model", OURS, ids=named)
def test_every_model_says_how_it_is_scrubbed(model):
    assert isinstance(getattr(model, "scrub", None), Scrub), f"{model._meta.label} needs a scrub."
    columns = {field.name for field in model._meta.local_concrete_fields}
    assert set(model.scrub.columns) <= columns, "The scrub names a column that is not there."


@pytest.mark.parametrize("model", OURS, ids=named)
def test_every_model_says_what_rights_the_roles_have(model):
    assert isinstance(getattr(model, "rights", None), Rights), f"{model._meta.label} needs rights."
    columns = {field.column for field in model._meta.local_concrete_fields}
    assert set(model.rights.changes) <= columns, "The rights name a column that is not there."
    if (guard := getattr(model, "guard", None)) and model.rights.changes:
        assert isinstance(guard, OwnGuard) or guard.change, (
            f"{model._meta.label} lets columns change, and its guard does not say by whom."
        )


def is_guarded(model: type[models.Model]) -> bool:
    return isinstance(getattr(model, "guard", None), GUARDS) or getattr(model, "is_closed", False)


def about_somebody() -> set[type[models.Model]]:
    """Every model that hangs on a subject, or on something guarded, however far away."""
    found = {m for m in OURS if is_guarded(m)}
    found.add(apps.get_model("sharing.Subject"))
    while True:
        further = {
            m
            for m in apps.get_models(include_auto_created=True)
            if m not in found
            and any(f.remote_field and f.remote_field.model in found for f in m._meta.local_concrete_fields)
        }
        if not further:
            return found
        found |= further


@pytest.mark.parametrize("model", sorted(about_somebody(), key=named), ids=named)
def test_what_hangs_on_a_subject_declares_a_guard(model):
    guard = getattr(model, "guard", None)
    assert isinstance(guard, GUARDS) or getattr(model, "is_closed", False), (
        f"{model._meta.label} hangs on a guarded row. Declare one of the guards, or is_closed."
    )


@pytest.mark.parametrize("model", sorted(about_somebody(), key=named), ids=named)
def test_a_guard_names_permissions_and_columns_that_exist(model):
    from kith.core import lists

    guard = getattr(model, "guard", None)
    if guard is None:
        return
    if getattr(guard, "own_hand", False):
        assert {"by_post_id", "by_worker_id"} <= {field.column for field in model._meta.local_concrete_fields}
    known = {entry.code for entry in lists.load(Path(database.__file__).parent / "lists/permissions.toml")}
    more = {only.permission for only in getattr(guard, "only", ())}
    named = {guard.may} if isinstance(guard, OwnGuard) else {guard.read, guard.add, guard.change}
    assert {*named, *more} - {""} <= known
    columns = {field.column for field in model._meta.local_concrete_fields}
    assert needed_by(guard) <= columns


def needed_by(guard: Guard | AgencyGuard | LetterGuard | OwnGuard) -> set[str]:
    """The columns that the policies of a guard ask."""
    match guard:
        case AgencyGuard():
            return {"agency_id", "partnership_id"}
        case LetterGuard():
            return {
                "agency_id",
                "partnership_id",
                "subjects",
                "partnerships",
                "restricted_subjects",
                guard.post,
            }
        case OwnGuard():
            return {"by_post_id"}
    beside = {guard.beside} if guard.beside else set()
    return {guard.subject, "partnerships", "agencies", "restricted", *beside}


# What the database does.


def test_every_table_in_the_database_is_declared(server):
    there = {name for (name,) in rows(server, "select relname from pg_class where relkind in ('r', 'p')"
                                              " and relnamespace = 'public'::regnamespace")}  # fmt: skip
    assert there == set(database.declared())


def test_there_is_no_view_that_could_show_a_guarded_row_to_everybody(server):
    # A view looks with its owner's eyes, and a materialised one keeps what it saw.
    views = rows(server, "select relname from pg_class where relkind in ('v', 'm') and relnamespace::regnamespace::text"
                         " not in ('pg_catalog', 'information_schema')")  # fmt: skip
    assert views == []


@pytest.mark.parametrize("role", LOGINS)
def test_a_role_may_do_with_each_table_what_is_declared_and_no_more(server, role):
    actual: dict[str, set[str]] = {}
    for table, verb in rows(
        server,
        "select c.relname, v from pg_class c, unnest(%s::text[]) v where c.relkind in ('r', 'p')"
        " and c.relnamespace = 'public'::regnamespace and has_table_privilege(%s, c.oid, v)",
        list(VERBS), role,
    ):  # fmt: skip
        actual.setdefault(table, set()).add(verb)
    declared = {
        "kith_app": {table: set(rights.app.split()) for table, rights in database.declared().items()},
        "kith_worker": {table: set(rights.worker.split()) for table, rights in database.declared().items()},
        "kith_backup": {table: {"select"} for table in database.declared()},
        "kith_sealer": {table: set(rights.sealer.split()) for table, rights in database.declared().items()},
    }.get(role, {})
    assert actual == {table: verbs for table, verbs in declared.items() if verbs}


@pytest.mark.parametrize("role", LOGINS)
def test_a_role_may_change_the_columns_that_are_declared_and_no_others(server, role):
    actual = set(rows(
        server,
        "select c.relname, a.attname, v from pg_class c join pg_attribute a on a.attrelid = c.oid"
        "  and a.attnum > 0 and not a.attisdropped, unnest(array['select', 'insert', 'update', 'references']) v"
        " where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace"
        "   and has_column_privilege(%s, c.oid, a.attnum, v) and not has_table_privilege(%s, c.oid, v)",
        role, role,
    ))  # fmt: skip
    declared = set()
    for table, rights in database.declared().items():
        verbs = {"kith_app": rights.app, "kith_worker": rights.worker}.get(role, "")
        if verbs and "update" not in verbs.split():
            declared |= {(table, column, "update") for column in rights.changes}
    assert actual == declared


def test_what_hangs_on_a_subject_is_under_row_security_that_binds_its_owner_too(server):
    secured = {
        name
        for (name,) in rows(
            server, "select relname from pg_class where relrowsecurity and relforcerowsecurity"
        )
    }
    assert {model._meta.db_table for model in about_somebody()} - secured == set()


def test_a_table_that_points_at_a_guarded_one_is_guarded_too_whether_or_not_a_model_says_so(server):
    open_ones = rows(
        server,
        "select distinct c.conrelid::regclass::text from pg_constraint c join pg_class t on t.oid = c.conrelid"
        " join pg_class g on g.oid = c.confrelid"
        " where c.contype = 'f' and g.relforcerowsecurity and not (t.relrowsecurity and t.relforcerowsecurity)",
    )
    assert open_ones == []


POLICIES = "select policyname, permissive, roles, cmd, qual, with_check from pg_policies where tablename = %s order by 1"


@pytest.mark.parametrize("model", sorted(about_somebody(), key=named), ids=named)
def test_the_policies_in_force_are_those_that_the_guard_calls_for(server, model):
    assert in_force(server, model._meta.db_table) == called_for(
        server, model._meta.db_table, getattr(model, "guard", None)
    )


@pytest.mark.parametrize("table", sorted(REGISTERS))
def test_the_policies_in_force_are_those_that_the_register_calls_for(server, table):
    assert in_force(server, table) == called_for(server, table, REGISTERS[table])


def in_force(server: psycopg.Connection, table: str) -> list[tuple]:
    return rows(server, POLICIES, table)


def called_for(
    server: psycopg.Connection,
    table: str,
    declared: Guard | AgencyGuard | LetterGuard | OwnGuard | Register | None,
) -> list[tuple]:
    """What the database makes of the policies that a declaration calls for, on a table of the same columns."""
    with server.transaction(force_rollback=True):
        server.execute(f"create table as_declared (like {table})")
        for statement in operations.policies_of(declared, "as_declared"):
            server.execute(statement)
        return in_force(server, "as_declared")


def test_no_table_has_policies_without_a_guard(server):
    guarded = {model._meta.db_table for model in about_somebody()}
    assert {name for (name,) in rows(server, "select tablename from pg_policies")} == guarded | set(REGISTERS)
    secured = {name for (name,) in rows(server, "select relname from pg_class where relrowsecurity")}
    assert secured == guarded | set(REGISTERS), "Policies are in force only where row security is on."


def test_the_database_fills_the_guards_columns_of_every_row_about_a_subject(server):
    filled = {name for (name,) in rows(
        server,
        "select t.tgrelid::regclass::text from pg_trigger t where t.tgfoid = 'kith.guard_row'::regproc and t.tgenabled = 'O'",
    )}  # fmt: skip
    wanted = {
        m._meta.db_table for m in about_somebody()
        if isinstance(getattr(m, "guard", None), Guard) and m.guard.subject == "subject_id"
    }  # fmt: skip
    assert filled == wanted


def test_the_database_fills_the_guards_columns_of_every_letter(server):
    filled = {name for (name,) in rows(
        server,
        "select t.tgrelid::regclass::text from pg_trigger t where t.tgfoid = 'kith.letter_row'::regproc and t.tgenabled = 'O'",
    )}  # fmt: skip
    assert filled == {
        m._meta.db_table for m in about_somebody() if isinstance(getattr(m, "guard", None), LetterGuard)
    }


def test_no_unique_key_of_a_guarded_table_tells_whether_somebody_is_known(server):
    """A unique key on a name or a number answers “there already” to whoever tries to add one."""
    tells_nothing = set(
        "id reference subject_id other_id plan_id record_id receipt_id contact_id contact step about_kind about rule number form"
        " agency_id channel key batch_id request_id ask_id decision_id emergency_id incident_id attachment_id sha256 partnership_id by_post_id by_worker_id challenge_id stage"
        " stage_id answer_id offer_id".split()
    )
    unique = rows(
        server,
        "select i.indrelid::regclass::text, array_agg(a.attname::text) from pg_index i"
        " join pg_class c on c.oid = i.indrelid and c.relforcerowsecurity"
        " join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)"
        " where i.indisunique group by i.indexrelid, i.indrelid",
    )
    assert {m._meta.db_table for m in about_somebody()} <= {table for table, _ in unique}
    for table, columns in unique:
        assert set(columns) <= tells_nothing, f"{table} has a unique key on {columns}"


def test_nothing_is_deleted_because_something_else_was(server):
    cascades = rows(server, "select conrelid::regclass::text, conname from pg_constraint"
                            " where contype = 'f' and confdeltype not in ('a', 'r') and conrelid::regclass::text not like %s",
                    "procrastinate%")  # fmt: skip
    assert cascades == []


# Roles and functions.


@pytest.mark.parametrize("role", [*LOGINS, SEARCH, "kith_owner"])
def test_no_role_passes_by_row_security(server, role):
    ((is_super, bypasses, can_login, makes_roles),) = rows(
        server,
        "select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole from pg_roles where rolname = %s",
        role,
    )
    assert not is_super and not bypasses
    assert can_login == (role != SEARCH)
    assert not makes_roles or role == "kith_owner"


@pytest.mark.parametrize("role", LOGINS)
def test_a_role_that_signs_in_owns_nothing_and_is_nobody_else(server, role):
    owned = rows(
        server,
        "select classid::regclass::text, objid from pg_shdepend where deptype = 'o' and refobjid = %s::regrole",
        role,
    )
    assert owned == []
    assert (
        rows(server, "select roleid::regrole::text from pg_auth_members where member = %s::regrole", role)
        == []
    )
    ((may_create,),) = rows(
        server, "select has_schema_privilege(%s, 'public', 'create') or has_schema_privilege(%s, 'kith', 'create')",
        role, role,
    )  # fmt: skip
    assert not may_create


def test_functions_that_act_with_their_owners_rights_pin_their_path_and_belong_to_a_role_that_never_signs_in(
    server,
):
    definers = rows(
        server,
        "select oid::regprocedure::text, pronamespace::regnamespace::text, proowner::regrole::text, proconfig"
        " from pg_proc where prosecdef and pronamespace::regnamespace::text not in ('pg_catalog', 'information_schema')",
    )
    assert definers
    for signature, schema, owner, settings in definers:
        assert (schema, owner) == ("kith", SEARCH), signature
        paths = [s for s in settings or [] if s.startswith("search_path=")]
        assert paths and paths[0] in ("search_path=pg_catalog", "search_path=pg_catalog, public"), signature


def test_only_the_declared_functions_can_be_called_and_only_by_whom_they_are_for(server):
    actual: dict[str, set[str]] = {}
    for name, role in rows(
        server,
        "select p.proname, r from pg_proc p, unnest(%s::text[]) r where p.pronamespace = 'kith'::regnamespace"
        " and has_function_privilege(r, p.oid, 'execute')",
        [*LOGINS, "public"],
    ):
        actual.setdefault(name, set()).add(role)
    declared = {
        name: {f"kith_{role}" for role in roles.split()} for name, roles in database.FUNCTIONS.items()
    }
    assert actual == declared


# Layers.


def layers() -> dict[str, int]:
    """How high each context stands, from the contracts that imports are held to."""
    told = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    lines = next(c["layers"] for c in told["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return {name.strip(): height for height, line in enumerate(reversed(lines)) for name in line.split("|")}


def test_no_migration_depends_on_an_app_above_its_own():
    height = layers()
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app not in height or not migration.__module__.startswith("kith."):
            continue
        for below, _ in migration.dependencies:
            if below in height:
                assert below == app or height[below] < height[app], f"{app}.{name} depends on {below}"
