"""Working days in England.

Day 0 is the day of the event. The letters are those of fourteen joint targeted area inspections: each prints the day
by which the written statement is due, and regulation 4 of SI 2015/1792 says 70 working days.
"""

from datetime import date, timedelta

import pytest

from kith.core import days


@pytest.mark.parametrize(
    "letter, printed, working_days",
    [
        pytest.param(date(2016, 4, 5), date(2016, 7, 14), 70, id="South Tyneside"),
        pytest.param(date(2018, 5, 9), date(2018, 8, 16), 70, id="Greenwich"),
        pytest.param(date(2018, 5, 9), date(2018, 8, 18), 71, id="Southend: a Saturday"),
        pytest.param(date(2019, 8, 2), date(2019, 11, 11), 70, id="Northumberland"),
        pytest.param(date(2019, 8, 23), date(2019, 12, 2), 70, id="Halton"),
        pytest.param(date(2022, 8, 18), date(2022, 11, 25), 69, id="Kirklees"),
        pytest.param(date(2022, 9, 26), date(2023, 1, 5), 70, id="Cheshire East"),
        pytest.param(date(2023, 11, 30), date(2024, 3, 9), 68, id="Manchester: a Saturday"),
        pytest.param(date(2024, 2, 12), date(2024, 5, 23), 70, id="Merton"),
        pytest.param(date(2024, 5, 17), date(2024, 8, 27), 70, id="Coventry"),
        pytest.param(date(2024, 5, 16), date(2024, 8, 23), 70, id="Leeds"),
        pytest.param(date(2024, 5, 16), date(2024, 7, 10), 38, id="Lancashire"),
        pytest.param(date(2024, 9, 6), date(2024, 12, 13), 70, id="Richmond"),
        pytest.param(date(2025, 3, 13), date(2025, 6, 25), 70, id="Bromley"),
    ],
)
def test_the_working_days_of_a_letter_are_counted_as_the_inspectors_count_them(letter, printed, working_days):
    assert days.working_days_between(letter, printed) == working_days
    if working_days == 70:
        assert days.add_working_days(letter, 70) == printed


@pytest.mark.parametrize(
    "day, why",
    [
        pytest.param(date(2026, 11, 21), "a weekend", id="a Saturday"),
        pytest.param(date(2026, 4, 3), "a bank holiday", id="Good Friday"),
        pytest.param(date(2020, 5, 8), "a bank holiday", id="VE Day 2020, a Friday"),
        pytest.param(date(2022, 6, 2), "a bank holiday", id="spring bank holiday, moved"),
        pytest.param(date(2022, 6, 3), "a bank holiday", id="Platinum Jubilee"),
        pytest.param(date(2022, 9, 19), "a bank holiday", id="State Funeral"),
        pytest.param(date(2023, 5, 8), "a bank holiday", id="Coronation"),
        pytest.param(date(2022, 1, 3), "a bank holiday", id="1 January 2022 was a Saturday: the Monday"),
        pytest.param(date(2021, 12, 28), "a bank holiday", id="Boxing Day 2021 was a Sunday: the Tuesday"),
        pytest.param(date(2016, 12, 27), "a bank holiday", id="Christmas 2016 was a Sunday: the Tuesday"),
    ],
)
def test_nobody_is_expected_to_decide_at_a_weekend_or_on_a_bank_holiday(day, why):
    assert not days.is_working_day(day)
    assert (day in days.england().holidays) == (why == "a bank holiday")


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(date(2020, 5, 4), id="the Monday that VE Day took the holiday from"),
        pytest.param(date(2022, 5, 30), id="the Monday that the Jubilee took the holiday from"),
        pytest.param(date(2026, 3, 17), id="St Patrick’s Day is not a holiday in England"),
        pytest.param(date(2026, 12, 24), id="Christmas Eve"),
        pytest.param(date(2026, 12, 29), id="the day after the substitute for Boxing Day"),
    ],
)
def test_these_are_working_days_although_people_may_think_otherwise(day):
    assert days.is_working_day(day)


@pytest.mark.parametrize(
    "day, following",
    [
        pytest.param(date(2026, 11, 20), date(2026, 11, 23), id="Friday: Monday"),
        pytest.param(date(2026, 11, 21), date(2026, 11, 23), id="Saturday: Monday"),
        pytest.param(date(2026, 4, 2), date(2026, 4, 7), id="Maundy Thursday: the Tuesday after Easter"),
        pytest.param(date(2026, 12, 24), date(2026, 12, 29), id="Christmas Eve 2026: the Tuesday after"),
        pytest.param(date(2027, 12, 24), date(2027, 12, 29), id="Christmas Eve 2027: the Wednesday after"),
        pytest.param(date(2026, 12, 31), date(2027, 1, 4), id="New Year’s Eve 2026: the Monday after"),
    ],
)
def test_the_next_working_day_passes_over_weekends_and_holidays(day, following):
    assert days.next_working_day(day) == following


@pytest.mark.parametrize("year", range(2015, 2029))
def test_a_year_has_the_eight_ordinary_holidays_and_those_proclaimed(year):
    proclaimed = {2022: 2, 2023: 1}
    its_own = [day for day in days.england().holidays if day.year == year]
    assert len(its_own) == 8 + proclaimed.get(year, 0)
    assert all(day.weekday() < 5 for day in its_own)
    good_friday = next(entry for entry in days.bank_holidays() if entry.code == f"{year}-good-friday")
    assert good_friday.starts == _easter(year) - timedelta(days=2)


def _easter(year):
    """Easter Day by the table of the Book of Common Prayer, in the form for 1900 to 2099."""
    moon = (19 * (year % 19) + 24) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) + 6 * moon + 5) % 7
    day = date(year, 3, 22) + timedelta(days=moon + sunday)
    return day - timedelta(days=7) if (day.month, day.day) in {(4, 26)} else day


def test_a_day_beyond_the_list_is_a_sentence_and_not_a_wrong_date():
    with pytest.raises(days.CalendarEnds, match="bank holidays for 2029 are not known.*Add that year"):
        days.add_working_days(date(2028, 12, 28), 70)


def test_counting_backwards_gives_the_same_number_with_a_minus():
    assert days.working_days_between(date(2026, 11, 23), date(2026, 11, 20)) == -1
    with pytest.raises(ValueError, match="forwards"):
        days.add_working_days(date(2026, 11, 20), -1)
