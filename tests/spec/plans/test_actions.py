"""What an action of a plan must say.

Inspectors found actions that were vague, without an owner or a date. An action has a verb, a person, a day and a purpose.
"""

from datetime import date

import pytest

from kith.plans.rules import objections, suggestions

TODAY = date(2026, 11, 20)
WHOLE = {
    "says": "Visit Kayleigh at school",
    "owner": "Rhiannon Prys-Ellwood",
    "purpose": "She has an adult to turn to",
    "due_on": TODAY,
}


@pytest.mark.parametrize(
    "missing, sentences",
    [
        pytest.param({}, [], id="a whole action"),
        pytest.param({"says": " "}, ["Say what will be done, beginning with a verb."], id="nothing to do"),
        pytest.param({"owner": ""}, ["Say who will do it: a person, not a team."], id="nobody to do it"),
        pytest.param({"due_on": None}, ["Say by which day it will be done."], id="no day"),
        pytest.param({"due_on": date(2026, 11, 19)}, ["Choose today or a later day: an action cannot be due in the past."], id="yesterday"),
        pytest.param({"purpose": ""}, ["Say what it is for: which risk it lowers, or what it gives the child."], id="no purpose"),
    ],
)  # fmt: skip
def test_an_action_without_one_of_its_parts_gets_a_sentence(missing, sentences):
    assert list(objections(**{**WHOLE, **missing}, today=TODAY).values()) == sentences


def test_everything_that_is_missing_is_said_at_once():
    assert len(objections(says="", owner="", purpose="", due_on=None, today=TODAY)) == 4


def test_a_vague_verb_gets_a_kind_suggestion_and_stands_all_the_same():
    vague = "Monitor the situation"
    assert suggestions(vague)
    assert objections(**{**WHOLE, "says": vague}, today=TODAY) == {}
    assert suggestions(WHOLE["says"]) == []
