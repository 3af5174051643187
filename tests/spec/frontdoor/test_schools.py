"""Which child's school is to be found out, and what saying it takes."""

from datetime import date

import pytest

from kith.frontdoor.rules import schools

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("born, answer", [
    pytest.param(date(2022, 11, 22), True, id="4 today"),
    pytest.param(date(2022, 11, 23), False, id="4 tomorrow"),
    pytest.param(date(2009, 11, 23), True, id="17 tomorrow"),
    pytest.param(date(2009, 11, 22), False, id="17 today"),
])  # fmt: skip
def test_the_school_is_asked_of_a_child_from_4_to_16(born: date, answer: bool) -> None:
    first, last = schools.born_between(TODAY)
    assert (first <= born <= last) is answer


def test_on_29_february_the_list_is_made_all_the_same() -> None:
    assert schools.born_between(date(2028, 2, 29)) == (date(2011, 3, 1), date(2024, 2, 29))


@pytest.mark.parametrize("code, because, is_known, field", [
    pytest.param("999011", "", True, None, id="a school of the register"),
    pytest.param("", "Taught at home", False, None, id="none, and why"),
    pytest.param("", "  ", False, "school", id="neither"),
    pytest.param("999999", "", False, "school", id="not in the register any more"),
    pytest.param("", "x" * 301, False, "because", id="a reason that is too long"),
])  # fmt: skip
def test_a_school_is_named_or_why_there_is_none(
    code: str, because: str, is_known: bool, field: str | None
) -> None:
    found = schools.objections(code=code, because=because, is_known=is_known)
    assert list(found) == ([field] if field else [])
