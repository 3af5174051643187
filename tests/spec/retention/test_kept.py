"""Until when a record is kept: the latest day of all that fits, never while work is open, never where it cannot be known."""

from datetime import date

import pytest

from kith.core.says import years_after
from kith.retention import rules
from kith.retention.rules import Facts

TODAY = date(2026, 11, 22)
BORN = date(2010, 5, 4)


@pytest.mark.parametrize(
    "day, years, then",
    [
        pytest.param(date(2010, 5, 4), 21, date(2031, 5, 4), id="an ordinary day"),
        pytest.param(
            date(2008, 2, 29), 21, date(2029, 2, 28), id="born on 29 February, to a year that has none"
        ),
        pytest.param(date(2008, 2, 29), 40, date(2048, 2, 29), id="born on 29 February, to a leap year"),
        pytest.param(date(2026, 2, 28), 2, date(2028, 2, 28), id="28 February stays 28 February"),
        pytest.param(date(2026, 12, 31), 3, date(2029, 12, 31), id="the last day of a year"),
    ],
)
def test_so_many_years_later_is_the_same_day(day: date, years: int, then: date) -> None:
    assert years_after(day, years) == then


@pytest.mark.parametrize(
    "facts, until, because",
    [
        pytest.param(
            Facts(BORN), date(2031, 5, 4), "any_child", id="nothing but a birth date: the 21st birthday"
        ),
        pytest.param(
            Facts(BORN, quiet_since=date(2026, 6, 1)),
            date(2031, 5, 4),
            "any_child",
            id="written in lately, and young: birth decides",
        ),
        pytest.param(
            Facts(BORN, quiet_since=date(2029, 6, 1)),
            date(2032, 6, 1),
            "quiet",
            id="written in at 19: three years after that",
        ),
        pytest.param(
            Facts(BORN, plan_closed_on=date(2026, 3, 1)),
            date(2061, 3, 1),
            "plan",
            id="a plan closed: 35 years after it",
        ),
        pytest.param(
            Facts(BORN, plan_closed_on=date(2026, 3, 1), protection_on=date(2026, 4, 1)),
            date(2061, 4, 1),
            "protection",
            id="a plan and child protection: the later of the two",
        ),
    ],
)
def test_the_latest_day_of_all_that_fits_counts(facts: Facts, until: date, because: str) -> None:
    kept = rules.kept(facts, TODAY)
    assert kept.until == until
    assert kept.decided_by and kept.decided_by.code == because


@pytest.mark.parametrize(
    "facts, why",
    [
        pytest.param(Facts(None), rules.NO_BIRTHDAY, id="no birth date is known"),
        pytest.param(Facts(None, is_unborn=True), rules.NOT_BORN, id="an unborn child"),
        pytest.param(
            Facts(None, plan_closed_on=TODAY),
            rules.NO_BIRTHDAY,
            id="a closed plan does not stand in for a birth date",
        ),
        pytest.param(Facts(BORN, is_open=True), rules.OPEN, id="work is open"),
    ],
)
def test_where_no_day_can_be_worked_out_it_says_why(facts: Facts, why: str) -> None:
    kept = rules.kept(facts, TODAY)
    assert kept.until is None and kept.why_not == why and not kept.is_past(date(2999, 1, 1))


@pytest.mark.parametrize(
    "today, is_past",
    [
        pytest.param(date(2031, 5, 3), False, id="the day before"),
        pytest.param(date(2031, 5, 4), False, id="on its last day"),
        pytest.param(date(2031, 5, 5), True, id="the day after"),
    ],
)
def test_a_record_is_past_its_day_on_the_day_after_it(today: date, is_past: bool) -> None:
    assert rules.kept(Facts(BORN), TODAY).is_past(today) is is_past


def test_every_class_says_that_it_is_configuration_and_what_kith_does_not_hold_is_named() -> None:
    parts = rules.kept(Facts(BORN), TODAY).parts
    assert all("not law" in entry.source and entry.local for entry in rules.keep_for())
    assert {part.code for part in parts if not part.is_held_here} == {"looked_after", "adopted"}


@pytest.mark.parametrize(
    "given, field",
    [
        pytest.param({}, None, id="whole"),
        pytest.param({"kind": "no"}, "kind", id="of no kind"),
        pytest.param({"because": "  "}, "because", id="without saying who asked"),
        pytest.param({"review_on": None}, "review_on", id="never looked at again"),
        pytest.param({"review_on": TODAY}, "review_on", id="looked at again today"),
    ],
)
def test_a_hold_says_why_and_when_it_is_looked_at_again(given: dict, field: str | None) -> None:
    usual = {"kind": "police", "because": "DC Kettle, RV/9", "review_on": date(2027, 1, 1), "today": TODAY}
    assert list(rules.objections_to_hold(**{**usual, **given})) == ([field] if field else [])


@pytest.mark.parametrize(
    "given, sentence",
    [
        pytest.param({}, "", id="by a second person, with a reason"),
        pytest.param({"ends": 1}, "Somebody else ends it", id="by whoever placed it"),
        pytest.param({"ends": None}, "Somebody else ends it", id="by no person"),
        pytest.param({"because": " "}, "Say why it ends", id="without a reason"),
        pytest.param({"is_ended": True}, "ended already", id="twice"),
    ],
)
def test_a_hold_is_ended_by_a_second_person(given: dict, sentence: str) -> None:
    usual = {"placed_by": 1, "ends": 2, "because": "The trial is over", "is_ended": False}
    found = " ".join(rules.objections_to_end(**{**usual, **given}).values())
    assert sentence in found if sentence else not found
