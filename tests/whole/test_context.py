"""Who is asking is sealed for one transaction. Without it, forged, altered or replayed, the record is empty."""

import hashlib
import json
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from kith.sharing.models import Session
from kith.sharing.sessions import hashed, proof
from tests.whole.seats import sits, visible
from tests.whole.server import signed_in, superuser
from tests.world import World

pytestmark = pytest.mark.database


def settings_of() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('kith.context', true), current_setting('kith.seal', true)")
        return cursor.fetchone()


def put(context: str, seal: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('kith.context', %s, true), set_config('kith.seal', %s, true)", [context, seal]
        )


def part(of: str, subjects: list[int], permission: str = "") -> dict:
    """A part of a context, as whoever works out a reach tells it, and its digest, which anybody can make."""
    told = "{" + ",".join(map(str, subjects)) + "}"
    digest = hashlib.sha256(told.encode()).hexdigest()
    return {"of": of, "for": permission, "in": [1], "ids": told, "is": digest}


def test_without_a_context_nothing_is_visible(told: World) -> None:
    with told.as_("amina"):
        assert len(visible()) > 10
    with transaction.atomic():
        assert visible() == {}
    assert visible() == {}


def test_a_context_ends_with_its_transaction(told: World) -> None:
    with told.as_("amina"):
        pass
    assert visible() == {}
    with transaction.atomic():
        assert visible() == {}


def test_a_forged_context_shows_nothing(told: World) -> None:
    with told.as_("amina"):
        context, _ = settings_of()
    with transaction.atomic():
        for seal in ("", "0" * 64, "null"):
            put(context, seal)
            assert visible() == {}


@pytest.mark.parametrize(
    "alter",
    [
        pytest.param(lambda c: c | {"partnerships": [1, 2]}, id="another partnership"),
        pytest.param(lambda c: c | {"conflicts": [9**9]}, id="other conflicts"),
        pytest.param(lambda c: c | {"parts": [part("reader", [1, 2, 3])]}, id="a named reader"),
        pytest.param(lambda c: c | {"agreed": {}}, id="no agreement needed"),
        pytest.param(lambda c: c | {"role": "mash_manager"}, id="another role"),
    ],
)
def test_an_altered_context_shows_nothing(told: World, alter: Callable[[dict], dict]) -> None:
    with told.as_("amina"):
        context, seal = settings_of()
        put(context, seal)
        assert visible()
        changed = json.dumps(alter(json.loads(context)))
        assert changed != context
        put(changed, seal)
        assert visible() == {}


def test_a_context_replayed_in_another_transaction_shows_nothing(told: World) -> None:
    with told.as_("amina"):
        kept = settings_of()
    with transaction.atomic():
        put(*kept)
        assert visible() == {}


def test_a_context_replayed_on_another_connection_shows_nothing(told: World) -> None:
    with told.as_("amina"):
        kept = settings_of()
        with signed_in("app", told.database) as other, other.transaction():
            other.execute(
                "select set_config('kith.context', %s, true), set_config('kith.seal', %s, true)", kept
            )
            assert other.execute("select count(*) from sharing_subject").fetchone() == (0,)


# The parts: the subjects of each relationship, in a setting of their own.

PARTS = [
    part("allocated", [1]),
    part("team", [2]),
    part("agency", [3]),
    part("recipient", [4]),
    part("reader", [5]),
    part("disclosed", [6], "plan.read"),
    part("involved", [7]),
]
REACH = {
    "worker": 1, "post": 1, "posts": [1], "agency": 1, "agencies": [1], "role": "x", "partnerships": [1], "conflicts": [],
    "may": {"plan.read": ["allocated", "team", "agency", "recipient", "reader"]}, "agreed": {"plan.read": {"1": []}},
    "listed": ["plan.read"], "parts": PARTS,
}  # fmt: skip


@pytest.fixture
def sealed(empty: str) -> Iterator[psycopg.Connection]:
    """A transaction with one subject in each part, read as pages read it."""
    with superuser(empty) as connected, connected.transaction(force_rollback=True):
        begin(connected, REACH)
        yield connected


