"""Small random worlds for the oracle, and how one is written into a database."""

import hashlib
import hmac
import json
from typing import Any

import psycopg
from django.conf import settings
from hypothesis import strategies as some

from tests.properties.oracle import (
    Absence,
    Agreement,
    Allowance,
    Conflict,
    Emergency,
    Grant,
    Holding,
    Post,
    Restriction,
    Role,
    World,
)

PARTNERSHIPS, AGENCIES, TEAMS, ROLES, POSTS, WORKERS, SUBJECTS = (
    (9_001, 9_002), (9_001, 9_002, 9_003), {9_001: 9_001, 9_002: 9_002}, (9_001, 9_002), (9_001, 9_002, 9_003),
    (9_001, 9_002), (9_001, 9_002),
)  # fmt: skip
SERVICE_ROLE, SERVICE_POST, KEY = 9_009, 9_009, "an agency's key"
PERMISSIONS = {
    "child.read": "",
    "chronology.read": "record",
    "contact.read": "contact",
    "clock.read": "",
    "clock.run": "",
    "record.add": "",
}
PURPOSES = ("decide", "plan")
WAYS = ("own", "allocated", "team", "agency", "recipient", "reader", "partnership", "emergency")

_days = some.sampled_from((None, None, -1, 0, 1))
_first = some.sampled_from((-2, -2, -2, 0, 1))
_start = some.sampled_from((-48, -48, -1, 0, 1))
_end = some.sampled_from((None, None, -1, 0, 1, 48))
_allowance = some.builds(
    Allowance, through=some.frozensets(some.sampled_from(WAYS), max_size=4), first=_first, last=some.sampled_from((None, None, 1))
)  # fmt: skip
_classes = some.fixed_dictionaries(
    {}, optional=dict.fromkeys(("record", "contact"), some.frozensets(some.sampled_from(PURPOSES)))
)
_allows = some.fixed_dictionaries({}, optional=dict.fromkeys(PERMISSIONS, _allowance))


def _over(first: int, last: int | None) -> int | None:
    """An end is never before its start: the tables refuse it."""
    return None if last is None else max(first, last)


@some.composite
def worlds(draw: some.DrawFn) -> World:
    """Two partnerships, three agencies, three posts and a service's, two workers, two children, and what lies between."""
    posts = {}
    for post in POSTS:
        agency, first = draw(some.sampled_from(AGENCIES)), draw(_first)
        posts[post] = Post(
            agency=agency,
            team=draw(some.sampled_from((None, TEAMS.get(agency)))),
            role=draw(some.sampled_from(ROLES)),
            partnerships=draw(some.frozensets(some.sampled_from(PARTNERSHIPS))),
            first=first,
            last=_over(first, draw(_days)),
        )
    posts[SERVICE_POST] = Post(AGENCIES[0], None, SERVICE_ROLE, frozenset(PARTNERSHIPS[:1]))
    holdings = {}
    for _ in range(draw(some.integers(1, 4))):
        first = draw(_first)
        held = Holding(
            draw(some.sampled_from(WORKERS)), draw(some.sampled_from(POSTS)), first, _over(first, draw(_days))
        )
        holdings[held.worker, held.post] = held
    absences = []
    if draw(some.booleans()):
        away, deputy = draw(some.permutations(POSTS))[:2]
        start = draw(_start)
        absences.append(Absence(away, deputy, start, max(start, draw(some.sampled_from((-1, 1, 48))))))
    agreements = []
    for _ in range(draw(some.integers(0, 4))):
        first = draw(_first)
        parties = {}
        for agency in draw(some.sets(some.sampled_from(AGENCIES))):
            joined = draw(_first)
            parties[agency] = (joined, _over(joined, draw(_days)))
        classes = draw(_classes)
        last = max(first, draw(some.sampled_from((-1, 0, 1, 30))))
        agreements.append(Agreement(draw(some.sampled_from(PARTNERSHIPS)), classes, parties, first, last))
    became = draw(some.sampled_from(({}, {9_003: 9_001}, {9_003: 9_002, 9_002: 9_001})))
    return World(
        roles={role: Role(draw(_allows)) for role in ROLES}
        | {SERVICE_ROLE: Role(draw(_allows), is_service=True)},
        posts=posts,
        active={worker: draw(some.sampled_from((True, True, True, False))) for worker in WORKERS},
        became=became,
        last_day={agency: draw(some.sampled_from((-1, 0, 30))) for agency in became},
        subjects={s: draw(some.frozensets(some.sampled_from(PARTNERSHIPS), min_size=1)) for s in SUBJECTS},
        data_classes=PERMISSIONS,
        holdings=tuple(holdings.values()),
        absences=tuple(absences),
        agreements=tuple(agreements),
        grants=tuple(draw(_grant()) for _ in range(draw(some.integers(0, 5)))),
        restrictions=tuple(
            Restriction(subject, -1, draw(some.sampled_from((None, None, -1, 0))))
            for subject in draw(some.lists(some.sampled_from(SUBJECTS), max_size=2))
        ),
        conflicts=tuple(
            Conflict(
                draw(some.sampled_from(WORKERS)),
                draw(some.sampled_from(SUBJECTS)),
                start,
                _over(start, draw(_end)),
            )
            for start in draw(some.lists(_start, max_size=2))
        ),
        emergencies=tuple(
            Emergency(
                draw(some.sampled_from(WORKERS)),
                draw(some.sampled_from(POSTS)),
                draw(some.sampled_from(SUBJECTS)),
                start,
                max(start, draw(some.sampled_from((0, 1, 48)))),
            )
            for start in draw(some.lists(_start, max_size=3))
        ),
    )


