"""Asking other agencies: what must be said, where a question stands, when it climbs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kith.frontdoor.rules import asking as rules
from kith.frontdoor.rules.asking import Stands

ASKED = datetime(2026, 3, 13, 14, tzinfo=UTC)
DUE = ASKED + timedelta(hours=2)


@pytest.mark.parametrize(
    "given, at, answer",
    [
        pytest.param({}, DUE - timedelta(minutes=1), "due", id="a minute before it is due"),
        pytest.param({}, DUE, "due", id="on the minute"),
        pytest.param({}, DUE + timedelta(minutes=1), "late", id="a minute after"),
        pytest.param(
            {"climbed_at": DUE + timedelta(minutes=30)},
            DUE + timedelta(hours=1),
            "escalated",
            id="late, and told to whoever answers for the agency",
        ),
        pytest.param(
            {"verdict": "answered"}, DUE + timedelta(days=1), "answered", id="answered, late or not"
        ),
        pytest.param({"verdict": "nothing_known"}, DUE, "nothing_known", id="they know nothing of the child"),
        pytest.param({"verdict": "cannot_share"}, DUE, "cannot_share", id="they say why they cannot share"),
        pytest.param({"is_withdrawn": True}, DUE + timedelta(days=1), "withdrawn", id="no longer needed"),
        pytest.param(
            {"is_withdrawn": True, "verdict": "answered"}, DUE, "answered", id="answered all the same"
        ),
    ],
)
def test_where_a_question_stands(given: dict[str, Any], at: datetime, answer: str) -> None:
    assert rules.stands(due_at=DUE, at=at, **given) == answer


@pytest.mark.parametrize(
    "rag, later",
    [
        pytest.param("red", timedelta(minutes=30), id="red: half an hour after it was due"),
        pytest.param("amber", timedelta(hours=4), id="amber: four hours after"),
        pytest.param("green", timedelta(hours=12), id="green: twelve hours after"),
    ],
)
def test_what_nobody_answers_is_told_to_whoever_answers_for_the_agency(rag: str, later: timedelta) -> None:
    assert rules.climbs_at(rag, DUE) == DUE + later


WHOLE: dict[str, Any] = {
    "posts": ["A"], "unknown": [], "kept_from": [], "asked_already": [], "question": "Who fetches her?",
    "why": "We decide today.", "rag": "red",
}  # fmt: skip


@pytest.mark.parametrize(
    "said, field",
    [
        pytest.param({}, None, id="whole"),
        pytest.param({"posts": []}, "posts", id="nobody chosen"),
        pytest.param({"posts": list("ABCDEFGHIJKLM")}, "posts", id="more than twelve at once"),
        pytest.param({"unknown": ["A"]}, "posts", id="somebody who answers no longer"),
        pytest.param({"kept_from": ["Named nurse, Trust"]}, "posts", id="no reader of a restricted record"),
        pytest.param({"asked_already": ["Police"]}, "posts", id="the same question, still open"),
        pytest.param({"question": "  "}, "question", id="no question"),
        pytest.param({"why": ""}, "why", id="no reason why it matters"),
        pytest.param({"rag": ""}, "rag", id="not how soon"),
        pytest.param({"rag": "now"}, "rag", id="a colour that there is not"),
    ],
)
def test_an_agency_is_asked_a_question_with_why_it_matters_and_by_when(
    said: dict[str, Any], field: str | None
) -> None:
    assert list(rules.objections_to_asking(**{**WHOLE, **said})) == ([field] if field else [])


@pytest.mark.parametrize(
    "verdict, says, harm, missing",
    [
        pytest.param("answered", "Away on Mondays", "", [], id="what they know"),
        pytest.param("answered", " ", "", ["says"], id="knows, and says nothing"),
        pytest.param("nothing_known", "No file, no visit", "", [], id="nothing known, and where they looked"),
        pytest.param("nothing_known", "", "", ["says"], id="nothing known, not where they looked"),
        pytest.param(
            "cannot_share", "It would name a witness", "Yes, she would run", [], id="cannot, and why"
        ),
        pytest.param(
            "cannot_share", "It would name a witness", "", ["harm_weighed"], id="cannot, harm not weighed"
        ),
        pytest.param("cannot_share", "", "", ["says", "harm_weighed"], id="cannot, and no word"),
        pytest.param("", "Something", "", ["verdict"], id="not how they answer"),
        pytest.param("perhaps", "Something", "", ["verdict"], id="an answer that there is not"),
    ],
)
def test_not_to_share_is_an_answer_that_weighs_the_harm(
    verdict: str, says: str, harm: str, missing: list[str]
) -> None:
    """Children Act 2004 s.16LA."""
    assert list(rules.objections_to_answering(verdict=verdict, says=says, harm_weighed=harm)) == missing


@pytest.mark.parametrize(
    "given, field",
    [
        pytest.param({}, None, id="enough"),
        pytest.param({"is_enough": False, "missing": "Which days"}, None, id="not enough: which days?"),
        pytest.param({"is_enough": False}, "missing", id="not enough, not what is missing"),
        pytest.param({"stands_at": Stands.LATE}, "is_enough", id="nobody has answered"),
        pytest.param({"stands_at": Stands.WITHDRAWN}, "is_enough", id="taken back"),
        pytest.param({"is_weighed": True}, "is_enough", id="said already"),
    ],
)
def test_whoever_asked_says_whether_it_is_enough_or_what_is_missing(
    given: dict[str, Any], field: str | None
) -> None:
    whole = {"stands_at": Stands.ANSWERED, "is_weighed": False, "is_enough": True, "missing": ""}
    assert list(rules.objections_to_weighing(**{**whole, **given})) == ([field] if field else [])


@pytest.mark.parametrize(
    "given, field",
    [
        pytest.param({}, None, id="ten minutes, nobody answered"),
        pytest.param({"rang": ""}, "rang", id="not whom"),
        pytest.param({"rang_at": None}, "rang_at", id="not when"),
        pytest.param({"rang_at": ASKED - timedelta(minutes=1)}, "rang_at", id="before they were asked"),
        pytest.param({"rang_at": DUE + timedelta(hours=2)}, "rang_at", id="later than now"),
        pytest.param({"minutes": None}, "minutes", id="not how long"),
        pytest.param({"minutes": 0}, "minutes", id="no time at all"),
        pytest.param({"minutes": 481}, "minutes", id="more than a day’s work"),
        pytest.param({"words": " "}, "words", id="not what was said"),
        pytest.param({"stands_at": Stands.ANSWERED}, "rang", id="answered meanwhile"),
        pytest.param({"stands_at": Stands.WITHDRAWN}, "rang", id="no longer needed"),
    ],
)
def test_time_spent_chasing_is_counted(given: dict[str, Any], field: str | None) -> None:
    whole: dict[str, Any] = {
        "rang": "The school office", "rang_at": DUE, "minutes": 10, "words": "No answer", "asked_at": ASKED,
        "at": DUE + timedelta(hours=1), "stands_at": Stands.LATE,
    }  # fmt: skip
    assert list(rules.objections_to_chasing(**{**whole, **given})) == ([field] if field else [])


@pytest.mark.parametrize(
    "because, stands_at, is_refused",
    [
        pytest.param("Her mum told us.", Stands.LATE, False, id="with a reason"),
        pytest.param("", Stands.DUE, True, id="without one"),
        pytest.param("Too late", Stands.ANSWERED, True, id="answered already"),
        pytest.param("Again", Stands.WITHDRAWN, True, id="taken back already"),
    ],
)
def test_a_question_is_taken_back_with_a_reason_while_nobody_has_answered(
    because: str, stands_at: Stands, is_refused: bool
) -> None:
    assert bool(rules.objections_to_withdrawing(because=because, stands_at=stands_at)) == is_refused


@pytest.mark.parametrize(
    "said, field, says",
    [
        pytest.param({}, None, "", id="it is told"),
        pytest.param({"says": " "}, "says", "Say why you hesitate", id="no reason"),
        pytest.param({"hesitates_already": True}, "verdict", "was told already", id="told already"),
        pytest.param({"stands_at": Stands.ANSWERED}, "verdict", "no answer any more", id="answered"),
        pytest.param({"stands_at": Stands.ESCALATED}, None, "", id="escalated: it is told all the same"),
    ],
)
def test_an_agency_that_hesitates_says_why_and_once(said: dict, field: str | None, says: str) -> None:
    known = {"says": "She asked us.", "stands_at": Stands.DUE, "hesitates_already": False, **said}
    found = rules.objections_to_hesitating(**known)
    assert list(found) == ([] if field is None else [field])
    assert all(says in each for each in found.values())
