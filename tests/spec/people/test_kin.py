"""Who belongs together: what one child is to another from either side, what a word proposes, and when it may stand."""

from datetime import date

import pytest

from kith.people import rules

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "kind, from_the_other_side",
    [
        pytest.param("sibling", "sibling", id="a brother’s sister: brother or sister both"),
        pytest.param("twin", "twin", id="twins are each other’s"),
        pytest.param("parent", "own_child", id="a young parent: the other is the child"),
        pytest.param("own_child", "parent", id="a child: the other is the parent"),
        pytest.param("carer", "cared_for", id="a young carer: the other is looked after"),
        pytest.param("friend", "friend", id="friends are each other’s"),
    ],
)
def test_one_relation_is_told_from_both_sides(kind: str, from_the_other_side: str) -> None:
    assert rules.turned(kind) == from_the_other_side


def test_turned_twice_every_relation_is_what_it_was() -> None:
    for entry in rules.relations():
        assert rules.turned(rules.turned(entry.code)) == entry.code


@pytest.mark.parametrize(
    "word, proposed",
    [
        pytest.param("brother", "sibling", id="brother"),
        pytest.param(" Half  Sister", "half_sibling", id="half sister, however it is typed"),
        pytest.param("twin sister", "twin", id="twin sister: a twin, not a sister only"),
        pytest.param("best friend", "friend", id="best friend"),
        pytest.param("mum’s partner’s lad", "", id="mum’s partner’s lad: a person must say"),
        pytest.param("", "", id="no word: a person must say"),
    ],
)
def test_a_senders_word_proposes_and_an_unknown_one_proposes_nothing(word: str, proposed: str) -> None:
    assert rules.may_be(word, TODAY) == proposed


@pytest.mark.parametrize(
    "kind, is_thought_of",
    [
        pytest.param("sibling", True, id="a sister"),
        pytest.param("lives_with", True, id="who lives in the same home"),
        pytest.param("friend", False, id="a friend is seen, and stands after the family"),
    ],
)
def test_brothers_sisters_and_who_shares_a_home_come_first(kind: str, is_thought_of: bool) -> None:
    assert rules.is_together(kind) is is_thought_of


@pytest.mark.parametrize(
    "said, refused_at",
    [
        pytest.param({}, set(), id="all of it said: it stands"),
        pytest.param({"kind": "aunt"}, {"kind"}, id="a word that is not in the list"),
        pytest.param({"known": ["sibling"]}, {"kind"}, id="written down already"),
        pytest.param({"known": ["friend"]}, set(), id="a friend who turns out to be a sister"),
        pytest.param({"is_one_child": True}, {"kind"}, id="two records of one child"),
        pytest.param({"since": date(2026, 11, 23)}, {"since"}, id="known from tomorrow"),
        pytest.param({"since": None}, {"since"}, id="no day"),
        pytest.param({"says_who": " "}, {"says_who"}, id="nobody who knows it"),
    ],
)
def test_a_relation_says_what_since_when_and_who_knows_it(said: dict, refused_at: set[str]) -> None:
    whole = {"kind": "sibling", "since": TODAY, "says_who": "Their nan", "is_one_child": False, "known": []}
    assert set(rules.objections_to_relate(**(whole | said), today=TODAY)) == refused_at


@pytest.mark.parametrize(
    "how, because, refused_at",
    [
        pytest.param("mistake", "They share a name, no more.", set(), id="a mistake, with what shows it"),
        pytest.param("over", "She moved out in May.", set(), id="over, with what shows it"),
        pytest.param("mistake", " ", {"because"}, id="no reason"),
        pytest.param("", "x", {"how"}, id="neither mistake nor over"),
    ],
)
def test_what_comes_off_says_whether_it_was_ever_so_and_what_shows_it(
    how: str, because: str, refused_at: set[str]
) -> None:
    assert set(rules.objections_to_end(how=how, because=because)) == refused_at


@pytest.mark.parametrize(
    "restricted, named",
    [
        pytest.param([], [1, 2], id="neither is kept: the audit of both"),
        pytest.param([2], [2], id="one is kept to named readers: hers alone"),
        pytest.param([1, 2], [1, 2], id="both are kept: both"),
    ],
)
def test_the_audit_of_a_child_does_not_tell_of_one_who_is_kept(
    restricted: list[int], named: list[int]
) -> None:
    assert rules.audited(1, 2, restricted) == named
