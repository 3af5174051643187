"""The county that is grown is sound: what must be true of it is asked of the rows themselves, and asks bite."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection

from kith.county import areas, growth, soundness
from kith.county.acting import acting_as
from kith.county.standing import Size
from kith.sharing.models import Worker
from tests import databases
from tests.world import World

pytestmark = pytest.mark.database

SMALL = Size(children=500, contacts=400, waiting=15, parts=3)


def quietly(_: str) -> None:
    """What the bench would print."""


def broken(name: str) -> dict[str, int]:
    with databases.owner(name) as connected:
        return {words: rows for words, rows in soundness.broken(connected).items() if rows}


# Ids come from sequences, which what was rolled back has moved on; moments of growing are the clock's.
TOLD = """
    select c.table_name, string_agg(format('t.%I', c.column_name), ', ' order by c.ordinal_position),
           bool_or(c.column_name = 'subject_id')
      from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and (c.udt_name not in ('int8', '_int8') or c.column_name in ('subject_id', 'key'))
       and c.table_name !~ '^(django|auth|account|mfa|socialaccount|procrastinate)_|^sharing_(session|sealed|seat)'
       and c.column_name not in ('taken_up_at', 'taken_up_with', 'last_at')
     group by 1 order by 1
"""


def said_by_each_table(name: str) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a hash of what they say, with the child that each is about."""
    found = {}
    with databases.owner(name) as connected, connected.transaction():
        connected.execute("set local role kith_search")
        for table, columns, hangs in connected.execute(TOLD).fetchall():
            about = "(select s.reference from sharing_subject s where s.id = t.subject_id)" if hangs else "''"
            told = columns.replace("t.subject_id", about)
            try:
                with connected.transaction():
                    row = connected.execute(
                        f"select count(*), md5(coalesce(string_agg(h, '' order by h), '')) from"
                        f" (select md5(row({told})::text) as h from {table} t) x"
                    ).fetchone()
            except psycopg.errors.InsufficientPrivilege:
                continue
            assert row is not None
            found[table] = (row[0], row[1])
    return found


class Killed(Exception):
    """What grows it has ended."""


def grow_until_killed(connected: psycopg.Connection, until: datetime, seed: int) -> None:
    """One part is saved; the second is written and never saved."""
    where = growth.Where()
    standing = growth.take_up(connected, SMALL, until, seed, where)
    numbers = growth.crowd.nhs_numbers()
    growth.grow_part(connected, standing, 1, where, numbers)
    with pytest.raises(Killed), connected.transaction():
        growth.grow_part(connected, standing, 2, where, numbers)
        raise Killed


@pytest.mark.parametrize(
    "seed", [pytest.param(1, id="the seed of the bench"), pytest.param(2, id="another seed")]
)
def test_a_county_that_was_killed_in_the_middle_grows_on_to_the_same(county: World, seed: int) -> None:
    until = datetime.now(UTC)
    with databases.clone(databases.COUNTY) as other:
        with databases.owner(other) as connected:
            growth.grow(connected, size=SMALL, until=until, seed=seed, say=quietly)
        at_once = said_by_each_table(other)
    with databases.owner(county.database) as connected:
        grow_until_killed(connected, until, seed)
    # Another day and another process: what was begun is grown on, and what is whole is left.
    for _ in range(2):
        with databases.owner(county.database) as connected:
            growth.grow(connected, size=SMALL, until=datetime.now(UTC), seed=seed, say=quietly)
    assert said_by_each_table(county.database) == at_once
    assert at_once["frontdoor_contact"][0] > SMALL.contacts
    assert at_once["people_matchkey"][0] > SMALL.children
    assert broken(county.database) == {}
    with (
        databases.owner(county.database) as connected,
        pytest.raises(growth.NotThisCounty, match="another seed"),
    ):
        growth.grow(connected, size=SMALL, until=until, seed=seed + 1, say=quietly)


ANOTHER_LIVE_PLAN = """
    with joined as (
        select l.subject_id, l.other_id from people_link l join plans_plan p on p.subject_id in (l.subject_id, l.other_id)
         where l.ends_at is null and p.closed_at is null limit 1)
    insert into plans_plan (subject_id, partnerships, agencies, restricted, reference, because, lead_id, version, opened_at, opened_by_id)
    select case when p.subject_id = j.subject_id then j.other_id else j.subject_id end, p.partnerships, p.agencies, p.restricted,
           'SECONDPLAN22', p.because, p.lead_id, 1, p.opened_at, p.opened_by_id
      from plans_plan p join joined j on p.subject_id in (j.subject_id, j.other_id) where p.closed_at is null
"""


def test_two_live_plans_of_one_person_are_found_under_two_subjects(county: World) -> None:
    with databases.owner(county.database) as connected, connected.transaction():
        connected.execute("set local role kith_search")
        assert connected.execute(ANOTHER_LIVE_PLAN).rowcount == 1
    assert "a person has one live plan" in broken(county.database)


TINY = Size(children=40, contacts=14, waiting=3)
SEEN = (
    "select s.partnerships, count(*) from {table} t join sharing_subject s on s.id = t.subject_id"
    " where not s.restricted group by 1"
)
TABLES = (
    "frontdoor_contact",
    "people_sourcerecord",
    "frontdoor_decision",
    "plans_plan",
    "record_entry",
    "record_clock",
)


def test_ten_counties_do_not_see_each_other(county: World) -> None:
    databases.command(county.database, "worker", "found_areas", "9")
    with databases.owner(county.database) as connected:
        for number in range(10):
            growth.grow(connected, size=TINY, until=datetime.now(UTC), where=areas.where(number), say=quietly)
        assert broken(county.database) == {}
        codes = dict(connected.execute("select id, code from sharing_partnership").fetchall())
        with connected.transaction():
            connected.execute("set local role kith_search")
            there = {
                table: {tuple(areas_): n for areas_, n in connected.execute(SEEN.format(table=table))}
                for table in TABLES
            }
    assert len(there["frontdoor_contact"]) >= 10
    for own, code in codes.items():
        if code not in areas.NAMES:
            continue
        screener = Worker.objects.get(email=f"post1@{code}.crowd.example")
        with acting_as(screener), connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(SEEN.format(table=table))
                seen = {tuple(areas_): n for areas_, n in cursor.fetchall()}
                # All of their own area’s that is kept to nobody, and nothing of the others’.
                assert seen == {key: n for key, n in there[table].items() if key == (own,)}, (code, table)
        lead = Worker.objects.get(email=f"seat1@{code}.crowd.example")
        with acting_as(lead), connection.cursor() as cursor:
            cursor.execute(SEEN.format(table="frontdoor_contact"))
            assert {tuple(areas_) for areas_, _ in cursor.fetchall()} <= {(own,)}
    with acting_as(county.worker("amina")), connection.cursor() as cursor:
        cursor.execute(SEEN.format(table="frontdoor_contact"))
        assert {codes[area] for areas_, _ in cursor.fetchall() for area in areas_} <= {
            "ravenshire",
            "kelderdale",
        }
