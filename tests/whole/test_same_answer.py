"""Not there and not yours are one answer: status, headers, bytes and number of queries. Nobody learns by asking."""

import pytest
from django.db import connection
from django.http import HttpResponse

from tests.whole.addresses import CHILDREN, TAKES, House

# The next area's front door, a colleague in conflict, one who is not a named reader, another school, an analyst, a feed.
ASKERS = ("silas", "noor", "amina", "idwal", "ottoline", "feed")

# Who may read a thing knows that it is there, and may still be refused what only its sender does with it, or what is not of it.
READ_FIRST = {
    "refer:add": "refer:receipt",
    "refer:withdraw": "refer:receipt",
    "refer:in_writing": "refer:receipt",
    "frontdoor:follow_up": "frontdoor:contact",
    "frontdoor:consider": "frontdoor:contact",
}


def told(house: House, who: str, method: str, address: str) -> tuple[HttpResponse, int]:
    asked = []

    def counted(execute, statement, parameters, many, context):  # type: ignore[no-untyped-def]
        asked.append(statement)
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(counted):
        answer = house.ask(who, method, address)
    return answer, len(asked)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", sorted(TAKES))
def test_what_is_not_there_and_what_is_not_yours_get_one_answer(house: House, name: str, method: str) -> None:
    refused = 0
    for who in ASKERS:
        nothing, queries = told(house, who, method, house.address(name, "nothing"))
        if nothing.status_code == 405:
            return
        for child in CHILDREN:
            address = house.address(name, child)
            if address is None:
                continue
            answer, asked = told(house, who, method, address)
            if answer.status_code != 404:
                continue  # theirs, or to signing in; who gets what is `expected_access.csv`
            first = house.address(READ_FIRST.get(name, name), child)
            if name in READ_FIRST and first and house.ask(who, "GET", first).status_code == 200:
                continue
            refused += 1
            assert nothing.status_code == 404
            assert dict(answer.headers) == dict(nothing.headers), (who, child)
            assert answer.content == nothing.content, (who, child)
            assert set(answer.cookies) == set(nothing.cookies), (who, child)
            assert asked == queries, (who, child)
    assert refused, f"Nobody is refused at {name}: then this test has seen nothing."
