"""Each policy of each guarded table does something: taken away or opened, an assertion about access fails.

A row is made up for each table, so that tables which nobody has written yet are held to the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.apps import apps

from kith.sharing.guard import AgencyGuard, Guard, LetterGuard, Only, OwnGuard, Rights
from tests import databases
from tests.properties.worlds import proof
from tests.whole.registers import REGISTERS
from tests.whole.server import superuser

SUBJECT, HERE, ELSEWHERE, OUR_AGENCY, THEIR_AGENCY = 7_001, 7_001, 7_002, 7_001, 7_002
INSIDER, STRANGER, CONFLICTED, READER, LESSER = 7_001, 7_002, 7_003, 7_004, 7_005

# An insider may do everything in one partnership, a stranger everything in the other, a reader may only read; a lesser one
# lacks the permissions that rows of some kinds need.
PEOPLE = """
    insert into sharing_partnership (id, code, says, receipt_prefix, outcodes, duty_phone, duty_says)
    select i, 'p' || i, '', 'Q' || right(i::text, 1), '{}', '', '' from unnest(array[7001, 7002]) i;
    insert into sharing_agency (id, reference, kind, says, starts_on)
    select i, 'AGENCY' || i, 'x', '', current_date - 9 from unnest(array[7001, 7002]) i;
    insert into sharing_agreement (id, reference, says, partnership_id, starts_on, ends_on, review_on, recorded_at)
    values (7001, 'AGREE', '', 7001, current_date - 9, current_date + 9, current_date + 9, now());
    insert into sharing_agreementparty (agreement_id, agency_id, joined_on) values (7001, 7001, current_date - 9), (7001, 7002, current_date - 9);
    insert into sharing_agreementitem (agreement_id, data_class, purposes)
    select distinct 7001, data_class, '{}'::text[] from sharing_permission where data_class <> '';
    insert into sharing_role (id, code, says, is_service) values (7001, 'everything', '', false), (7002, 'reads', '', false), (7003, 'lesser', '', false);
    insert into sharing_rolepermission (role_id, permission_id, reach, starts_on)
    select 7001, id, '{own,partnership}'::text[], current_date - 9 from sharing_permission where code <> 'restricted.carry'
    union all
    select 7002, id, '{own,partnership}'::text[], current_date - 9 from sharing_permission where code like '%.read'
    union all
    select 7003, id, '{own,partnership}'::text[], current_date - 9 from sharing_permission where code <> all (LESS);
    insert into sharing_post (id, reference, agency_id, role_id, code, says, starts_on)
    values (7001, 'POST7001', 7001, 7001, '', '', current_date - 9), (7002, 'POST7002', 7002, 7001, '', '', current_date - 9),
           (7004, 'POST7004', 7001, 7002, '', '', current_date - 9), (7005, 'POST7005', 7001, 7003, '', '', current_date - 9);
    insert into sharing_post_partnerships (post_id, partnership_id) values (7001, 7001), (7002, 7002), (7004, 7001), (7005, 7001);
    insert into sharing_worker (id, password, reference, email, says, is_active, created_at)
    select i, '', 'WORKER' || i, i || '@example.com', '', true, now() from unnest(array[7001, 7002, 7003, 7004, 7005]) i;
    insert into sharing_holding (worker_id, post_id, starts_on)
    values (7001, 7001, current_date - 9), (7002, 7002, current_date - 9), (7003, 7001, current_date - 9), (7004, 7004, current_date - 9), (7005, 7005, current_date - 9);
    insert into sharing_team (id, reference, agency_id, partnership_id, says, does) values (7001, 'TEAM7001', 7001, 7001, '', '');
    insert into sharing_absence (post_id, deputy_id, starts_at, ends_at) values (7001, 7004, now(), now());
    insert into sharing_agencykey (key_hash, post_id, says, starts_at, ends_at) values ('x', 7001, '', now(), now());
    insert into frontdoor_thresholddocument (reference, partnership_id, title, version, starts_on, review_on, expires_on, by_post_id, by_worker_id, recorded_at, taken_back_because)
    values ('THRESHOLD', 7001, '', '', current_date - 9, current_date, current_date + 9, 7001, 7001, now(), '');
    insert into notify_witness (agency_id, address, since) values (7001, '', now());
    insert into people_establishment (kind, code, name, town, postcode, is_shut, words, read_on, read_from)
    values ('school', '999001', '', '', '', false, '', current_date, '');
    insert into sharing_lostfactor (reference, worker_id, agency_id, because, known_by, asked_at, asked_by_id, asked_by_post_id)
    values ('LOST7001', 7003, 7001, '', '', now(), 7001, 7001);
    insert into sharing_subject (id, reference, kind, partnerships, agencies, restricted, opened_at)
    values (7001, 'SUBJECT7001', 'child', '{7001}', '{}', false, now());
    insert into sharing_conflict (worker_id, subject_id, partnerships, agencies, restricted, because, starts_at, by_post_id, recorded_at)
    values (7003, 7001, '{7001}', '{}', false, '', now() - interval '1 hour', 7001, now());
