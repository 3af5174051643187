"""A second pair of eyes before signs of exploitation are closed.

A rule of our own, to be agreed locally: one person alone does not close a contact that shows signs.
"""

from datetime import date

import pytest

from kith.frontdoor.rules.closing import is_agreed, objections_to_asking, objections_to_viewing
from tests.spec.frontdoor.test_decide import facts

DAY = date(2026, 11, 20)
AMINA, HUW, MORWENNA = 1, 2, 3
NFA = "no_further_action"


@pytest.mark.parametrize(
    "views, agreed",
    [
        pytest.param([], False, id="nobody has given a view: no"),
        pytest.param([(HUW, True, NFA)], True, id="a manager agrees: yes"),
        pytest.param([(HUW, False, NFA)], False, id="a manager does not agree: no"),
        pytest.param([(AMINA, True, "")], False, id="only whoever decides agrees: no"),
        pytest.param([(HUW, True, NFA), (MORWENNA, False, NFA)], True, id="the latest view counts: yes"),
        pytest.param([(MORWENNA, False, NFA), (HUW, True, NFA)], False, id="agreed once, not any more: no"),
        pytest.param(
            [(AMINA, True, ""), (HUW, False, NFA)], False, id="an own view does not outweigh a manager’s: no"
        ),
        pytest.param([(HUW, True, "early_help")], False, id="a manager agrees to early help: no"),
        pytest.param(
            [(HUW, True, "early_help"), (HUW, True, NFA)], True, id="and had agreed to this as well: yes"
        ),
        pytest.param(
            [(HUW, False, "early_help"), (HUW, True, NFA)], False, id="and now refuses even early help: no"
        ),
        pytest.param([(HUW, True, "")], True, id="a manager agrees, unasked, that it can be closed: yes"),
        pytest.param([(HUW, False, "advice"), (HUW, True, "")], False, id="and then refuses advice: no"),
    ],
)
def test_signs_are_closed_only_where_somebody_else_agrees_to_that_outcome(views, agreed):
    assert is_agreed(views, outcome=NFA, decider=AMINA) is agreed


@pytest.mark.parametrize(
    "said, field, sentence",
    [
        pytest.param({"waits": True}, "outcome", "A manager has been asked already.", id="asked already"),
        pytest.param({"outcome": ""}, "outcome", "Choose how you would close this.", id="no outcome"),
        pytest.param(
            {"outcome": "strategy_discussion"},
            "outcome",
            "does not close the contact",
            id="nothing is closed",
        ),
        pytest.param({"facts": facts()}, "outcome", "No signs were seen", id="no signs"),
        pytest.param(
            {"outcome": "early_help"}, "outcome", "Neither harm nor danger", id="early help over signs alone"
        ),
        pytest.param({"reasons": " "}, "reasons", "Say why you would close this", id="no reasons"),
    ],
)
def test_a_manager_is_asked_about_a_closing_with_signs_and_reasons(said, field, sentence):
    whole = {
        "facts": facts(signs_seen=1),
        "waits": False,
        "outcome": "no_further_action",
        "reasons": "Seen the receipt.",
    }
    assert objections_to_asking(**whole, day=DAY) == {}
    assert sentence in objections_to_asking(**{**whole, **said}, day=DAY)[field]


@pytest.mark.parametrize(
    "known, outcome, is_asked",
    [
        pytest.param({"in_danger": True}, "no_further_action", True, id="danger, closed"),
        pytest.param({"in_danger": True}, "advice", True, id="danger, ended with advice"),
        pytest.param({"in_danger": True}, "early_help", True, id="danger, stepped to early help"),
        pytest.param({"harm_seen": 1, "signs_seen": 1}, "early_help", True, id="harm, stepped to early help"),
        pytest.param({"signs_seen": 1}, "early_help", False, id="a sign, stepped to early help"),
        pytest.param({"in_danger": True}, "assessment", False, id="danger, and the child is protected"),
    ],
)
def test_a_manager_is_asked_where_the_outcome_looks_after_the_child_less(known, outcome, is_asked):
    found = objections_to_asking(facts(**known), waits=False, outcome=outcome, reasons="x", day=DAY)
    assert (found == {}) is is_asked


@pytest.mark.parametrize(
    "asked_by, because, field",
    [
        pytest.param(HUW, "Seen.", "is_agreed", id="the manager asked for it"),
        pytest.param(AMINA, " ", "closing_because", id="there is no reason"),
    ],
)
def test_a_view_does_not_stand_where(asked_by, because, field):
    assert list(objections_to_viewing(because=because, asked_by=asked_by, by=HUW)) == [field]


def test_a_view_does_not_stand_on_a_page_that_has_changed():
    found = objections_to_viewing(because="Seen.", asked_by=AMINA, by=HUW, has_changed=True)
    assert "Something changed while you wrote" in found["is_agreed"]


def test_a_manager_may_give_a_view_that_nobody_asked_for():
    assert objections_to_viewing(because="Seen.", asked_by=None, by=HUW) == {}
