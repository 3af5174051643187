"""A contact: its states, how soon the picture is needed, and which area answers for the child."""

import pytest

from kith.frontdoor.rules.area import responsible
from kith.frontdoor.rules.contact import MAY_BECOME, Rag, State, picture_needed, whom


@pytest.mark.parametrize(
    "state, next_one, may",
    [
        pytest.param("received", "decided", True, id="a contact is decided"),
        pytest.param("received", "closed", True, id="what another area handed over is sent back"),
        pytest.param("decided", "received", True, id="a decision is challenged, or something new comes"),
        pytest.param("decided", "closed", True, id="a decided contact is closed"),
        pytest.param("decided", "decided", False, id="nothing is decided twice"),
        pytest.param("closed", "received", True, id="a closed contact is opened again"),
        pytest.param("closed", "decided", False, id="a closed contact is not decided as it stands"),
    ],
)
def test_a_contact_goes_from_state_to_state(state, next_one, may):
    assert (State(next_one) in MAY_BECOME[State(state)]) is may


def test_every_state_says_what_it_may_become():
    assert set(MAY_BECOME) == set(State)


@pytest.mark.parametrize(
    "in_danger, harm_seen, signs_seen, needed",
    [
        pytest.param("yes", 0, 0, Rag.RED, id="in danger now"),
        pytest.param("no", 1, 1, Rag.RED, id="harm was seen"),
        pytest.param("not_known", 0, 1, Rag.AMBER, id="a sign was seen"),
        pytest.param("no", 0, 3, Rag.AMBER, id="three signs are no redder than one: nothing is added up"),
        pytest.param("no", 0, 0, None, id="no sign and no danger"),
        pytest.param("not_known", 0, 0, None, id="nobody knows whether there is danger, and no sign"),
    ],
)
def test_the_picture_is_needed_as_soon_as_what_was_said_asks_for(in_danger, harm_seen, signs_seen, needed):
    """Local: clock CLK-04. It says how soon, and nothing of the child."""
    assert picture_needed(in_danger=in_danger, harm_seen=harm_seen, signs_seen=signs_seen) == needed


@pytest.mark.parametrize(
    "postcode, area, is_sure",
    [
        pytest.param("RV1 4AB", 1, True, id="a home in Ravenshire"),
        pytest.param("rv14ab", 1, True, id="small letters and no space"),
        pytest.param("KD3 1AA", 2, True, id="a home in the other area, told of here"),
        pytest.param(
            "ZZ9 9ZZ", 1, False, id="a home elsewhere: whoever received it, until somebody finds out"
        ),
        pytest.param("", 1, False, id="no postcode"),
        pytest.param("not one", 1, False, id="no postcode that can be read"),
    ],
)
def test_the_area_of_the_childs_home_answers_for_the_child(postcode, area, is_sure):
    """Children Act 1989 s.47: the authority in whose area the child lives or is found."""
    assert responsible(postcode, {"RV1": 1, "RV2": 1, "KD3": 2}, received_by=1) == (area, is_sure)


@pytest.mark.parametrize(
    "children, adults, words",
    [
        pytest.param(2, 0, "2 children", id="two children"),
        pytest.param(2, 1, "2 children, and others not yet known", id="two children, and an adult near whom nobody is known yet"),
        pytest.param(1, 1, "1 child, and others not yet known", id="one child beside that adult"),
        pytest.param(0, 2, "children not yet known", id="adults alone"),
    ],
)  # fmt: skip
def test_an_adult_is_never_counted_among_the_children_of_an_incident(children, adults, words):
    assert whom(children, adults) == words
