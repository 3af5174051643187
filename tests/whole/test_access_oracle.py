"""The rules, the database and a second telling of the access model give one answer, in thousands of small worlds.

KITH_ORACLE_WORLDS says in how many.
"""

import os
from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings

from kith.sharing import operations
from kith.sharing.actor import Actor
from kith.sharing.rules import Standing, in_emergency, reaches
from tests import databases
from tests.properties import oracle, worlds
from tests.whole.server import superuser

pytestmark = pytest.mark.database

WORLDS = int(os.environ.get("KITH_ORACLE_WORLDS", "2000" if "CI" in os.environ else "300"))
SUBJECTS = list(worlds.SUBJECTS)


@pytest.fixture(scope="module")
def server() -> Iterator[psycopg.Connection]:
    with databases.clone(databases.EMPTY) as name, superuser(name) as connected:
        connected.execute(worlds.PREPARE)
        connected.execute(worlds.TOGETHER)
        for statement in operations.policies(
            "oracle_together", "contact.read", "contact.read", "", "subject_id", "beside"
        ):
            connected.execute(statement)
        connected.execute(worlds.LOOK)
        yield connected


def answers(server: psycopg.Connection, world: oracle.World) -> dict:
    """For each seat: the context that the database made of it, what it then shows, and what in an emergency; and the guard's
    columns."""
    seats = [(w, p) for w in worlds.WORKERS for p in worlds.POSTS] + [(None, worlds.SERVICE_POST)]
    look = "select public.oracle_look(%s::bigint[])"
    found = {}
    try:
        with server.pipeline():
            server.execute("begin")
            server.execute("set local role kith_search")
            worlds.write(server, world)
            columns = server.execute("select id, partnerships, agencies, restricted from sharing_subject")
            server.execute("set local role kith_app")
            before = server.execute(look, [SUBJECTS])
            for worker in worlds.WORKERS:
                token = f"a session of {worker}"
                server.execute(
                    "select kith.open_seat(%s, %s, %s, '1 hour')",
                    [token, worker, worlds.proof(token, worker)],
                )
            for worker, post in seats:
                if worker is None:
                    sits = server.execute("select kith.begin_request(%s)", [worlds.KEY])
                else:
                    # A post that is not theirs leaves whatever context there was, so start from none.
                    server.execute("select kith.begin_request('nobody')")
                    sits = server.execute(
                        "select kith.change_post(%s, %s)", [f"a session of {worker}", f"POST{post}"]
                    )
                seen = server.execute(look, [SUBJECTS])
                woken = None
                if world.emergencies:
                    server.execute("select set_config('kith.in_emergency', 'on', true)")
                    woken = server.execute(look, [SUBJECTS])
                found[worker, post] = (sits, seen, woken)
        told = {
            seat: (sits.fetchone()[0], seen.fetchone()[0], woken and woken.fetchone()[0])
            for seat, (sits, seen, woken) in found.items()
        }
        told[None] = (None, before.fetchone()[0], None)
        told["columns"] = {row[0]: row[1:] for row in columns.fetchall()}
        return told
    finally:
        server.execute("rollback")


