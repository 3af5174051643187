"""What a decision must say before it stands.

A decision has reasons, the section 47 test with its why (Children Act 1989 s.47), a level of the threshold document in
force with its criteria, and an outcome that goes with them.
"""

from datetime import date

import pytest

from kith.frontdoor.rules.decide import Facts, needs_agreement, objections, was_closed_by

DAY = date(2026, 11, 20)


def facts(**said):
    return Facts(
        **{
            "is_identified": True,
            "signs_seen": 0,
            "harm_seen": 0,
            "has_live_plan": False,
            "agreed_to": frozenset(),
            **said,
        }
    )


def decision(facts_of=None, **said):
    """A decision that stands: advice at level 1. What a test changes, it names."""
    told = {
        "level": "1", "chosen": [], "section_47": "not_met", "section_47_why": "No harm seen or likely.", "outcome": "advice",
        "reasons": "Needs are met by home and school.", "against": "", "why_not_lead": "Choose who leads the plan.", "day": DAY, **said,
    }  # fmt: skip
    return objections(facts_of or facts(), **told)


PROTECTS = {
    "level": "4",
    "chosen": ["4.2"],
    "section_47": "met",
    "outcome": "strategy_discussion",
    "why_not_lead": "",
}


def test_a_whole_decision_stands():
    assert decision() == {}
    assert decision(**PROTECTS) == {}


@pytest.mark.parametrize(
    "missing, field, sentence",
    [
        pytest.param({"level": ""}, "level", "Choose the level of help that is needed.", id="no level"),
        pytest.param({"level": "9"}, "level", "Choose the level of help that is needed.", id="a level that is not in the document"),
        pytest.param({"level": "2", "chosen": []}, "criteria", "Choose which criteria of this level are met.", id="no criteria"),
        pytest.param({"section_47": ""}, "section_47", "Say whether the section 47 test is met.", id="no section 47 answer"),
        pytest.param({"section_47": "perhaps"}, "section_47", "Say whether the section 47 test is met.", id="an answer that is none"),
        pytest.param({"section_47_why": " "}, "section_47_why", "Say why the section 47 test is met, not met or unclear.", id="no why"),
        pytest.param({"outcome": ""}, "outcome", "Choose what should happen next.", id="no outcome"),
        pytest.param({"outcome": "made_up"}, "outcome", "Choose what should happen next.", id="an outcome that is none"),
        pytest.param({"reasons": "  "}, "reasons", "Say why you reached this decision: facts first.", id="no reasons"),
        pytest.param({**PROTECTS, "why_not_lead": "Choose who leads the plan."}, "lead", "Choose who leads the plan.", id="a plan that nobody leads"),
    ],
)  # fmt: skip
def test_a_decision_without_one_of_its_parts_gets_a_sentence(missing, field, sentence):
    assert decision(**missing) == {field: sentence}


def test_nobody_decides_before_saying_who_it_is_about():
    assert list(decision(facts(is_identified=False))) == ["identity"]


def test_everything_that_is_missing_is_said_at_once_in_the_order_of_the_page():
    found = decision(facts(is_identified=False), level="", section_47="", outcome="", reasons="")
    assert list(found) == ["identity", "level", "section_47", "outcome", "reasons"]


@pytest.mark.parametrize(
    "level, outcome, goes",
    [
        pytest.param("4", "strategy_discussion", True, id="protection with level 4"),
        pytest.param("2", "strategy_discussion", False, id="protection with level 2"),
        pytest.param("4", "early_help", False, id="early help with level 4"),
        pytest.param("4", "no_further_action", False, id="nothing with level 4"),
        pytest.param("3", "advice", False, id="advice with level 3"),
    ],
)
def test_an_outcome_goes_with_the_level(level, outcome, goes):
    chosen = {"2": ["2.1"], "3": ["3.1"], "4": ["4.1"]}[level]
    found = decision(level=level, chosen=chosen, outcome=outcome, why_not_lead="")
    assert ("outcome" not in found) is goes


@pytest.mark.parametrize(
    "outcome, level, stands",
    [
        pytest.param("strategy_discussion", "4", True, id="a strategy discussion"),
        pytest.param("assessment", "3", True, id="an assessment"),
        pytest.param("early_help", "3", False, id="early help"),
        pytest.param("no_further_action", "1", False, id="no further action"),
    ],
)
def test_where_the_section_47_test_is_met_the_outcome_protects_the_child(outcome, level, stands):
    chosen = {"1": [], "3": ["3.1"], "4": ["4.1"]}[level]
    found = decision(section_47="met", outcome=outcome, level=level, chosen=chosen, why_not_lead="")
    assert ("outcome" not in found) is stands