@some.composite
def _grant(draw: some.DrawFn) -> Grant:
    relationship = draw(
        some.sampled_from(("allocated", "team", "agency", "recipient", "reader", "disclosed"))
    )
    what = draw(some.sampled_from(("post", "team", "agency")))
    which = draw(
        some.sampled_from({"post": (*POSTS, SERVICE_POST), "team": tuple(TEAMS), "agency": AGENCIES}[what])
    )
    start = draw(_start)
    end = draw(_end)
    if what == "agency" and end is None:
        # What no action makes and the guard’s columns cannot tell: `test_time_is_kept_in_the_guards_columns_too`.
        start = min(start, 0)
        end = None if relationship in ("agency", "disclosed") else 48
    permission = draw(some.sampled_from(tuple(PERMISSIONS))) if relationship == "disclosed" else ""
    return Grant(
        draw(some.sampled_from(SUBJECTS)), relationship, (what, which), permission, start, _over(start, end)
    )


# Writing one down. `%(now)s` and `%(today)s` are the transaction's own.

_NOW = "transaction_timestamp()"
_TODAY = f"({_NOW} at time zone 'Europe/London')::date"
_ROWS = "select {} from jsonb_to_recordset(%s::jsonb) as r({})"


def _at(column: str) -> str:
    return f"{_NOW} + r.{column} * interval '1 hour'"


def _on(column: str) -> str:
    return f"{_TODAY} + r.{column}"


