"""A contact that was taken for another child's: what becomes of what followed, and what is owed."""

from datetime import datetime

import pytest

from kith.core.says import LONDON
from kith.frontdoor.rules import wrong_child as rules
from kith.frontdoor.rules.wrong_child import Becomes, Did, Followed

AT = datetime(2026, 11, 2, 9, tzinfo=LONDON)
UNREAD = Followed("Notice", AT, Becomes.RECALLED)
READ = Followed("Notice", AT, Becomes.CORRECTED, opened_at=AT)
DECISION = Followed("Decision", AT, Becomes.MARKED)


@pytest.mark.parametrize(
    "opened_at, becomes",
    [
        pytest.param(None, Becomes.RECALLED, id="nobody opened it: recalled"),
        pytest.param(AT, Becomes.CORRECTED, id="somebody read it: they are told"),
    ],
)
def test_what_was_sent_is_recalled_until_somebody_opens_it(opened_at, becomes):
    assert rules.fate(opened_at) is becomes


@pytest.mark.parametrize(
    "was_decided, lines, is_one",
    [
        pytest.param(True, [], True, id="decided, and nobody was told yet"),
        pytest.param(False, [UNREAD], True, id="not decided, and something was sent"),
        pytest.param(False, [READ], True, id="not decided, and somebody read of it"),
        pytest.param(False, [], False, id="not decided, and nobody else knows of it"),
        pytest.param(False, [DECISION], False, id="only what the front door itself wrote"),
    ],
)
def test_it_is_an_incident_where_it_was_decided_sent_or_read(was_decided, lines, is_one):
    assert rules.is_incident(was_decided=was_decided, lines=lines) is is_one


@pytest.mark.parametrize(
    "lines, told",
    [
        pytest.param([UNREAD, DECISION], False, id="nothing was opened: nothing was disclosed"),
        pytest.param([UNREAD, READ], True, id="one of two was opened"),
    ],
)
def test_it_was_disclosed_where_anybody_outside_the_front_door_read_anything(lines, told):
    assert rules.is_disclosed(lines) is told


@pytest.mark.parametrize(
    "given, where",
    [
        pytest.param({"answer": "no", "says": "Rang her mother"}, set(), id="answered with words"),
        pytest.param({"answer": "", "says": "Rang her mother"}, {"answer"}, id="no answer"),
        pytest.param({"answer": "perhaps", "says": "x"}, {"answer"}, id="an answer that is not offered"),
        pytest.param({"answer": "yes", "says": " "}, {"says"}, id="no words"),
        pytest.param(
            {"answer": "no", "says": "x", "is_due": False}, {"answer"}, id="somebody answered before"
        ),
    ],
)
def test_a_check_of_safety_says_yes_no_or_not_known_and_what_is_done(given, where):
    assert set(rules.objections_to_safety(**{"is_due": True, **given})) == where


@pytest.mark.parametrize(
    "did, given, where",
    [
        pytest.param(Did.ICO, {"answer": "no"}, set(), id="the ICO is not told, and why"),
        pytest.param(Did.ICO, {"answer": ""}, {"answer"}, id="nobody said whether the ICO is told"),
        pytest.param(Did.FAMILIES, {"answer": "", "because": ""}, {"answer", "because"}, id="neither"),
        pytest.param(Did.RANG, {"is_theirs": False}, {"answer"}, id="rang somebody who read nothing"),
        pytest.param(Did.RANG, {}, set(), id="rang who had read it"),
        pytest.param(Did.CLOSED, {"because": ""}, {"because"}, id="closed without what is learnt"),
        pytest.param(Did.ICO, {"is_closed": True}, {"because"}, id="it is closed already"),
    ],
)
def test_what_is_done_about_an_incident_has_an_answer_and_a_reason(did, given, where):
    usual = {"is_closed": False, "is_theirs": True, "answer": "yes", "because": "x"}
    assert set(rules.objections_to_step(did, **{**usual, **given})) == where


DONE = {"done": {Did.ICO, Did.FAMILIES}, "is_disclosed": True, "to_ring": 0, "unchecked": 0, "is_own": False}


@pytest.mark.parametrize(
    "given, left",
    [
        pytest.param({}, 0, id="all is done, and another closes it"),
        pytest.param({"is_own": True}, 1, id="never by whoever had a part in it"),
        pytest.param({"unchecked": 1}, 1, id="not while a child’s safety is open"),
        pytest.param({"to_ring": 1}, 1, id="not before who read it was rung"),
        pytest.param({"done": set()}, 2, id="not before the ICO and the families were thought of"),
        pytest.param(
            {"done": set(), "is_disclosed": False}, 0, id="where nothing was disclosed, neither is asked"
        ),
    ],
)
def test_an_incident_is_closed_when_the_children_are_safe_and_everybody_was_told(given, left):
    assert len(rules.objections_to_closing(**{**DONE, **given})) == left