@settings(
    max_examples=WORLDS,
    deadline=None,
    database=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
@given(world=worlds.worlds())
def test_the_rules_the_database_and_the_oracle_say_the_same(server, world):
    told = answers(server, world)
    columns = told.pop("columns")
    assert told.pop(None)[1] == dict.fromkeys(worlds.PERMISSIONS, []), "Without a context nothing is visible."
    for (worker, post), (context, seen, woken) in told.items():
        assert (context is not None) == oracle.may_sit(world, worker, post)
        actor = Actor.from_context(context) if context else None
        by_rules: dict[str, set[int]] = {}
        by_oracle: dict[str, set[int]] = {}
        for permission in worlds.PERMISSIONS:
            for subject in SUBJECTS:
                others = worlds.beside(world, subject) if permission == "contact.read" else []
                partnerships, agencies, restricted = columns[subject]
                row = Standing(
                    subject,
                    frozenset(partnerships),
                    frozenset(agencies),
                    restricted,
                    beside=frozenset(others),
                )
                if actor and reaches(actor.reach, permission, row):
                    by_rules.setdefault(permission, set()).add(subject)
                if oracle.allowed(world, worker, post, permission, subject, tuple(others)):
                    by_oracle.setdefault(permission, set()).add(subject)
                # The purpose is the gate's: the database is asked before anybody has said why.
                for purpose in worlds.PURPOSES:
                    assert bool(actor and reaches(actor.reach, permission, row, purpose)) == oracle.allowed(
                        world, worker, post, permission, subject, tuple(others), purpose
                    )
        assert by_rules == by_oracle
        if woken is not None:
            assert woken == in_an_emergency(world, worker, post, actor, columns)
        # To stop a clock one must see it too.
        by_oracle["clock.run"] = by_oracle.get("clock.run", set()) & by_oracle.get("clock.read", set())
        for permission in worlds.PERMISSIONS:
            assert set(seen[permission]) == by_oracle.get(permission, set()), permission


def in_an_emergency(
    world: oracle.World, worker: int | None, post: int, actor: Actor | None, columns: dict
) -> dict[str, list[int]]:
    """What is read once the openings of this seat are awake, by the rules; the oracle says the same."""
    found: dict[str, list[int]] = {permission: [] for permission in worlds.PERMISSIONS}
    for permission in worlds.PERMISSIONS:
        for subject in SUBJECTS:
            others = worlds.beside(world, subject) if permission == "contact.read" else []
            partnerships, agencies, restricted = columns[subject]
            row = Standing(
                subject, frozenset(partnerships), frozenset(agencies), restricted, beside=frozenset(others)
            )
            expected = oracle.allowed_in_emergency(world, worker, post, permission, subject, tuple(others))
            for purpose in ("", *worlds.PURPOSES):
                assert (
                    bool(actor and reaches(in_emergency(actor.reach), permission, row, purpose)) == expected
                )
            if expected:
                found[permission].append(subject)
    return found


AGENCY, POST, WORKER, SUBJECT = worlds.AGENCIES[0], worlds.POSTS[0], worlds.WORKERS[0], worlds.SUBJECTS[0]


def one_post(through: str, **said) -> oracle.World:
    """A world of one worker in one post, whose role reads a child's name through one relationship."""
    area = frozenset(worlds.PARTNERSHIPS[:1])
    reads = oracle.Role({"child.read": oracle.Allowance(frozenset({through}))})
    return oracle.World(
        roles={worlds.ROLES[0]: reads, worlds.SERVICE_ROLE: oracle.Role(is_service=True)},
        posts={
            POST: oracle.Post(AGENCY, None, worlds.ROLES[0], area),
            worlds.SERVICE_POST: oracle.Post(AGENCY, None, worlds.SERVICE_ROLE, area),
        },
        active=dict.fromkeys(worlds.WORKERS, True),
        became={},
        subjects=dict.fromkeys(worlds.SUBJECTS, area),
        data_classes=worlds.PERMISSIONS,
        holdings=(oracle.Holding(WORKER, POST, -2, None),),
        **said,
    )


@pytest.mark.parametrize(
    "world",
    [
        pytest.param(
            one_post("agency", grants=(oracle.Grant(SUBJECT, "agency", ("agency", AGENCY), "", -48, None),)),
            id="an open-ended grant to an agency counts",
        ),
        pytest.param(
            one_post("agency", grants=(oracle.Grant(SUBJECT, "agency", ("agency", AGENCY), "", 48, None),)),
            id="an open-ended grant to an agency counts from its first moment and not before",
        ),
        pytest.param(
            one_post(
                "recipient", grants=(oracle.Grant(SUBJECT, "recipient", ("agency", AGENCY), "", -48, None),)
            ),
            id="an open-ended grant to an agency counts whatever the relationship",
        ),
        pytest.param(
            one_post("partnership", restrictions=(oracle.Restriction(SUBJECT, -48, 48),)),
            id="a restriction that was given an end is over, whose clock is ahead does not matter",
        ),
    ],
)
def test_time_is_kept_in_the_guards_columns_too(server, world):
    context, seen, _ = answers(server, world)[WORKER, POST]
    assert context is not None
    expected = {s for s in SUBJECTS if oracle.allowed(world, WORKER, POST, "child.read", s)}
    assert set(seen["child.read"]) == expected


def signed_in_one_of_two(way: str, **said) -> oracle.World:
    """One worker in both partnerships, joined in one way to a child of each; their agency signed with the first alone."""
    here, there = worlds.PARTNERSHIPS
    to = ("agency", AGENCY) if way == "agency" else ("post", POST)
    grants = tuple(
        oracle.Grant(subject, way, to, "", -48, None) for subject in SUBJECTS if way != "partnership"
    )
    world = one_post(
        way,
        agreements=(oracle.Agreement(here, {"record": frozenset()}, {AGENCY: (-5, None)}, -5, 30),),
        **{**said, "grants": grants + said.get("grants", ())},
    )
    world.roles[worlds.ROLES[0]].allows["chronology.read"] = oracle.Allowance(frozenset({way}))
    world.posts[POST] = oracle.Post(AGENCY, None, worlds.ROLES[0], frozenset(worlds.PARTNERSHIPS))
    world.subjects.update(zip(SUBJECTS, (frozenset({here}), frozenset({there})), strict=True))
    return world


@pytest.mark.parametrize("way", ["allocated", "agency", "recipient", "reader", "partnership"])
def test_what_was_signed_in_one_partnership_opens_nothing_in_the_other(server, way):
    _, seen, _ = answers(server, signed_in_one_of_two(way))[WORKER, POST]
    assert set(seen["child.read"]) == set(SUBJECTS), "What needs no agreement is open in both."
    assert seen["chronology.read"] == SUBJECTS[:1]


def test_what_was_opened_in_an_emergency_is_read_restricted_or_not_and_agreed_or_not(server):
    opened = oracle.Emergency(WORKER, POST, SUBJECT, -1, 3)
    world = one_post(
        "partnership", restrictions=(oracle.Restriction(SUBJECT, -48, None),), emergencies=(opened,)
    )
    for code in ("child.read", "chronology.read", "record.add"):
        world.roles[worlds.ROLES[0]].allows[code] = oracle.Allowance(frozenset({"partnership", "emergency"}))
    _, seen, woken = answers(server, world)[WORKER, POST]
    assert (seen["child.read"], seen["chronology.read"]) == (SUBJECTS[1:], []), (
        "Until it is asked for, it sleeps."
    )
    assert seen["record.add"] == SUBJECTS[1:]
    assert (woken["child.read"], woken["chronology.read"]) == (SUBJECTS[:1], SUBJECTS[:1])
    assert (woken["record.add"], woken["clock.run"]) == ([], []), "It writes nothing, of whomever."


@pytest.mark.parametrize("way", ["allocated", "agency", "partnership"])
def test_a_decision_to_disclose_opens_it_in_the_other_all_the_same(server, way):
    given = oracle.Grant(SUBJECTS[1], "disclosed", ("post", POST), "chronology.read", -1, 48)
    _, seen, _ = answers(server, signed_in_one_of_two(way, grants=(given,)))[WORKER, POST]
    assert set(seen["chronology.read"]) == set(SUBJECTS)
