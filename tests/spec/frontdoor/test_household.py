"""Who else is at home is read as people write it, and each child is thought of by name."""

from datetime import date

import pytest

from kith.frontdoor.reading.household import Line, read
from kith.frontdoor.rules.household import names, objections, objections_to_each

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text, found",
    [
        pytest.param(
            "Finlay Smith, 11, brother", Line("Finlay Smith", "brother", 11), id="name, age, who they are"
        ),
        pytest.param(
            "Finlay Smith (11), brother", Line("Finlay Smith", "brother", 11), id="the age in brackets"
        ),
        pytest.param(
            "- Finlay, aged 11 years, brother.", Line("Finlay", "brother", 11), id="a list, and more words"
        ),
        pytest.param(
            "Finlay; brother; 27/3/2015", Line("Finlay", "brother", None, date(2015, 3, 27)), id="a birthday"
        ),
        pytest.param("Lorna, mother", Line("Lorna", "mother"), id="no age"),
        pytest.param(
            "Maeve, 4 months, sister",
            Line("Maeve", "4 months, sister", 0),
            id="a baby: the months stay as said",
        ),
        pytest.param(
            "Dean, mum’s ex, not allowed there",
            Line("Dean", "mum’s ex, not allowed there"),
            id="all that is said stays",
        ),
        pytest.param("Finlay, 31/2/2015", Line("Finlay", "31/2/2015"), id="no such day: it stays as typed"),
    ],
)
def test_a_line_says_who_somebody_is(text, found):
    assert read(text, TODAY) == [found]


@pytest.mark.parametrize(
    "text, is_child",
    [
        pytest.param("Finlay, 11", "yes", id="eleven"),
        pytest.param("Lorna, 37", "no", id="thirty-seven"),
        pytest.param("Ann, 22/11/2008", "no", id="eighteen today"),
        pytest.param("Ann, 23/11/2008", "yes", id="eighteen tomorrow"),
        pytest.param("Ann, sister", "not_known", id="a sister of no age: somebody asks"),
    ],
)
def test_only_an_age_or_a_birthday_says_who_is_a_child(text, is_child):
    assert read(text, TODAY)[0].is_child(TODAY) == is_child


def test_empty_lines_are_nobody_and_one_line_is_one_person():
    assert [line.name for line in read("Ann\n\n - \nBen, 3", TODAY)] == ["Ann", "Ben"]


@pytest.mark.parametrize(
    "said, fields",
    [
        pytest.param({"answer": "contact", "because": "Same van"}, [], id="a contact, and why"),
        pytest.param({"answer": "not_needed", "because": "In Spain"}, [], id="none needed, and why"),
        pytest.param({"answer": "not_needed", "because": " "}, ["because"], id="none needed, and nobody says why"),
        pytest.param({"answer": "", "because": "x"}, ["answer"], id="no answer"),
        pytest.param({"answer": "not_needed", "because": "x", "has_contact": True}, ["answer"], id="one was made already"),
        pytest.param({"answer": "contact", "because": "x", "is_kept": True}, ["answer"], id="what is kept is not copied"),
        pytest.param({"answer": "not_needed", "because": "x", "is_kept": True}, [], id="kept, and none is needed"),
    ],
)  # fmt: skip
def test_a_child_of_the_home_is_considered_where(said, fields):
    assert list(objections(**{"has_contact": False, "is_kept": False, **said})) == fields


@pytest.mark.parametrize(
    "said, called",
    [
        ("Finlay Smith", ("Finlay", "Smith")),
        ("Mary Ann Smith", ("Mary Ann", "Smith")),
        ("Amara", ("Amara", "")),
    ],
)
def test_the_last_word_of_a_name_is_the_familys(said, called):
    assert names(said) == called


ASKED = {"home_A": "Finlay", "kin_B": "Niamh"}


@pytest.mark.parametrize(
    "said, kept, may_wait, fields",
    [
        pytest.param({}, (), False, ["home_A", "kin_B"], id="of nobody is anything said"),
        pytest.param({}, (), True, [], id="this child is protected now"),
        pytest.param({"kin_B": ("not_needed", "")}, (), True, ["kin_B_why"], id="what is said is whole, also then"),
        pytest.param({"home_A": ("contact", "Same van")}, (), False, ["kin_B"], id="one of the two"),
        pytest.param({"home_A": ("contact", ""), "kin_B": ("not_needed", "In Spain")}, (), False, ["home_A_risk"], id="a contact, and no risk said"),
        pytest.param({"home_A": ("contact", "x"), "kin_B": ("contact", "x")}, ("kin_B",), False, ["kin_B"], id="what is kept is not copied"),
        pytest.param({"home_A": ("contact", "x"), "kin_B": ("not_needed", "x")}, ("kin_B",), False, [], id="kept, and none is needed"),
        pytest.param({"home_A": ("goes", "x"), "kin_B": ("not_needed", "x")}, (), False, ["home_A"], id="a word that is no answer"),
    ],
)  # fmt: skip
def test_each_other_child_is_thought_of_by_name(said, kept, may_wait, fields):
    assert list(objections_to_each(ASKED, said, kept=kept, may_wait=may_wait)) == fields
