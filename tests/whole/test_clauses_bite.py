"""Each clause of each policy does something: without it, somebody comes upon a row that is not theirs, or misses one that is.

The people below each come to a row by one road and no other, or are kept from it by one thing and no other. Who then reads,
adds and changes what is told here by hand, for each kind of guard.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg
import pytest
from psycopg import sql

from kith.sharing import operations
from kith.sharing.guard import AgencyGuard, Guard, LetterGuard, OwnGuard
from tests import databases
from tests.properties.worlds import proof
from tests.whole.clauses import Clause, clauses
from tests.whole.server import superuser
from tests.whole.test_policies_bite import GUARDED, LESS, MADE_UP

HERE, ELSEWHERE = 7_001, 7_002
OURS, THEIRS, INVOLVED = 7_001, 7_002, 7_003
CHILD, BESIDE = 7_001, 7_002
TEAM = 7_001
# What only some may do, of all that is asked of a permission.
WHOLE = sorted({g.whole for m in GUARDED if isinstance(g := m.guard, LetterGuard) and g.whole})

# Who, and: of which agency, where, with which role.
PEOPLE = {
    "the front door": (THEIRS, HERE, "wide"),
    "a front door without what some rows need": (THEIRS, HERE, "lesser"),
    "who knows the child": (THEIRS, HERE, "wide"),
    "who knows the child beside": (THEIRS, HERE, "wide"),
    "a named reader": (THEIRS, HERE, "wide"),
    "what carries on": (THEIRS, HERE, "carries"),
    "another front door": (THEIRS, ELSEWHERE, "wide"),
    "who was given the child": (THEIRS, ELSEWHERE, "near"),
    "the agency involved": (INVOLVED, ELSEWHERE, "through"),
    "who wrote it": (OURS, ELSEWHERE, "own"),
    "their deputy": (OURS, ELSEWHERE, "own"),
    "their deputy who may not": (OURS, ELSEWHERE, "nothing"),
    "one of their team": (OURS, ELSEWHERE, "own"),
    "who reads all that is sent": (OURS, ELSEWHERE, "reads all"),
    "another of the agency": (OURS, ELSEWHERE, "own"),
}  # fmt: skip
POST = {who: 7_001 + n for n, who in enumerate(PEOPLE)}
WROTE = POST["who wrote it"]
LESSER = "a front door without what some rows need"

AREA = {"the front door", "a front door without what some rows need", "who knows the child beside", "a named reader",
        "what carries on"}  # fmt: skip
REACH = AREA | {"who was given the child", "the agency involved"}
DESK = {"who wrote it", "their deputy"}
AGENCY = DESK | {"one of their team", "who reads all that is sent", "another of the agency"}
KEPT = {"a named reader", "what carries on"}

PREPARE = """
    insert into sharing_partnership (id, code, says, receipt_prefix, outcodes, duty_phone, duty_says)
    select i, 'p' || i, '', 'Q' || right(i::text, 1), '{}', '', '' from unnest(array[7001, 7002]) i;
    insert into sharing_agency (id, reference, kind, says, starts_on)
    select i, 'AGENCY' || i, 'x', '', current_date - 9 from unnest(array[7001, 7002, 7003]) i;
    insert into sharing_agreement (id, reference, says, partnership_id, starts_on, ends_on, review_on, recorded_at)
    select i, 'AGREE' || i, '', i, current_date - 9, current_date + 9, current_date + 9, now() from unnest(array[7001, 7002]) i;
    insert into sharing_agreementparty (agreement_id, agency_id, joined_on)
    select g, a, current_date - 9 from unnest(array[7001, 7002]) g, unnest(array[7001, 7002, 7003]) a;
    insert into sharing_agreementitem (agreement_id, data_class, purposes)
    select distinct g, data_class, '{}'::text[] from sharing_permission, unnest(array[7001, 7002]) g where data_class <> '';
    insert into sharing_team (id, reference, agency_id, partnership_id, says, does) values (7001, 'TEAM7001', 7001, 7001, '', '');
    insert into sharing_role (id, code, says, is_service)
    select 7000 + n, 'made up ' || n, '', false from generate_series(1, 7) n;
    insert into sharing_rolepermission (role_id, permission_id, reach, starts_on)
    select r.id, p.id, r.reach, current_date - 9
      from sharing_permission p,
           (values (7001, '{partnership}'::text[]), (7002, '{partnership}'), (7003, '{partnership}'), (7004, '{allocated}'),
                   (7005, '{agency}'), (7006, '{own}'), (7007, '{own}')) r(id, reach)
     where (p.code <> 'restricted.carry' or r.id = 7003)
       and (p.code <> all (%(less)s) or r.id <> 7002)
       and (p.code <> all (%(whole)s) or r.id <> 7006);