def begin(connected: psycopg.Connection, reach: dict) -> None:
    connected.execute("reset role")
    connected.execute("select kith.begin(%s)", [json.dumps(reach)])
    connected.execute("set local role kith_app")


def near(connected: psycopg.Connection) -> list[int]:
    row = connected.execute("select kith.near('plan.read'), kith.readers()").fetchone()
    assert row is not None
    assert row[1] == [n for n in row[0] if n == 5], "A named reader is one through that part alone."
    return sorted(row[0])


def say(connected: psycopg.Connection, number: int, told: str) -> None:
    connected.execute("select set_config(%s, %s, true)", [f"kith.part_{number}", told])


WHOLE = [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("number", range(len(PARTS)), ids=[p["of"] for p in PARTS])
@pytest.mark.parametrize(
    "told",
    [
        pytest.param("{1,2,3,4,5,6,7,8}", id="more subjects"),
        pytest.param("{8}", id="another subject"),
        pytest.param("{}", id="nobody"),
        pytest.param("", id="nothing"),
        pytest.param("{1,", id="half a list"),
    ],
)
def test_an_altered_part_counts_as_none_and_the_others_stand(
    sealed: psycopg.Connection, number: int, told: str
) -> None:
    assert near(sealed) == WHOLE
    say(sealed, number, told)
    assert near(sealed) == [n for n in WHOLE if n != number + 1]


@pytest.mark.parametrize("number", range(len(PARTS)), ids=[p["of"] for p in PARTS])
def test_one_part_does_not_stand_in_for_another(sealed: psycopg.Connection, number: int) -> None:
    other = (number + 1) % len(PARTS)
    say(sealed, number, PARTS[other]["ids"])
    say(sealed, other, PARTS[number]["ids"])
    assert near(sealed) == [n for n in WHOLE if n not in (number + 1, other + 1)]


def test_a_part_too_many_counts_for_nothing(sealed: psycopg.Connection) -> None:
    say(sealed, len(PARTS), "{8}")
    assert near(sealed) == WHOLE


def test_parts_of_an_earlier_seat_end_with_it(sealed: psycopg.Connection) -> None:
    begin(sealed, REACH | {"parts": [part("team", [9])]})
    assert near(sealed) == [9]
    begin(sealed, REACH | {"parts": []})
    assert near(sealed) == []


@pytest.mark.parametrize("agreed, seen", [({"1": []}, WHOLE), ({"2": []}, [6]), ({}, [6])])
def test_where_no_agreement_is_only_what_was_given_by_decision_is_near(
    sealed: psycopg.Connection, agreed: dict, seen: list[int]
) -> None:
    begin(sealed, REACH | {"agreed": {"plan.read": agreed}})
    row = sealed.execute("select kith.near('plan.read')").fetchone()
    assert row is not None and sorted(row[0]) == seen


def test_to_read_the_table_of_sessions_is_to_open_nothing(told: World) -> None:
    client = told.browser("amina")
    client.get("/api/v1/openapi.json")
    stored = Session.objects.get()
    assert stored.session_key != client.session.session_key
    assert sits(client.session.session_key) is not None
    # Neither the stored key nor a copy of the row under a key of one's own is a seat.
    assert sits(stored.session_key) is None
    Session.objects.create(
        session_key=hashed("mine"), session_data=stored.session_data, expire_date=stored.expire_date
    )
    assert sits("mine") is None


def test_a_seat_is_not_opened_without_the_applications_proof(world: World) -> None:
    worker = world.worker("huw").pk
    for shown in ("", "0" * 64, None):
        with pytest.raises(ProgrammingError, match="not opened by the application"), transaction.atomic():
            world.sql("select kith.open_seat('mine', %s, %s, '1 hour')", worker, shown)
    assert sits("mine") is None


def test_a_proof_is_for_one_session_and_one_worker(world: World) -> None:
    amina, huw = world.worker("amina").pk, world.worker("huw").pk
    for key, worker, shown in (("mine", huw, proof("mine", amina)), ("mine", huw, proof("other", huw))):
        with pytest.raises(ProgrammingError, match="not opened"), transaction.atomic():
            world.sql("select kith.open_seat(%s, %s, %s, '1 hour')", key, worker, shown)