INSERTS: dict[str, tuple[str, str, str]] = {
    "role": ("sharing_role (id, code, says, is_service)", "r.id, 'oracle' || r.id, '', r.service", "id bigint, service boolean"),
    "permission": (
        "sharing_rolepermission (role_id, permission_id, reach, starts_on, ends_on)",
        f"r.role, (select id from sharing_permission where code = r.code), r.reach, {_on('first')}, {_on('last')}",
        "role bigint, code text, reach text[], first int, last int",
    ),
    "post": (
        "sharing_post (id, reference, agency_id, team_id, role_id, code, says, starts_on, ends_on)",
        f"r.id, 'POST' || r.id, r.agency, r.team, r.role, '', '', {_on('first')}, {_on('last')}",
        "id bigint, agency bigint, team bigint, role bigint, first int, last int",
    ),
    "area": ("sharing_post_partnerships (post_id, partnership_id)", "r.post, r.area", "post bigint, area bigint"),
    "holding": (
        "sharing_holding (worker_id, post_id, starts_on, ends_on)",
        f"r.worker, r.post, {_on('first')}, {_on('last')}",
        "worker bigint, post bigint, first int, last int",
    ),
    "absence": (
        "sharing_absence (post_id, deputy_id, starts_at, ends_at)",
        f"r.post, r.deputy, {_at('start')}, {_at('end')}",
        'post bigint, deputy bigint, start int, "end" int',
    ),
    "agreement": (
        "sharing_agreement (id, reference, says, partnership_id, starts_on, ends_on, review_on, recorded_at)",
        f"r.id, 'AGREE' || r.id, '', r.area, {_on('first')}, {_on('last')}, {_on('last')}, {_NOW}",
        "id bigint, area bigint, first int, last int",
    ),
    "party": (
        "sharing_agreementparty (agreement_id, agency_id, joined_on, left_on)",
        f"r.agreement, r.agency, {_on('first')}, {_on('last')}",
        "agreement bigint, agency bigint, first int, last int",
    ),
    "item": (
        "sharing_agreementitem (agreement_id, data_class, purposes)", "r.agreement, r.class, r.purposes",
        "agreement bigint, class text, purposes text[]",
    ),
    "subject": (
        "sharing_subject (id, reference, kind, partnerships, agencies, restricted, opened_at)",
        f"r.id, 'SUBJECT' || r.id, 'child', r.areas, '{{}}', false, {_NOW}",
        "id bigint, areas bigint[]",
    ),
    "grant": (
        "sharing_grant (subject_id, partnerships, agencies, restricted, relationship, post_id, team_id, agency_id,"
        " permission, starts_at, ends_at, because, by_post_id, recorded_at)",
        f"r.subject, '{{}}', '{{}}', false, r.relationship, r.post, r.team, r.agency, r.permission, {_at('start')},"
        f" {_at('end')}, '', 9009, {_NOW}",
        'subject bigint, relationship text, post bigint, team bigint, agency bigint, permission text, start int, "end" int',
    ),
    "restriction": (
        "sharing_restriction (subject_id, partnerships, agencies, restricted, because, starts_at, ends_at, review_on,"
        " whom_to_ask_id, by_post_id, recorded_at)",
        f"r.subject, '{{}}', '{{}}', false, '', {_at('start')}, {_at('end')}, {_TODAY}, 9009, 9009, {_NOW}",
        'subject bigint, start int, "end" int',
    ),
    "conflict": (
        "sharing_conflict (worker_id, subject_id, partnerships, agencies, restricted, because, starts_at, ends_at,"
        " by_post_id, recorded_at)",
        f"r.worker, r.subject, '{{}}', '{{}}', false, '', {_at('start')}, {_at('end')}, 9009, {_NOW}",
        'worker bigint, subject bigint, start int, "end" int',
    ),
    "emergency": (
        "sharing_emergency (reference, subject_id, subjects, worker_id, post_id, because, why, starts_at, until, ends_at,"
        " review_due_at, review_by_id, recorded_at)",
        f"'OPENING' || r.id, r.subject, array[r.subject], r.worker, r.post, '', '', {_at('start')}, {_at('end')}, {_at('end')},"
        f" {_NOW}, 9001, {_NOW}",
        'id bigint, subject bigint, worker bigint, post bigint, start int, "end" int',
    ),
    "entry": (
        "record_entry (subject_id, partnerships, agencies, restricted, kind, occurred_at, recorded_at, by_post_id, about,"
        " detail)",
        f"r.id, '{{}}', '{{}}', false, 'x', {_NOW}, {_NOW}, 9009, '', '{{}}'",
        "id bigint",
    ),
    "clock": (
        "record_clock (subject_id, partnerships, agencies, restricted, partnership_id, rule, rule_says, rule_source,"
        " is_local, about_kind, about, started_at, recorded_at, due_at, stopped_because, team_id)",
        f"r.id, '{{}}', '{{}}', false, 9001, 'x', '', '', false, 'x', r.id::text, {_NOW}, {_NOW}, {_NOW}, '', 9001",
        "id bigint",
    ),
    "together": (
        "oracle_together (subject_id, partnerships, agencies, restricted, beside)",
        "r.id, '{}', '{}', false, r.beside",
        "id bigint, beside bigint[]",
    ),
}  # fmt: skip


def rows_of(world: World) -> dict[str, list[dict[str, Any]]]:
    """The rows of this world, by kind."""
    return {
        "role": [{"id": role, "service": r.is_service} for role, r in world.roles.items()],
        "permission": [
            {"role": role, "code": code, "reach": sorted(a.through), "first": a.first, "last": a.last}
            for role, r in world.roles.items()
            for code, a in r.allows.items()
        ],
        "post": [
            {"id": i, "agency": p.agency, "team": p.team, "role": p.role, "first": p.first, "last": p.last}
            for i, p in world.posts.items()
        ],
        "area": [{"post": i, "area": area} for i, p in world.posts.items() for area in p.partnerships],
        "holding": [vars(h) for h in world.holdings],
        "absence": [vars(a) for a in world.absences],
        "agreement": [
            {"id": 9_001 + n, "area": a.partnership, "first": a.first, "last": a.last}
            for n, a in enumerate(world.agreements)
        ],
        "party": [
            {"agreement": 9_001 + n, "agency": agency, "first": first, "last": last}
            for n, a in enumerate(world.agreements)
            for agency, (first, last) in a.parties.items()
        ],
        "item": [
            {"agreement": 9_001 + n, "class": data_class, "purposes": sorted(purposes)}
            for n, a in enumerate(world.agreements)
            for data_class, purposes in a.classes.items()
        ],
        "subject": [{"id": s, "areas": sorted(areas)} for s, areas in world.subjects.items()],
        "grant": [
            {"subject": g.subject, "relationship": g.relationship, "permission": g.permission, g.to[0]: g.to[1],
             "start": g.start, "end": g.end}
            for g in world.grants
        ],
        "restriction": [vars(r) for r in world.restrictions],
        "conflict": [vars(c) for c in world.conflicts],
        "emergency": [{"id": n, **vars(e)} for n, e in enumerate(world.emergencies)],
        "entry": [{"id": s} for s in world.subjects],
        "clock": [{"id": s} for s in world.subjects],
        "together": [{"id": s, "beside": beside(world, s)} for s in world.subjects],
    }  # fmt: skip


