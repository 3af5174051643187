"""Who reaches whom.

A permission reaches a child through a relationship that the role allows for it. What is not allowed is refused, and a
conflict beats every grant (access model, docs/explanation/security.md).
"""

import pytest

from kith.sharing.rules import Reach, Standing, reaches

CHILD, SIBLING = 1, 2
RAVENSHIRE, KELDERDALE = 10, 20
COUNCIL, SCHOOL = 100, 200


def told(**said):
    """A child of Ravenshire, as a row stands."""
    return Standing(**{"subject": CHILD, "partnerships": frozenset({RAVENSHIRE}), **said})


def reach(*through, **said):
    """An actor whose role may read a plan through these relationships."""
    return Reach(may={"plan.read": frozenset(through)}, **said)


def ids(*numbers):
    return frozenset(numbers)


@pytest.mark.parametrize(
    "through, near, answer",
    [
        pytest.param("allocated", "allocated", True, id="allocated to the child"),
        pytest.param("team", "team", True, id="in the team that has the child"),
        pytest.param("recipient", "recipient", True, id="was sent something about the child"),
        pytest.param("reader", "reader", True, id="a named reader"),
        pytest.param("allocated", "team", False, id="in the team, where only the allocated worker may"),
        pytest.param("allocated", "", False, id="no relationship with the child"),
        pytest.param("own", "allocated", False, id="a permission over one’s own things is none over a child"),
    ],
)
def test_a_permission_reaches_a_child_through_a_relationship_that_the_role_allows(through, near, answer):
    actor = reach(through, near={near: ids(CHILD)} if near else {})
    assert reaches(actor, "plan.read", told()) is answer


def test_a_relationship_with_one_child_is_none_with_another():
    actor = reach("allocated", near={"allocated": ids(SIBLING)})
    assert not reaches(actor, "plan.read", told())


def test_a_permission_that_the_role_has_not_reaches_nobody():
    actor = reach("allocated", near={"allocated": ids(CHILD)})
    assert not reaches(actor, "plan.write", told())


@pytest.mark.parametrize(
    "through, agencies, involved, answer",
    [
        pytest.param("agency", ids(COUNCIL), ids(COUNCIL, SCHOOL), True, id="one’s agency is involved"),
        pytest.param("agency", ids(COUNCIL), ids(SCHOOL), False, id="another agency is involved"),
        pytest.param("agency", ids(COUNCIL, SCHOOL), ids(SCHOOL), True, id="an agency that became one’s own is involved"),
        pytest.param("allocated", ids(COUNCIL), ids(COUNCIL), False, id="one’s agency is involved, but the role must be allocated"),
    ],
)  # fmt: skip
def test_an_agency_that_is_involved_brings_those_roles_that_work_through_it(
    through, agencies, involved, answer
):
    assert reaches(reach(through, agencies=agencies), "plan.read", told(agencies=involved)) is answer


@pytest.mark.parametrize(
    "through, of_the_post, of_the_child, answer",
    [
        pytest.param(
            "partnership", ids(RAVENSHIRE), ids(RAVENSHIRE), True, id="the front door of the child’s area"
        ),
        pytest.param(
            "partnership", ids(KELDERDALE), ids(RAVENSHIRE), False, id="the front door of another area"
        ),
        pytest.param(
            "partnership", ids(KELDERDALE), ids(RAVENSHIRE, KELDERDALE), True, id="a child of two areas"
        ),
        pytest.param(
            "allocated", ids(RAVENSHIRE), ids(RAVENSHIRE), False, id="a role that must be allocated"
        ),
        pytest.param("partnership", ids(), ids(RAVENSHIRE), False, id="a post of no partnership"),
    ],
)
def test_a_partnership_reaches_its_own_children_for_those_roles_that_need_all(
    through, of_the_post, of_the_child, answer
):
    assert (
        reaches(reach(through, partnerships=of_the_post), "plan.read", told(partnerships=of_the_child))
        is answer
    )


@pytest.mark.parametrize(
    "near, answer",
    [
        pytest.param({}, False, id="the front door, not named"),
        pytest.param({"allocated": ids(CHILD)}, False, id="the allocated worker, not named"),
        pytest.param({"reader": ids(SIBLING)}, False, id="named for the sibling"),
        pytest.param({"reader": ids(CHILD)}, True, id="named"),
    ],
)
def test_a_restricted_record_is_open_to_its_named_readers_only(near, answer):
    actor = reach("partnership", "allocated", near=near, partnerships=ids(RAVENSHIRE))
    assert reaches(actor, "plan.read", told(restricted=True)) is answer


def test_to_be_a_named_reader_lifts_a_restriction_and_gives_nothing_more():
    actor = reach("allocated", near={"reader": ids(CHILD)})
    assert not reaches(actor, "plan.read", told(restricted=True))


@pytest.mark.parametrize(
    "disclosed, row, answer",
    [
        pytest.param({"plan.read": ids(CHILD)}, told(), True, id="this record, this permission"),
        pytest.param({"contact.read": ids(CHILD)}, told(), False, id="another permission"),
        pytest.param({"plan.read": ids(SIBLING)}, told(), False, id="another child"),
        pytest.param({"plan.read": ids(CHILD)}, told(restricted=True), False, id="a restricted record"),
    ],
)
def test_a_disclosure_decision_opens_one_record_whatever_the_role_may(disclosed, row, answer):
    assert reaches(Reach(may={}, disclosed=disclosed), "plan.read", row) is answer


@pytest.mark.parametrize(
    "through",
    [
        pytest.param({"near": {"allocated": ids(CHILD)}}, id="allocated to the child"),
        pytest.param({"near": {"reader": ids(CHILD)}}, id="a named reader"),
        pytest.param({"partnerships": ids(RAVENSHIRE)}, id="the front door"),
        pytest.param({"agencies": ids(COUNCIL)}, id="an involved agency"),
        pytest.param({"disclosed": {"plan.read": ids(CHILD)}}, id="a disclosure decision"),
    ],
)
def test_a_conflict_beats_every_grant(through):
    everything = ("allocated", "team", "reader", "agency", "partnership")
    row = told(agencies=ids(COUNCIL))
    assert reaches(reach(*everything, **through), "plan.read", row)
    assert not reaches(reach(*everything, **through, conflicts=ids(CHILD)), "plan.read", row)
    assert reaches(reach(*everything, **through, conflicts=ids(SIBLING)), "plan.read", row)


def test_a_conflict_with_a_child_of_the_same_incident_hides_this_one_too():
    actor = reach("partnership", partnerships=ids(RAVENSHIRE), conflicts=ids(SIBLING))
    assert reaches(actor, "plan.read", told())
    assert not reaches(actor, "plan.read", told(beside=ids(SIBLING)))
