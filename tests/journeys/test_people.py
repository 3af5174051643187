"""The list of people and their accounts: a page at a time, found by a name or a team, at the same cost at any size."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kith.county import acting
from kith.sharing.actions import hold_post, make_post, make_worker
from kith.web.sharing.people import A_PAGE
from tests import databases
from tests.journeys.test_child_page import text
from tests.world import World


def joins(world: World, n: int, start: int = 0) -> None:
    """So many people more, in the Skarhaven team."""
    council, team = world.county.agencies["council"], world.county.teams["skarhaven"]
    with databases.as_role("worker"), acting.as_service("service_setup") as by:
        post = make_post(
            agency=council, role="social_worker", says=f"Social worker, wave {start}", team=team,
            partnerships=[world.county.partnerships["ravenshire"]], starts_on=date.today(), by=by, at=timezone.now(),
        )  # fmt: skip
        for each in range(start, start + n):
            worker = make_worker(
                email=f"p{each}@ravenshire.example",
                says=f"Petra {each:04d}",
                by=by,
                at=timezone.now(),
            )
            hold_post(worker=worker, post=post, starts_on=date.today(), by=by, at=timezone.now())


def test_the_list_comes_a_page_at_a_time(world: World) -> None:
    joins(world, 2 * A_PAGE)
    tamsin = world.browser("tamsin")
    first = text(tamsin.get("/people/"))
    assert f"1 to {A_PAGE} of" in first
    assert first.count('class="kith-when">') >= A_PAGE
    assert "Further on" in first
    assert "Earlier in the list" not in first
    second = text(tamsin.get("/people/?page=2"))
    assert "Earlier in the list" in second
    shown = [{f"p{n}@" for n in range(100) if f"p{n}@" in page} for page in (first, second)]
    assert not shown[0] & shown[1]
    assert "Nobody stands on this page of the list" in text(tamsin.get("/people/?page=9"))


@pytest.mark.parametrize(
    "typed, found, left_out",
    [
        pytest.param("rhiannon", "Rhiannon Prys-Ellwood", "Emeka Strand", id="a first name"),
        pytest.param("SKARHAVEN", "Emeka Strand", "Huw Tregarthen", id="a team, however it is written"),
        pytest.param("skarhaven emeka", "Emeka Strand", "Rhiannon Prys", id="a team and a name"),
        pytest.param("lanternfield", "Keerthana Arkwright", "Idwal Fenwright", id="an agency"),
        pytest.param("olu@", "Olu Marchbanks", "Ffion Abara", id="an address"),
        pytest.param("missing coord", "Ffion Abara", "Olu Marchbanks", id="a post"),
    ],
)
def test_somebody_is_found_by(world: World, typed: str, found: str, left_out: str) -> None:
    page = text(world.browser("tamsin").get("/people/", {"q": typed}))
    assert found in page
    assert left_out not in page
    assert f'value="{typed}"' in page


@pytest.mark.parametrize("typed", ["%", "_", "' or true --", "\x00", "Silas"])
def test_what_is_nobodys_name_finds_nobody(world: World, typed: str) -> None:
    page = text(world.browser("tamsin").get("/people/", {"q": typed}))
    assert "Silas Quarmby" not in page
    if typed.strip("\x00"):
        assert "nobody found" in page


def test_the_further_pages_of_what_was_looked_for_look_for_the_same(world: World) -> None:
    joins(world, A_PAGE + 5)
    page = text(world.browser("tamsin").get("/people/?q=petra"))
    assert f"1 to {A_PAGE} of {A_PAGE + 5}" in page
    assert "?q=petra&amp;page=2" in page


def test_a_long_list_asks_the_database_no_more_often(world: World) -> None:
    tamsin, isaura = world.browser("tamsin"), world.browser("isaura")
    joins(world, 10)
    few = [
        asked(browser, where) for browser in (tamsin, isaura) for where in ("/people/", "/people/?q=petra")
    ]
    joins(world, 300, start=100)
    many = [
        asked(browser, where) for browser in (tamsin, isaura) for where in ("/people/", "/people/?q=petra")
    ]
    assert many == few
    assert max(few) <= 20


def asked(browser: object, where: str) -> int:
    browser.get(where)  # type: ignore[attr-defined]
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert browser.get(where).status_code == 200  # type: ignore[attr-defined]
    return len(seen)


def test_one_persons_page_says_where_they_sit_and_how_they_sign_in(world: World) -> None:
    page = f"/people/{world.worker('amina').reference}/"
    seen = text(world.browser("tamsin").get(page))
    for part in (
        "Amina Yusuf-Brandt",
        "Social worker, Skarhaven 2, Ravenshire Council",
        "None is set up in Kith",
    ):
        assert part in seen
    assert "Close the account" not in seen
    assert "Close the account" in text(world.browser("isaura").get(page))
    assert world.browser("amina").get(page).status_code == 404
