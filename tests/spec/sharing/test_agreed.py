"""What agreements let a post reach: where the child is, and for which purpose.

An agreement is a partnership's own, covers classes of data, and names the purposes that each is shared for (access model,
docs/explanation/security.md). A disclosure decision stands beside it (Children Act 2004 s.16LA).
"""

import pytest

from kith.sharing.rules import Reach, Standing, manages, reaches

CHILD = 1
RAVENSHIRE, KELDERDALE = 10, 20
POLICE, COUNCIL = 100, 200
BOTH = frozenset({RAVENSHIRE, KELDERDALE})
WAYS = ("allocated", "agency", "partnership")


def police(way, agreed, **said):
    """A post that works in both partnerships and reaches the child in one way."""
    here = {"near": {"allocated": frozenset({CHILD})}} if way == "allocated" else {}
    return Reach(
        may={"plan.read": frozenset({way}), "child.read": frozenset({way})},
        agreed={"plan.read": {area: frozenset(purposes) for area, purposes in agreed.items()}},
        agencies=frozenset({POLICE}),
        partnerships=BOTH,
        **here,
        **said,
    )


def child_of(*areas):
    return Standing(CHILD, frozenset(areas), agencies=frozenset({POLICE}))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "areas, answer",
    [
        pytest.param((RAVENSHIRE,), True, id="a child of the partnership that they signed with"),
        pytest.param((KELDERDALE,), False, id="a child of the other partnership"),
        pytest.param((KELDERDALE, RAVENSHIRE), True, id="a child of both"),
    ],
)
def test_a_force_that_signed_with_one_partnership_reads_of_that_partnerships_children_only(
    way, areas, answer
):
    signed = police(way, {RAVENSHIRE: ()})
    assert reaches(signed, "plan.read", child_of(*areas)) is answer
    assert reaches(signed, "child.read", child_of(*areas)), "What needs no agreement is not asked for one."


def test_a_post_reads_through_its_own_partnership_only_what_is_agreed_in_that_one():
    actor = police("partnership", {KELDERDALE: ()})
    here = Reach(may=actor.may, agreed=actor.agreed, partnerships=frozenset({RAVENSHIRE}))
    assert not reaches(here, "plan.read", child_of(RAVENSHIRE, KELDERDALE))
    assert reaches(actor, "plan.read", child_of(RAVENSHIRE, KELDERDALE))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "named, purpose, answer",
    [
        pytest.param(("plan",), "plan", True, id="a purpose that the agreement names"),
        pytest.param(("plan",), "decide", False, id="a purpose that it does not name"),
        pytest.param(("plan", "decide"), "decide", True, id="one of several"),
        pytest.param((), "decide", True, id="an agreement that names none is for any"),
        pytest.param(("plan",), "", True, id="nobody has said what for"),
    ],
)
def test_a_class_is_opened_only_for_a_purpose_that_its_agreement_names(way, named, purpose, answer):
    assert reaches(police(way, {RAVENSHIRE: named}), "plan.read", child_of(RAVENSHIRE), purpose) is answer


def test_a_purpose_that_one_partnership_agreed_to_is_not_agreed_to_in_the_other():
    actor = police("allocated", {RAVENSHIRE: ("plan",), KELDERDALE: ("decide",)})
    assert reaches(actor, "plan.read", child_of(RAVENSHIRE), "plan")
    assert not reaches(actor, "plan.read", child_of(KELDERDALE), "plan")


@pytest.mark.parametrize("purpose", ["", "plan", "decide"])
def test_a_record_given_by_decision_is_open_where_no_agreement_is(purpose):
    lapsed = police("allocated", {})
    given = police("allocated", {}, disclosed={"plan.read": frozenset({CHILD})})
    assert not reaches(lapsed, "plan.read", child_of(KELDERDALE), purpose)
    assert reaches(given, "plan.read", child_of(KELDERDALE), purpose)


@pytest.mark.parametrize(
    "may, agency, answer",
    [
        pytest.param("post.manage", COUNCIL, True, id="its own agency"),
        pytest.param("post.manage", POLICE, False, id="another agency"),
        pytest.param("agency.found", POLICE, True, id="any agency, for who keeps the installation"),
        pytest.param("agreement.sign", COUNCIL, False, id="a post that keeps no posts"),
    ],
)
def test_a_post_keeps_the_posts_of_its_own_agency(may, agency, answer):
    actor = Reach(may={may: frozenset({"own"})}, agencies=frozenset({COUNCIL}))
    assert manages(actor, agency) is answer
