"""Who is asking is sealed for one transaction. Without it, forged, altered or replayed, the record is empty."""

import json
import secrets
from collections.abc import Callable
from datetime import timedelta

import psycopg
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from kith.county.places import FEED_KEY
from kith.frontdoor.models import Contact
from kith.plans.models import Plan
from kith.sharing import actor as actors
from kith.sharing import jobs
from kith.sharing.actions import declare_conflict, end_grant, hold_post, leave_post, mark_absent, open_subject
from kith.sharing.models import Grant, Holding, Session, Subject
from kith.sharing.sessions import hashed, open_seat
from tests import databases
from tests.whole.server import behind, signed_in, superuser
from tests.world import World, child, notification

READABLE = sorted(
    m._meta.db_table
    for m in apps.get_models()
    if getattr(m, "guard", None) and "select" in m.rights.app.split()
)


def visible() -> dict[str, int]:
    """What the present context shows, by table; empty tables are left out."""
    counts = {}
    with connection.cursor() as cursor:
        for table in READABLE:
            cursor.execute(f"select count(*) from {table}")
            if n := cursor.fetchone()[0]:
                counts[table] = n
    return counts


def settings_of() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('kith.context', true), current_setting('kith.seal', true)")
        return cursor.fetchone()


def put(context: str, seal: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('kith.context', %s, true), set_config('kith.seal', %s, true)", [context, seal])


def seat(world: World, who: str) -> str:
    """A session of somebody's, past the second factor; returns its key."""
    key = secrets.token_hex(16)
    with transaction.atomic():
        open_seat(key, world.worker(who).pk)
    return key


def sits(key: str) -> actors.Actor | None:
    with transaction.atomic():
        return actors.begin_request(key)


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
            other.execute("select set_config('kith.context', %s, true), set_config('kith.seal', %s, true)", kept)
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
    for proof in ("", "0" * 64, None):
        with pytest.raises(ProgrammingError, match="not opened by the application"), transaction.atomic():
            world.sql("select kith.open_seat('mine', %s, %s, '1 hour')", worker, proof)
    assert sits("mine") is None


def test_a_proof_is_for_one_session_and_one_worker(world: World) -> None:
    from kith.sharing.sessions import proof

    amina, huw = world.worker("amina").pk, world.worker("huw").pk
    for key, worker, shown in (("mine", huw, proof("mine", amina)), ("mine", huw, proof("other", huw))):
        with pytest.raises(ProgrammingError, match="not opened"), transaction.atomic():
            world.sql("select kith.open_seat(%s, %s, %s, '1 hour')", key, worker, shown)


# What changes is felt at the very next request.


def test_a_leavers_next_request_has_no_actor(world: World) -> None:
    key = seat(world, "rhiannon")
    assert sits(key) is not None
    now = timezone.now()
    with world.as_("tamsin") as by:
        held = Holding.objects.get(worker=world.worker("rhiannon"))
        leave_post(holding=held, last_day=now.date() - timedelta(days=1), by=by, at=now)
    assert sits(key) is None


def test_who_moves_to_another_post_loses_the_children_of_the_old_one(told: World) -> None:
    key, now = seat(told, "rhiannon"), timezone.now()
    assert told.plans_seen_by("rhiannon") == 1
    with told.as_("tamsin") as by:
        held = Holding.objects.get(worker=told.worker("rhiannon"))
        leave_post(holding=held, last_day=now.date() - timedelta(days=1), by=by, at=now)
        hold_post(worker=told.worker("rhiannon"), post=told.county.posts["jolanta"], starts_on=now.date(), by=by, at=now)
    assert sits(key) is None
    assert told.plans_seen_by("rhiannon") == 0


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param("update sharing_post set ends_on = current_date - 1 where id = %(post)s", id="the post ends"),
        pytest.param("update sharing_worker set is_active = false where id = %(worker)s", id="the account is closed"),
        pytest.param("update sharing_seat set ends_at = now() where worker_id = %(worker)s", id="the session runs out"),
        pytest.param("delete from sharing_holding where worker_id = %(worker)s", id="the holding is gone"),
    ],
)
def test_the_end_of_any_part_of_a_seat_ends_it(told: World, ending: str) -> None:
    key = seat(told, "rhiannon")
    assert sits(key) is not None
    with behind(told.database) as server:
        server.execute(ending, {"post": told.county.posts["rhiannon"].pk, "worker": told.worker("rhiannon").pk})
    assert sits(key) is None


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param("update sharing_grant set ends_at = now() where relationship in ('allocated', 'team')", id="the grant ends"),
        pytest.param("update sharing_agreement set ends_on = current_date - 1", id="the agreement ends"),
        pytest.param("update sharing_agreementparty set left_on = current_date - 1", id="the agency leaves the agreement"),
        pytest.param("update sharing_rolepermission set ends_on = current_date - 1", id="the role may no longer"),
    ],
)  # fmt: skip
def test_the_end_of_any_reason_to_reach_a_child_ends_it(told: World, ending: str) -> None:
    assert told.plans_seen_by("rhiannon") == 1
    with behind(told.database) as server:
        server.execute(ending)
    assert told.plans_seen_by("rhiannon") == 0


def test_an_agencys_key_opens_nothing_after_its_last_moment(world: World) -> None:
    assert sits(FEED_KEY) is not None
    with behind(world.database) as server:
        server.execute("update sharing_agencykey set ends_at = now()")
    assert sits(FEED_KEY) is None


def test_an_agencys_key_opens_only_a_post_of_a_system(world: World) -> None:
    with behind(world.database) as server:
        server.execute("update sharing_agencykey set post_id = %s", [world.county.posts["amina"].pk])
    assert sits(FEED_KEY) is None


