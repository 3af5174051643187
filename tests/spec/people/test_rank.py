"""Who it may be: what is shown, in what order, who must not be chosen in haste, and when no person need choose."""

from dataclasses import replace
from datetime import date

import pytest

from kith.core import identifiers
from kith.people.matching import rank
from kith.people.matching.record import Record

NUMBERS = [identifiers.nhs_test_number(nth) for nth in range(20)]
TRACED = frozenset({"nhs_number"})

AOIFE = Record(
    given_name="Aoife",
    family_name="Ní Dhómhnaill-Carrick",
    date_of_birth=date(2013, 3, 12),
    address_line="22 Tarbarrel Lane",
    nhs_number=NUMBERS[1],
    school_urn="999001",
    parent_name="Siobhán Carrick",
    verified=TRACED,
)
NIAMH = replace(AOIFE, given_name="Niamh", nhs_number=NUMBERS[2])
DONNELL = Record(
    given_name="Aoife", family_name="Donnell", date_of_birth=date(2010, 12, 3), address_line="Ormsea"
)
SENT = Record(
    given_name="Aoife",
    family_name="Ni Dhomnaill",
    date_of_birth=date(2013, 12, 3),
    address_line="22 Tarbarrel Lane",
    school_urn="999001",
    parent_name="Siobhán",
)


def test_twins_are_shown_side_by_side_with_what_tells_them_apart():
    outcome = rank(SENT, [(1, AOIFE), (2, NIAMH), (3, DONNELL)])
    assert outcome.status == "ManyMatch"
    assert [(each.person, each.band, each.guard.kind) for each in outcome.candidates] == [
        (1, "PotentialMatch", "twin"),
        (2, "PotentialMatch", "twin"),
        (3, "LowConfidenceMatch", "none"),
    ]
    first = outcome.candidates[0]
    assert first.guard.of == (2,)
    assert first.tells_apart == ("first name", "NHS number")
    assert first.guard.says == (
        "Aoife and Niamh have the same last name, birthday, home, school and parent. "
        "Only the first name and the NHS number tell them apart."
    )


@pytest.mark.parametrize(
    "sent, held, kind",
    [
        pytest.param({}, {"given_name": "Niamh"}, "twin", id="same birthday, name and home"),
        pytest.param({}, {"given_name": "Niamh", "date_of_birth": date(2013, 3, 13)}, "twin", id="born after midnight"),
        pytest.param({}, {"given_name": "Niamh", "family_name": "Marsh"}, "twin", id="another last name, the same home"),
        pytest.param({}, {"given_name": "Niamh", "address_line": "1 Mill Road"}, "twin", id="another home, the same name"),
        pytest.param({"middle_names": "Mary"}, {"given_name": "Niamh", "middle_names": "Mary"}, "twin", id="the same second name"),
        pytest.param(
            {"given_name": "Mohammed", "middle_names": "Tariq"}, {"given_name": "Mohammed", "middle_names": "Idris"},
            "twin", id="one first name given to both, told apart by the next",
        ),
        pytest.param({"given_name": "Beth"}, {"given_name": "Elizabeth"}, "none", id="a nickname is no twin"),
        pytest.param({}, {"given_name": "Aoífe"}, "none", id="an accent is no twin"),
        pytest.param({}, {"given_name": "Niamh", "known_as": "Aoife"}, "none", id="a name she also goes by is no twin"),
        pytest.param({}, {"given_name": "Niamh", "date_of_birth": date(2011, 5, 2)}, "sibling", id="two years apart in one home"),
        pytest.param({"date_of_birth": None}, {"given_name": "Niamh"}, "sibling", id="no birthday sent, another first name"),
        pytest.param(
            {}, {"given_name": "Niamh", "family_name": "Marsh", "address_line": "1 Mill Road", "parent_name": ""}, "none",
            id="only the birthday is the same",
        ),
    ],
)  # fmt: skip
def test_a_child_who_may_be_the_twin_or_the_sibling_of_the_one_sent_is_guarded(sent, held, kind):
    bare = replace(AOIFE, nhs_number="", verified=frozenset())
    outcome = rank(replace(bare, **sent), [(1, replace(bare, **held))])
    assert [candidate.guard.kind for candidate in outcome.candidates] == [kind]
    assert outcome.status != "Match"
    assert bool(outcome.candidates[0].guard.says) is (kind != "none")


def test_a_twin_is_shown_even_where_too_little_speaks_for_the_twin_alone():
    sent = replace(AOIFE, address_line="", school_urn="", parent_name="")
    held = replace(
        NIAMH, family_name="Marsh", address_line="22 Tarbarrel Lane", school_urn="", parent_name=""
    )
    outcome = rank(sent, [(1, AOIFE), (2, held)])
    assert outcome.candidates[1].weight < 6
    assert [candidate.person for candidate in outcome.candidates] == [1, 2]