"""  # fmt: skip

MADE_UP = {
    "text": "x", "character varying": "x", "bigint": 1, "integer": 1, "smallint": 1, "boolean": False, "jsonb": "{}",
    "date": "2026-11-01", "timestamp with time zone": "2026-11-01 09:00+00", "bytea": b"x", "uuid": "0" * 32, "ARRAY": "{}",
    "numeric": 1, "double precision": 1, "interval": "1 hour", "time without time zone": "09:00",
}  # fmt: skip


GUARDS = (Guard, AgencyGuard, LetterGuard, OwnGuard)
GUARDED = sorted(
    (m for m in apps.get_models() if isinstance(getattr(m, "guard", None), GUARDS)),
    key=lambda m: m._meta.label,
)
CLOSED = sorted((m for m in apps.get_models() if getattr(m, "is_closed", False)), key=lambda m: m._meta.label)


# Permissions that only some rows need.
LESS = sorted({only.permission for m in GUARDED for only in getattr(m.guard, "only", ())})


def policies_of(model) -> list[str]:
    if model in CLOSED:
        return ["behind"]
    found = ["reads", "adds", "behind"] + (["no_conflict", "restricted"] if about_children(model) else [])
    if about_children(model) and model.guard.own_hand:
        found.append("own_hand")
    if isinstance(model.guard, Guard):
        found += [only.name for only in model.guard.only]
        found += [f"{only.name}_changed" for only in model.guard.only if model.guard.change]
    return found + (["changes"] if is_changed(model) else [])


def about_children(model) -> bool:
    return isinstance(model.guard, Guard | LetterGuard)


def is_changed(model) -> bool:
    return isinstance(model.guard, OwnGuard) or bool(model.guard.change)


@pytest.fixture(scope="module")
def server() -> Iterator[psycopg.Connection]:
    with databases.clone(databases.EMPTY) as name, superuser(name) as connected:
        less = ", ".join(f"'{code}'" for code in ("none", *LESS))
        connected.execute(PEOPLE.replace("LESS", f"array[{less}]"))
        yield connected


@contextmanager
def sitting(server: psycopg.Connection, worker: int) -> Iterator[None]:
    server.execute("set local role kith_app")
    server.execute("select kith.open_seat('t', %s, %s, '1 hour')", [worker, proof("t", worker)])
    ((context,),) = server.execute("select kith.begin_request('t')").fetchall()
    assert context is not None
    yield
    server.execute("reset role")


def refused(server: psycopg.Connection, worker: int, statement: str, values: tuple[object, ...] = ()) -> bool:
    """Whether row security stood in the way; any other objection comes after it."""
    with sitting(server, worker):
        try:
            with server.transaction():
                done = server.execute(statement, values)
                return done.rowcount == 0
        except psycopg.errors.InsufficientPrivilege as reason:
            assert "row-level security" in str(reason), reason
            return True
        except psycopg.errors.IntegrityError:
            return False


class Room:
    """One guarded table with one row about one child, inside a transaction that is rolled back."""

    def __init__(self, server: psycopg.Connection, model) -> None:
        self.server, self.model, self.table = server, model, model._meta.db_table
        self.row: dict[str, object] = {}
        server.execute("set local session_replication_role = replica")
        for (name,) in server.execute(
            "select conname from pg_constraint where conrelid = %s::regclass and contype = 'c'", [self.table]
        ).fetchall():
            server.execute(f'alter table {self.table} drop constraint "{name}"')
        for column, kind, can_be_null in server.execute(
            "select column_name, data_type, is_nullable = 'YES' from information_schema.columns where table_name = %s",
            [self.table],
        ).fetchall():
            if not can_be_null:
                self.row[column] = MADE_UP[kind]
        if isinstance(getattr(model, "guard", None), AgencyGuard | LetterGuard | OwnGuard):
            there = {field.column for field in model._meta.local_concrete_fields}
            ours = {"agency_id": OUR_AGENCY, "partnership_id": HERE}
            self.row |= {column: value for column, value in ours.items() if column in there}
            if isinstance(model.guard, LetterGuard):
                self.row |= {"subjects": [SUBJECT], "partnerships": [HERE], model.guard.post: LESSER}
            if isinstance(model.guard, OwnGuard):
                self.row["by_post_id"] = INSIDER
        elif model not in CLOSED:
            self.row |= {
                model.guard.subject: SUBJECT,
                "partnerships": [HERE],
                "agencies": [],
                "restricted": False,
            }
        if self.table == "sharing_subject":
            server.execute("update sharing_subject set partnerships = '{7001}'")
        elif self.table != "sharing_conflict":
            server.execute(f"delete from {self.table}")
            names, holes = ", ".join(self.row), ", ".join(["%s"] * len(self.row))
            server.execute(f"insert into {self.table} ({names}) values ({holes})", list(self.row.values()))
        server.execute("set local session_replication_role = origin")

    def seen_by(self, worker: int) -> bool:
        with sitting(self.server, worker):
            ((n,),) = self.server.execute(f"select count(*) from {self.table}").fetchall()
        return n > 0

    def seen_in_a_backup(self) -> bool:
        self.server.execute("set local role kith_backup")
        ((n,),) = self.server.execute(f"select count(*) from {self.table}").fetchall()
        self.server.execute("reset role")
        return n > 0

    def restricted_is_seen_by(self, worker: int) -> bool:
        self.server.execute("set local session_replication_role = replica")
        kept = (
            "restricted = true" if isinstance(self.model.guard, Guard) else "restricted_subjects = subjects"
        )
        self.server.execute(f"update {self.table} set {kept}")
        self.server.execute("set local session_replication_role = origin")
        return self.seen_by(worker)

    def adding_is_refused_to(self, worker: int, **said: object) -> bool:
        row = {column: value for column, value in self.row.items() if column != "id"}
        if getattr(self.model.guard, "own_hand", False):
            post = INSIDER if worker == CONFLICTED else worker
            row |= {"by_post_id": post, "by_worker_id": worker}
        row |= said
        if self.table == "sharing_subject":
            row = {**self.row, "id": SUBJECT, "reference": "OTHER", "kind": "child", "partnerships": [HERE]}
        names, holes = ", ".join(row), ", ".join(["%s"] * len(row))
        return refused(
            self.server, worker, f"insert into {self.table} ({names}) values ({holes})", tuple(row.values())
        )

    def changing_is_refused_to(self, worker: int) -> bool:
        # Without a condition the reading policies are not asked, and the changing one stands alone.
        column = self.model.rights.changes[0]
        return refused(self.server, worker, f"update {self.table} set {column} = %s", (self.row.get(column),))


@contextmanager
def room(server: psycopg.Connection, model) -> Iterator[Room]:
    with server.transaction(force_rollback=True):
        yield Room(server, model)


def may(model, verb: str) -> bool:
    return verb in model.rights.app.split()


def only_who_may(only: Only):
    """Whether rows of this kind are added by those who have its permission, and by nobody else."""
    column, _, value = only.when.partition(" = ")
    kind = {column: value.strip("'")}
    return lambda r: r.adding_is_refused_to(LESSER, **kind) and not r.adding_is_refused_to(INSIDER, **kind)


def only_who_may_changes(only: Only):
    """Whether rows of this kind are changed by those who have its permission, and by nobody else."""

    def holds(r: Room) -> bool:
        r.server.execute("set local session_replication_role = replica")
        r.server.execute(f"update {r.table} set {only.when}")
        r.server.execute("set local session_replication_role = origin")
        return r.changing_is_refused_to(LESSER) and not r.changing_is_refused_to(INSIDER)

    return holds


def assertions(model) -> dict[str, tuple]:
    """By policy: what is true because of it. Each is a sentence and a question about a room."""
    found = {"behind": ("a backup holds it", Room.seen_in_a_backup)}
    if model in CLOSED:
        return found
    if may(model, "select"):
        found["reads"] = ("a stranger does not see it", lambda r: not r.seen_by(STRANGER))
        found["reads dropped"] = ("those who must see it do", lambda r: r.seen_by(INSIDER))
        if about_children(model):
            found["no_conflict"] = (
                "a colleague in conflict does not see it",
                lambda r: not r.seen_by(CONFLICTED),
            )
            found["restricted"] = (
                "who is no named reader does not see it",
                lambda r: not r.restricted_is_seen_by(INSIDER),
            )
    elif about_children(model):
        found["no_conflict"] = (
            "a colleague in conflict does not add to it",
            lambda r: r.adding_is_refused_to(CONFLICTED),
        )
    if may(model, "insert"):
        found["adds"] = ("who may only read does not add to it", lambda r: r.adding_is_refused_to(READER))
        found["adds dropped"] = (
            "those who must add to it can",
            lambda r: not r.adding_is_refused_to(INSIDER),
        )
    if getattr(model.guard, "own_hand", False):
        found["own_hand"] = (
            "nobody writes it in another’s name",
            lambda r: (
                r.adding_is_refused_to(INSIDER, by_post_id=LESSER)
                and r.adding_is_refused_to(INSIDER, by_worker_id=LESSER)
            ),
        )
    for only in getattr(model.guard, "only", ()):
        found[only.name] = (f"who lacks {only.permission} does not add it", only_who_may(only))
        if is_changed(model):
            found[f"{only.name}_changed"] = (
                f"who lacks {only.permission} does not change it",
                only_who_may_changes(only),
            )
    if is_changed(model):
        found["changes"] = ("a stranger does not change it", lambda r: r.changing_is_refused_to(STRANGER))
        found["changes dropped"] = (
            "those who must change it can",
            lambda r: not r.changing_is_refused_to(INSIDER),
        )
    return found


CASES = [
    pytest.param(model, policy, id=f"{model._meta.label} {policy}: {sentence}")
    for model in GUARDED + CLOSED
    for policy, (sentence, _) in assertions(model).items()
]


@pytest.mark.parametrize("model, policy", CASES)
def test_a_policy_keeps_its_promise_and_nothing_else_does(server, model, policy):
    _, holds = assertions(model)[policy]
    with room(server, model) as whole:
        assert holds(whole)
    with room(server, model) as broken:
        name, dropped = policy.removesuffix(" dropped"), policy.endswith("dropped") or policy == "behind"
        if dropped or name not in ("reads", "adds", "changes"):
            server.execute(f"drop policy {name} on {broken.table}")
        else:
            clause = {"adds": "with check (true)", "changes": "using (true) with check (true)"}.get(
                name, "using (true)"
            )
            server.execute(f"alter policy {name} on {broken.table} {clause}")
        assert not holds(broken), f"{broken.table} would be the same without its policy {name}."


@pytest.mark.parametrize("table", sorted(REGISTERS))
@pytest.mark.parametrize("policy", ["adds", "changes"])
def test_a_register_is_written_only_by_whoever_may(server, table, policy):
    model = next(m for m in apps.get_models(include_auto_created=True) if m._meta.db_table == table)
    changes = getattr(model, "rights", Rights()).changes
    adds = server.execute("select has_table_privilege('kith_app', %s, 'insert')", [table]).fetchone()
    if not (changes if policy == "changes" else adds == (True,)):
        pytest.skip("pages have no right to that at all")
    statement = (
        f"insert into {table} default values"
        if policy == "adds"
        else f"update {table} set {changes[0]} = default"
    )
    with server.transaction(force_rollback=True):
        assert refused(server, READER, statement)
        assert not refused(server, INSIDER, statement)
    with server.transaction(force_rollback=True):
        clause = "with check (true)" if policy == "adds" else "using (true) with check (true)"
        server.execute(f"alter policy {policy} on {table} {clause}")
        assert not refused(server, READER, statement)


@pytest.mark.parametrize("model", GUARDED + CLOSED, ids=lambda m: m._meta.label)
def test_every_guarded_table_has_every_policy(server, model):
    there = server.execute(
        "select policyname from pg_policies where tablename = %s", [model._meta.db_table]
    ).fetchall()
    assert sorted(name for (name,) in there) == sorted(policies_of(model))
