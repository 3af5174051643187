"""Background work acts as somebody, or is not done; and pages may not call or read what makes an actor."""

import json

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from kith.intake.actions import receive
from kith.intake.models import Channel
from kith.sharing import actor as actors
from kith.sharing import jobs
from tests import databases
from tests.whole.seats import visible
from tests.whole.server import behind, superuser
from tests.world import World, child, notification


def test_a_job_acts_as_whoever_it_was_stamped_with(world: World) -> None:
    with world.with_key() as by:
        sends(by, "Kayleigh")
    with superuser(world.database) as server:
        ((job, post),) = server.execute("select job_id, post_id from sharing_jobactor").fetchall()
        assert server.execute("select code from sharing_post where id = %s", [post]).fetchone() == (
            "service_intake",
        )
    with databases.as_role("worker"), transaction.atomic():
        assert actors.begin_job(job).role == "service_intake"
        assert actors.begin_job(job + 1) is None
        assert visible() == {}


def test_a_job_that_nobody_stamped_is_not_done(world: World) -> None:
    with databases.as_role("worker"), pytest.raises(jobs.NobodyToActAs):
        jobs.perform("intake.land", 10**9, {"receipt_id": 1})


def test_a_callers_job_is_done_as_the_caller_and_not_after_they_left(world: World) -> None:
    with superuser(world.database) as server:
        server.execute("insert into sharing_task (code, acts_as) values ('whoami', 'caller')")
    with world.as_("amina"), connection.cursor() as cursor:
        cursor.execute("select kith.defer('whoami', 'kith', '{}')")
        job = cursor.fetchone()[0]
    with databases.as_role("worker"), transaction.atomic():
        assert actors.begin_job(job).worker_id == world.worker("amina").pk
    with behind(world.database) as server:
        server.execute(
            "update sharing_worker set is_active = false where id = %s", [world.worker("amina").pk]
        )
    with databases.as_role("worker"), transaction.atomic():
        assert actors.begin_job(job) is None


def test_work_that_acts_as_its_caller_is_not_queued_by_nobody(world: World) -> None:
    with superuser(world.database) as server:
        server.execute("insert into sharing_task (code, acts_as) values ('whoami', 'caller')")
    with pytest.raises(ProgrammingError, match="nobody is asking"), transaction.atomic():
        world.sql("select kith.defer('whoami', 'kith', '{}')")


@pytest.mark.parametrize(
    "call",
    [
        "begin_job(1)",
        "begin_service('service_intake')",
        "begin('{}')",
        "reach_of(1, 1)",
        "sealed('x')",
        "hmac('x')",
    ],
)
def test_pages_may_not_call_what_makes_an_actor(world: World, call: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        world.sql(f"select kith.{call}")


@pytest.mark.parametrize(
    "table",
    [
        "sharing_seat",
        "sharing_sealkey",
        "sharing_jobactor",
        "sharing_agencykey",
        "sharing_conflict",
        "sharing_auditevent",
        "people_matchkey",
        "procrastinate_jobs",
    ],
)
def test_pages_may_not_read_what_opens_or_watches_the_record(told: World, table: str) -> None:
    with told.as_("amina"), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        told.sql(f"select 1 from {table} limit 1")


def test_who_sends_much_at_once_holds_nobody_else_up(world: World) -> None:
    for name in ("Ada", "Bea", "Cai", "Dot", "Eve"):
        with world.with_key() as by:
            sends(by, name)
    with world.as_("keerthana") as by:
        sends(by, "Fay")
    with databases.as_role("worker"):
        assert jobs.run_waiting(at_most=2) == 2
    with behind(world.database) as server:
        read = server.execute(
            "select a.kind from intake_landing l join sharing_agency a on a.id = l.agency_id order by l.id"
        ).fetchall()
    assert read == [("police",), ("school",)]


def sends(by: actors.Actor, name: str) -> None:
    receive(
        raw=json.dumps(notification(child(name))).encode(), channel=Channel.API, key=name, content_type="",
        partnership=by.partnerships[0], by=by, at=timezone.now(),
    )  # fmt: skip


def test_each_queue_is_in_one_lane_and_what_was_received_waits_for_nothing_else() -> None:
    lanes = [queues for queues, _ in jobs.lanes()]
    everything = [queue for queues in lanes for queue in queues]
    assert len(everything) == len(set(everything))
    assert {task.queue for task in jobs.tasks.values()} <= set(everything)
    assert {task.code for task in jobs.tasks.values() if task.queue in lanes[0]} == {
        "intake.land",
        "intake.land_by_hand",
    }
