"""What a measure says of the things that it counts."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.assurance.rules import (
    NOT_KNOWN,
    Group,
    Item,
    Share,
    after,
    by_month,
    compared,
    completeness,
    foremost,
    hours,
    months_before,
    reasons,
    share_of,
    split,
    turn,
)


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=UTC)


def items(number: int, is_in: bool | None, **said) -> list[Item]:
    return [Item(f"{is_in}{n}", n, at("2026-03-02"), is_in=is_in, **said) for n in range(number)]


@pytest.mark.parametrize(
    "n, of, low, high",
    [
        pytest.param(0, 10, 0.0, 0.278, id="none of ten may still be a quarter"),
        pytest.param(10, 10, 0.722, 1.0, id="ten of ten may still be three quarters"),
        pytest.param(74, 113, 0.563, 0.736, id="74 of 113"),
        pytest.param(1, 2, 0.095, 0.905, id="one of two says almost nothing"),
        pytest.param(0, 0, 0.0, 1.0, id="of none nothing is known"),
    ],
)
def test_a_share_has_a_likely_range(n, of, low, high):
    share = Share(n, of)
    assert (round(share.low, 3), round(share.high, 3)) == (low, high)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_likely_range_holds_the_share_and_stays_between_none_and_all(n, more):
    share = Share(n, n + more)
    assert 0 <= share.low <= share.high <= 1
    assert share.share is None or share.low <= share.share <= share.high


def test_what_cannot_be_said_of_yet_is_counted_apart():
    assert share_of([*items(3, True), *items(2, False), *items(4, None)]) == Share(3, 5, 4)
    assert share_of([]).share is None


@pytest.mark.parametrize(
    "born, band",
    [
        pytest.param(date(2026, 3, 9), "Not yet born", id="a week before birth"),
        pytest.param(date(2016, 3, 3), "Under 10", id="the day before the tenth birthday"),
        pytest.param(date(2016, 3, 2), "10 to 13", id="the tenth birthday"),
        pytest.param(date(2012, 3, 2), "14 and 15", id="the fourteenth"),
        pytest.param(date(2010, 3, 2), "16 and 17", id="the sixteenth"),
        pytest.param(date(2008, 3, 2), "18 and over", id="the eighteenth"),
        pytest.param(None, NOT_KNOWN, id="not known"),
    ],
)
def test_a_child_is_of_an_age_on_the_day_that_counts(born, band):
    assert Item("it", 1, at("2026-03-02"), born_on=born).age == band


def test_a_month_is_londons():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert Item("it", 1, late).month == date(2026, 7, 1)


def test_twelve_months_end_with_this_one():
    months = months_before(date(2026, 2, 1), 3)
    assert months == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert after(date(2025, 12, 1)) == date(2026, 1, 1)
    assert [number for *_, number in by_month(items(4, True), [date(2026, 2, 1), date(2026, 3, 1)])] == [0, 4]


def test_small_groups_are_joined_and_what_is_not_known_comes_last():
    found = split(
        [
            *items(20, True, ethnicity="White British"),
            *items(3, True, ethnicity="Roma"),
            *items(2, False, ethnicity="Bangladeshi"),
            *items(9, False),
        ],
        lambda item: item.ethnicity,
    )
    assert [(group.says, group.share.of) for group in found] == [
        ("White British", 20),
        ("Others, joined: 2 small groups", 5),
        (NOT_KNOWN, 9),
    ]


def test_a_group_stands_out_only_where_chance_would_not_explain_it():
    found = split(
        [
            *items(90, True, sex="F"),
            *items(10, False, sex="F"),
            *items(20, True, sex="M"),
            *items(40, False, sex="M"),
        ],
        lambda item: item.sex,
    )
    assert {group.says: group.stands for group in found} == {"F": "higher", "M": "lower"}
    near = split([*items(9, True, sex="F"), *items(3, False, sex="F"), *items(8, True, sex="M"), *items(4, False, sex="M")],
                 lambda item: item.sex)  # fmt: skip
    assert {group.stands for group in near} == {""}


def months(early: tuple[int, int], late: tuple[int, int]) -> list[Item]:
    """So many in, of so many, in May, and in June."""
    return [
        Item(f"{day}{n}", n, at(day), is_in=n < there)
        for day, (there, of) in {"2026-05-20": early, "2026-06-20": late}.items()
        for n in range(of)
    ]


@pytest.mark.parametrize(
    "early, late, said",
    [
        pytest.param((5, 40), (30, 40), "higher", id="from few to most"),
        pytest.param((30, 40), (5, 40), "lower", id="from most to few"),
        pytest.param((20, 40), (24, 40), "", id="a little more may be chance"),
        pytest.param((0, 5), (40, 40), "", id="five are too few to say"),
        pytest.param((0, 0), (40, 40), "", id="nothing before"),
    ],
)
def test_a_group_has_moved_where_chance_would_not_explain_it(early, late, said):
    (group,) = split(months(early, late), lambda item: "every", turn=date(2026, 6, 1))
    assert group.moved == said
    assert split(months(early, late), lambda item: "every")[0].moved == "", "Nobody asked."


def test_what_stands_now_is_not_held_against_months_in_which_all_that_is_left_is_late():
    year = months_before(date(2026, 11, 1), 12)
    assert turn("share", year) == date(2026, 6, 1)
    assert turn("standing", year) is None


def test_how_much_is_known_of_the_children_is_not_asked_where_nothing_is_about_a_child():
    agency = Item("Police", None, at("2026-03-02"), is_in=True)
    assert completeness([agency]) == []
    child = Item("one", 7, at("2026-03-02"), is_in=True, sex="F")
    assert dict(completeness([agency, child]))["Sex"] == 1


def test_a_child_counts_once_and_each_of_its_items_too():
    twice = [Item("one", 7, at("2026-03-02"), is_in=True), Item("two", 7, at("2026-03-09"), is_in=False)]
    (group,) = split(twice, lambda item: "every")
    assert (group.share.of, group.children) == (2, 1)


def test_how_much_is_known_stands_beside_every_split():
    half = [*items(5, True, sex="F"), *items(5, True)]
    assert dict(completeness(half))["Sex"] == 0.5
    assert completeness([]) == []


def test_lengths_are_told_by_the_middle_one_and_the_longest_of_nine_in_ten():
    lengths = [Item(str(n), n, at("2026-03-02"), hours=float(n)) for n in range(1, 11)]
    assert hours(lengths) == (5.5, 9.1)
    assert hours(items(3, True)) is None


def test_reasons_are_told_the_commonest_first():
    assert reasons([*items(1, False, note="late"), *items(3, False, note="undecided"), *items(5, True)]) == [
        ("undecided", 3),
        ("late", 1),
    ]


@pytest.mark.parametrize(
    "now, then, words",
    [
        pytest.param(Share(90, 100), Share(50, 100), "higher", id="beyond chance"),
        pytest.param(Share(50, 100), Share(90, 100), "lower", id="beyond chance, down"),
        pytest.param(
            Share(6, 10), Share(5, 10), "about the same: the likely ranges meet", id="may be chance"
        ),
        pytest.param(Share(0, 0), Share(5, 10), "", id="nothing to compare"),
    ],
)
def test_two_shares_differ_only_where_their_likely_ranges_do_not_meet(now, then, words):
    assert compared(now, then) == words


def test_of_many_groups_the_largest_come_first_and_each_that_stands_out():
    schools = [Group(f"School {n}", Share(20 - n, 30), 9, "lower" if n == 17 else "") for n in range(20)]
    first, others = foremost(schools)
    assert [group.says for group in first] == [*(f"School {n}" for n in range(8)), "School 17"]
    assert [*first, *others] != schools and {*first, *others} == {*schools}
    assert foremost(schools[:14]) == (schools[:14], [])
