"""Codes that many parts of Kith share.

The census must be able to read our codes; people read our words.
"""

import re
from datetime import date
from typing import get_args

import pytest

from kith.core import codes

DAY = date(2026, 11, 17)
CENSUS_SOURCES = {
    *("1A", "1B", "1C", "1D", "2A", "2B", "3A", "3B", "3C", "3D", "3E", "3F", "4"),
    *("5A", "5B", "5C", "5D", "6", "7", "8", "9", "10"),
}


def test_every_source_of_the_census_can_be_chosen_and_ours_report_as_one_of_them():
    ours = {
        entry.code: entry.extra.get("reports_as", entry.code) for entry in codes.of("contact_sources").on(DAY)
    }
    assert set(ours.values()) == CENSUS_SOURCES
    assert {code for code, reported in ours.items() if code == reported} == CENSUS_SOURCES
    assert {"taxi", "hotel", "faith-group", "online-platform", "campaign"} < set(ours)


def test_sex_has_the_three_codes_of_the_census():
    assert [entry.code for entry in codes.of("sex").on(DAY)] == ["F", "M", "U"]


def test_not_asked_declined_and_not_known_are_never_the_same_answer():
    answers = codes.of("equality_answers").choices(DAY)
    assert [code for code, _ in answers] == ["given", "not_asked", "declined", "not_known"]
    assert len({says for _, says in answers}) == 4


def test_fifteen_forms_of_exploitation_are_asked_about_every_time():
    forms = codes.of("exploitation_forms").on(DAY)
    assert len(forms) == 15
    assert all(entry.extra["includes"] for entry in forms)
    known_to_the_census = [entry.extra.get("census_factor", "") for entry in forms]
    assert all(re.fullmatch(r"|\d\d[AB]", factor) for factor in known_to_the_census)


def test_the_three_safeguarding_partners_are_the_council_the_police_and_the_integrated_care_board():
    partners = {kind.code for kind in codes.of("agency_kinds").on(DAY) if kind.extra["safeguarding_partner"]}
    assert partners == {"council_social_care", "police", "icb"}


@pytest.mark.parametrize("name", get_args(codes.Name))
def test_every_code_is_short_and_every_entry_has_words_that_people_would_use(name):
    for entry in codes.of(name).on(DAY):
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,30}", entry.code)
        assert not entry.says.isupper() or len(entry.says) <= 4
