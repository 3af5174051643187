"""Who gets what answer from every address: `expected_access.csv`, read line by line against the access model.

A line is an address, a method and whose record is asked for; a column is one of the cast; a cell is the status that they
get. 404 is *not there or not yours*; 302 leads on, or to signing in;
403 also tells nobody in a post that what they sent was not recorded. The lines are what we expect, not what we found.

Not there and not yours are one answer: status, headers, bytes and number of queries. Nobody learns by asking.
"""

import csv
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse

from tests.whole.addresses import CHILDREN, PEOPLE, TAKES, House, names

FILE = Path(__file__).with_name("expected_access.csv")

# The next area's front door, a colleague in conflict, one who is not a named reader, another school, an analyst, a feed.
ASKERS = ("silas", "noor", "amina", "idwal", "ottoline", "feed")

# Who may read a thing knows that it is there, and may still be refused what only its sender does with it, or what is not of it.
READ_FIRST = {
    "refer:add": "refer:receipt",
    "refer:withdraw": "refer:receipt",
    "refer:in_writing": "refer:receipt",
    "frontdoor:follow_up": "frontdoor:contact",
    "frontdoor:consider": "frontdoor:contact",
    "child:relate": "child:child",
    "child:end_relation": "child:child",
}


def lines() -> list[dict[str, str]]:
    with FILE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def by_address() -> dict[tuple[str, str], list[dict[str, str]]]:
    """The lines of each address and method; of a thing that is not there first."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for line in sorted(lines(), key=lambda line: line["about"] != "nothing"):
        found.setdefault((line["address"], line["method"]), []).append(line)
    return found


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


def told(house: House, who: str, method: str, address: str) -> tuple[HttpResponse, int]:
    asked = []

    def counted(execute, statement, parameters, many, context):  # type: ignore[no-untyped-def]
        asked.append(statement)
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(counted):
        answer = house.ask(who, method, address)
    return answer, len(asked)


def may_know(house: House, who: str, name: str, child: str) -> bool:
    """Whether they read the thing itself, of which this address is one part."""
    first = house.address(READ_FIRST[name], child) if name in READ_FIRST else None
    return first is not None and house.ask(who, "GET", first).status_code == 200


@pytest.mark.parametrize("name, method", by_address(), ids=lambda each: str(each))
def test_everybody_gets_the_answer_that_is_expected_and_nobody_learns_what_is_there(
    house: House, name: str, method: str
) -> None:
    expected = by_address()[name, method]
    wrong, refused = [], 0
    for who in PEOPLE:
        nothing = None
        for line in expected:
            about = line["about"]
            # Whoever never gets further than “not there” is asked of each child; that nothing is there adds nothing to it.
            if about == "nothing" and who not in ASKERS and {each[who] for each in expected} == {"404"}:
                continue
            address = house.address(name, about)
            assert address is not None
            answer, queries = told(house, who, method, address)
            if str(answer.status_code) != line[who]:
                wrong.append(f"{who}, {about}: {answer.status_code}, not {line[who]}")
            if about == "nothing":
                nothing = answer, queries
            elif (
                who in ASKERS
                and nothing
                and answer.status_code == 404
                and not may_know(house, who, name, about)
            ):
                refused += 1
                one, asked_of_it = nothing
                assert one.status_code == 404, (who, about)
                assert dict(answer.headers) == dict(one.headers), (who, about)
                assert answer.content == one.content, (who, about)
                assert set(answer.cookies) == set(one.cookies), (who, about)
                assert queries == asked_of_it, (who, about)
    assert not wrong
    if name in TAKES and expected[0]["about"] == "nothing":
        assert refused, f"Nobody is refused at {name}: then this test has seen nothing."