def test_an_ended_grant_and_a_declared_conflict_are_felt_at_once(told: World) -> None:
    now = timezone.now()
    contact = told.contact("Kayleigh")
    assert told.plans_seen_by("noor") == 1
    with told.as_("huw") as by:
        declare_conflict(worker=told.worker("noor"), subject=contact.subject_id, because="Her aunt", by=by, at=now)
    assert told.plans_seen_by("noor") == 0
    assert told.plans_seen_by("rhiannon") == 1
    with told.as_("amina") as by:
        end_grant(grants=Grant.objects.filter(subject=contact.subject_id), by=by, at=now)
    assert told.plans_seen_by("rhiannon") == 0


def test_a_deputy_sees_the_work_of_an_absent_colleague_and_only_meanwhile(told: World) -> None:
    now = timezone.now()
    with behind(told.database) as server:
        # Without the team's grant, so that only the post's own counts.
        server.execute("update sharing_grant set ends_at = now() where relationship = 'team'")
    assert told.plans_seen_by("emeka") == 0
    with told.as_("tamsin") as by:
        absence = mark_absent(
            post=told.county.posts["rhiannon"], deputy=told.county.posts["emeka"],
            starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1), by=by, at=now,
        )  # fmt: skip
    assert told.plans_seen_by("emeka") == 1
    with behind(told.database) as server:
        server.execute("update sharing_absence set ends_at = now() - interval '1 second' where id = %s", [absence.pk])
    assert told.plans_seen_by("emeka") == 0


def test_nobody_sits_down_in_a_post_that_is_not_theirs(world: World) -> None:
    key = seat(world, "amina")
    with transaction.atomic():
        assert actors.change_post(key, world.county.posts["huw"].reference) is None
    assert sits(key).role == "mash_triage"
    with transaction.atomic():
        assert actors.change_post(key, world.county.posts["amina_caseload"].reference).role == "social_worker"
    assert sits(key).role == "social_worker"


# Background work.


def test_a_job_acts_as_whoever_it_was_stamped_with(world: World) -> None:
    with world.with_key() as by:
        from kith.intake.actions import receive
        from kith.intake.models import Channel

        receive(
            raw=json.dumps(notification(child("Kayleigh"))).encode(), channel=Channel.API, key="a", content_type="",
            partnership=by.partnerships[0], by=by, at=timezone.now(),
        )  # fmt: skip
    with superuser(world.database) as server:
        ((job, post),) = server.execute("select job_id, post_id from sharing_jobactor").fetchall()
        assert server.execute("select code from sharing_post where id = %s", [post]).fetchone() == ("service_intake",)
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
        server.execute("update sharing_worker set is_active = false where id = %s", [world.worker("amina").pk])
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


# Writing.


def test_nobody_adds_a_row_about_a_child_whom_they_do_not_reach(told: World) -> None:
    contact = told.contact("Kayleigh")
    statement = (
        "insert into record_entry (subject_id, partnerships, agencies, restricted, kind, occurred_at, recorded_at,"
        " by_post_id, about, detail) values (%s, %s, '{}', false, 'x', now(), now(), %s, '', '{}')"
    )
    for who in ("silas", "keerthana", "emeka"):
        with told.as_(who) as by, transaction.atomic():
            values = (contact.subject_id, list(by.partnerships), by.post_id)
            if who == "emeka":
                told.sql(statement, *values)
            else:
                with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                    told.sql(statement, *values)


def test_the_guards_columns_are_filled_by_the_database_whatever_a_statement_says(told: World) -> None:
    contact = told.contact("Kayleigh")
    silas = told.county.partnerships["kelderdale"].pk
    with told.as_("emeka") as by:
        told.sql(
            "insert into record_entry (subject_id, partnerships, agencies, restricted, kind, occurred_at, recorded_at,"
            " by_post_id, about, detail) values (%s, %s, '{}', false, 'x', now(), now(), %s, '', '{}')",
            contact.subject_id, [silas], by.post_id,
        )  # fmt: skip
    with told.as_("silas"):
        assert visible() == {}


def test_a_record_of_the_other_partnership_is_opened_by_nobody_here(world: World) -> None:
    kelderdale = world.county.partnerships["kelderdale"].pk
    with pytest.raises(ProgrammingError, match="row-level security"), world.as_("amina") as by:
        open_subject(kind="child", partnerships=[kelderdale], by=by, at=timezone.now())
    with world.as_("silas") as by:
        open_subject(kind="child", partnerships=[kelderdale], by=by, at=timezone.now())
        assert Subject.objects.count() == 1


def test_what_two_agencies_see_of_one_child_differs_and_comes_from_one_setup(told: World) -> None:
    seen = {}
    for who in ("amina", "rhiannon", "emeka", "keerthana", "idwal", "olu", "ottoline", "perpetua", "tamsin", "silas"):
        with told.as_(who):
            seen[who] = (Contact.objects.count(), Plan.objects.count())
    assert seen == {
        "amina": (2, 1), "rhiannon": (1, 1), "emeka": (1, 1), "keerthana": (0, 0), "idwal": (0, 0), "olu": (0, 0),
        "ottoline": (0, 0), "perpetua": (0, 0), "tamsin": (0, 0), "silas": (0, 0),
    }  # fmt: skip


def test_the_guard_holds_on_a_connection_that_django_did_not_make(told: World) -> None:
    for role in ("app", "worker", "report", "sealer"):
        with signed_in(role, told.database) as connected:
            try:
                assert connected.execute("select count(*) from sharing_subject").fetchone() == (0,)
            except psycopg.errors.InsufficientPrivilege:
                assert role in ("report", "sealer")
