"""Early help: where an offer stands, what lets it go on, and when it comes back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kith.frontdoor.rules import helping as rules
from kith.frontdoor.rules.helping import Stands

DAY = date(2026, 3, 13)
NOON = datetime(2026, 3, 13, 12, tzinfo=UTC)
OFFERED: dict[str, Any] = {
    "answers": [], "is_allocated": False, "tries": [], "looked": "", "is_decided_again": False, "day": DAY,
}  # fmt: skip


@pytest.mark.parametrize(
    "differs, where",
    [
        pytest.param({}, "to_ask", id="nobody has asked the family"),
        pytest.param({"answers": ["not_reached"] * 2}, "to_ask", id="twice nobody was reached: once more"),
        pytest.param({"answers": ["not_reached"] * 3}, "back", id="three times nobody was reached: back"),
        pytest.param({"answers": ["refused"]}, "back", id="the family said no: back"),
        pytest.param({"answers": ["refused", "agreed"]}, "to_allocate", id="the family thought again"),
        pytest.param({"answers": ["agreed"]}, "to_allocate", id="agreed: somebody is to lead"),
        pytest.param({"answers": ["not_needed"]}, "to_allocate", id="agreement is not needed, and why"),
        pytest.param(
            {"answers": ["agreed"], "is_allocated": True}, "to_meet", id="somebody leads, and meets them"
        ),
        pytest.param(
            {"answers": ["agreed"], "is_allocated": True, "tries": [False, True]},
            "active",
            id="met at the second try",
        ),
        pytest.param(
            {"answers": ["agreed"], "is_allocated": True, "tries": [False] * 3},
            "back",
            id="never met in three tries",
        ),
        pytest.param({"answers": ["refused"], "looked": "stays"}, "stays", id="back, and the decision stays"),
        pytest.param(
            {"answers": ["refused"], "looked": "anew"}, "decided_again", id="back, and decided again"
        ),
        pytest.param({"is_decided_again": True}, "decided_again", id="decided again for another reason"),
        pytest.param(
            {"answers": ["agreed"], "is_sent_back": True}, "back", id="whoever allocates sends it back"
        ),
        pytest.param(
            {"answers": ["agreed"], "is_sent_back": True, "looked": "stays"},
            "stays",
            id="sent back, and looked at again",
        ),
    ],
)
def test_where_an_offer_of_early_help_stands(differs: dict[str, Any], where: str) -> None:
    assert rules.stands(**{**OFFERED, **differs}) == where


@pytest.mark.parametrize(
    "stands_at, because, fields",
    [
        pytest.param(Stands.TO_ALLOCATE, "Hit at home.", [], id="before anybody leads"),
        pytest.param(Stands.TO_MEET, "Hit at home.", [], id="before they are met"),
        pytest.param(Stands.TO_ALLOCATE, " ", ["because"], id="without a reason"),
        pytest.param(Stands.ACTIVE, "Hit at home.", ["because"], id="it runs already"),
        pytest.param(Stands.TO_ASK, "Hit at home.", ["because"], id="the family is not asked yet"),
    ],
)
def test_early_help_is_sent_back_with_a_reason_before_the_family_is_met(
    stands_at: Stands, because: str, fields: list[str]
) -> None:
    assert list(rules.objections_to_sending_back(stands_at=stands_at, because=because)) == fields


@pytest.mark.parametrize(
    "stands_at, may",
    [
        pytest.param(Stands.TO_ASK, False, id="nobody has asked the family: a hard stop"),
        pytest.param(Stands.TO_ALLOCATE, True, id="the family agrees"),
        pytest.param(Stands.TO_MEET, True, id="another is to lead"),
        pytest.param(Stands.BACK, False, id="the family said no"),
        pytest.param(Stands.ACTIVE, False, id="it runs already"),
    ],
)
def test_early_help_is_allocated_only_once_the_family_agrees(stands_at: Stands, may: bool) -> None:
    assert (not rules.objections_to_allocating(stands_at=stands_at, post="A", is_known=True)) is may


SAID: dict[str, Any] = {
    "answer": "agreed", "who": "Her mother", "how": "telephone", "happened_at": NOON, "words": "Yes, please.",
    "because": "", "offered_at": NOON, "at": NOON, "stands_at": Stands.TO_ASK,
}  # fmt: skip


@pytest.mark.parametrize(
    "differs, wrong",
    [
        pytest.param({}, set(), id="who, how, when, and in their words"),
        pytest.param({"who": ""}, {"who"}, id="nobody is named"),
        pytest.param({"how": ""}, {"how"}, id="it does not say how"),
        pytest.param({"happened_at": None}, {"happened_at"}, id="it does not say when"),
        pytest.param({"happened_at": datetime(2026, 3, 12, 12, tzinfo=UTC)}, {"happened_at"},
                     id="agreement from before the decision is asked again"),
        pytest.param({"happened_at": datetime(2026, 3, 14, 12, tzinfo=UTC)}, {"happened_at"}, id="tomorrow"),
        pytest.param({"words": ""}, {"words"}, id="an agreement without words"),
        pytest.param({"answer": "not_reached", "words": ""}, set(), id="nobody was reached: there are no words"),
        pytest.param({"answer": "not_needed", "who": ""}, {"because"}, id="not needed, and nobody says why"),
        pytest.param({"answer": "perhaps"}, {"answer"}, id="an answer that is none of the four"),
        pytest.param({"stands_at": Stands.ACTIVE}, {"answer"}, id="it runs already"),
    ],
)  # fmt: skip
def test_the_familys_answer_says_who_how_when_and_in_their_words(
    differs: dict[str, Any], wrong: set[str]
) -> None:
    assert set(rules.objections_to_answer(**{**SAID, **differs})) == wrong


@pytest.mark.parametrize(
    "is_anew, because, alone, wrong",
    [
        pytest.param(True, "They hide her.", True, set(), id="decided again"),
        pytest.param(False, "The school sees her.", True, set(), id="the decision stays"),
        pytest.param(False, "", True, {"because"}, id="without a reason"),
        pytest.param(None, "x", True, {"is_anew"}, id="neither"),
        pytest.param(
            False, "x", False, {"is_anew"}, id="signs, and nobody helps: one person does not leave it so"
        ),
    ],
)
def test_what_came_back_is_looked_at_again_with_a_reason(
    is_anew: bool | None, because: str, alone: bool, wrong: set[str]
) -> None:
    found = rules.objections_to_looking(
        stands_at=Stands.BACK, is_anew=is_anew, because=because, may_stand_alone=alone
    )
    assert set(found) == wrong
