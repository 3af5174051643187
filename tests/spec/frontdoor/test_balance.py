"""What came and what became of it add up, source by source."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.frontdoor.rules import balance

SUNDAY, MONDAY, TUESDAY = date(2026, 11, 15), date(2026, 11, 16), date(2026, 11, 17)


def told(day: date, sender: str, state: str, number: int) -> balance.Stands:
    return balance.Stands(day, sender, "api", state, number, ())


def test_what_each_source_sent_is_the_sum_of_what_became_of_it() -> None:
    stands = [
        told(MONDAY, "Police", "open", 2),
        told(MONDAY, "Police", "decided", 3),
        told(TUESDAY, "Police", "open", 1),
        told(TUESDAY, "Hospital", "quarantined", 1),
    ]
    assert balance.by_source(stands) == [
        balance.Source("Hospital", "api", 1, {"quarantined": 1}),
        balance.Source("Police", "api", 6, {"open": 3, "decided": 3}),
    ]
    assert balance.faults(stands) == []


def test_each_day_says_what_came_what_waited_and_whether_it_added_up_also_where_nothing_came() -> None:
    stands = [
        told(MONDAY, "Police", "open", 2),
        told(MONDAY, "Police", "decided", 3),
        told(TUESDAY, "Hospital", "quarantined", 1),
        told(TUESDAY, "Hospital", "no_contact", 1),
    ]
    assert balance.by_day(stands, TUESDAY, 3) == [
        balance.Day(TUESDAY, received=2, waits=1, faults=1),
        balance.Day(MONDAY, received=5, waits=2),
        balance.Day(SUNDAY),
    ]


@pytest.mark.parametrize(
    "on, says",
    [
        pytest.param(TUESDAY, "", id="today"),
        pytest.param(MONDAY, "", id="the first day"),
        pytest.param(
            date(2026, 11, 18),
            "18 November 2026 is still to come. Enter today or an earlier day.",
            id="a day to come",
        ),
        pytest.param(
            SUNDAY,
            "Ravenshire begins on 16 November 2026. Enter that day or a later one.",
            id="before the partnership began",
        ),
    ],
)
def test_of_a_day_to_come_or_before_the_first_nothing_is_known(on: date, says: str) -> None:
    assert balance.objection_to_day(on, today=TUESDAY, area="Ravenshire", began=MONDAY) == says


def test_what_nobody_would_know_of_is_a_fault_and_so_is_a_state_that_nobody_named() -> None:
    states = [*balance.STATES, "something new"]
    found = balance.faults([told(MONDAY, "Police", state, 1) for state in states])
    assert [each.state for each in found] == [*balance.FAULTS, "something new"]


@given(
    st.lists(
        st.builds(
            told,
            st.sampled_from((MONDAY, TUESDAY)),
            st.sampled_from(("Police", "Hospital")),
            st.sampled_from(sorted(balance.STATES)),
            st.integers(1, 99),
        )
    )
)
def test_nothing_is_counted_twice_or_left_out(stands: list[balance.Stands]) -> None:
    received = sum(each.number for each in stands)
    sources = balance.by_source(stands)
    assert sum(each.received for each in sources) == received
    assert all(each.received == sum(each.states.values()) for each in sources)
    assert sum(day.received for day in balance.by_day(stands, TUESDAY, 2)) == received
