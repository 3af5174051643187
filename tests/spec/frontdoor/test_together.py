"""When police, health and social care decide together, and what silence and dissent come to.

Three views are owed where there is a sign, harm or danger, a red or amber picture, a section 47 test that is met or unclear, an adult near
the child who may do serious harm, or somebody who sees it differently. Protection never waits for a view. A dissent stays beside the decision.
"""

from datetime import date

import pytest

from kith.frontdoor.rules import shapes, together
from kith.frontdoor.rules.decide import Facts
from kith.frontdoor.rules.together import Proposal, Said

DAY = date(2026, 11, 20)
HELP = Proposal("2", "not_met", "early_help")
PROTECT = Proposal("4", "met", "strategy_discussion")


def facts(**said):
    return Facts(**{
        "is_identified": True, "signs_seen": 0, "harm_seen": 0, "has_live_plan": False, "agreed_to": frozenset(), **said,
    })  # fmt: skip


def owed(facts_of=None, **said):
    told = {"rag": "", "section_47": "not_met", "is_disputed": False, "day": DAY, **said}
    return together.owed(facts_of or facts(), **told)


ASKED = {"is_asked": True}
OVER = {"is_asked": True, "is_over": True}
AGREES = {"is_asked": True, "is_given": True, "is_agreed": True, "view": HELP}
DIFFERS = {"is_asked": True, "is_given": True, "is_agreed": False, "view": PROTECT}


def found(police, health, **said):
    told = {"decided": HELP, "protects": False, "against": "", "alone_because": "", "day": DAY, **said}
    return together.objections(
        owed(facts(signs_seen=1)), [Said("police", **police), Said("health", **health)], **told
    )


@pytest.mark.parametrize(
    "facts_of, said, why",
    [
        pytest.param({}, {}, [], id="nothing seen, nothing urgent: one may decide"),
        pytest.param({}, {"rag": "green"}, [], id="green: one may decide"),
        pytest.param({"signs_seen": 1}, {}, ["sign"], id="a sign of exploitation"),
        pytest.param({"signs_seen": 1, "harm_seen": 1}, {}, ["harm", "sign"], id="harm"),
        pytest.param({"in_danger": True}, {}, ["danger"], id="danger now"),
        pytest.param({"is_adult_grave": True}, {}, ["adult_harm"], id="an adult of high risk to children, and no sign seen"),
        pytest.param({}, {"rag": "red"}, ["red"], id="red"),
        pytest.param({}, {"rag": "amber"}, ["amber"], id="amber"),
        pytest.param({}, {"section_47": "met"}, ["section_47_met"], id="the section 47 test is met"),
        pytest.param({}, {"section_47": "unclear"}, ["section_47_unclear"], id="the section 47 test is unclear"),
        pytest.param({}, {"is_disputed": True}, ["disagreement"], id="somebody sees it differently"),
    ],
)  # fmt: skip
def test_three_views_are_owed_by_a_rule_that_is_named(facts_of, said, why):
    assert [entry.code for entry in owed(facts(**facts_of), **said)] == why


@pytest.mark.parametrize(
    "police, health, said, sentence",
    [
        pytest.param(AGREES, AGREES, {}, None, id="three agree: it is decided"),
        pytest.param({}, {}, {}, "Police and health have not been asked", id="nobody was asked"),
        pytest.param(AGREES, {}, {}, "Health has not been asked", id="one was not asked"),
        pytest.param(AGREES, ASKED, {}, "Health has been asked, and still has time", id="one still has time"),
        pytest.param(ASKED, ASKED, {"alone_because": "I am in a hurry."}, "still have time", id="a reason shortens nobody’s time"),
        pytest.param(AGREES, OVER, {}, "Health did not answer in time. Say why", id="one is silent"),
        pytest.param(AGREES, OVER, {"alone_because": "Nobody is on call."}, None, id="one is silent, and it is said why"),
        pytest.param(AGREES, DIFFERS, {}, "Health sees it differently", id="one dissents, and nobody says what speaks against it"),
        pytest.param(AGREES, DIFFERS, {"against": "Health fears more."}, None, id="one dissents, and it is decided all the same"),
        pytest.param({}, {}, {"decided": PROTECT, "protects": True}, None, id="red, alone at night: protection does not wait"),
        pytest.param(AGREES, AGREES, {"decided": Proposal("1", "not_met", "no_further_action")}, "Police and health see it differently", id="they agreed to something else"),
    ],
)  # fmt: skip
def test_what_is_decided_without_the_others(police, health, said, sentence):
    told = found(police, health, **said)
    assert (sentence is None) == (not told)
    assert sentence is None or sentence in " ".join(told.values())


def test_where_none_is_owed_one_decides():
    told = together.objections(
        [], [Said("police"), Said("health")], decided=HELP, protects=False, against="", alone_because="", day=DAY
    )  # fmt: skip
    assert told == {}


@pytest.mark.parametrize(
    "police, health, given, differ, silent",
    [
        pytest.param(AGREES, AGREES, ["police", "health"], [], [], id="three agree"),
        pytest.param(AGREES, DIFFERS, ["police", "health"], ["health"], [], id="one dissents"),
        pytest.param(OVER, AGREES, ["health"], [], ["police"], id="one is silent"),
        pytest.param({}, {}, [], [], ["police", "health"], id="nobody was asked"),
    ],
)
def test_a_decision_keeps_which_views_there_were(police, health, given, differ, silent):
    said = [Said("police", **police), Said("health", **health)]
    stood = together.stand(owed(facts(signs_seen=1)), said, HELP)
    assert (stood.given, stood.differ, stood.silent, stood.is_alone) == (given, differ, silent, bool(silent))


