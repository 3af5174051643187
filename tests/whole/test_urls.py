"""Who gets what answer from every address: `expected_access.csv`, read line by line against the access model.

A line is an address, a method and whose record is asked for; a column is one of the cast; a cell is the status that they
get. 404 is *not there or not yours*; 302 leads on, or to signing in;
403 also tells nobody in a post that what they sent was not recorded. The lines are what we expect, not what we found.
"""

import csv
from pathlib import Path

import pytest

from tests.whole.addresses import CHILDREN, PEOPLE, TAKES, House, names

FILE = Path(__file__).with_name("expected_access.csv")


def lines() -> list[dict[str, str]]:
    with FILE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def asked() -> list[tuple[str, str, str]]:
    """Every address, method and child that must have a line."""
    found = []
    for name, _ in names():
        about = [*CHILDREN, "nothing"] if name in TAKES else [""]
        found += [(name, method, whose) for method in ("GET", "POST") for whose in about]
    return found


def test_every_address_that_takes_a_reference_says_of_what():
    for name, route in names():
        assert ("reference" in route) == (name in TAKES), (
            f"Say in tests/whole/addresses.py what {name} is about."
        )


def test_every_address_has_its_lines_and_no_line_is_left_over(house: House) -> None:
    listed = [(line["address"], line["method"], line["about"]) for line in lines()]
    assert len(listed) == len(set(listed))
    for_all = {(address, method) for address, method, about in listed if about == "any"}
    there = {one for one in asked() if one[:2] not in for_all and house.address(one[0], one[2]) is not None}
    assert {one for one in listed if one[2] != "any"} == there
    assert for_all <= {one[:2] for one in asked()}
    for line in lines():
        assert line["about"] != "any" or {line[who] for who in PEOPLE} == {"405"}


@pytest.mark.parametrize("line", lines(), ids=lambda line: " ".join(list(line.values())[:3]).strip())
def test_everybody_gets_the_answer_that_is_expected(house: House, line: dict[str, str]) -> None:
    address = house.address(line["address"], line["about"])
    assert address is not None
    got = {who: str(house.ask(who, line["method"], address).status_code) for who in PEOPLE}
    assert got == {who: line[who] for who in PEOPLE}
