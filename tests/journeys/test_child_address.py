"""Nobody goes to a home without being told whether it is safe, or that this is kept from them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kith.frontdoor.models import Contact
from kith.sharing import actions
from kith.sharing.models import Subject
from tests.world import World

DEAN = {
    "name_or_description": "Dean Orrick-Vale",
    "relation": "mother’s partner",
    "home_contact_unsafe": True,
    "safe_contact": "Ring her nan.",
}
KEPT = "Whether it is safe to write, ring or visit is kept from you"
STOP = "Do not write to or ring the home"
NAMED = "child.read", "location.read"


def referred(world: World) -> str:
    world.school_refers("Kayleigh", adults=[DEAN])
    world.front_door_decides("Kayleigh")
    with world.as_("amina"):
        return f"/children/{Subject.objects.get(kind='child').reference}/"


def shared(world: World, page: str, *records: str) -> None:
    """What Olu may read by decision, whichever way that came about."""
    with world.as_("rhiannon") as by:
        for permission in records:
            actions.disclose(
                subject=page.split("/")[2],
                permission=permission,
                to_post=world.county.posts["olu"],
                is_shared=True,
                helps_with="They go to see her.",
                harm_weighed="She wants to be seen.",
                because="It cannot wait.",
                until=timezone.now() + timedelta(days=14),
                by=by,
                at=timezone.now(),
            )


def decides(world: World, page: str, *records: str, decision: str = "share") -> tuple[int, str]:
    until = date.today() + timedelta(days=14)
    said = {
        "to_post": world.county.posts["olu"].reference,
        "records": list(records),
        "helps_with": "They go to see her.",
        "harm_weighed": "She wants to be seen.",
        "decision": decision,
        "until_0": until.day,
        "until_1": until.month,
        "until_2": until.year,
        "because": "It cannot wait.",
    }
    answer = world.browser("rhiannon").post(f"{page}disclose/", said)
    return answer.status_code, answer.content.decode()


def test_an_address_says_not_to_write_to_the_home_or_that_this_is_kept_from_the_reader(world: World) -> None:
    page = referred(world)
    shared(world, page, *NAMED)
    olu, rhiannon = world.browser("olu"), world.browser("rhiannon")
    theirs, hers = (each.post(f"{page}address/").content.decode() for each in (olu, rhiannon))
    assert "14 Withy Garth" in theirs and KEPT in theirs
    assert "Ask Rhiannon Prys-Ellwood" not in theirs  # the plan, and who leads it, is kept too
    assert "the Ravenshire front door" in theirs and "01632 960110" in theirs
    assert "14 Withy Garth" in hers and STOP in hers and KEPT not in hers
    shared(world, page, "adult.read")
    told = olu.post(f"{page}address/").content.decode()
    assert STOP in told and "Ring her nan." in told and KEPT not in told


def test_a_contact_with_its_home_says_so_too(world: World) -> None:
    page = referred(world)
    with world.as_("amina"):
        contact = f"/contacts/{Contact.objects.get().reference}/"
    shared(world, page, *NAMED, "contact.read")
    olu = world.browser("olu")
    kept = olu.get(contact).content.decode()
    assert "14 Withy Garth" in kept and KEPT in kept and "01632 960110" in kept
    assert "names none" not in kept
    shared(world, page, "adult.read")
    told = olu.get(contact).content.decode()
    assert KEPT not in told and "Do not write to 14 Withy Garth" in told


@pytest.mark.parametrize(
    "records, decision, is_recorded",
    [
        pytest.param(NAMED, "share", False, id="the address alone is not shared"),
        pytest.param((*NAMED, "adult.read"), "share", True, id="the address and the adults are shared"),
        pytest.param(NAMED, "refuse", True, id="the address may be refused alone"),
        pytest.param(("child.read", "adult.read"), "share", True, id="adults are shared without the address"),
    ],
)
def test_where_a_child_lives_is_shared_together_with_who_may_be_a_risk_there(
    world: World, records: tuple[str, ...], decision: str, is_recorded: bool
) -> None:
    page = referred(world)
    status, seen = decides(world, page, *records, decision=decision)
    assert status == (302 if is_recorded else 200)
    if not is_recorded:
        assert "Choose “Linked adults, and what restricts them” too" in seen
        assert "It cannot wait." in seen
    opens = is_recorded and decision == "share"
    assert world.browser("olu").get(page).status_code == (200 if opens else 404)
