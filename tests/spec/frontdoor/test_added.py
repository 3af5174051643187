"""What is added to a contact: which child it is about, by when somebody looks, and what may be answered.

Rules of our own, to be agreed locally; no source gives a figure.
"""

from datetime import date

import pytest

from kith.frontdoor.rules.added import Named, objections, objections_to_reopening, places, starts

BORN = date(2012, 3, 2)


def child(given, family="Thackaberry", born=BORN, number=""):
    return Named(given, family, born, number)


@pytest.mark.parametrize(
    "told, known, is_same",
    [
        pytest.param(child("Kayleigh"), child("Kayleigh"), True, id="the same name and birthday"),
        pytest.param(child(" kayleigh "), child("Kayleigh"), True, id="the same, typed otherwise"),
        pytest.param(child("Kayleigh", born=None), child("Kayleigh"), True, id="the birthday is left out"),
        pytest.param(child("Maisie"), child("Kayleigh"), False, id="a sister of the same birthday"),
        pytest.param(child("Kayleigh", born=date(2014, 1, 1)), child("Kayleigh"), False, id="another birthday"),
        pytest.param(child("Kayleigh", number="7"), child("K.", number="7"), True, id="the sender’s own number"),
        pytest.param(child("Kayleigh", number="7"), child("Kayleigh", number="8"), False, id="another number"),
        pytest.param(child("", "", None), child("", "", None), True, id="no name at first, and none now"),
        pytest.param(child("Kayleigh"), child("", "", None), False, id="a name where there was none"),
    ],
)  # fmt: skip
def test_in_doubt_a_child_of_an_addition_is_another_child(told, known, is_same):
    assert places([told], [known]) == [0 if is_same else None]


def test_each_child_is_found_once_so_that_two_are_never_made_one():
    twice = [child("Kayleigh"), child("Kayleigh")]
    assert places(twice, [child("Kayleigh")]) == [0, None]
    assert places([child("Maisie"), child("Kayleigh")], [child("Kayleigh")]) == [None, 0]


@pytest.mark.parametrize(
    "rag, running, code",
    [
        pytest.param("red", [], "KITH-NEW-red", id="red"),
        pytest.param("amber", [], "KITH-NEW-amber", id="amber"),
        pytest.param("", [], "KITH-NEW", id="neither sign nor danger"),
        pytest.param("red", ["KITH-NEW"], "KITH-NEW-red", id="red, while something calmer waits"),
        pytest.param("amber", ["KITH-NEW-red"], "", id="amber, while something more urgent waits"),
        pytest.param("red", ["KITH-NEW-red"], "", id="red, while red waits: the first stays due first"),
    ],
)
def test_new_information_starts_a_clock_unless_one_as_urgent_runs(rag, running, code):
    assert starts(rag, running) == code


@pytest.mark.parametrize(
    "said, field",
    [
        pytest.param({"waits": 0}, "answer", id="nothing waits"),
        pytest.param({"because": " "}, "because", id="no reason"),
        pytest.param({"may_stand_alone": False}, "answer", id="danger would stay closed by one person"),
    ],
)
def test_an_answer_to_new_information_does_not_stand_where(said, field):
    whole = {"waits": 1, "is_anew": False, "because": "Known before.", "may_stand_alone": True}
    assert objections(**whole) == {}
    assert list(objections(**{**whole, **said})) == [field]


def test_over_danger_it_is_decided_anew():
    assert objections(waits=1, is_anew=True, because="In hospital.", may_stand_alone=False) == {}


def test_what_waits_for_its_decision_is_not_reopened_and_nothing_is_without_a_reason():
    assert list(objections_to_reopening(may_reopen=False, because="x")) == ["answer"]
    assert list(objections_to_reopening(may_reopen=True, because=" ")) == ["because"]
    assert objections_to_reopening(may_reopen=True, because="x") == {}
