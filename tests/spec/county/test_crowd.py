"""The crowd of the grown county holds what must hold in any county, whatever the day and the seed."""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.county import crowd, growth
from kith.county.standing import Size

SMALL = Size(children=60, contacts=240, waiting=12)
DAYS = st.datetimes(datetime(2026, 5, 2), datetime(2028, 11, 30), timezones=st.just(UTC))
SEEDS = st.integers(0, 2**32)


def arrivals(until: datetime, seed: int, size: Size = SMALL) -> list[crowd.Arrival]:
    return growth.draw(size, [1, 2, 3], until, seed).arrivals


def plans_of_each_child(drawn: list[crowd.Arrival]) -> dict[int, list[crowd.Arrival]]:
    found = defaultdict(list)
    for arrival in drawn:
        if arrival.opens_plan:
            found[arrival.child].append(arrival)
    return found


@settings(max_examples=60, deadline=None)
@given(DAYS, SEEDS)
def test_a_child_has_one_live_plan_at_a_time(until: datetime, seed: int) -> None:
    for plans in plans_of_each_child(arrivals(until, seed)).values():
        plans.sort(key=lambda plan: plan.decided_at)
        assert all(plan.plan_closed_at for plan in plans[:-1])
        assert all(
            one.plan_closed_at <= other.decided_at for one, other in zip(plans, plans[1:], strict=False)
        )


class SameEveryTime(random.Random):
    """Chance that always throws the least: every contact is about one child, and each plan lasts ten days."""

    def random(self) -> float:
        return 0.0

    def randint(self, least: int, most: int) -> int:
        return least

    def choices(self, among, weights=None, **more):  # type: ignore[no-untyped-def]
        return [among[0]]


def test_a_plan_that_ends_at_the_last_moment_is_closed() -> None:
    until = datetime(2026, 11, 22, 9, tzinfo=UTC)
    chance = SameEveryTime()
    children = list(crowd.children(3, until.date(), chance))
    since = until - timedelta(days=10, hours=1)
    found = list(crowd.arrivals(children, 2, 0, [1], since, until, chance))
    assert [plan.plan_closed_at for plan in found if plan.opens_plan] == [until]


@settings(max_examples=30, deadline=None)
@given(DAYS, SEEDS)
def test_what_happened_to_a_contact_happened_in_its_order_and_by_now(until: datetime, seed: int) -> None:
    since = growth.first_day(SMALL, until)
    for arrival in arrivals(until, seed):
        told = [arrival.received_at, arrival.claimed_at, arrival.identified_at, arrival.decided_at]
        moments = [since, *(moment for moment in told if moment), until]
        assert moments == sorted(moments)


@pytest.mark.parametrize(
    "seed", [pytest.param(1, id="the seed of the bench"), pytest.param(7, id="another seed")]
)
def test_the_same_seed_and_the_same_moment_make_the_same_county(seed: int) -> None:
    until = datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert arrivals(until, seed) == arrivals(until, seed)
    assert arrivals(until, seed) != arrivals(until, seed + 1)