"""
ROLES = {"wide": 7001, "lesser": 7002, "carries": 7003, "near": 7004, "through": 7005, "own": 7006, "reads all": 7007,
         "nothing": 7008}  # fmt: skip
ABOUT_THE_CHILD = """
    insert into sharing_role (id, code, says, is_service) values (7008, 'nothing', '', false);
    insert into sharing_subject (id, reference, kind, partnerships, agencies, restricted, opened_at)
    select i, 'SUBJECT' || i, 'child', '{7001}', case i when 7001 then '{7003}'::bigint[] else '{}' end, false, now()
      from unnest(array[7001, 7002]) i;
"""


@pytest.fixture(scope="module")
def server() -> Iterator[psycopg.Connection]:
    with databases.clone(databases.EMPTY) as name, superuser(name) as connected:
        connected.execute("set session_replication_role = replica")
        prepare = PREPARE.replace("%(less)s", array(LESS)).replace("%(whole)s", array(WHOLE))
        connected.execute(prepare + ABOUT_THE_CHILD)
        for who, (agency, area, role) in PEOPLE.items():
            post = POST[who]
            team = TEAM if who in ("who wrote it", "one of their team") else None
            connected.execute(
                "insert into sharing_post (id, reference, agency_id, team_id, role_id, code, says, starts_on)"
                " values (%s, %s, %s, %s, %s, '', '', current_date - 9)",
                [post, f"POST{post}", agency, team, ROLES[role]],
            )
            connected.execute(
                "insert into sharing_post_partnerships (post_id, partnership_id) values (%s, %s)",
                [post, area],
            )
            connected.execute(
                "insert into sharing_worker (id, password, reference, email, says, is_active, created_at)"
                " values (%s, '', %s, %s, '', true, now())",
                [post, f"WORKER{post}", f"{post}@example.com"],
            )
            connected.execute(
                "insert into sharing_holding (worker_id, post_id, starts_on) values (%s, %s, current_date - 9)",
                [post, post],
            )
        for deputy in ("their deputy", "their deputy who may not"):
            connected.execute(
                "insert into sharing_absence (post_id, deputy_id, starts_at, ends_at)"
                " values (%s, %s, now() - interval '1 hour', now() + interval '1 day')",
                [WROTE, POST[deputy]],
            )
        for who, of in (("who knows the child", CHILD), ("who knows the child beside", BESIDE)):
            connected.execute(
                "insert into sharing_conflict (worker_id, subject_id, partnerships, agencies, restricted, because,"
                " starts_at, by_post_id, recorded_at) values (%s, %s, '{7001}', '{}', false, '', now() - interval '1 hour', 7001, now())",
                [POST[who], of],
            )
        for who, how in (("a named reader", "reader"), ("who was given the child", "allocated")):
            given(connected, how, "post_id", POST[who])
        given(connected, "agency", "agency_id", INVOLVED)
        connected.execute("set session_replication_role = origin")
        for post in POST.values():
            connected.execute(
                "select kith.open_seat(%s, %s, %s, '1 hour')", [str(post), post, proof(str(post), post)]
            )
        yield connected


def array(codes: list[str]) -> str:
    return "array[" + ", ".join(f"'{code}'" for code in ("none", *codes)) + "]"


def given(connected: psycopg.Connection, how: str, column: str, to: int) -> None:
    connected.execute(
        f"insert into sharing_grant (subject_id, partnerships, agencies, restricted, relationship, {column}, permission,"
        " starts_at, because, by_post_id, recorded_at)"
        " values (%s, '{7001}', '{7003}', false, %s, %s, '', now() - interval '1 hour', '', 7001, now())",
        [CHILD, how, to],
    )


class Room:
    """A guarded table with one row in it, which can be put in several states, and everybody already sitting."""

    def __init__(self, server: psycopg.Connection, model) -> None:
        self.server, self.model, self.table = server, model, model._meta.db_table
        self.guard, self.verbs = model.guard, model.rights.app.split()
        self.contexts = {who: self.sit(post) for who, post in POST.items()}
        server.execute(f"alter table {self.table} disable trigger user")
        for (trigger,) in server.execute(
            "select tgname from pg_trigger where tgrelid = %s::regclass and tgname in ('guard_row', 'letter_row')",
            [self.table],
        ).fetchall():
            server.execute(f"alter table {self.table} enable trigger {trigger}")
        for (name,) in server.execute(
            "select conname from pg_constraint where conrelid = %s::regclass and contype = 'c'", [self.table]
        ).fetchall():
            server.execute(f'alter table {self.table} drop constraint "{name}"')
        self.row = {
            column: MADE_UP[kind]
            for column, kind, may_be_empty in server.execute(
                "select column_name, data_type, is_nullable = 'YES' from information_schema.columns where table_name = %s",
                [self.table],
            ).fetchall()
            if not may_be_empty
        }

    def sit(self, post: int) -> list[tuple[str, str]]:
        self.server.execute("select kith.begin_request(%s)", [str(post)])
        settings = ["kith.context", "kith.seal", *(f"kith.part_{n}" for n in range(8))]
        found = self.server.execute(
            "select name, current_setting(name, true) from unnest(%s::text[]) name", [settings]
        ).fetchall()
        assert dict(found)["kith.context"], post
        return [(name, said or "") for name, said in found]

    def put(self, state: dict[str, object]) -> None:
        """The table holds one row, and it is in this state; its subject is too."""
        self.state = {**self.row, **state}
        with self.unchecked():
            if self.table != "sharing_subject":
                self.server.execute(
                    "update sharing_subject set restricted = %s where id = %s", [self.is_kept, CHILD]
                )
            self.server.execute(f"delete from {self.table}")
            self.server.execute(*self.adding(self.state))

    @property
    def is_kept(self) -> bool:
        return bool(self.state.get("restricted") or self.state.get("restricted_subjects"))

    @contextmanager
    def unchecked(self) -> Iterator[None]:
        self.server.execute("set local session_replication_role = replica")
        yield
        self.server.execute("set local session_replication_role = origin")

    def adding(self, row: dict[str, object]) -> tuple[sql.Composed, list[object]]:
        statement = sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier(self.table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join([sql.Placeholder()] * len(row)),
        )
        return statement, list(row.values())

    @contextmanager
    def seat(self, who: str) -> Iterator[None]:
        self.server.execute(
            "select set_config(n, s, true) from unnest(%s::text[], %s::text[]) c(n, s)",
            [list(part) for part in zip(*self.contexts[who], strict=True)],
        )
        self.server.execute("set local role kith_app")
        yield
        self.server.execute("reset role")

    def may(self, verb: str, who: str, said: dict[str, object]) -> bool:
        """Whether row security lets them; any other objection comes after it."""
        try:
            with self.server.transaction(force_rollback=True), self.seat(who):
                if verb == "select":
                    return self.server.execute(f"select from {self.table}").rowcount > 0
                if verb == "update":
                    # Without a condition the reading policies are not asked, and the changing one stands alone.
                    column = self.model.rights.changes[0]
                    change = f"update {self.table} set {column} = %s"
                    return self.server.execute(change, [self.state.get(column)]).rowcount > 0
                self.server.execute(*self.adding(self.added_by(who, said)))
        except psycopg.errors.InsufficientPrivilege as reason:
            assert "row-level security" in str(reason), reason
            return False
        except psycopg.errors.IntegrityError:
            return True
        return True

    def added_by(self, who: str, said: dict[str, object]) -> dict[str, object]:
        row = dict(self.state)
        if self.table != "sharing_subject":
            row.pop("id", None)
        if getattr(self.guard, "own_hand", False):
            row |= {"by_post_id": POST[who], "by_worker_id": POST[who]}
        return row | said


@contextmanager
def room(server: psycopg.Connection, model) -> Iterator[Room]:
    with server.transaction(force_rollback=True):
        yield Room(server, model)


@dataclass(frozen=True)
class Told:
    """A row in one state, what somebody does with it, and all who may."""

    verb: str
    state: dict[str, object]
    who: frozenset[str]
    said: dict[str, object] = field(default_factory=dict)


def told(model) -> list[Told]:
    """Who may do what with a row of this table, by the access model."""
    guard = model.guard
    found = {Guard: of_a_child, AgencyGuard: of_an_agency, LetterGuard: of_a_letter, OwnGuard: of_a_post}[
        type(guard)
    ](guard)
    verbs = set(model.rights.app.split()) | ({"update"} if model.rights.changes else set())
    lesser = (
        {"select": guard.read, "insert": guard.add, "update": guard.change}
        if type(guard) is not OwnGuard
        else {}
    )
    return [
        Told(t.verb, t.state, t.who - {LESSER} if lesser.get(t.verb) in LESS else t.who, t.said)
        for t in found
        if t.verb in verbs
    ]


def every(state: dict[str, object], who: set[str]) -> list[Told]:
    return [Told(verb, state, frozenset(who)) for verb in ("select", "insert", "update")]


def of_a_child(guard: Guard) -> list[Told]:
    plain: dict[str, object] = {
        guard.subject: CHILD, "partnerships": [HERE], "agencies": [INVOLVED], "restricted": False,
    }  # fmt: skip
    if guard.beside:
        plain[guard.beside] = []
    found = every(plain, REACH) + every({**plain, "restricted": True}, KEPT)
    if guard.beside:
        found += every({**plain, guard.beside: [BESIDE]}, REACH - {"who knows the child beside"})
    for only in guard.only:
        column, _, value = only.when.partition(" = ")
        kind = {**plain, column: value.strip("'")}
        found += [Told(verb, kind, frozenset(REACH - {LESSER})) for verb in ("insert", "update")]
    return found + (in_anothers_name(plain) if guard.own_hand else [])


def in_anothers_name(state: dict[str, object]) -> list[Told]:
    nobody: frozenset[str] = frozenset()
    return [
        Told("insert", state, nobody, {column: POST["another of the agency"] + 100})
        for column in ("by_post_id", "by_worker_id")
    ]


def of_an_agency(guard: AgencyGuard) -> list[Told]:
    return every({"agency_id": OURS, "partnership_id": 7_009}, AGENCY) + every(
        {"agency_id": 7_009, "partnership_id": HERE}, AREA | {"who knows the child"}
    )


def of_a_letter(guard: LetterGuard) -> list[Told]:
    plain: dict[str, object] = {
        "agency_id": OURS, "partnership_id": HERE, "subjects": [CHILD], "partnerships": [HERE], "restricted_subjects": [],
        guard.post: WROTE,
    }  # fmt: skip
    kept = {**plain, "restricted_subjects": [CHILD]}
    some = AGENCY - {"another of the agency"} if guard.whole else AGENCY
    is_own = guard.own_hand and guard.post == "by_post_id"
    return [
        Told("select", plain, frozenset(some | AREA)),
        Told("update", plain, frozenset(some | AREA)),
        Told("insert", plain, frozenset(AGENCY | AREA)),
        Told("select", kept, frozenset(DESK | KEPT)),
        Told("update", kept, frozenset(DESK | KEPT)),
        # What somebody writes in their own name is of their own post.
        Told("insert", kept, frozenset(AGENCY | AREA if is_own else DESK | KEPT)),
        *(in_anothers_name(plain) if guard.own_hand else []),
    ]


def of_a_post(guard: OwnGuard) -> list[Told]:
    return every({"by_post_id": WROTE}, DESK)


VERBS = {"reads": ("select",), "adds": ("insert",), "changes": ("update",), "own_hand": ("insert",)}


def otherwise(room: Room, told: list[Told]) -> Iterator[str]:
    """Each answer that is not as told."""
    for one in told:
        room.put(one.state)
        for who in PEOPLE:
            if room.may(one.verb, who, one.said) != (who in one.who):
                may = "may not" if who in one.who else "may"
                yield f"{who} {may} {one.verb} {one.state} {one.said}"


@pytest.mark.parametrize("model", GUARDED, ids=lambda m: m._meta.label)
def test_who_reads_adds_and_changes_a_row_is_as_told(server, model):
    with room(server, model) as whole:
        assert list(otherwise(whole, told(model))) == []


@pytest.mark.parametrize("model", GUARDED, ids=lambda m: m._meta.label)
def test_without_any_clause_of_its_policies_somebody_is_wrongly_let_in_or_kept_out(server, model):
    without_effect: list[str] = []
    with room(server, model) as broken:
        for clause in clauses_of(model):
            asked = [
                t for t in told(model) if t.verb in VERBS.get(clause.policy, ("select", "insert", "update"))
            ]
            with server.transaction(force_rollback=True):
                server.execute(clause.without)
                if asked and next(otherwise(broken, asked), None) is None:
                    without_effect.append(f"{clause.policy}: {clause.says}")
    assert without_effect == []


def clauses_of(model) -> list[Clause]:
    """The clauses of every policy for those who act; the others let the product itself through."""
    statements = operations.policies_of(model.guard, model._meta.db_table)
    return [clause for said in statements if " policy behind " not in said for clause in clauses(said)]
