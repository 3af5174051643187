"""What people were told about one contact could have happened one after another, or something was lost."""

import pytest

from bench.linear import Stands, Told, in_order

AMINA, NOOR = 1, 2


def claims(who: int, result: str, begun: float, ended: float) -> Told:
    return Told(who, "claim", result, begun, ended)


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
            [claims(AMINA, "done", 0, 1), Told(NOOR, "take over", "done", 2, 3), claims(AMINA, "refused", 4, 5)],
            Stands(NOOR), id="a claim that stands is taken over",
        ),
        pytest.param(
            [decides(AMINA, "done", 0, 5), decides(NOOR, "is decided", 1, 6), claims(NOOR, "done", 0, 4)],
            Stands(NOOR, True), id="one of two decisions stands",
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
            [decides(AMINA, "done", 0, 1), claims(NOOR, "done", 2, 3)], Stands(NOOR, True),
            id="claimed after it was decided",
        ),
    ],
)  # fmt: skip
def test_answers_that_no_order_explains_are_found(tellings: list[Told], ends: Stands) -> None:
    assert not in_order(tellings, ends=ends)
