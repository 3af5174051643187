"""A school nurse rings; a screener keys the call; it is of the nurse's agency, and is to come in writing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kith.core.says import hour, in_london
from kith.frontdoor.actions import follow_up
from kith.frontdoor.actions.work import CannotDo
from kith.frontdoor.models import Addition, Contact, FollowUp
from kith.intake.actions import CannotSort, Keyed, key_in
from kith.intake.models import Channel, Draft, Receipt
from kith.record import clocks
from kith.sharing.models import Agency
from tests.world import World


def call(world: World, *, minutes_ago: int = 90, **said: Any) -> dict[str, Any]:
    """What Amina keys of a call from Lanternfield Academy."""
    came = in_london(timezone.now() - timedelta(minutes=minutes_ago))
    with world.as_("amina"):
        school = Agency.objects.get(pk=world.county.agencies["school"].pk).reference
    return {
        "who": "agency",
        "agency": school,
        "rang": "Keerthana Arkwright-Sundaram, safeguarding lead",
        "number": "01632 960150",
        "came_on_0": str(came.day),
        "came_on_1": str(came.month),
        "came_on_2": str(came.year),
        "came_time": hour(came),
        **said,
    }


def keys_a_call(world: World, name: str = "Finlay", **said: Any) -> str:
    """Amina keys it, step by step; returns the number."""
    browser = world.browser("amina")
    begun = browser.post("/phone/", call(world, **said))
    assert begun.status_code == 302, begun.content.decode()
    draft = begun.url.split("/")[2]
    browser.post(f"/refer/{draft}/child/", {"given_name": name, "family_name": "Thackaberry"})
    browser.post(
        f"/refer/{draft}/happened/",
        {"what_happened": "Seen with a man whom nobody knows.", "in_danger": "no"},
    )
    page = browser.get(f"/refer/{draft}/check/").content.decode()
    number = said.get("number", "01632 960150")
    assert "You are writing down what was told by" in page and f'value="{number}"' in page
    sent = browser.post(f"/refer/{draft}/check/", {"contact": number, "led": "briefing"})
    assert sent.status_code == 302, sent.content.decode()
    world.run_jobs()
    return sent.url.split("/")[2]


def test_a_call_is_the_schools_own_with_its_hour_and_who_wrote_it_down(world: World) -> None:
    number = keys_a_call(world)
    contact = world.contact("Finlay")
    with world.as_("amina"):
        receipt = Receipt.objects.get(reference=number)
        assert receipt.agency_id == world.county.agencies["school"].pk
        assert receipt.recorded_at is not None
        assert receipt.recorded_at - receipt.received_at > timedelta(minutes=85)
        assert contact.written_by.startswith("Amina")
        assert contact.received_at == receipt.received_at and contact.led_by == "A briefing or training"
        assert clocks.running("follow_up", contact.reference).count() == 1
    page = world.browser("amina").get(f"/contacts/{contact.reference}/").content.decode()
    assert (
        "told by phone" in page and "written down by" in page and "Written referral not come: chase" in page
    )
    assert "Chase it" in world.browser("amina").get("/worklist/").content.decode()
    theirs = world.browser("keerthana").get(f"/receipts/{number}/").content.decode()
    assert "You told us by phone. Send the same in writing" in theirs
    assert "written down by" in world.browser("keerthana").get("/refer/").content.decode()
    assert world.browser("idwal").get(f"/receipts/{number}/").status_code == 404


def test_what_the_school_sends_in_writing_stands_beside_the_call_and_stops_the_clock(world: World) -> None:
    number = keys_a_call(world)
    browser = world.browser("keerthana")
    draft = browser.post(f"/receipts/{number}/in-writing/").url.split("/")[2]
    with world.as_("keerthana"):
        assert Draft.objects.get(reference=draft).answers["child"]["given_name"] == ["Finlay"]
    browser.post(f"/refer/{draft}/happened/", {"what_happened": "All of it, in writing.", "in_danger": "no"})
    browser.post(f"/refer/{draft}/check/", {"contact": "01632 960150"})
    world.run_jobs()
    contact = world.contact("Finlay")
    with world.as_("amina"):
        assert Contact.objects.filter(record__given_name="Finlay").count() == 1
        assert Addition.objects.get(contact=contact).words == "All of it, in writing."
        assert not clocks.running("follow_up", contact.reference).exists()


def test_a_chase_is_written_down_and_a_person_says_under_which_number_it_came(world: World) -> None:
    keys_a_call(world)
    contact = world.contact("Finlay")
    other = world.school_refers("Niall").receipt.reference
    browser, address = world.browser("amina"), f"/contacts/{contact.reference}/follow-up/"
    now = in_london(timezone.now())
    rang = {"do": "chase", "rang": "Keerthana", "rang_on_0": str(now.day), "rang_on_1": str(now.month),
            "rang_on_2": str(now.year), "rang_at": hour(now), "words": "It comes today."}  # fmt: skip
    assert "Say what was said" in browser.post(address, {**rang, "words": ""}).content.decode()
    assert browser.post(address, rang).status_code == 302
    assert (
        "nothing under this number"
        in browser.post(address, {"do": "came", "receipt": "RV-2222-2222"}).content.decode()
    )
    assert browser.post(address, {"do": "came", "receipt": other.lower()}).status_code == 302
    with world.as_("amina") as by:
        assert FollowUp.objects.count() == 2
        assert not clocks.running("follow_up", contact.reference).exists()
        with pytest.raises(CannotDo, match="Nothing is to come in writing any more"):
            follow_up.join_follow_up(contact=contact.reference, receipt=other, by=by, at=timezone.now())
    assert world.browser("keerthana").get(address).status_code == 404


def test_a_member_of_the_public_who_rings_writes_nothing_and_is_rung_only_where_a_number_is_given(
    world: World,
) -> None:
    keys_a_call(world, who="public", source="taxi", rang="", number="")
    contact = world.contact("Finlay")
    assert (contact.from_agency.kind, contact.sub_source, contact.source_code) == ("public", "taxi", "1D")
    with world.as_("amina"):
        assert not clocks.running("follow_up", contact.reference).exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        pytest.param({"minutes_ago": -60}, "That is later than now.", id="a call that has not been made yet"),
        pytest.param({"minutes_ago": 60 * 24 * 8}, "That is more than 7 days ago.", id="a call of last week"),
        pytest.param({"agency": ""}, "Choose the agency that told you.", id="no agency"),
        pytest.param({"number": ""}, "Enter a number", id="no number to ring back"),
        pytest.param({"came_time": "later"}, "Enter a time", id="no time of day"),
    ],
)
def test_what_is_missing_of_a_call_is_said_at_its_field_and_nothing_typed_is_lost(
    world: World, said: dict[str, Any], sentence: str
) -> None:
    page = world.browser("amina").post("/phone/", call(world, **said)).content.decode()
    assert sentence in page and "Keerthana Arkwright-Sundaram, safeguarding lead" in page


def test_nobody_but_the_areas_front_door_keys_a_call(world: World) -> None:
    keyed = Keyed(
        Channel.PHONE,
        world.county.agencies["school"].pk,
        world.county.partnerships["ravenshire"].pk,
        timezone.now(),
    )
    assert world.browser("keerthana").get("/phone/").status_code == 404
    for who in ("keerthana", "silas"):
        with pytest.raises(Exception, match=r"no such record|only the front door"), world.as_(who) as by:  # noqa: PT011
            key_in(keyed=keyed, key="x", raw=b"{}", by=by, at=timezone.now())
    with pytest.raises(CannotSort), world.as_("amina") as by:
        key_in(
            keyed=Keyed(Channel.PHONE, keyed.agency, keyed.partnership, timezone.now() + timedelta(hours=1)),
            key="x", raw=b"{}", by=by, at=timezone.now(),
        )  # fmt: skip