def beside(world: World, subject: int) -> list[int]:
    """In these worlds the first child was told of together with the second."""
    first, *others = world.subjects
    return others if subject == first else []


# What does not change from world to world, and what an actor sees and can do, in one answer.
PREPARE = f"""
    insert into sharing_partnership (id, code, says, receipt_prefix, outcodes, duty_phone, duty_says)
    select i, 'p' || i, '', 'P' || right(i::text, 1), '{{}}', '', '' from unnest(array[9001, 9002]) i;
    insert into sharing_agency (id, reference, kind, says, starts_on)
    select i, 'AGENCY' || i, 'x', '', {_TODAY} - 10 from unnest(array[9001, 9002, 9003]) i;
    insert into sharing_team (id, reference, agency_id, partnership_id, says, does)
    select i, 'TEAM' || i, i, i, '', '' from unnest(array[9001, 9002]) i;
    insert into sharing_worker (id, password, reference, email, says, is_active, created_at)
    select i, '', 'WORKER' || i, i || '@example.com', '', true, {_NOW} from unnest(array[9001, 9002]) i;
"""
TOGETHER = """
    create table oracle_together (
        subject_id bigint, partnerships bigint[], agencies bigint[], restricted boolean, beside bigint[]);
    alter table oracle_together enable row level security;
    alter table oracle_together force row level security;
    create trigger guard_row before insert on oracle_together for each row execute function kith.guard_row();
    grant select on oracle_together to kith_app;
    grant insert, update, select on oracle_together to kith_search;
"""
LOOK = """
    create function public.oracle_look(the_subjects bigint[]) returns jsonb language plpgsql as $$
    declare
        told jsonb;
        stopped bigint[];
        added bigint[] := '{}';
        one bigint;
    begin
        select jsonb_build_object(
            'child.read', array(select id from sharing_subject order by 1),
            'chronology.read', array(select subject_id from record_entry order by 1),
            'contact.read', array(select subject_id from oracle_together order by 1),
            'clock.read', array(select subject_id from record_clock order by 1)) into told;
        with done as (update record_clock set stopped_because = 'x' where subject_id = any (the_subjects)
                      returning subject_id)
        select coalesce(array_agg(subject_id order by subject_id), '{}') into stopped from done;
        foreach one in array the_subjects loop
            begin
                insert into record_entry (subject_id, partnerships, agencies, restricted, kind, occurred_at, recorded_at,
                                          by_post_id, by_worker_id, about, detail)
                values (one, array[9001, 9002], '{}', false, 'y', now(), now(), kith.post(), kith.worker(), '', '{}');
                added := added || one;
                raise exception 'undo';
            exception
                when insufficient_privilege then null;
                when raise_exception then null;
            end;
        end loop;
        return told || jsonb_build_object('clock.run', stopped, 'record.add', added);
    end $$;
    grant execute on function public.oracle_look(bigint[]) to kith_app;
"""


def write(connected: psycopg.Connection, world: World) -> None:
    """Write this world in the open transaction, as the role that row security lets through."""
    for agency, later in world.became.items():
        connected.execute(
            f"update sharing_agency set became_id = %s, ends_on = {_TODAY} + %s where id = %s",
            [later, world.last_day[agency], agency],
        )
    for worker, is_active in world.active.items():
        if not is_active:
            connected.execute("update sharing_worker set is_active = false where id = %s", [worker])
    for kind, rows in rows_of(world).items():
        if rows:
            into, values, columns = INSERTS[kind]
            connected.execute(f"insert into {into} {_ROWS.format(values, columns)}", [json.dumps(rows)])
    connected.execute(
        "insert into sharing_agencykey (key_hash, post_id, says, starts_at, ends_at) values"
        f" (sha256(convert_to(%s, 'UTF8')), %s, '', {_NOW}, {_NOW} + interval '1 hour')",
        [KEY, SERVICE_POST],
    )


def proof(token: str, worker: int) -> str:
    """What the application proves to the database when it seats somebody (the product's own form of it)."""
    said = f"seat|{hashlib.sha256(token.encode()).hexdigest()}|{worker}"
    return hmac.new(settings.SEAL_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()