@pytest.mark.parametrize(
    "sent, held, status",
    [
        pytest.param({}, {}, "Match", id="a traced NHS number, names and birthday agree"),
        pytest.param({"given_name": "Aífe"}, {}, "PotentialMatch", id="the first name is only nearly the same"),
        pytest.param({"family_name": "Ni Dhomnaill"}, {}, "Match", id="the last name without accents and second part"),
        pytest.param({"date_of_birth": date(2013, 12, 3)}, {}, "PotentialMatch", id="day and month swapped"),
        pytest.param({"date_of_birth": None}, {}, "PotentialMatch", id="no birthday sent"),
        pytest.param({"date_of_birth": date(1900, 1, 1)}, {}, "PotentialMatch", id="a date in place of the birthday"),
        pytest.param({"verified": frozenset()}, {"verified": frozenset()}, "PotentialMatch", id="a number that nobody traced"),
        pytest.param({"nhs_number": ""}, {}, "PotentialMatch", id="name, birthday and address alone"),
        pytest.param({"nhs_number": NUMBERS[5]}, {}, "PotentialMatch", id="another NHS number"),
        pytest.param(
            {"given_name": "Tomasz", "family_name": "Zielonka", "date_of_birth": date(2009, 5, 23), "address_line": "",
             "school_urn": "", "parent_name": ""}, {}, "LowConfidenceMatch",
            id="a number mistyped: first name, last name and birthday are another child’s",
        ),
        pytest.param({"given_name": "Niamh"}, {}, "PotentialMatch", id="the number of her twin"),
        pytest.param(
            {"given_name": "Niamh", "date_of_birth": date(2011, 8, 30)}, {}, "LowConfidenceMatch",
            id="the number, the home and the school of a sister born in another year",
        ),
        pytest.param(
            {"date_of_birth": date(2013, 1, 1)}, {"date_of_birth": date(2013, 1, 1)}, "PotentialMatch",
            id="a birthday on 1 January proves little",
        ),
        pytest.param(
            {"given_name": "Unborn", "date_of_birth": date(2013, 3, 1)}, {}, "PotentialMatch", id="not born when it was sent",
        ),
    ],
)  # fmt: skip
def test_no_person_need_choose_only_where_a_traced_number_names_and_birthday_agree(sent, held, status):
    assert rank(replace(AOIFE, **sent), [(1, replace(AOIFE, **held))]).status == status


def test_a_traced_number_and_the_whole_first_name_tell_twins_apart():
    outcome = rank(AOIFE, [(1, AOIFE), (2, NIAMH)])
    assert (outcome.status, outcome.candidates[0].person) == ("Match", 1)
    assert [candidate.guard.kind for candidate in outcome.candidates] == ["twin", "twin"]


def test_beside_a_twin_a_nickname_is_not_enough():
    eliza = replace(AOIFE, given_name="Elizabeth")
    sent = replace(eliza, given_name="Beth")
    assert rank(sent, [(1, eliza)]).status == "Match"
    assert rank(sent, [(1, eliza), (2, NIAMH)]).status != "Match"


def test_one_number_on_two_people_is_for_a_person_to_settle():
    outcome = rank(AOIFE, [(1, AOIFE), (2, replace(AOIFE, address_line="1 Mill Road"))])
    assert outcome.status == "ManyMatch"
    assert "Match" not in {candidate.band for candidate in outcome.candidates}


def test_a_person_whose_other_record_has_another_number_is_not_matched_unseen():
    assert rank(AOIFE, [(1, AOIFE), (1, replace(AOIFE, nhs_number=NUMBERS[6]))]).status == "PotentialMatch"


def test_a_person_weighs_as_much_as_the_record_that_speaks_most():
    outcome = rank(SENT, [(1, DONNELL), (1, AOIFE)])
    assert outcome.candidates[0].weight == rank(SENT, [(1, AOIFE)]).candidates[0].weight
    assert outcome.candidates[0].records == (DONNELL, AOIFE)


def test_nobody_alike_is_no_match():
    outcome = rank(
        SENT, [(1, Record(given_name="Tomasz", family_name="Zielonka", date_of_birth=date(2009, 5, 23)))]
    )
    assert (outcome.status, outcome.candidates) == ("NoMatch", ())
    assert rank(SENT, []).status == "NoMatch"


def test_at_most_ten_are_shown_and_the_answer_says_that_there_are_more():
    children = [(nth, replace(DONNELL, date_of_birth=date(2010, 12, nth))) for nth in range(1, 15)]
    outcome = rank(DONNELL, children)
    assert len(outcome.candidates) == 10
    assert outcome.limited
    assert not rank(DONNELL, children[:10]).limited
    assert rank(DONNELL, children[:1], limited=True).limited


def test_twins_are_not_parted_by_the_limit():
    sent = replace(DONNELL, address_line="")
    others = [(nth, sent) for nth in range(3, 12)]
    twins = [
        (1, replace(sent, family_name="Marsh")),
        (2, replace(sent, given_name="Niamh", family_name="Marsh")),
    ]
    nine = rank(sent, others + twins)
    assert {candidate.person for candidate in nine.candidates} == set(range(3, 12))
    assert nine.limited
    assert {candidate.person for candidate in rank(sent, others[1:] + twins).candidates} == {
        1,
        2,
        *range(4, 12),
    }


def test_the_order_in_which_records_are_given_changes_nothing():
    held = [(1, AOIFE), (2, NIAMH), (3, DONNELL)]
    assert rank(SENT, held) == rank(SENT, held[::-1])


def test_the_answer_names_the_model_under_which_it_can_be_worked_out_again():
    assert len(rank(SENT, []).model) == 12
