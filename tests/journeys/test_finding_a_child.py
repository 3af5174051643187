"""Finding a child who is known: who sees where she lives, and whose number counts as checked."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kith.core import identifiers
from kith.people.matching import Candidate, Record
from kith.people.queries import look_up
from kith.sharing.actions import hold_post, make_post
from kith.sharing.actor import Actor
from tests.whole.server import superuser
from tests.world import World, child, notification, telling

AOIFE: dict[str, Any] = {
    "family_name": "Ní Dhómhnaill-Carrick",
    "date_of_birth": "2013-03-12",
    "previous_postcodes": ["RV2 7QX"],
}
HOME: dict[str, Any] = {"address_line": "22 Tarbarrel Lane", "postcode": "RV1 4AB"}
NUMBERS = {
    "nhs_number": identifiers.nhs_test_number(3),
    "upn": identifiers.upn_check_letter("801200001001") + "801200001001",
}
SENT = Record(
    given_name="Aoife", family_name="Ní Dhómhnaill-Carrick", date_of_birth=date(2013, 3, 12), **HOME
)


def finds(by: Actor) -> Candidate:
    found = look_up(SENT, by=by, at=timezone.now(), purpose="find").outcome.candidates
    assert len(found) == 1
    return found[0]


def helper(world: World, who: str) -> None:
    """Somebody who supports families: may find a child, and read of no child where she lives."""
    today = timezone.now().date()
    with world.as_("tamsin") as by:
        post = make_post(
            agency=world.county.agencies["council"], role="family_help_practitioner", says="Family support worker",
            partnerships=[world.county.partnerships["ravenshire"]], starts_on=today - timedelta(1), by=by, at=timezone.now(),
        )  # fmt: skip
        hold_post(
            worker=world.worker(who), post=post, starts_on=today - timedelta(1), by=by, at=timezone.now()
        )
    world.county.posts["family_help"] = post


def test_where_a_child_lives_is_shown_to_those_who_may_read_it_and_to_nobody_else_who_finds_her(
    world: World,
) -> None:
    world.school_refers("Aoife", **AOIFE, **HOME)
    world.front_door_decides("Aoife", lead=world.county.posts["rhiannon"].reference)
    helper(world, "emeka")
    with world.as_("amina") as screening:
        shown = finds(screening)
    with world.as_("rhiannon") as lead:
        shown_to_her_lead = finds(lead)
    with world.as_("emeka", "family_help") as helping:
        hidden = finds(helping)
    for candidate in (shown, shown_to_her_lead):
        (record,) = candidate.records
        assert (record.address_line, record.postcode) == ("22 Tarbarrel Lane", "RV1 4AB")
        assert record.previous_postcodes == ("RV2 7QX",)
        (home,) = [row for row in candidate.rows if row.field == "home"]
        assert (home.held, home.verdict) == ("22 Tarbarrel Lane, RV1 4AB", "agrees")
    (record,) = hidden.records
    assert (record.address_line, record.postcode, record.previous_postcodes) == ("", "", ())
    (home,) = [row for row in hidden.rows if row.field == "home"]
    assert (home.held, home.verdict, home.weight) == ("not shown to you", "not compared", 0)
    assert hidden.weight < shown.weight


@pytest.mark.parametrize(
    "told_by, number, says",
    [
        pytest.param("beatrix", "nhs_number", "Agrees in a checked number", id="an NHS number from the trust: checked"),
        pytest.param("keerthana", "nhs_number", "Possible match", id="an NHS number from a school: not checked"),
        pytest.param("keerthana", "upn", "Agrees in a checked number", id="a UPN from a school: checked"),
        pytest.param("beatrix", "upn", "Possible match", id="a UPN from the trust: not checked"),
    ],
)  # fmt: skip
def test_a_number_counts_as_checked_when_it_comes_from_those_who_give_it(
    world: World, told_by: str, number: str, says: str
) -> None:
    said = {**AOIFE, **HOME, number: NUMBERS[number]}
    world.refers(told_by, telling(child("Aoife", **said)))
    world.front_door_decides("Aoife", lead=world.county.posts["rhiannon"].reference)
    world.police_notify(notification(child("Aoife", **said)))
    contact = world.contact("Aoife")
    page = world.browser("amina").get(f"/contacts/{contact.reference}/who/").content.decode()
    assert says in page


def test_without_an_agreement_on_where_children_live_the_page_says_that_it_does_not_compare_homes(
    world: World,
) -> None:
    world.school_refers("Aoife", **AOIFE, **HOME)
    world.front_door_decides("Aoife", lead=world.county.posts["rhiannon"].reference)
    world.school_refers("Aoife", **AOIFE, **HOME)
    address = f"/contacts/{world.contact('Aoife').reference}/who/"
    assert "22 Tarbarrel Lane" in world.browser("amina").get(address).content.decode()
    with superuser(world.database) as connected:
        connected.execute("delete from sharing_agreementitem where data_class = 'location'")
    page = world.browser("amina").get(address).content.decode()
    assert "22 Tarbarrel Lane" not in page
    assert "not shown to you" in page and "not compared" in page and "Possible match" in page
