"""Words to look at again.

The check asks a kind question and never blocks. What it proposes keeps the risk in the sentence, and the child's own
words are left alone.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kith.core import lists, words


@pytest.mark.parametrize(
    "written, noticed",
    [
        pytest.param("This is a lifestyle choice.", "lifestyle choice", id="a choice"),
        pytest.param("She is putting herself at risk.", "putting herself at risk", id="her own risk"),
        pytest.param("He puts  himself\nat risk at night", "puts  himself\nat risk", id="over two lines"),
        pytest.param("Promiscuous since June", "Promiscuous", id="at the start, with a capital"),
        pytest.param("seen as a child prostitute", "child prostitute", id="the longer phrase, once"),
        pytest.param("Has an older boyfriend (24).", "older boyfriend", id="an adult called a boyfriend"),
        pytest.param("He is a drug-dealer", "drug-dealer", id="with a hyphen"),
        pytest.param("involved in CSE", "involved in CSE", id="involved in"),
        pytest.param(
            "She knows what she’s doing", "knows what she’s doing", id="with a printer’s apostrophe"
        ),
        pytest.param("He is non‑compliant", "non‑compliant", id="with a hyphen that does not break"),
        pytest.param("Mum failed to engage.", "failed to engage", id="failed to engage"),
        pytest.param("He absconded again", "absconded", id="absconded"),
        pytest.param("returned safe and well", "returned safe and well", id="safe and well"),
        pytest.param("No disclosure, so no risk", "No disclosure", id="silence taken for safety"),
    ],
)
def test_words_that_blame_a_child_are_met_with_a_question(written, noticed):
    (only,) = words.suggestions(written)
    assert only.match == noticed
    assert written[only.start : only.end] == noticed
    assert only.asks.endswith(("?", ".")) and only.for_example.startswith("“")


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("The lack of a place to sleep", id="letters inside other words"),
        pytest.param("The promiscuousness index", id="the start of a longer word"),
        pytest.param("She said “it’s my lifestyle choice, I’m streetwise”.", id="in printed quotation marks"),
        pytest.param('She said "I chose to go".', id="in typed quotation marks"),
        pytest.param("He said ‘I’m a runner, that’s it’.", id="in single quotation marks, with apostrophes"),
        pytest.param("He said 'I'm a runner' and left.", id="in typed single quotation marks"),
        pytest.param("She said “I chose to go\n", id="quotation marks left open to the end of the line"),
        pytest.param("Police carried out a safe and well check", id="the name of a check"),
        pytest.param("", id="nothing written"),
    ],
)
def test_other_words_and_the_childs_own_words_are_left_alone(written):
    assert words.suggestions(written) == []


@pytest.mark.parametrize(
    "written, noticed",
    [
        pytest.param("“Hello.” She is streetwise.", ["streetwise"], id="after a quotation has closed"),
        pytest.param('A 6" knife. She is streetwise.', ["streetwise"], id="an inch is not a quotation mark"),
        pytest.param(
            "The lads' car, a streetwise boy", ["streetwise"], id="an apostrophe is not a quotation mark"
        ),
        pytest.param("streetwise, and absconded", ["streetwise", "absconded"], id="in the order of the text"),
    ],
)
def test_words_outside_the_quotation_are_still_noticed(written, noticed):
    assert [one.match for one in words.suggestions(written)] == noticed


@pytest.mark.parametrize(
    "written, noticed",
    [
        pytest.param("Monitor attendance", ["Monitor"], id="monitor"),
        pytest.param("School to support Teodor", ["support"], id="to support"),
        pytest.param("Continue to attend boxing", ["Continue to"], id="continue"),
        pytest.param("Refer to CAMHS as appropriate", ["as appropriate"], id="as appropriate"),
        pytest.param("Liaise with school asap", ["Liaise", "asap"], id="two in one action"),
        pytest.param("Support worker rings Lorna by 5pm on Friday", [], id="a support worker is a person"),
        pytest.param("Ring Lorna, who can support him", [], id="support in the middle is not the action"),
        pytest.param(
            "Keerthana rings Rhiannon by 9:15am on any day that she is not in", [], id="who, what, when"
        ),
    ],
)
def test_an_action_that_nobody_could_check_is_met_with_a_question(written, noticed):
    assert [one.match for one in words.vague(written)] == noticed


@pytest.mark.parametrize("entry", list(words.shipped()), ids=lambda entry: entry.code)
def test_no_example_uses_words_that_the_check_would_question(entry):
    bare = entry.extra["for_example"].strip("“”")
    assert words.suggestions(bare) == []
    assert words.vague(bare) == [] or entry.extra["kind"] == "language"


def test_of_several_texts_each_code_is_told_once_in_their_order():
    texts = [
        "They put her at risk.",
        "He is putting himself at risk; she chose to go.",
        "“She chose to go.”",
        "",
    ]
    assert words.asked_about(texts) == ["own-risk", "lifestyle-choice"]
    assert words.asked_about(["Two men are moving her at night."]) == []


def test_a_partnership_may_add_words_of_its_own():
    ours = lists.Entry(
        "county-slang",
        "Ours",
        date(2026, 1, 1),
        None,
        "Our board",
        True,
        {"kind": "language", "match": ["trap kid"], "asks": "who uses him?", "for_example": "“…”"},
    )
    both = lists.merge(words.shipped(), lists.CodeList("language", "Ours", (ours,)))
    (only,) = words.suggestions("A trap kid.", both.on(date(2026, 11, 17)))
    assert only.code == "county-slang"


@given(some.text(alphabet=some.sampled_from("ab “”\"'‘’\nstreetwise monitor"), max_size=200))
def test_whatever_is_written_each_suggestion_points_at_its_own_words(written):
    for one in words.suggestions(written) + words.vague(written):
        assert written[one.start : one.end] == one.match
