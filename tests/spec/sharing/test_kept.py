"""Keeping a record to named readers: at every moment somebody is left who could open it again, and that takes two people.

Access model, docs/explanation/security.md: restricting is for named readers, reviewed within 90 days; un-restricting is one of
the acts that take two people.
"""

from datetime import date, timedelta

import pytest

from kith.sharing import rules

TODAY = date(2026, 11, 23)
MANAGER, SUPERVISOR, SCREENER = 1, 2, 3
HUW, MORWENNA = 11, 12


@pytest.mark.parametrize(
    "keepers, answer",
    [
        pytest.param({(MANAGER, HUW)}, True, id="a manager is among the readers"),
        pytest.param(set(), False, id="none of the readers is a manager or a supervisor in post"),
    ],
)
def test_a_record_is_kept_only_to_readers_of_whom_one_could_open_it_again(keepers, answer):
    found = rules.objections_to_keeping(
        because="A colleague’s daughter",
        readers=frozenset({MANAGER, SCREENER}),
        whom_to_ask=MANAGER,
        keepers=keepers,
        review_on=TODAY + timedelta(days=90),
        today=TODAY,
    )
    assert (not found) is answer


@pytest.mark.parametrize(
    "said, field",
    [
        pytest.param({"because": "  "}, "because", id="without a reason"),
        pytest.param({"readers": frozenset()}, "readers", id="to nobody at all"),
        pytest.param(
            {"whom_to_ask": SCREENER}, "whom_to_ask", id="others are told to ask somebody who reads nothing"
        ),
        pytest.param({"review_on": None}, "review_on", id="for ever"),
        pytest.param({"review_on": TODAY + timedelta(days=91)}, "review_on", id="for 91 days"),
        pytest.param({"review_on": TODAY - timedelta(days=1)}, "review_on", id="until yesterday"),
    ],
)
def test_a_record_is_not_kept_to_named_readers(said, field):
    fine = {
        "because": "A colleague’s daughter",
        "readers": frozenset({MANAGER}),
        "whom_to_ask": MANAGER,
        "keepers": {(MANAGER, HUW)},
        "review_on": TODAY + timedelta(days=90),
        "today": TODAY,
    }
    assert not rules.objections_to_keeping(**fine)
    assert field in rules.objections_to_keeping(**(fine | said))


@pytest.mark.parametrize(
    "keepers, without, answer",
    [
        pytest.param(
            {(MANAGER, HUW), (SUPERVISOR, MORWENNA)}, {"without_worker": HUW}, True, id="another is left"
        ),
        pytest.param({(MANAGER, HUW)}, {"without_worker": HUW}, False, id="he was the last"),
        pytest.param(
            {(MANAGER, HUW), (SUPERVISOR, HUW)}, {"without_worker": HUW}, False, id="he sits in both posts"
        ),
        pytest.param(
            {(MANAGER, HUW), (MANAGER, MORWENNA)}, {"without_worker": HUW}, True, id="two share the post"
        ),
        pytest.param(
            {(MANAGER, HUW), (MANAGER, MORWENNA)}, {"without_post": MANAGER}, False, id="their post goes"
        ),
    ],
)
def test_nobody_who_is_the_last_that_could_open_it_again_goes(keepers, without, answer):
    assert rules.could_open_again(keepers, **without) is answer


@pytest.mark.parametrize(
    "asked_by, by, because, fields",
    [
        pytest.param(HUW, MORWENNA, "Her father left the council", set(), id="another agrees and says why"),
        pytest.param(HUW, HUW, "I said so", {"is_agreed"}, id="the same person agrees"),
        pytest.param(HUW, MORWENNA, " ", {"because"}, id="another agrees and does not say why"),
    ],
)
def test_opening_a_record_again_takes_two_people(asked_by, by, because, fields):
    assert set(rules.objections_to_answering(asked_by=asked_by, by=by, because=because)) == fields


@pytest.mark.parametrize(
    "because, review_on, fields",
    [
        pytest.param(
            "He still works here", TODAY + timedelta(days=90), set(), id="why, and a day within 90 days"
        ),
        pytest.param(" ", TODAY + timedelta(days=90), {"because"}, id="without why"),
        pytest.param("He still works here", TODAY, {"review_on"}, id="today again is no later"),
        pytest.param(
            "He still works here", TODAY + timedelta(days=91), {"review_on"}, id="later than 90 days"
        ),
        pytest.param("He still works here", None, {"review_on"}, id="without a day"),
    ],
)
def test_a_record_is_kept_on_for_ninety_days_at_most_and_somebody_says_why(because, review_on, fields):
    assert set(rules.objections_to_keeping_on(because=because, review_on=review_on, today=TODAY)) == fields