def test_where_no_view_is_owed_nobody_is_silent():
    assert not together.stand([], [Said("police"), Said("health")], HELP).is_alone


@pytest.mark.parametrize(
    "kind, low, high",
    [
        pytest.param({"is_alone": True, "was_owed": True}, 1000, 1000, id="without views that were owed: every one"),
        pytest.param({"is_alone": True, "was_owed": True, "protects": True}, 150, 250, id="protected at once: a fifth"),
        pytest.param({"closes": True, "was_owed": True}, 150, 250, id="closed without action: a fifth"),
        pytest.param({}, 25, 80, id="one decides: a twentieth"),
        pytest.param({"was_owed": True}, 0, 0, id="three decided together: none"),
    ],
)  # fmt: skip
def test_a_share_of_decisions_is_read_again(kind, low, high):
    told = {"is_alone": False, "protects": False, "closes": False, "was_owed": False, "day": DAY, **kind}
    drawn = sum(bool(together.sampled(f"CONTACT{n:05}", **told)) for n in range(1000))
    assert low <= drawn <= high


def test_the_sample_is_drawn_from_the_contact_and_comes_out_the_same_each_time():
    told = {"is_alone": False, "protects": False, "closes": True, "was_owed": True, "day": DAY}
    first = [together.sampled(f"CONTACT{n:05}", **told) for n in range(100)]
    assert first == [together.sampled(f"CONTACT{n:05}", **told) for n in range(100)]


@pytest.mark.parametrize(
    "said, field",
    [
        pytest.param({}, None, id="somebody else, with a reason"),
        pytest.param({"by": 1}, "agrees", id="whoever decided it"),
        pytest.param({"is_read": True}, "agrees", id="read already"),
        pytest.param({"agrees": ""}, "agrees", id="no answer"),
        pytest.param({"because": " "}, "because", id="no reason"),
        pytest.param({"with_whom": ""}, "with_whom", id="nobody said who was there"),
    ],
)
def test_nobody_reads_their_own_decision_again_and_a_rereading_has_its_reason(said, field):
    told = {
        "decided_by": 1,
        "by": 2,
        "agrees": "no",
        "because": "x",
        "with_whom": "Olu",
        "is_read": False,
        **said,
    }
    assert list(together.objections_to_rereading(**told)) == ([field] if field else [])


@pytest.mark.parametrize(
    "count, others, why, field",
    [
        pytest.param(0, "", "", None, id="nobody stands beside"),
        pytest.param(2, "", "", "others", id="nobody thought of them"),
        pytest.param(2, "own", "", None, id="each has a contact of their own"),
        pytest.param(1, "not_needed", "", "others_why", id="none is needed, and nobody says why"),
        pytest.param(1, "not_needed", "She moved away in May.", None, id="none is needed, because"),
    ],
)
def test_each_decision_thinks_of_the_children_who_stand_beside(count, others, why, field):
    assert list(together.objections_about_others(count, others=others, others_why=why)) == (
        [field] if field else []
    )


@pytest.mark.parametrize(
    "said, fields",
    [
        pytest.param({"agrees": "yes"}, [], id="agrees, with a reason"),
        pytest.param({"agrees": ""}, ["agrees"], id="does not say whether"),
        pytest.param({"agrees": "yes", "because": ""}, ["because"], id="no reason"),
        pytest.param({"agrees": "no", "view": Proposal("", "", "")}, ["level", "section_47", "outcome"], id="sees it differently, and not how"),
        pytest.param({"agrees": "no", "view": PROTECT}, [], id="sees it differently, and says how"),
        pytest.param({"is_view": False, "agrees": ""}, [], id="advice has no agreement"),
        pytest.param({"is_view": False, "agrees": "", "because": ""}, ["because"], id="advice that is empty"),
        pytest.param({"agrees": "yes", "has_changed": True}, ["because"], id="something was added meanwhile"),
    ],
)  # fmt: skip
def test_a_view_says_whether_it_agrees_what_instead_and_why(said, fields):
    told = {"is_view": True, "view": HELP, "because": "x", "has_changed": False, "day": DAY, **said}
    assert list(together.objections_to_viewing(**told)) == fields


def test_nobody_is_asked_about_a_proposal_that_is_not_one():
    empty = Proposal("", "", "")
    told = together.objections_to_asking(unasked=["police"], day=DAY, proposed=empty, reasons="")
    assert list(told) == ["level", "section_47", "outcome", "reasons"]
    assert list(together.objections_to_asking(unasked=[], day=DAY, proposed=HELP, reasons="x")) == ["views"]


@pytest.mark.parametrize(
    "code, is_grave",
    [
        pytest.param("low", False, id="low: one may decide"),
        pytest.param("medium", False, id="medium: one may decide"),
        pytest.param("high", True, id="high: together"),
        pytest.param("very_high", True, id="very high: together"),
    ],
)
def test_an_adult_of_high_or_very_high_risk_is_decided_about_together(code, is_grave):
    assert (shapes.harm_levels().words(code, DAY) in shapes.grave_harm()) == is_grave
