"""Two contacts that tell of the same: the later is looked at with the earlier, nothing of it is lost, and they may be parted."""

import pytest
from django.utils import timezone

from kith.frontdoor.actions import work
from kith.frontdoor.actions.facts import facts
from kith.frontdoor.models import Contact
from kith.notify.models import Notice
from kith.people.models import Verdict
from kith.record.models import Clock
from tests.world import World, child, telling

HARM = [{"form": "criminal", "answer": "seen", "harm": True, "what": "Burned"}]
QUIET = [{"form": "sexual", "answer": "not_seen"}]


def twice(world: World, *, same: bool = True, **second: object) -> tuple[Contact, Contact]:
    """A school tells of Kayleigh, and another sees harm an hour later; somebody says that she is the same child."""
    world.refers("keerthana", telling(child("Kayleigh", forms=QUIET)))
    first = world.contact("Kayleigh")
    world.is_new("Kayleigh")
    world.refers("idwal", telling(child("Kayleigh", **{"forms": HARM, **second})))
    later = world.contact("Kayleigh")
    with world.as_("amina") as by:
        if same:
            work.say_who(
                contact=later.reference, verdict=Verdict.SAME, child=first.subject.reference,
                because="Same birthday, same home", shown=[], by=by, at=timezone.now(),
            )  # fmt: skip
    return first, later


def link(
    world: World, first: Contact, later: Contact, who: str = "amina", because: str = "Same van, same hour"
):
    address = f"/contacts/{later.reference}/duplicate/"
    return world.browser(who).post(address, {"of": first.reference, "because": because}, follow=True)


def now(world: World, contact: Contact) -> Contact:
    with world.as_("amina"):
        return Contact.objects.select_related("record").get(pk=contact.pk)


def test_what_was_told_again_leaves_the_list_and_counts_at_the_earlier_one(world: World) -> None:
    first, later = twice(world)
    page = link(world, first, later).content.decode()
    assert "The two are linked." in page
    assert "Told again: 1 other contact of the same" in page
    assert now(world, later).state == "linked"
    assert (first.rag, now(world, first).rag) == ("", "red")
    with world.as_("amina") as by:
        running = Clock.objects.filter(stopped_at=None, about_kind="contact")
        assert set(running.values_list("about", "rule")) == {
            (first.reference, "CLK-01"), (first.reference, "CLK-04-red"),
        }  # fmt: skip
        red = running.get(rule="CLK-04-red")
        assert red.started_at == later.received_at
        assert facts(now(world, first), by=by).harm_seen == 1


def test_the_later_contact_stays_to_be_read_and_says_where_it_is_looked_at(world: World) -> None:
    first, later = twice(world)
    link(world, first, later)
    page = world.browser("amina").get(f"/contacts/{later.reference}/").content.decode()
    assert "This tells of the same as an earlier contact" in page
    assert "Decide</a>" not in page


def test_its_sender_is_told_and_learns_nothing_of_who_else_told(world: World) -> None:
    first, later = twice(world)
    link(world, first, later)
    with world.as_("idwal"):
        told = Notice.objects.get(kind="linked")
    assert "what we know already" in told.words
    assert first.receipt_reference not in told.words
    with world.as_("keerthana"):
        assert not Notice.objects.filter(kind="linked").exists()


@pytest.mark.parametrize(
    "because, said",
    [pytest.param("", "Say how you know that both tell of the same.", id="without a reason")],
)
def test_a_link_without_a_reason_is_refused_and_nothing_typed_is_lost(
    world: World, because: str, said: str
) -> None:
    first, later = twice(world)
    page = link(world, first, later, because=because).content.decode()
    assert said in page
    assert f'value="{first.reference}" checked' in page
    assert now(world, later).state == "received"


def test_another_childs_contact_is_no_choice(world: World) -> None:
    first, later = twice(world, same=False)
    address = f"/contacts/{later.reference}/duplicate/"
    assert "No earlier contact about this child waits" in world.browser("amina").get(address).content.decode()
    link(world, first, later)
    assert now(world, later).state == "received"


def test_an_unsafe_home_is_not_hidden_behind_a_link(world: World) -> None:
    unsafe = {"name_or_description": "Dean", "allegation": "alleged", "home_contact_unsafe": True}
    first, later = twice(world, adults=[unsafe])
    assert "so that nobody writes home" in link(world, first, later).content.decode()
    assert now(world, later).state == "received"


def test_the_two_are_parted_again_and_the_later_waits_with_its_own_clocks(world: World) -> None:
    first, later = twice(world)
    link(world, first, later)
    address = f"/contacts/{later.reference}/duplicate/"
    amina = world.browser("amina")
    assert "Say why the two do not tell of the same." in amina.post(address, {"because": ""}).content.decode()
    assert (
        "The two are parted."
        in amina.post(address, {"because": "Another night"}, follow=True).content.decode()
    )
    assert now(world, later).state == "received"
    with world.as_("amina"):
        clock = Clock.objects.get(about=later.reference, rule="CLK-01", stopped_at=None)
        assert clock.started_at == later.received_at


@pytest.mark.parametrize(
    "who", [pytest.param("keerthana", id="a school"), pytest.param("silas", id="another area")]
)
def test_whoever_does_not_reach_them_links_nothing(world: World, who: str) -> None:
    first, later = twice(world)
    assert link(world, first, later, who=who).status_code == 404
    assert link(world, first, later).status_code == 200
    assert now(world, later).state == "linked"
