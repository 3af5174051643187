"""Whose word makes an identifier a verified one."""

from datetime import date

import pytest

from kith.people.matching import verified_by

DAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    "kind, verified",
    [
        pytest.param("nhs_trust", {"nhs_number"}, id="a trust: the NHS number"),
        pytest.param("gp", {"nhs_number"}, id="a practice: the NHS number"),
        pytest.param("school", {"upn"}, id="a school: the unique pupil number"),
        pytest.param("police", set(), id="the police: neither"),
        pytest.param("council_social_care", set(), id="the council: neither"),
    ],
)
def test_a_number_is_verified_by_those_who_give_it(kind, verified):
    assert verified_by(kind, DAY) == verified