def test_a_contact_joins_a_plan_only_where_there_is_one():
    joins = {"level": "3", "chosen": ["3.1"], "outcome": "joins_plan"}
    assert "no live plan" in decision(**joins)["outcome"]
    assert decision(facts(has_live_plan=True), **joins) == {}


def test_a_plan_that_is_there_has_its_lead_already():
    assert (
        decision(facts(has_live_plan=True), **{**PROTECTS, "why_not_lead": "Choose who leads the plan."})
        == {}
    )


CLOSES = ("no_further_action", "advice")
KNOWN = {
    "a sign": {"signs_seen": 1},
    "harm": {"signs_seen": 1, "harm_seen": 1},
    "danger": {"in_danger": True},
}


@pytest.mark.parametrize("outcome", CLOSES)
@pytest.mark.parametrize("known", KNOWN)
def test_nobody_closes_a_contact_with_signs_harm_or_danger_alone(known, outcome):
    alone, agreed = facts(**KNOWN[known]), facts(**KNOWN[known], agreed_to=frozenset({outcome}))
    closed = {"outcome": outcome, "against": "Seen once, explained."}
    assert "A manager must agree before this is closed" in decision(alone, **closed)["outcome"]
    assert decision(agreed, **closed) == {}
    assert needs_agreement(outcome, alone, DAY)
    other = facts(**KNOWN[known], agreed_to=frozenset({"early_help"}))
    assert "A manager must agree before this is closed" in decision(other, **closed)["outcome"]


@pytest.mark.parametrize("outcome", CLOSES)
def test_without_sign_harm_or_danger_one_person_closes_a_contact(outcome):
    assert decision(outcome=outcome) == {}
    assert not needs_agreement(outcome, facts(), DAY)


@pytest.mark.parametrize(
    "known, is_asked",
    [
        pytest.param("a sign", False, id="a sign: early help needs no manager"),
        pytest.param("harm", True, id="harm: a manager agrees to early help"),
        pytest.param("danger", True, id="danger: a manager agrees to early help"),
    ],
)
def test_harm_and_danger_are_not_stepped_down_to_early_help_by_one_person(known, is_asked):
    steps = {"outcome": "early_help", "level": "2", "chosen": ["2.1"], "against": "His mum wants help."}
    assert needs_agreement("early_help", facts(**KNOWN[known]), DAY) is is_asked
    assert ("outcome" in decision(facts(**KNOWN[known]), **steps)) is is_asked
    assert decision(facts(**KNOWN[known], agreed_to=frozenset({"early_help"})), **steps) == {}


@pytest.mark.parametrize("known", KNOWN)
def test_an_outcome_that_protects_needs_no_second_view(known):
    assert decision(facts(**KNOWN[known]), **PROTECTS) == {}


@pytest.mark.parametrize(
    "outcome, stands",
    [
        pytest.param("no_further_action", False, id="no further action"),
        pytest.param("advice", False, id="advice"),
        pytest.param("early_help", True, id="early help goes on working with the child"),
    ],
)
def test_nothing_is_closed_while_nobody_can_say_whether_the_section_47_test_is_met(outcome, stands):
    found = decision(section_47="unclear", outcome=outcome, level="2", chosen=["2.1"])
    assert ("outcome" not in found) is stands
    if not stands:
        assert "cannot be closed. Find out first" in found["outcome"]


def test_a_closing_says_which_forms_nobody_asked_about_and_why_it_is_closed_all_the_same():
    blind = facts(forms_not_asked=("Sexual", "Labour"), forms_asked=13)
    assert "Nobody asked about: Sexual; Labour." in decision(blind)["not_asked_why"]
    assert "any form" in decision(facts(forms_not_asked=("Sexual", "Labour")))["not_asked_why"]
    assert decision(blind, not_asked_why="A baby of two weeks.") == {}
    assert decision(blind, **PROTECTS) == {}


def test_where_signs_were_seen_an_outcome_that_does_not_protect_says_what_speaks_against_it():
    seen = facts(signs_seen=1)
    helped = {"outcome": "early_help", "level": "2", "chosen": ["2.1"]}
    assert list(decision(seen, **helped)) == ["against"]
    assert decision(seen, **helped, against="Seen once, explained by the family.") == {}
    assert decision(seen, **PROTECTS) == {}


@pytest.mark.parametrize(
    "outcome, day, closed",
    [
        pytest.param("no_further_action", DAY, True, id="no further action"),
        pytest.param("strategy_discussion", DAY, False, id="a strategy discussion"),
        pytest.param("no_further_action", date(2009, 5, 1), True, id="no further action, years before the list began"),
        pytest.param("letter_sent", date(2009, 5, 1), False, id="an outcome of another system, which the list never had"),
    ],
)  # fmt: skip
def test_whether_an_earlier_decision_closed_its_contact_can_be_read_whatever_its_day(outcome, day, closed):
    assert was_closed_by(outcome, day) is closed
