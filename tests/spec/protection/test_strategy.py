"""When a strategy discussion is demanded, where the demand stands, and what a decision and a record must say."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kith.protection.rules import (
    Answered,
    Part,
    Record,
    State,
    demanded_by,
    needed,
    objections_to_answering,
    objections_to_asking,
    objections_to_record,
    objections_to_step,
    state,
    steps,
    triggers,
)

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
TOMORROW = NOON + timedelta(days=1)
AMINA, HUW = 1, 2


@pytest.mark.parametrize(
    "outcome_asks, met, demands",
    [
        pytest.param(True, True, "front_door", id="the outcome asks for one"),
        pytest.param(True, False, "front_door", id="the outcome asks for one, the test is unclear"),
        pytest.param(False, True, "section_47", id="another outcome, and the section 47 test is met"),
        pytest.param(False, False, "", id="neither"),
    ],
)
def test_a_discussion_is_demanded_by(outcome_asks, met, demands):
    assert demanded_by(outcome_asks=outcome_asks, section_47_met=met) == demands
    assert not demands or triggers().has(demands, NOON.date())


@pytest.mark.parametrize(
    "last_answer, is_held, stands",
    [
        pytest.param(None, False, "undecided", id="nobody has answered"),
        pytest.param(True, False, "to_be_held", id="a manager said yes"),
        pytest.param(False, False, "not_held", id="a manager said no"),
        pytest.param(None, True, "held", id="held before anybody answered"),
        pytest.param(False, True, "held", id="held although a manager said no"),
    ],
)
def test_a_demand_stands(last_answer, is_held, stands):
    assert state(last_answer=last_answer, is_held=is_held) == stands


def test_whoever_asks_says_what_has_changed():
    assert objections_to_asking(because="A man waits at the gate.") == {}
    assert list(objections_to_asking(because=" ")) == ["because"]


YES = Answered(True, "She is hurt.", TOMORROW, "Huw, team manager")
NO = Answered(False, "Her aunt has her.")


@pytest.mark.parametrize(
    "said, others, where",
    [
        pytest.param(YES, {}, [], id="held, with an hour and a chair"),
        pytest.param(NO, {}, [], id="not held, and why"),
        pytest.param(Answered(None, "x"), {}, ["is_to_be_held"], id="neither"),
        pytest.param(replace(YES, planned_at=None), {}, ["planned_on"], id="held, but when?"),
        pytest.param(replace(YES, planned_at=NOON - timedelta(hours=2)), {}, ["planned_on"], id="held at an hour that is past"),
        pytest.param(replace(YES, planned_at=NOON - timedelta(minutes=50)), {}, [], id="held since half an hour ago"),
        pytest.param(replace(YES, chair=" "), {}, ["chair"], id="held, but who chairs?"),
        pytest.param(replace(YES, because=""), {}, ["because"], id="held, but why?"),
        pytest.param(replace(NO, because=" "), {}, ["because"], id="not held, but why?"),
        pytest.param(NO, {"by": AMINA}, ["is_to_be_held"], id="not held, says whoever asked for it"),
        pytest.param(YES, {"by": AMINA}, [], id="held, says whoever asked for it"),
        pytest.param(NO, {"state": State.HELD}, ["is_to_be_held"], id="it has been held"),
        pytest.param(YES, {"state": State.NOT_HELD}, [], id="held, after a manager said no"),
    ],
)  # fmt: skip
def test_a_manager_answers(said, others, where):
    given = {"state": State.UNDECIDED, "asked_by": {AMINA}, "by": HUW, "at": NOON, **others}
    assert list(objections_to_answering(said, **given)) == where


THERE = (
    Part("council_social_care", True, "Rhiannon"), Part("police", True, "Olu", "Two men"),
    Part("health", False, away_because="In theatre; reads it today"), Part("school"),
)  # fmt: skip
HELD = Record(
    held_at=NOON - timedelta(hours=1), chair="Huw", parts=THERE, analysis="She is used by adults.", is_section_47=True,
    enquiry_by="joint", safety="At her gran’s.", decision="Olu interviews her by Thursday.", reasons="Harm.",
    next_on=date(2026, 11, 24),
)  # fmt: skip


def with_part(*changed):
    told = {part.kind: part for part in (*THERE, *changed)}
    return {"parts": tuple(told.values())}


@pytest.mark.parametrize(
    "wrong, where",
    [
        pytest.param({}, [], id="held, with health away and why"),
        pytest.param({"is_section_47": False, "enquiry_by": ""}, [], id="no enquiry"),
        pytest.param({"held_at": None}, ["held_on"], id="when?"),
        pytest.param({"held_at": TOMORROW}, ["held_on"], id="tomorrow"),
        pytest.param({"held_at": NOON - timedelta(days=4)}, ["held_on"], id="before it was demanded"),
        pytest.param({"chair": ""}, ["chair"], id="who chaired?"),
        pytest.param(with_part(Part("police")), ["police_is_here"], id="were police there?"),
        pytest.param(with_part(Part("police", True)), ["police_who"], id="who came for police?"),
        pytest.param(with_part(Part("health", False)), ["health_away"], id="why was health away?"),
        pytest.param(with_part(Part("school", False)), ["school_away"], id="why was the school away that was asked?"),
        pytest.param({"analysis": " "}, ["analysis"], id="what was made of it?"),
        pytest.param({"is_section_47": None}, ["is_section_47"], id="does an enquiry start?"),
        pytest.param({"enquiry_by": ""}, ["enquiry_by"], id="who makes the enquiry?"),
        pytest.param({"safety": ""}, ["safety"], id="how is she safe?"),
        pytest.param({"decision": ""}, ["decision"], id="what was decided?"),
        pytest.param({"reasons": ""}, ["reasons"], id="why?"),
        pytest.param({"next_on": None}, ["next_on"], id="when is it looked at again?"),
        pytest.param({"next_on": date(2026, 11, 16)}, ["next_on"], id="looked at again yesterday"),
    ],
)  # fmt: skip
def test_a_strategy_discussion_is_written_down(wrong, where):
    said = replace(HELD, **wrong)
    triggered = NOON - timedelta(days=2)
    assert list(objections_to_record(said, state=State.TO_BE_HELD, triggered_at=triggered, at=NOON)) == where


def test_it_is_written_down_once():
    found = objections_to_record(HELD, state=State.HELD, triggered_at=NOON, at=NOON)
    assert list(found) == ["held_on"]


def test_social_care_police_and_health_are_needed():
    those = {entry.code for entry in needed().on(NOON.date()) if entry.extra["needed"]}
    assert those == {"council_social_care", "police", "health"}


@pytest.mark.parametrize(
    "wrong, where",
    [
        pytest.param({}, [], id="an outcome, on a day, with what was found"),
        pytest.param({"code": "nothing"}, ["code"], id="what?"),
        pytest.param({"happened_on": None}, ["happened_on"], id="when?"),
        pytest.param({"happened_on": TOMORROW.date()}, ["happened_on"], id="tomorrow"),
        pytest.param({"happened_on": date(2026, 11, 1)}, ["happened_on"], id="before the enquiry began"),
        pytest.param({"because": ""}, ["because"], id="what was found?"),
        pytest.param({"is_running": False}, ["code"], id="nothing is due any more"),
    ],
)
def test_what_becomes_of_an_enquiry_is_written_down(wrong, where):
    given = {
        "code": "conference", "because": "Harm goes on.", "happened_on": NOON.date(), "held_on": date(2026, 11, 10),
        "is_running": True, "today": NOON.date(),
    }  # fmt: skip
    assert list(objections_to_step(**{**given, **wrong})) == where


@pytest.mark.parametrize(
    "code, stops, starts",
    [
        pytest.param("conference", ["CLK-09"], "CLK-11", id="a conference is needed"),
        pytest.param("no_conference", ["CLK-09", "CLK-10", "CLK-11"], None, id="harm, and no conference"),
        pytest.param("not_found", ["CLK-09", "CLK-10", "CLK-11"], None, id="not borne out"),
        pytest.param("conference_asked", ["CLK-11"], None, id="the conference is asked for"),
        pytest.param("conference_held", ["CLK-10", "CLK-11"], None, id="the conference was held"),
    ],
)
def test_a_step_of_an_enquiry_stops_and_starts_its_clocks(code, stops, starts):
    step = steps().get(code, NOON.date())
    assert (list(step.extra["stops"]), step.extra.get("starts")) == (stops, starts)
