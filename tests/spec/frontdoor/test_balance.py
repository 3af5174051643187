"""What came and what became of it add up, source by source."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kith.frontdoor.rules import balance

MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)


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
    assert balance.by_day(stands) == [(TUESDAY, 2, 2), (MONDAY, 5, 2)]
    assert balance.faults(stands) == []


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
    assert sum(number for _, number, _ in balance.by_day(stands)) == received
