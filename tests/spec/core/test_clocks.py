"""When something is due.

Times are London's. Day 0 is the day of receipt, whatever the hour, and a working day ends at 5pm unless the partnership
says otherwise.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kith.core import clocks, lists
from kith.core.clocks import State, Unit
from kith.core.says import LONDON


def london(year, month, day, hour=0, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def due(code, started):
    return clocks.due_at(clocks.rule(code, date(2026, 11, 17)), started.astimezone(UTC)).astimezone(LONDON)


@pytest.mark.parametrize(
    "received, decided_by",
    [
        pytest.param(london(2026, 11, 17, 8, 31), london(2026, 11, 18, 17), id="Tuesday morning: Wednesday"),
        pytest.param(
            london(2026, 11, 17, 23, 59), london(2026, 11, 18, 17), id="a minute to midnight: the same"
        ),
        pytest.param(london(2026, 11, 18, 0, 0), london(2026, 11, 19, 17), id="midnight is the next day"),
        pytest.param(london(2026, 11, 20, 18), london(2026, 11, 23, 17), id="Friday 6pm: Monday"),
        pytest.param(london(2026, 11, 21, 10), london(2026, 11, 23, 17), id="Saturday: Monday"),
        pytest.param(
            london(2026, 12, 24, 9), london(2026, 12, 29, 17), id="Christmas Eve: after the holidays"
        ),
        pytest.param(london(2026, 12, 25, 9), london(2026, 12, 29, 17), id="Christmas Day: the same"),
        pytest.param(london(2026, 4, 2, 16), london(2026, 4, 7, 17), id="Maundy Thursday: after Easter"),
        pytest.param(
            london(2026, 3, 27, 12), london(2026, 3, 30, 17), id="the Friday before clocks go forward"
        ),
        pytest.param(
            london(2026, 10, 23, 12), london(2026, 10, 26, 17), id="the Friday before clocks go back"
        ),
        pytest.param(london(2026, 7, 14, 0, 30), london(2026, 7, 15, 17), id="half past midnight in July"),
    ],
)
def test_a_contact_is_decided_by_the_end_of_the_next_working_day(received, decided_by):
    assert due("CLK-01", received) == decided_by


@pytest.mark.parametrize(
    "asked, answered_by",
    [
        pytest.param(
            london(2026, 11, 17, 9, 30), london(2026, 11, 17, 13, 30), id="Tuesday morning: the same day"
        ),
        pytest.param(london(2026, 11, 17, 13), london(2026, 11, 17, 17), id="1pm: by the end of the day"),
        pytest.param(
            london(2026, 11, 17, 16), london(2026, 11, 18, 12), id="4pm: an hour today, three tomorrow"
        ),
        pytest.param(london(2026, 11, 20, 16), london(2026, 11, 23, 12), id="Friday 4pm: Monday at noon"),
        pytest.param(london(2026, 11, 21, 11), london(2026, 11, 23, 13), id="Saturday: Monday at 1pm"),
        pytest.param(london(2026, 11, 18, 3), london(2026, 11, 18, 13), id="at night: from 9am"),
        pytest.param(
            london(2026, 11, 17, 20), london(2026, 11, 18, 13), id="in the evening: from 9am tomorrow"
        ),
        pytest.param(
            london(2026, 12, 24, 15), london(2026, 12, 29, 11), id="Christmas Eve: after the holidays"
        ),
    ],
)
def test_a_manager_who_is_asked_for_a_view_answers_within_four_working_hours(asked, answered_by):
    assert due("KITH-CLOSING", asked) == answered_by


@pytest.mark.parametrize(
    "returned, interviewed_by",
    [
        pytest.param(
            london(2026, 11, 17, 3, 10), london(2026, 11, 20, 3, 10), id="Tuesday to Friday, to the minute"
        ),
        pytest.param(london(2026, 12, 24, 22), london(2026, 12, 27, 22), id="Christmas does not stop it"),
        pytest.param(
            london(2026, 3, 28, 12), london(2026, 3, 31, 13), id="an hour lost in March is not taken off"
        ),
        pytest.param(
            london(2026, 10, 24, 12), london(2026, 10, 27, 11), id="an hour gained in October is not added"
        ),
    ],
)
def test_a_return_home_interview_is_held_within_72_hours_of_return(returned, interviewed_by):
    assert due("CLK-22", returned) == interviewed_by


@pytest.mark.parametrize(
    "code, received, picture_by",
    [
        pytest.param(
            "CLK-04-red", london(2026, 11, 17, 8, 31), london(2026, 11, 17, 12, 31), id="red: 4 hours"
        ),
        pytest.param(
            "CLK-04-amber", london(2026, 11, 16, 14, 10), london(2026, 11, 17, 14, 10), id="amber: 24"
        ),
        pytest.param("CLK-04-green", london(2026, 11, 13, 15), london(2026, 11, 16, 15), id="green: 72"),
    ],
)
def test_the_picture_is_brought_together_in_hours_not_in_working_days(code, received, picture_by):
    assert due(code, received) == picture_by


@pytest.mark.parametrize(
    "incident, told_by",
    [
        pytest.param(london(2026, 11, 16, 22), london(2026, 11, 17, 8, 45), id="Monday 10pm: Tuesday 8:45am"),
        pytest.param(
            london(2026, 11, 17, 1), london(2026, 11, 17, 8, 45), id="Tuesday 1am: the same morning"
        ),
        pytest.param(
            london(2026, 11, 17, 8, 45), london(2026, 11, 18, 8, 45), id="as school starts: next morning"
        ),
        pytest.param(london(2026, 11, 20, 16), london(2026, 11, 23, 8, 45), id="Friday afternoon: Monday"),
        pytest.param(
            london(2026, 11, 22, 1), london(2026, 11, 23, 8, 45), id="in the night to Sunday: Monday"
        ),
        pytest.param(london(2026, 5, 2, 23), london(2026, 5, 5, 8, 45), id="bank holiday weekend: Tuesday"),
    ],
)
def test_a_school_is_told_before_its_next_day_starts(incident, told_by):
    assert due("CLK-26", incident) == told_by


@pytest.mark.parametrize(
    "code, started, ends",
    [
        pytest.param(
            "CLK-10", london(2026, 11, 17, 14), london(2026, 12, 8, 17), id="conference: 15 working days"
        ),
        pytest.param(
            "CLK-12", london(2026, 11, 17, 9), london(2027, 1, 22, 17), id="assessment: 45 working days"
        ),
        pytest.param(
            "CLK-16", london(2026, 11, 30, 10), london(2027, 2, 28, 23, 59), id="3 months from 30 November"
        ),
        pytest.param(
            "CLK-17", london(2026, 8, 31, 10), london(2027, 2, 28, 23, 59), id="6 months from 31 August"
        ),
        pytest.param(
            "CLK-30", london(2026, 11, 17, 9), london(2027, 1, 1, 23, 59), id="devolved panel: 45 days"
        ),
        pytest.param(
            "CLK-42", london(2019, 8, 2, 9), london(2019, 11, 11, 17), id="statement: 70 working days"
        ),
        pytest.param(
            "CLK-38", london(2027, 1, 31, 9), london(2027, 2, 28, 23, 59), id="access request: one month"
        ),
        pytest.param("CLK-46", london(2026, 11, 17, 0), london(2027, 5, 17, 23, 59), id="from 17 and a half"),
    ],
)
def test_longer_clocks_end_on_the_day_that_their_source_means(code, started, ends):
    assert due(code, started) == ends


@pytest.mark.parametrize(
    "due_at, now, expected, said",
    [
        pytest.param(
            london(2026, 11, 17, 12, 31),
            london(2026, 11, 17, 8, 40),
            State.TODAY,
            "3 h 51 min left",
            id="due today",
        ),
        pytest.param(
            london(2026, 11, 16, 17),
            london(2026, 11, 17, 8, 40),
            State.LATE,
            "Late by 15 h 40 min",
            id="since 5pm",
        ),
        pytest.param(
            london(2026, 11, 20, 3, 10),
            london(2026, 11, 18, 16, 10),
            State.ON_TIME,
            "35 h left",
            id="whole hours",
        ),
        pytest.param(
            london(2026, 11, 18, 17),
            london(2026, 11, 18, 16, 10),
            State.TODAY,
            "50 min left",
            id="under an hour",
        ),
        pytest.param(
            london(2026, 11, 17, 17), london(2026, 11, 17, 17), State.TODAY, "Due now", id="that minute"
        ),
        pytest.param(
            london(2026, 11, 17, 17),
            london(2026, 11, 17, 17) + timedelta(seconds=1),
            State.LATE,
            "Late by less than 1 min",
            id="a second after",
        ),
        pytest.param(
            london(2026, 11, 18, 0, 30),
            london(2026, 11, 17, 23, 30),
            State.ON_TIME,
            "1 h left",
            id="tomorrow, soon",
        ),
        pytest.param(
            london(2026, 7, 14, 0, 30),
            london(2026, 7, 14, 0, 10),
            State.TODAY,
            "20 min left",
            id="today, in July",
        ),
        pytest.param(
            london(2026, 11, 20, 12),
            london(2026, 11, 17, 12),
            State.ON_TIME,
            "72 h left",
            id="three days in hours",
        ),
        pytest.param(
            london(2026, 11, 13, 11),
            london(2026, 11, 17, 8),
            State.LATE,
            "Late by 3 days 21 h",
            id="longer: in days",
        ),
    ],
)
def test_a_clock_says_how_late_or_how_long_as_people_say_it(due_at, now, expected, said):
    assert clocks.state(due_at, now) == expected
    assert clocks.left(due_at, now) == said


@pytest.mark.parametrize("code", [entry.code for entry in clocks.shipped()])
def test_every_clock_can_be_reckoned_and_says_how_sure_it_is(code):
    rule = clocks.rule(code, date(2026, 11, 17))
    started = datetime(2026, 11, 17, 8, 31, tzinfo=UTC)
    assert clocks.due_at(rule, started) > started
    assert rule.starts_with and rule.stops_with and rule.source
    assert rule.local == (rule.severity == "practice")


def test_a_partnership_may_end_its_working_day_earlier_and_its_clocks_follow():
    hours = lists.CodeList(
        "working_day",
        "Our day",
        (lists.Entry("ends", "4:30pm", date(2015, 1, 1), None, "Agreed", True, {"at": "16:30"}),),
    )
    rule = clocks.rule("CLK-01", date(2026, 11, 17), hours=hours)
    assert clocks.due_at(rule, london(2026, 11, 17, 9)) == london(2026, 11, 18, 16, 30)


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="does not say its time zone"):
        clocks.due_at(clocks.rule("CLK-01", date(2026, 11, 17)), datetime(2026, 11, 17, 9))


@pytest.mark.parametrize(
    "change, sentence",
    [
        pytest.param(
            {"unit": "weeks"},
            "“weeks” is not one of hours, calendar_days, working_days, months, by_time",
            id="a unit nobody reckons with",
        ),
        pytest.param({"n": 0}, "n must be a whole number, 1 or more", id="no length"),
        pytest.param({"n": "2"}, "n must be a whole number, 1 or more", id="a number in quotation marks"),
        pytest.param({"unit": "months"}, "say when the last day ends", id="a month without a last hour"),
        pytest.param({"calendar": "scotland"}, "the calendar “scotland” is not known", id="another country"),
        pytest.param({"severity": None}, "it has no severity", id="nothing said of what it means"),
    ],
)
def test_a_clock_that_cannot_be_reckoned_is_refused_with_a_sentence(change, sentence):
    told = {
        "starts_with": "a", "stops_with": "b", "unit": "hours", "n": 1, "severity": "law", "certainty": "read",
    } | change  # fmt: skip
    told = {key: value for key, value in told.items() if value is not None}
    entry = lists.Entry("X", "A clock", date(2015, 1, 1), None, "Us", True, told)
    with pytest.raises(lists.ListIsWrong, match=f"Clock X: .*{sentence}"):
        clocks.from_entry(entry, time(17))


moments = some.datetimes(datetime(2015, 1, 1), datetime(2027, 12, 31), timezones=some.just(UTC))


@given(moments, some.sampled_from([entry.code for entry in clocks.shipped()]))
def test_whatever_the_moment_a_clock_ends_after_it_starts_and_at_its_hour_in_london(started, code):
    rule = clocks.rule(code, date(2026, 11, 17))
    ends = clocks.due_at(rule, started)
    assert ends.tzinfo is UTC and ends > started
    if rule.unit is Unit.WORKING_HOURS:
        assert rule.day_begins < ends.astimezone(LONDON).time() <= rule.ends_at
    elif rule.unit is not Unit.HOURS:
        assert ends.astimezone(LONDON).time() == rule.ends_at
