"""Where a post may go: few enough ways for one line, each of them one or two presses away."""

import pytest

from kith.web.page import MOST_IN_A_LINE, WAYS, grouped


def ways(*texts: str, here: str = "") -> list[dict[str, object]]:
    groups = {way.text: way.group for way in WAYS}
    return [
        {"text": text, "href": f"/{text}/", "here": text == here, "group": groups[text]} for text in texts
    ]


FRONT_DOOR = "Worklist Together Discussions Children".split() + [
    "Refer a child",
    "Shared records",
    "Agreements",
]


@pytest.mark.parametrize(
    "here, beside",
    [
        pytest.param("Worklist", [], id="on a page of no group"),
        pytest.param("Discussions", ["Together", "Discussions"], id="on the second of a group"),
        pytest.param("Agreements", ["Shared records", "Agreements"], id="on the last of another"),
    ],
)
def test_the_front_door_has_one_line_and_its_groups_stand_on_their_pages(here, beside):
    line, there = grouped(ways(*FRONT_DOOR, here=here))
    assert [way["text"] for way in line] == ["Worklist", "Together", "Children", "Refer a child", "Sharing"]
    assert [way["text"] for way in there] == beside
    assert sum(bool(way["here"]) for way in line) == 1


def test_a_group_of_one_keeps_its_own_name():
    line, _ = grouped(ways("Worklist", "Agreements"))
    assert [way["text"] for way in line] == ["Worklist", "Agreements"]


def test_whoever_has_every_way_of_a_manager_has_one_line():
    every = [*FRONT_DOOR, "Challenges", "Measures", "Who has looked", "Keeping records"]
    assert len(grouped(ways(*every))[0]) <= MOST_IN_A_LINE
