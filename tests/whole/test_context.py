"""Who is asking is sealed for one transaction. Without it, forged, altered or replayed, the record is empty."""

import json
from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, transaction

from kith.sharing.models import Session
from kith.sharing.sessions import hashed, proof
from tests.whole.seats import sits, visible
from tests.whole.server import signed_in
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
        pytest.param(lambda c: c | {"near": {"reader": [1, 2, 3]}}, id="a named reader"),
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
