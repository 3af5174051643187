"""Who has signed for what, until when, and when its end is told.

A partnership sees by agency and purpose who has signed (joint inspections: agreements between most agencies, none with GPs).
"""

from datetime import date

import pytest

from kith.sharing.signed import Spell, Standing, State, owed, stands

NOW = date(2026, 6, 1)
IN_90_DAYS, IN_91_DAYS = date(2026, 8, 30), date(2026, 8, 31)
JANUARY = date(2026, 1, 1)


@pytest.mark.parametrize(
    "spells, stand",
    [
        pytest.param([], Standing(State.NONE), id="never signed"),
        pytest.param([(JANUARY, IN_91_DAYS)], Standing(State.SIGNED, IN_91_DAYS), id="ends in 91 days"),
        pytest.param([(JANUARY, IN_90_DAYS)], Standing(State.NEAR, IN_90_DAYS), id="ends in 90 days"),
        pytest.param([(JANUARY, NOW)], Standing(State.NEAR, NOW), id="its last day is today"),
        pytest.param([(NOW, IN_91_DAYS)], Standing(State.SIGNED, IN_91_DAYS), id="its first day is today"),
        pytest.param(
            [(JANUARY, date(2026, 5, 31))], Standing(State.ENDED, date(2026, 5, 31)), id="ended yesterday"
        ),
        pytest.param(
            [(date(2026, 6, 2), IN_91_DAYS)], Standing(State.LATER, date(2026, 6, 2)), id="begins tomorrow"
        ),
        pytest.param(
            [(JANUARY, IN_90_DAYS), (IN_91_DAYS, date(2027, 6, 1))],
            Standing(State.SIGNED, date(2027, 6, 1)),
            id="another follows it on the next day",
        ),
        pytest.param(
            [(JANUARY, IN_90_DAYS), (date(2026, 9, 1), date(2027, 6, 1))],
            Standing(State.NEAR, IN_90_DAYS),
            id="another follows it with a gap of a day",
        ),
        pytest.param(
            [(JANUARY, date(2026, 5, 1)), (date(2026, 7, 1), IN_91_DAYS)],
            Standing(State.LATER, date(2026, 7, 1)),
            id="one is over and another has not begun",
        ),
        pytest.param(
            [(JANUARY, date(2025, 12, 31))], Standing(State.NONE), id="it was ended before its first day"
        ),
    ],
)
def test_an_agency_stands_where_its_agreements_leave_it_today(
    spells: list[tuple[date, date]], stand: Standing
) -> None:
    assert stands([Spell(*each) for each in spells], NOW) == stand


@pytest.mark.parametrize(
    "ends_on, is_followed, answer",
    [
        pytest.param(IN_91_DAYS, False, "", id="91 days before its last day: nothing"),
        pytest.param(IN_90_DAYS, False, "near", id="90 days before"),
        pytest.param(date(2026, 6, 2), False, "near", id="the day before its last"),
        pytest.param(NOW, False, "last_day", id="its last day"),
        pytest.param(date(2026, 5, 4), False, "last_day", id="28 days after its last day: still"),
        pytest.param(date(2026, 5, 3), False, "", id="29 days after: no more"),
        pytest.param(NOW, True, "", id="others follow it: nothing"),
    ],
)
def test_who_keeps_agreements_owes_one_that_follows_from_90_days_before_the_last(
    ends_on: date, is_followed: bool, answer: str
) -> None:
    assert owed(ends_on=ends_on, is_followed=is_followed, day=NOW) == answer
