"""What people were told about one contact could have happened one after another, or something was lost."""

import pytest

from bench.linear import Stands, Told, in_order

AMINA, NOOR = 1, 2


def claims(who: int, result: str, begun: float, ended: float) -> Told:
    return Told(who, "claim", result, begun, ended)


def takes_over(who: int, of: int | None, begun: float, ended: float) -> Told:
    return Told(who, "take over", "done", begun, ended, of)


LAPSED = Told(0, "lapse", "done", 2, 2)


def decides(who: int, result: str, begun: float, ended: float) -> Told:
    return Told(who, "decide", result, begun, ended)


@pytest.mark.parametrize(
    "tellings, ends",
    [
        pytest.param([], Stands(), id="nobody did anything"),
        pytest.param(
            [claims(NOOR, "refused", 0, 3), claims(AMINA, "done", 1, 2)], Stands(AMINA),
            id="one of two who claim at once has it, the other is told",
        ),
        pytest.param(
            [claims(AMINA, "done", 0, 1), takes_over(NOOR, AMINA, 2, 3), claims(AMINA, "refused", 4, 5)],
            Stands(NOOR), id="a claim that stands is taken over",
        ),
        pytest.param(
            [claims(AMINA, "done", 0, 1), LAPSED, claims(NOOR, "done", 3, 4), claims(AMINA, "refused", 5, 6)],
            Stands(NOOR), id="a claim lapses, and another has it",
        ),
        pytest.param(
            [decides(AMINA, "done", 0, 5), decides(NOOR, "is decided", 1, 6), claims(NOOR, "done", 0, 4)],
            Stands(None, True), id="one of two decisions stands",
        ),
    ],
)  # fmt: skip
def test_answers_that_one_order_explains_are_in_order(tellings: list[Told], ends: Stands) -> None:
    assert in_order(tellings, ends=ends)


@pytest.mark.parametrize(
    "tellings, ends",
    [
        pytest.param([claims(AMINA, "done", 0, 3), claims(NOOR, "done", 1, 2)], Stands(NOOR), id="claimed twice"),
        pytest.param([claims(AMINA, "done", 0, 1)], Stands(), id="a claim was lost"),
        pytest.param([decides(AMINA, "done", 0, 1)], Stands(), id="a decision was lost"),
        pytest.param([decides(AMINA, "done", 0, 3), decides(NOOR, "done", 1, 2)], Stands(None, True), id="decided twice"),
        pytest.param([], Stands(NOOR), id="somebody has it who was never told so"),
        pytest.param(
            [claims(NOOR, "refused", 0, 1), claims(AMINA, "done", 2, 3)], Stands(AMINA),
            id="refused for a claim that came only later",
        ),
        pytest.param(
            [decides(AMINA, "done", 0, 1), claims(NOOR, "done", 2, 3)], Stands(None, True),
            id="claimed after it was decided",
        ),
        pytest.param(
            [claims(AMINA, "done", 0, 3), takes_over(NOOR, None, 1, 4), claims(AMINA, "refused", 5, 6)],
            Stands(NOOR), id="taken over, and whoever had it is not told",
        ),
        pytest.param(
            [claims(AMINA, "done", 0, 1), LAPSED, claims(AMINA, "kept", 3, 4)],
            Stands(AMINA), id="kept after it had lapsed",
        ),
    ],
)  # fmt: skip
def test_answers_that_no_order_explains_are_found(tellings: list[Told], ends: Stands) -> None:
    assert not in_order(tellings, ends=ends)
