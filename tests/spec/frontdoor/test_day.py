"""The front door’s day: when a claim lapses, what taking over needs, and when somebody is rung."""

from datetime import UTC, datetime, timedelta

import pytest

from kith.core import clocks
from kith.core.says import LONDON
from kith.frontdoor.rules import day, duplicate

TEN = datetime(2026, 3, 16, 10, 2, tzinfo=LONDON)


@pytest.mark.parametrize(
    "minutes, is_lapsed",
    [
        pytest.param(0, False, id="just opened"),
        pytest.param(29, False, id="worked on 29 minutes ago"),
        pytest.param(30, True, id="half an hour ago, to the minute"),
        pytest.param(600, True, id="left last night"),
    ],
)
def test_a_claim_lapses_when_its_holder_has_let_it_rest_for_half_an_hour(
    minutes: int, is_lapsed: bool
) -> None:
    assert day.is_lapsed(TEN, TEN + timedelta(minutes=minutes)) is is_lapsed


@pytest.mark.parametrize(
    "minutes, opened, is_rung",
    [
        pytest.param(9, None, False, id="nine minutes, and nobody opened it"),
        pytest.param(10, None, True, id="ten minutes, and nobody opened it"),
        pytest.param(60, 3, False, id="an hour, and somebody opened it in the third minute"),
    ],
)
def test_a_red_contact_that_nobody_opened_is_rung_about(
    minutes: int, opened: int | None, is_rung: bool
) -> None:
    at = TEN + timedelta(minutes=minutes)
    opened_at = None if opened is None else TEN + timedelta(minutes=opened)
    assert day.is_rung_about(TEN, opened_at=opened_at, at=at) is is_rung


@pytest.mark.parametrize(
    "stands, is_mine, because, refused",
    [
        pytest.param(
            True, False, "", "Say why you take it over: Amina", id="a claim that stands, without a word"
        ),
        pytest.param(True, False, "  ", "Say why you take it over", id="blanks are no reason"),
        pytest.param(True, False, "She is at court", "", id="with a reason"),
        pytest.param(False, False, "", "", id="one that lapsed needs none"),
        pytest.param(True, True, "x", "You have this already", id="one’s own"),
        pytest.param(False, True, "", "", id="what was one’s own, until it lapsed"),
    ],
)
def test_whoever_takes_over_a_claim_that_stands_says_why(
    stands: bool, is_mine: bool, because: str, refused: str
) -> None:
    found = day.objections_to_taking_over(held_by="Amina", stands=stands, is_mine=is_mine, because=because)
    assert refused in found.get("because", "")
    assert bool(found) == bool(refused)


@pytest.mark.parametrize(
    "at, is_day",
    [
        pytest.param(datetime(2026, 3, 16, 8, 59), False, id="Monday, before nine"),
        pytest.param(datetime(2026, 3, 16, 9, 0), True, id="Monday at nine"),
        pytest.param(datetime(2026, 3, 16, 16, 59), True, id="Monday, a minute before five"),
        pytest.param(datetime(2026, 3, 16, 17, 0), False, id="Monday at five"),
        pytest.param(datetime(2026, 3, 14, 12, 0), False, id="Saturday at noon"),
        pytest.param(datetime(2026, 4, 3, 12, 0), False, id="Good Friday at noon"),
        pytest.param(
            datetime(2026, 7, 6, 9, 30), True, id="half past nine in summer, when UTC says half past eight"
        ),
        pytest.param(datetime(2026, 7, 6, 17, 30), False, id="half past five in summer"),
    ],
)
def test_outside_the_working_day_the_out_of_hours_team_has_the_queue(at: datetime, is_day: bool) -> None:
    moment = at.replace(tzinfo=LONDON).astimezone(UTC)
    assert day.is_office_hours(moment, hours=clocks.working_day()) is is_day


@pytest.mark.parametrize(
    "at, has_night_team, day_rings, night_rings",
    [
        pytest.param(
            datetime(2026, 3, 16, 10, 0), True, True, False, id="Monday at ten: the day, not the night"
        ),
        pytest.param(
            datetime(2026, 3, 16, 22, 40),
            True,
            False,
            True,
            id="Monday, twenty to eleven at night: the night alone",
        ),
        pytest.param(
            datetime(2026, 3, 17, 8, 45),
            True,
            False,
            True,
            id="before nine: still the night, nobody is missing",
        ),
        pytest.param(datetime(2026, 3, 14, 12, 0), True, False, True, id="Saturday at noon: the night"),
        pytest.param(datetime(2026, 12, 25, 12, 0), True, False, True, id="Christmas Day at noon: the night"),
        pytest.param(
            datetime(2026, 3, 16, 22, 40),
            False,
            True,
            True,
            id="at night, where there is no night team: the day’s",
        ),
    ],
)
def test_a_red_contact_rings_with_whoever_is_the_front_door_at_that_hour(
    at: datetime, has_night_team: bool, day_rings: bool, night_rings: bool
) -> None:
    is_day = day.is_office_hours(at.replace(tzinfo=LONDON), hours=clocks.working_day())
    given = {"is_office_hours": is_day, "has_night_team": has_night_team}
    assert day.rings(is_nights=False, **given) is day_rings
    assert day.rings(is_nights=True, **given) is night_rings


def told(**but: object) -> duplicate.Told:
    facts = {
        "received_at": TEN,
        "is_open": True,
        "is_linked": False,
        "people": frozenset({1}),
        "has_unsafe_home": False,
    }
    return duplicate.Told(**{**facts, **but})  # type: ignore[arg-type]


LATER = told(received_at=TEN + timedelta(hours=1))


@pytest.mark.parametrize(
    "this, other, because, refused",
    [
        pytest.param(LATER, told(), "Same van", "", id="two of one child, the later to the earlier"),
        pytest.param(LATER, told(), "", "Say how you know", id="without a reason"),
        pytest.param(LATER, None, "x", "Choose the earlier contact", id="to nothing"),
        pytest.param(told(is_open=False), told(), "x", "does not wait", id="one that is decided"),
        pytest.param(LATER, told(people=frozenset({2})), "x", "about another child", id="two children"),
        pytest.param(LATER, told(is_open=False), "x", "decided already", id="to one that is decided"),
        pytest.param(LATER, told(is_open=False, is_linked=True), "x", "linked to an earlier", id="a chain"),
        pytest.param(told(), LATER, "x", "came later", id="the earlier to the later"),
        pytest.param(
            told(received_at=TEN + timedelta(hours=1), has_unsafe_home=True), told(), "x", "nobody writes home",
            id="an unsafe home that the earlier does not know of",
        ),
    ],
)  # fmt: skip
def test_a_contact_is_linked_to_an_earlier_one_of_the_same_child_that_waits(
    this: duplicate.Told, other: duplicate.Told | None, because: str, refused: str
) -> None:
    found = " ".join(duplicate.objections(this, other, because=because).values())
    assert refused in found
    assert bool(found) == bool(refused)
