"""A school withdraws what it told. It is recorded and read, and decided all the same."""

from kith.frontdoor.models import Addition
from kith.record.models import Entry
from tests.world import World, child, telling


def withdraws(world: World, receipt: str) -> None:
    sent = world.browser("keerthana").post(
        f"/receipts/{receipt}/withdraw/", {"words": "Her mother rang and asked us to.", "key": "k"}
    )
    assert sent.status_code == 302, sent.content.decode()
    world.run_jobs()


def test_a_withdrawal_is_read_by_the_decider_and_nothing_closes(world: World) -> None:
    receipt = world.refers("keerthana", telling(child("Kayleigh"), sender_reference="LA/1")).receipt.reference
    withdraws(world, receipt)
    contact = world.contact("Kayleigh")
    assert contact.state == "received"
    with world.as_("amina"):
        assert Addition.objects.get(contact=contact).said["withdraws"] is True
        assert Entry.objects.filter(kind="frontdoor.sender_withdrew").count() == 1
    for address in (f"/contacts/{contact.reference}/", f"/contacts/{contact.reference}/decide/"):
        page = world.browser("amina").get(address).content.decode()
        assert "The sender withdraws this. It is decided all the same" in page
        assert "Her mother rang and asked us to." in page
    world.front_door_decides("Kayleigh")


def test_only_whoever_told_it_withdraws_it_and_says_why(world: World) -> None:
    receipt = world.refers("keerthana", telling(child("Kayleigh"), sender_reference="LA/1")).receipt.reference
    address = f"/receipts/{receipt}/withdraw/"
    assert world.browser("amina").get(address).status_code == 404
    assert world.browser("idwal").get(address).status_code == 404
    page = world.browser("keerthana").post(address, {"words": "", "key": "k"}).content.decode()
    assert "Say why you withdraw it" in page
