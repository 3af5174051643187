"""Every address of Kith, as those see it who may open it, and every form sent empty: axe finds nothing, nothing scrolls sideways.

The addresses are those of `expected_access.csv`, which holds every one; from each page its own links lead on to what an
address cannot name: the steps of a referral, the changes to a post. The answers are made in this process and undone, so that
a form that is accepted changes nothing for the next.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve

from tests import databases
from tests.browser.conftest import accessible, narrow
from tests.whole.addresses import PEOPLE, House, furnish, names
from tests.whole.conftest import HOME
from tests.whole.test_urls import lines
from tests.world import World, child, telling

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

PARTS = 4
# What answers with a file or with counts, and no page.
FILES = {
    "attachments:copy",
    "attachments:file",
    "assurance:table",
    "frontdoor:new",
    "files:template",
    "sharing:seal_head",
    "sharing:seal_script",
}
ANSWERED = {200, 422}
REFUSALS = {"400", "403", "404", "409", "422"}
ORIGIN = "http://localhost:1"


@dataclass(frozen=True)
class State:
    """What somebody is shown in answer to one request."""

    who: str
    method: str
    address: str
    body: bytes
    status: int


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """A county in which each address can be asked for by each of the cast."""
    with databases.clone(databases.FOUNDED) as name:
        world = World(name)
        world.refers("keerthana", telling(child("Kayleigh", household=HOME), sender_reference="L/1"))
        world.front_door_decides("Kayleigh")
        world.school_refers("Finlay")
        world.police_notify(b"not json")
        yield furnish(world)


@pytest.fixture(scope="module")
def states(house: House) -> list[State]:
    """Every page that differs from every other by more than its words."""
    found: dict[object, State] = {}
    waiting = [*listed(house)]
    asked = set()
    for who, method, address in waiting:
        if (key := (who, method, address)) in asked:
            continue
        asked.add(key)
        answer = house.ask(who, method, address)
        if not answer.content or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        state = State(who, method, address, answer.content, answer.status_code)
        found.setdefault((method, kind(address), state.status, parts(state)), state)
        if method == "GET" and answer.status_code == 200:
            waiting += led_to(state, asked)
    return list(found.values())


@pytest.fixture(scope="module")
def fewest(states: list[State]) -> list[State]:
    """Of each address the states that between them show every part that it ever has, the fullest first."""
    shown: dict[object, set[object]] = defaultdict(set)
    chosen = []
    for state in sorted(states, key=lambda each: -len(parts(each))):
        page = drawn_by(state.address) if state.status in ANSWERED else state.status
        if parts(state) - shown[page]:
            chosen.append(state)
        shown[page] |= parts(state)
    return chosen


def listed(house: House) -> Iterator[tuple[str, str, str]]:
    """The first of those who get a page, from each line of the list, and the last where it is about no record.

    Of each refusal one is enough.
    """
    refusals: set[str] = set()
    for line in lines():
        address = house.address(line["address"], line["about"])
        assert address is not None
        shown = [who for who in PEOPLE if line[who] == "200"]
        refused = [who for who in PEOPLE if line[who] in REFUSALS - refusals]
        refusals |= {line[who] for who in refused[:1]}
        others = [] if line["about"] else shown[-1:]
        for who in dict.fromkeys([*shown[:1], *others, *refused[:1]]):
            yield who, line["method"], address


def led_to(state: State, asked: set[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """What this page leads to and no line of the list names, sent empty as well."""
    known = {kind(address) for _, _, address in asked}
    for link in re.findall(r'href="(/[^"#]*)"', state.body.decode()):
        if kind(link) and kind(link) not in known:
            known.add(kind(link))
            yield state.who, "GET", link.replace("&amp;", "&")
            yield state.who, "POST", link.replace("&amp;", "&")


@cache
def kind(address: str) -> str:
    """Which address this is, whosever record it is about; nothing where it is none of ours."""
    split = urlsplit(address)
    try:
        match = resolve(split.path)
    except Resolver404:
        return ""
    others = {name: value for name, value in match.kwargs.items() if name != "reference"}
    asks = sorted(re.findall(r"(\w+)=", split.query))
    return f"{match.view_name} {others} {asks}"


def drawn_by(address: str) -> str:
    """The kind of an address, whichever measure it tells of: one template draws them all."""
    return re.sub(r"'code': '\w+'", "", kind(address))


@cache
def parts(state: State) -> frozenset[tuple[str, str]]:
    """What a page is made of, without its words."""
    return frozenset(re.findall(r'<(\w+)(?:[^>]*? class="([^"]*)")?', state.body.decode()))


@pytest.fixture(scope="module")
def shown(browser: "Browser", house: House) -> Iterator["Page"]:
    """A browser that asks nobody but this process."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=ORIGIN)
    page = context.new_page()
    static: dict[str, tuple[bytes, str]] = {}

    def answer(route: "Route") -> None:
        path = urlsplit(route.request.url).path
        if path not in static:
            got = Client(headers={"host": "localhost"}).get(path)
            static[path] = body(got), got.get("Content-Type", "")
        content, what = static[path]
        route.fulfill(body=content, content_type=what)

    page.route("**/*", answer)
    yield page
    context.close()


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]


def look(page: "Page", state: State) -> list[str]:
    """What is wrong with this state of a page, in sentences."""
    address = ORIGIN + state.address

    def answer(route: "Route") -> None:
        route.fulfill(body=state.body, content_type="text/html; charset=utf-8")

    page.route(address, answer)
    page.goto(address)
    wrong = []
    for holds in (accessible, narrow):
        try:
            holds(page)
        except AssertionError as reason:
            wrong.append(f"{state.method} {state.status} as {state.who}: {str(reason).splitlines()[0]}")
    page.unroute(address, answer)
    return wrong


def test_every_address_is_walked(states: list[State], house: House) -> None:
    by_somebody = {line["address"] for line in lines()}
    assert {name for name, _ in names()} <= by_somebody
    opened = {kind(state.address).split()[0] for state in states if state.status == 200}
    pages = {line["address"] for line in lines() if line["method"] == "GET" and "200" in line.values()}
    answers_no_page = {name for name in pages if name.startswith(("api:", "/api", "mfa_")) or ":" not in name}
    assert pages - answers_no_page - FILES <= opened
    assert {state.method for state in states if state.status == 200} == {"GET", "POST"}


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_and_every_empty_form_is_open_to_everybody(
    fewest: list[State], shown: "Page", part: int
) -> None:
    wrong = [said for state in fewest[part::PARTS] for said in look(shown, state)]
    assert wrong == []


# A list is named where it is said which rule is local.
NAMES = re.compile(r"\((?:in_the_room|working_day)\)")
CODE = re.compile(r"\b[a-z]+(?:\.[a-z]+)?_[a-z_]+\b|\{[{%]")


def words(state: State) -> str:
    """What somebody reads on a page."""
    without = re.sub(r"<(script|style|code|pre)\b.*?</\1>", " ", state.body.decode(), flags=re.DOTALL)
    return NAMES.sub("", re.sub(r"<[^>]*>", " ", without))


def test_no_page_shows_a_code_where_words_should_be(states: list[State]) -> None:
    wrong = {(found, kind(state.address)) for state in states for found in CODE.findall(words(state))}
    assert wrong == set()
