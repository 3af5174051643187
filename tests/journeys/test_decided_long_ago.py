"""A decision of before the lists began is read in the nearest words that there are, on every page that shows it."""

from kith.frontdoor.models import Decision
from tests.whole.server import superuser
from tests.world import World


def test_a_decision_from_before_the_lists_began_is_still_read(world: World) -> None:
    world.school_refers("Kayleigh")
    world.front_door_decides("Kayleigh")
    contact = world.contact("Kayleigh")
    before = told(world, contact.reference)
    assert "Strategy discussion" in before
    with superuser(world.database) as connected:
        connected.execute("update frontdoor_decision set decided_at = '2004-06-01 09:00+00'")
    assert "Strategy discussion" in told(world, contact.reference)
    with superuser(world.database) as connected:
        connected.execute(
            "update frontdoor_decision set outcome = 'conference_called', level = 'old', criteria = '{old.1}'"
        )
    assert "conference_called" in told(world, contact.reference)
    with world.as_("amina"):
        assert Decision.objects.get().criteria == ["old.1"]


def told(world: World, contact: str) -> str:
    page = world.browser("amina").get(f"/contacts/{contact}/")
    assert page.status_code == 200
    return page.content.decode()
