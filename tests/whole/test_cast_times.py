"""The moments of the cast: late, due today and on time, whatever the hour, the weekday or the season."""

from datetime import UTC, datetime, timedelta

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kith.core import clocks
from kith.core.clocks import State
from kith.core.says import LONDON, in_london, years_old
from kith.county.stories.times import Moments, at, soon

anytime = st.datetimes(datetime(2026, 5, 18), datetime(2028, 11, 30), timezones=st.just(UTC))
shares = st.floats(0.05, 0.8)
CHRISTMAS_EVENING = datetime(2026, 12, 24, 17, 0, tzinfo=LONDON)
CLOCKS_GO_BACK = datetime(2026, 10, 25, 1, 30, tzinfo=LONDON)


def due(code: str, came: datetime) -> datetime:
    return clocks.due_at(clocks.rule(code, in_london(came).date()), came)


def soonest(m: Moments, came: datetime) -> datetime:
    picture = "CLK-04-red" if m.is_evening else "CLK-04-amber"
    return min(due("CLK-01", came), due(picture, came))


@given(anytime)
@example(CHRISTMAS_EVENING)
@example(CLOCKS_GO_BACK)
def test_what_should_be_late_is_late(until: datetime) -> None:
    m = Moments(until)
    assert clocks.state(due("CLK-01", m.decision_late(14, 35)), until) == State.LATE
    assert clocks.state(due("CLK-04-amber", m.picture_late(minutes=130)), until) == State.LATE


@given(anytime, shares)
@example(CHRISTMAS_EVENING, 0.1)
@example(CLOCKS_GO_BACK, 0.8)
def test_what_should_be_due_today_is_due_today_on_any_day(until: datetime, share: float) -> None:
    m = Moments(until)
    came = m.due_today(share)
    assert came < until
    assert clocks.state(soonest(m, came), until) == State.TODAY


@given(anytime)
@example(CHRISTMAS_EVENING)
@example(CLOCKS_GO_BACK)
def test_what_should_be_on_time_is_due_on_a_later_day(until: datetime) -> None:
    m = Moments(until)
    today = m.earlier_today(6, 50)
    assume(at(m.today + timedelta(days=1), 0) - until < timedelta(hours=24))
    assert m.is_today(today) and today <= until
    assert clocks.state(due("CLK-04-amber", today), until) == State.ON_TIME
    for came in (today, m.decision_on_time(2, 20)):
        assert came <= until
        assert clocks.state(due("CLK-01", came), until) == State.ON_TIME


@given(anytime)
@example(CHRISTMAS_EVENING)
def test_a_decision_is_due_today_only_on_a_working_day_before_five(until: datetime) -> None:
    m = Moments(until)
    came = m.decision_today(9, 55)
    assert came <= until
    expected = State.TODAY if m.is_before_home_time else State.ON_TIME
    assert clocks.state(due("CLK-01", came), until) == expected


@given(anytime, st.integers(1, 400), st.integers(1, 400))
def test_what_follows_soon_is_never_after_the_end_and_keeps_its_order(
    until: datetime, minutes: int, more: int
) -> None:
    came = Moments(until).ago(minutes=9)
    assert came < soon(came, until, minutes) <= soon(came, until, minutes + more) < until


@given(anytime, st.integers(1, 12), st.integers(1, 28), st.integers(0, 17))
@settings(max_examples=50)
def test_a_child_is_as_old_as_the_story_says(until: datetime, month: int, day: int, years: int) -> None:
    m = Moments(until)
    assert years_old(m.born(years, month, day), m.today) == years
