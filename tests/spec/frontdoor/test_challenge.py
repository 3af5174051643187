"""Challenging a decision: what must be said, where a challenge stands, who answers, and when it climbs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kith.frontdoor.rules import challenge as rules
from kith.frontdoor.rules.pathways import pathway

DUE = datetime(2026, 3, 16, 17, tzinfo=UTC)
DAY = date(2026, 3, 13)


@pytest.mark.parametrize(
    "given, at, answer",
    [
        pytest.param({}, DUE, "waits", id="on the minute"),
        pytest.param({}, DUE + timedelta(minutes=1), "late", id="a minute after it was due"),
        pytest.param({"verdict": "stands"}, DUE, "answered", id="answered, and nobody has said more"),
        pytest.param({"verdict": "changed", "is_accepted": True}, DUE, "agreed", id="answered and accepted"),
        pytest.param(
            {"verdict": "stands", "is_accepted": False},
            DUE,
            "waits",
            id="not accepted: the next stage is asked",
        ),
        pytest.param(
            {"verdict": "stands", "is_accepted": False, "is_last": True},
            DUE,
            "not_agreed",
            id="not accepted at the last stage",
        ),
        pytest.param({"verdict": "again"}, DUE, "to_reopen", id="to be decided again, and not yet begun"),
        pytest.param({"verdict": "again", "is_carried_out": True}, DUE, "again", id="is decided again"),
    ],
)
def test_where_a_challenge_stands(given: dict[str, Any], at: datetime, answer: str) -> None:
    assert rules.stands(at=at, stage=1, due_at=DUE, **given) == answer


@pytest.mark.parametrize(
    "after, somebody, stage",
    [
        pytest.param(0, {1, 2, 3}, 1, id="it begins with a manager of the front door"),
        pytest.param(0, {2, 3}, 2, id="the only manager decided it: a senior manager answers"),
        pytest.param(1, {1, 2, 3}, 2, id="not answered: a senior manager"),
        pytest.param(2, {1, 2, 3}, 3, id="not answered there either: the partnership"),
        pytest.param(3, {1, 2, 3}, None, id="after the partnership there is no further stage"),
    ],
)
def test_a_challenge_climbs_to_the_next_stage_at_which_somebody_can_answer(
    after: int, somebody: set[int], stage: int | None
) -> None:
    assert rules.next_stage(after, somebody=somebody, day=DAY) == stage


@pytest.mark.parametrize(
    "stage, clock",
    [
        pytest.param(1, "CLK-47-stage-1", id="the first stage: one working day"),
        pytest.param(2, "CLK-47-stage-2", id="the second: two"),
        pytest.param(3, "CLK-47-stage-3", id="the third: five"),
    ],
)
def test_each_stage_of_a_challenge_has_its_clock(stage: int, clock: str) -> None:
    assert rules.clock_of(stage, DAY) == clock


MADE: dict[str, Any] = {
    "why": "She told her tutor that he has her keys.", "asks": "Decide it again.", "is_decided": True, "is_own": False,
    "has_one": False,
}  # fmt: skip


@pytest.mark.parametrize(
    "differs, wrong",
    [
        pytest.param({}, set(), id="why, and what is asked for"),
        pytest.param({"why": "Not right."}, {"why"}, id="two words are no reason"),
        pytest.param({"asks": " "}, {"asks"}, id="nothing is asked for"),
        pytest.param({"is_decided": False}, {"why"}, id="nothing is decided yet"),
        pytest.param({"is_own": True}, {"why"}, id="one’s own decision is decided anew, not challenged"),
        pytest.param({"has_one": True}, {"why"}, id="challenged already"),
    ],
)
def test_a_challenge_says_why_and_what_it_asks_for(differs: dict[str, Any], wrong: set[str]) -> None:
    assert set(rules.objections_to_making(**{**MADE, **differs})) == wrong


ANSWERED: dict[str, Any] = {
    "verdict": "stands", "because": "Her mother says otherwise.", "changes": "", "waits": True, "is_decider": False,
    "is_challenger": False, "answered_before": False, "is_of_stage": True,
}  # fmt: skip


@pytest.mark.parametrize(
    "differs, wrong",
    [
        pytest.param({}, set(), id="it stands, because"),
        pytest.param({"because": ""}, {"because"}, id="an answer without a reason"),
        pytest.param({"verdict": "changed"}, {"changes"}, id="something changes, and nobody says what"),
        pytest.param({"verdict": "other"}, {"verdict"}, id="an answer that is none of the three"),
        pytest.param({"is_decider": True}, {"verdict"}, id="whoever decided it does not answer"),
        pytest.param({"is_challenger": True}, {"verdict"}, id="whoever challenged does not answer"),
        pytest.param({"answered_before": True}, {"verdict"}, id="nobody answers at two stages"),
        pytest.param({"is_of_stage": False}, {"verdict"}, id="another stage’s manager"),
        pytest.param({"waits": False}, {"verdict"}, id="answered already"),
    ],
)
def test_a_challenge_is_answered_by_somebody_else_with_reasons(
    differs: dict[str, Any], wrong: set[str]
) -> None:
    assert set(rules.objections_to_answering(**{**ANSWERED, **differs})) == wrong


REPLIED: dict[str, Any] = {
    "is_accepted": False, "words": "Nobody spoke to the tutor.", "is_answered": True, "is_answerer": False, "climbs": True,
}  # fmt: skip


@pytest.mark.parametrize(
    "differs, wrong",
    [
        pytest.param({}, set(), id="not accepted, because"),
        pytest.param({"is_accepted": True, "words": ""}, set(), id="accepted needs no words"),
        pytest.param({"words": ""}, {"words"}, id="not accepted, and nobody says why"),
        pytest.param({"is_accepted": None}, {"is_accepted"}, id="neither yes nor no"),
        pytest.param({"is_answered": False}, {"is_accepted"}, id="there is no answer yet"),
        pytest.param({"is_answerer": True}, {"is_accepted"}, id="whoever answered does not accept it"),
    ],
)
def test_whoever_challenged_accepts_the_answer_or_says_why_not(
    differs: dict[str, Any], wrong: set[str]
) -> None:
    assert set(rules.objections_to_replying(**{**REPLIED, **differs})) == wrong


@pytest.mark.parametrize(
    "outcome, level, says",
    [
        pytest.param("advice", "2", True, id="advice at level 2: early help by who knows the family"),
        pytest.param("no_further_action", "1", True, id="closed at level 1: the help that every child has"),
        pytest.param("early_help", "3", True, id="early help: what the sender can do meanwhile"),
        pytest.param("assessment", "3", False, id="taken on: there is no other way to show"),
    ],
)
def test_what_is_not_taken_on_shows_its_sender_the_way_from_here(
    outcome: str, level: str, says: bool
) -> None:
    assert bool(pathway(outcome, level, DAY)) is says
