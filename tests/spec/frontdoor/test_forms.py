"""Every form of exploitation is asked about, each time; whoever answers, what was seen once was seen."""

import pytest

from kith.frontdoor.rules.forms import Answer, not_asked, objections, standing

SEEN, HARM, NOT_SEEN, NOT_KNOWN = ("seen", False), ("seen", True), ("not_seen", False), ("not_known", False)


@pytest.mark.parametrize(
    "answers, stands",
    [
        pytest.param([SEEN], "sign", id="a sign"),
        pytest.param([HARM], "harm", id="harm"),
        pytest.param([NOT_KNOWN, NOT_SEEN], "not_seen", id="not known, then looked for and not seen"),
        pytest.param([NOT_SEEN, SEEN], "sign", id="not seen, then seen"),
        pytest.param([SEEN, HARM], "harm", id="a sign, then harm"),
        pytest.param([HARM, NOT_SEEN], "harm", id="harm, and somebody else saw none: it was seen"),
        pytest.param([HARM, SEEN], "harm", id="harm, and somebody else saw a sign"),
        pytest.param([SEEN, NOT_KNOWN], "sign", id="a sign, and somebody else does not know"),
    ],
)
def test_what_was_seen_once_was_seen(answers, stands):
    assert standing(("sexual", *each) for each in answers) == {"sexual": stands}


def test_forms_that_nobody_answered_are_named_in_their_order():
    assert not_asked(["criminal", "sexual", "labour"], {"sexual": "not_known"}) == ["criminal", "labour"]


@pytest.mark.parametrize(
    "answers, said_by, field",
    [
        pytest.param([], "PC Hallam", "__all__", id="nothing is answered"),
        pytest.param([Answer("sexual", "not_seen")], " ", "said_by", id="nobody said it"),
        pytest.param([Answer("sexual", "perhaps")], "PC Hallam", "sexual", id="no such answer"),
        pytest.param([Answer("made_up", "seen", what="x")], "PC Hallam", "made_up", id="no such form"),
        pytest.param([Answer("sexual", "seen")], "PC Hallam", "sexual_what", id="a sign that nobody describes"),
    ],
)  # fmt: skip
def test_an_answer_is_not_saved_where(answers, said_by, field):
    assert list(objections(answers, every=["criminal", "sexual"], said_by=said_by)) == [field]


def test_an_answer_with_its_source_is_saved():
    said = [Answer("sexual", "seen", what="Messages"), Answer("criminal", "not_known")]
    assert objections(said, every=["criminal", "sexual"], said_by="PC Hallam, by telephone") == {}
