"""Kith does not start on a database that could lose a receipt or show a record: each fault, and the sentence that names it."""

import os

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from kith.sharing import fitness
from tests import databases
from tests.whole.server import superuser

pytestmark = pytest.mark.database

NOT_OURS = "Put the database back from a backup, or ask whoever changed it."


def asked(name: str, *, on_a_server_for_tests: bool = True, **others: str) -> str:
    """What `python3 run` asks of the database before it serves, and what it was told."""
    addresses = {role: databases.address(role, name) for role in databases.ROLES} | others
    with override_settings(ADDRESSES=addresses, TESTING=on_a_server_for_tests):
        try:
            call_command("check_database")
        except CommandError as refusal:
            return str(refusal)
    return ""


def test_a_database_as_it_was_made_is_fit(empty: str) -> None:
    assert asked(empty) == ""


def test_where_a_receipt_could_be_lost_kith_does_not_start(empty: str) -> None:
    """The server that tests run on is one: it is fast because it does not wait for the disk."""
    said = asked(empty, on_a_server_for_tests=False)
    assert said.startswith("Kith does not start:")
    for setting in ("fsync", "full_page_writes"):
        assert f"- {setting} is off: a receipt could be lost. Turn it on in postgresql.conf." in said


@pytest.mark.parametrize(
    "damage, says",
    [
        pytest.param(
            "alter table plans_plan no force row level security",
            f"plans_plan is not under row security. {NOT_OURS}",
            id="one table’s owner passes by its row security",
        ),
        pytest.param(
            "alter table intake_receipt disable row level security",
            f"intake_receipt is not under row security. {NOT_OURS}",
            id="one table is not under row security",
        ),
        pytest.param(
            "alter table sharing_holding disable row level security",
            f"sharing_holding is not under row security. {NOT_OURS}",
            id="a register is not under row security",
        ),
        pytest.param(
            "drop policy no_conflict on plans_plan",
            f"The policy no_conflict of plans_plan is missing. {NOT_OURS}",
            id="a policy is missing",
        ),
        pytest.param(
            "alter policy reads on people_sourcerecord using (true)",
            f"The policy reads of people_sourcerecord was altered. {NOT_OURS}",
            id="a policy lets everybody read",
        ),
        pytest.param(
            "alter policy reads on notify_notice to public",
            f"The policy reads of notify_notice was altered. {NOT_OURS}",
            id="a policy is for another role",
        ),
        pytest.param(
            "alter policy adds on sharing_post with check (true)",
            f"The policy adds of sharing_post was altered. {NOT_OURS}",
            id="a register that everybody writes",
        ),
        pytest.param(
            "create policy ours on frontdoor_contact for select to kith_app using (true)",
            f"The policy ours of frontdoor_contact is not ours. {NOT_OURS}",
            id="a policy that nobody declared",
        ),
    ],
)
def test_a_database_that_could_show_a_record_is_refused(empty: str, damage: str, says: str) -> None:
    with databases.owner(empty) as connected:
        connected.execute(damage)
    assert asked(empty) == f"Kith does not start:\n- {says}"


@pytest.mark.parametrize("role", ["app", "worker"])
def test_a_role_that_passes_by_row_security_is_refused(empty: str, role: str) -> None:
    with superuser(empty) as connected:
        who = connected.execute("select current_user").fetchone()
        assert who is not None
    address = os.environ["KITH_SUPERUSER_URL"].replace("/postgres?", f"/{empty}?")
    said = asked(empty, **{role: address})
    assert f"The role {who[0]} passes by row security. Connect as kith_app or kith_worker." in said


def test_a_role_that_may_become_one_that_passes_by_is_refused(empty: str) -> None:
    with superuser(empty) as connected:
        connected.execute("create role kith_passes_by nologin bypassrls")
        connected.execute("grant kith_passes_by to kith_report")
        try:
            with psycopg.connect(databases.address("report", empty), autocommit=True) as asking:
                assert (
                    "The role kith_passes_by passes by row security. Connect as kith_app or kith_worker."
                    in (fitness.unfit(asking))
                )
        finally:
            connected.execute("drop role kith_passes_by")


def test_a_connection_that_asks_for_no_row_security_is_refused(empty: str) -> None:
    """PostgreSQL then fails instead of filtering, and nobody could work."""
    with psycopg.connect(databases.address("app", empty), options="-c row_security=off") as asking:
        assert "row_security is off for this connection. Remove that setting." in fitness.unfit(asking)


def test_to_ask_whether_the_policies_are_ours_leaves_nothing_behind(empty: str) -> None:
    with databases.owner(empty) as connected:
        before = connected.execute("select count(*) from pg_class").fetchone()
        assert fitness.altered(connected) == []
        assert connected.execute("select count(*) from pg_class").fetchone() == before
