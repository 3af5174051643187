"""A contact was said to be about a child whom it is not about: it is taken back, and both records say so."""

import pytest
from django.test import Client

from kith.people.models import IdentityDecision, Link
from kith.plans.models import Plan
from kith.record.models import Entry
from tests.journeys.test_front_door_who import AOIFE, asks, known
from tests.world import World

BECAUSE = "The school nurse saw both girls today."


def joined(world: World, who: str = "noor") -> tuple[str, int, int]:
    """A new contact that was said to be about Aoife, who has a plan; its page, its subject, and hers."""
    child = known(world, "Aoife", **AOIFE)
    hers = world.contact("Aoife").subject_id
    world.school_refers("Aoife", **AOIFE)
    browser, address, page = asks(world, "Aoife", who)
    browser.post(address, {"who": child, "because": "Same class", "shown": page.context["was_shown"]})
    return address.replace("who/", "take-back/"), world.contact("Aoife").subject_id, hers


def takes_back(world: World, address: str, because: str = BECAUSE) -> tuple[Client, str]:
    browser = world.browser("amina")
    return browser, browser.post(address, {"because": because}, follow=True).content.decode()


def test_before_it_is_taken_back_the_page_says_who_saw_it_who_was_sent_what_and_what_follows(
    world: World,
) -> None:
    address, _, _ = joined(world)
    world.browser("noor").get(address.replace("take-back/", ""))
    told = world.browser("amina").get(address).content.decode()
    assert "Take back: this is not Aoife" in told
    assert "Noor Castellane-Webb" in told and "Same class" in told
    assert "The live plan stays with Aoife" in told
    assert "Social worker, Skarhaven 1" in told or "to one child through the other" in told


def test_taking_it_back_parts_the_two_leaves_a_line_on_both_and_asks_again_who_it_is(world: World) -> None:
    address, one, other = joined(world)
    _, told = takes_back(world, address)
    assert "Taken back. The two stand apart again" in told and "Say who this is" in told
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 0
        assert IdentityDecision.objects.order_by("-id")[0].verdict == "different"
        parted = Entry.objects.filter(kind="people.unlinked").values_list("subject_id", flat=True)
        assert sorted(parted) == sorted([one, other])
        assert Plan.objects.get(closed_at=None).subject_id == other


def test_the_lead_of_the_one_no_longer_reaches_the_other(world: World) -> None:
    address, one, _ = joined(world)
    with world.as_("rhiannon"):
        assert Entry.objects.filter(subject_id=one).exists()
    takes_back(world, address)
    with world.as_("rhiannon"):
        assert not Entry.objects.filter(subject_id=one).exists()


def test_whoever_decided_it_hears_of_it_on_the_worklist(world: World) -> None:
    address, _, _ = joined(world)
    takes_back(world, address)
    told = world.browser("noor").get("/worklist/").content.decode()
    assert "What you decided and somebody took back" in told and BECAUSE in told
    assert "somebody took back" not in world.browser("amina").get("/worklist/").content.decode()


def test_without_a_reason_nothing_is_taken_back(world: World) -> None:
    address, _, _ = joined(world)
    _, told = takes_back(world, address, " ")
    assert "Say what shows that this is another child." in told
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 1


def test_what_was_never_joined_cannot_be_taken_back(world: World) -> None:
    world.school_refers("Kayleigh")
    address = f"/contacts/{world.contact('Kayleigh').reference}/take-back/"
    browser, told = takes_back(world, address)
    assert "This contact is not joined to anybody." in told
    assert "Nothing to take back" in browser.get(address).content.decode()


@pytest.mark.parametrize("who", ["keerthana", "rhiannon", "silas"])
def test_it_is_not_theirs_to_take_back(world: World, who: str) -> None:
    address, _, _ = joined(world)
    assert world.browser(who).get(address).status_code == 404
    assert world.browser(who).post(address, {"because": BECAUSE}).status_code == 404
    with world.as_("amina"):
        assert Link.objects.filter(ends_at=None).count() == 1


def test_nobody_parts_a_record_that_is_kept_from_them(world: World) -> None:
    address, one, other = joined(world)
    world.keeps(other)
    assert world.browser("amina").post(address, {"because": BECAUSE}).status_code == 404
    assert world.browser("huw").post(address, {"because": BECAUSE}).status_code == 302
