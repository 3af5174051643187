"""A taxi driver tells the front door what he saw. He has no account; he gets a number, and one of three words."""

import re
from typing import Any

import pytest
from django.core import signing
from django.core.cache import cache
from django.test import Client

from kith.frontdoor.models import Contact
from kith.intake.models import Landing, Receipt
from kith.web.tell import limits
from tests.world import World

SAID: dict[str, Any] = {
    "in_danger": "no",
    "saw": "Two girls and an older man got in. He paid for the room in cash and told them not to speak.",
    "place": "Harbour Lights Hotel, Skarhaven",
    "area": "ravenshire",
    "happened_on_0": "13",
    "happened_on_1": "11",
    "happened_on_2": "2026",
    "happened_time": "11:30pm",
    "name": "",
    "age": "14 or 15",
    "looks": "School blazer",
    "who": "taxi",
    "your_name": "",
    "may_ring": "no",
    "led": "briefing",
    "led_more": "",
}


@pytest.fixture(autouse=True)
def nothing_counted(world: World) -> None:
    cache.clear()


def somebody() -> Client:
    return Client(headers={"host": "localhost"})


def stamped(seconds_ago: int = 60) -> str:
    """The stamp of a form that was shown a while ago."""
    signer = signing.TimestampSigner(salt=limits.SALT)
    import time

    then = time.time() - seconds_ago
    signer.timestamp = lambda: signing.b62_encode(int(then))  # type: ignore[method-assign]
    return str(signer.sign_object("tell", serializer=signing.JSONSerializer))


def tells(client: Client, **said: Any) -> Any:
    return client.post("/tell/", {**SAID, "stamp": stamped(), "do": "send", **said}, follow=True)


def number_of(answer: Any) -> str:
    found = re.search(r'Your number <strong class="kith-ref">([A-Z0-9-]+)<', answer.content.decode())
    assert found, answer.content.decode()
    return found[1]


def test_a_taxi_driver_tells_and_gets_a_number_and_it_lands(world: World) -> None:
    driver = somebody()
    page = driver.get("/tell/").content.decode()
    assert "999" in page and "01632 960110" in page
    checked = driver.post("/tell/", {**SAID, "stamp": stamped()})
    assert "Check it, then send" in checked.content.decode() and not receipts(world)
    number = number_of(tells(driver))
    assert driver.post("/tell/status/", {"number": number}).content.decode().count("Received. It is with") == 1
    world.run_jobs()
    contact = world.contact("")
    assert (contact.channel, contact.source_code, contact.sub_source) == ("public", "1D", "taxi")
    assert contact.led_by == "A briefing or training"
    assert "The child’s age: 14 or 15" in contact.what_happened
    assert contact.from_agency.says == "Members of the public"


def receipts(world: World) -> list[Any]:
    with world.as_("amina"):
        return list(Receipt.objects.filter(channel="public"))
