"""The county that is measured is sound: what must be true of it is asked of the rows themselves, and asks bite."""

from datetime import UTC, datetime

import pytest

from kith.county import growth
from tests import databases
from tests.world import World

pytestmark = pytest.mark.database

SMALL = growth.Size(children=500, contacts=400, waiting=15)


def quietly(_: str) -> None:
    """What the bench would print."""


def broken(name: str) -> dict[str, int]:
    with databases.owner(name) as connected:
        return {words: rows for words, rows in growth.broken(connected).items() if rows}


@pytest.mark.parametrize(
    "seed", [pytest.param(1, id="the seed of the bench"), pytest.param(2, id="another seed")]
)
def test_a_grown_county_holds_what_every_county_must(county: World, seed: int) -> None:
    with databases.owner(county.database) as connected:
        growth.grow(connected, size=SMALL, until=datetime.now(UTC), seed=seed, say=quietly)
    assert broken(county.database) == {}


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
