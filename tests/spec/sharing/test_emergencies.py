"""What an emergency opening takes, what it reads, and what it never does."""

from datetime import UTC, datetime

import pytest

from kith.core import clocks, lists
from kith.sharing import emergencies
from kith.sharing.rules import Reach, Standing, in_emergency, reaches

AT = datetime(2026, 11, 17, 23, 30, tzinfo=UTC)
HER, ANOTHER = 1, 2
ROLES = lists.beside(emergencies.__file__, "roles")


def opened(**other) -> Reach:
    """What a screener reaches, who opened her record in an emergency."""
    ways = frozenset({"partnership", "emergency"})
    may = dict.fromkeys(("child.read", "plan.read", "record.add", "looked.read"), ways)
    emergency = {"child.read": frozenset({HER}), "plan.read": frozenset({HER})}
    return Reach(may=may, agreed={"plan.read": {}}, partnerships=frozenset({9}), emergency=emergency, **other)


@pytest.mark.parametrize(
    "permission, row, conflicts, is_read",
    [
        pytest.param("child.read", Standing(HER, frozenset({9}), restricted=True), (), True, id="a restricted record"),
        pytest.param("plan.read", Standing(HER, frozenset({9})), (), True, id="a plan that no agreement covers"),
        pytest.param("child.read", Standing(HER, frozenset({9})), (HER,), False, id="never a child whom they must not meet"),
        pytest.param(
            "child.read", Standing(HER, frozenset({9}), beside=frozenset({ANOTHER})), (ANOTHER,), False,
            id="never what is about such a child too",
        ),
        pytest.param("child.read", Standing(ANOTHER, frozenset({9})), (), False, id="no other child of their area"),
        pytest.param("record.add", Standing(HER, frozenset({9})), (), False, id="nothing is added, though they add elsewhere"),
        pytest.param("looked.read", Standing(HER, frozenset({9})), (), False, id="not who has looked"),
    ],
)  # fmt: skip
def test_an_emergency_opening_reads_one_child_and_nothing_else(permission, row, conflicts, is_read):
    assert reaches(in_emergency(opened(conflicts=frozenset(conflicts))), permission, row) is is_read


def test_until_the_child_is_asked_for_an_opening_reaches_nothing():
    asleep = opened()
    assert not reaches(asleep, "child.read", Standing(HER, frozenset({9}), restricted=True))
    assert not reaches(asleep, "plan.read", Standing(HER, frozenset({9})))
    assert reaches(asleep, "child.read", Standing(ANOTHER, frozenset({9})))


def test_it_lasts_four_hours():
    assert emergencies.until(AT) == datetime(2026, 11, 18, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "because, why, fields",
    [
        pytest.param("danger", "She is outside with a man", set(), id="a reason and why"),
        pytest.param("", "She is outside with a man", {"because"}, id="without a reason"),
        pytest.param(
            "curious", "She is outside with a man", {"because"}, id="a reason that is not in the list"
        ),
        pytest.param("danger", "She is at risk now.", {"why"}, id="nineteen characters"),
        pytest.param("danger", "x" + " " * 40, {"why"}, id="spaces do not count"),
        pytest.param("danger", "She is at risk today", set(), id="twenty characters"),
    ],
)
def test_it_takes_a_reason_and_why_in_twenty_characters(because, why, fields):
    assert set(emergencies.objections_to_opening(because=because, why=why, at=AT)) == fields


def test_how_many_characters_are_missing_is_said():
    found = emergencies.objections_to_opening(because="danger", why="She is at risk now.", at=AT)
    assert found["why"].endswith("1 more character at least.")


@pytest.mark.parametrize(
    "is_right, because, fields",
    [
        pytest.param(True, "Checked", set(), id="right, and what was checked"),
        pytest.param(False, "Nobody was in danger", set(), id="wrong, and what was found"),
        pytest.param(None, "Checked", {"is_right"}, id="neither"),
        pytest.param(True, " ", {"because"}, id="without what was checked"),
    ],
)
def test_a_review_says_whether_it_was_right_and_what_was_found(is_right, because, fields):
    assert set(emergencies.objections_to_review(is_right=is_right, because=because)) == fields


def test_the_review_is_due_by_the_end_of_the_second_working_day():
    rule = clocks.rule(emergencies.REVIEW, AT.date())
    assert clocks.due_at(rule, AT) == datetime(2026, 11, 19, 17, tzinfo=UTC)
    assert rule.local


def emergency_of(role: lists.Entry) -> set[str]:
    return {code for code, ways in role.extra["may"].items() if "emergency" in ways}


@pytest.mark.parametrize("role", ROLES.on(AT.date()), ids=lambda role: role.code)
def test_a_role_reads_in_an_emergency_what_it_reads_of_its_own_children_and_no_more(role):
    found = emergency_of(role)
    assert bool(found) == ("emergency.open" in role.extra["may"])
    assert all(code.endswith(".read") and role.extra["may"][code] != ["emergency"] for code in found)
    assert not found & {
        "discussion.read",
        "receipt.read",
        "request.read",
        "grant.read",
        "looked.read",
        "audit.read",
    }
    assert "location.read" not in found or "adult.read" in found, (
        "An address comes with whether it is safe to go there."
    )


def test_only_the_front_line_opens_a_record_in_an_emergency():
    front = {role.code for role in ROLES.on(AT.date()) if "emergency.open" in role.extra["may"]}
    assert front == {
        "mash_triage", "mash_manager", "edt", "social_worker", "practice_supervisor", "macpt_member", "lcpp", "police_ppu",
        "health_mash",
    }  # fmt: skip
