"""How times, dates, ages and lists read.

Times are as people say them in London; the year is said where it is another one.
"""

from datetime import UTC, date, datetime, time

import pytest

from kith.core import says

NOW = datetime(2026, 11, 17, 8, 40, tzinfo=UTC)
TODAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    "at, words",
    [
        pytest.param(
            datetime(2026, 11, 17, 8, 40, tzinfo=UTC), "Tuesday 17 November 2026, 8:40am", id="in winter"
        ),
        pytest.param(
            datetime(2026, 7, 1, 16, 0, tzinfo=UTC), "Wednesday 1 July 2026, 5pm", id="in summer, an hour on"
        ),
        pytest.param(
            datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "Thursday 2 July 2026, 12:30am", id="already tomorrow"
        ),
        pytest.param(
            datetime(2026, 11, 17, 12, 0, tzinfo=UTC), "Tuesday 17 November 2026, midday", id="midday"
        ),
        pytest.param(
            datetime(2026, 11, 17, 12, 31, tzinfo=UTC), "Tuesday 17 November 2026, 12:31pm", id="after midday"
        ),
        pytest.param(
            datetime(2026, 11, 17, 0, 0, tzinfo=UTC), "Tuesday 17 November 2026, midnight", id="midnight"
        ),
    ],
)
def test_a_moment_is_said_in_full(at, words):
    assert says.moment(at) == words


@pytest.mark.parametrize(
    "at, words",
    [
        pytest.param(datetime(2026, 11, 17, 8, 31, tzinfo=UTC), "today, 8:31am", id="today"),
        pytest.param(datetime(2026, 11, 18, 17, 0, tzinfo=UTC), "tomorrow, 5pm", id="tomorrow"),
        pytest.param(datetime(2026, 11, 16, 17, 0, tzinfo=UTC), "yesterday, 5pm", id="yesterday"),
        pytest.param(datetime(2026, 11, 20, 3, 10, tzinfo=UTC), "Fri 20 Nov, 3:10am", id="this week"),
        pytest.param(datetime(2025, 12, 24, 9, 5, tzinfo=UTC), "Wed 24 Dec 2025, 9:05am", id="last year"),
    ],
)
def test_in_a_table_a_moment_is_said_shortly(at, words):
    assert says.short_moment(at, NOW) == words


@pytest.mark.parametrize(
    "born_on, words",
    [
        pytest.param(date(2013, 11, 17), "13", id="on the birthday"),
        pytest.param(date(2013, 11, 18), "12", id="the day before it"),
        pytest.param(date(2025, 3, 1), "20 months", id="under two, in months"),
        pytest.param(date(2026, 10, 17), "1 month", id="a month old"),
        pytest.param(date(2026, 10, 18), "4 weeks", id="under a month, in weeks"),
        pytest.param(date(2026, 11, 16), "1 day", id="born yesterday"),
        pytest.param(date(2026, 11, 17), "0 days", id="born today"),
        pytest.param(date(2027, 2, 3), "unborn, due 3 February 2027", id="not born yet"),
        pytest.param(None, "age not known", id="nobody has said"),
    ],
)
def test_an_age_is_said_as_people_say_it(born_on, words):
    assert says.age(born_on, TODAY) == words


def test_an_unborn_child_has_the_day_that_she_is_due():
    assert says.age(None, TODAY, due_on=date(2027, 2, 3)) == "unborn, due 3 February 2027"


@pytest.mark.parametrize(
    "today, years",
    [
        pytest.param(date(2026, 2, 28), 13, id="28 February: not yet"),
        pytest.param(date(2026, 3, 1), 14, id="1 March: a year older"),
        pytest.param(date(2028, 2, 29), 16, id="on the day itself"),
    ],
)
def test_a_child_born_on_29_february_has_a_birthday_every_year(today, years):
    assert says.years_old(date(2012, 2, 29), today) == years


@pytest.mark.parametrize(
    "names, words",
    [
        pytest.param([], "nobody", id="none"),
        pytest.param(["Lorna"], "Lorna", id="one"),
        pytest.param(["Lorna", "Maureen"], "Lorna and Maureen", id="two"),
        pytest.param(["Lorna", "Maureen", "Finlay"], "Lorna, Maureen and Finlay", id="three"),
    ],
)
def test_a_list_of_people_reads_as_a_sentence(names, words):
    assert says.people(names) == words


@pytest.mark.parametrize(
    "n, words",
    [
        pytest.param(0, "0 children", id="none"),
        pytest.param(1, "1 child", id="one"),
        pytest.param(1204, "1,204 children", id="thousands have a comma"),
    ],
)
def test_a_count_agrees_with_its_word(n, words):
    assert says.count(n, "child", "children") == words


def test_a_time_of_day_by_itself_is_londons():
    assert [says.hour(time(hour)) for hour in (0, 9, 12, 17)] == ["midnight", "9am", "midday", "5pm"]


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="does not say its time zone"):
        says.moment(datetime(2026, 11, 17, 9))


@pytest.mark.parametrize(
    "length, words",
    [
        pytest.param(0.5, "30 minutes", id="half an hour"),
        pytest.param(1, "1 hour", id="an hour"),
        pytest.param(47.4, "47 hours", id="not quite two days"),
        pytest.param(72, "3 days", id="three days"),
    ],
)
def test_a_length_reads_as_people_say_it(length, words):
    assert says.length(length) == words
