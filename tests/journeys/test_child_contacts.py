"""However many contacts there are about a child, the page says how many, and shows every one that is to be decided."""

from tests.journeys.test_child_page import referred, text
from tests.whole.server import superuser
from tests.world import World

EARLIER = """
insert into frontdoor_contact
select (jsonb_populate_record(c, jsonb_build_object(
           'id', 1000 + n, 'reference', 'EARLIER' || lpad(n::text, 5, '0'), 'record_id', -n,
           'received_at', c.received_at - n * interval '1 day',
           'decided_at', case when n < %(contacts)s then c.decided_at end))).*
  from frontdoor_contact c, generate_series(1, %(contacts)s) n"""


def with_earlier(world: World, contacts: int) -> str:
    """Rhiannon's page of Kayleigh after that many earlier contacts, the earliest of which is being decided anew."""
    page = referred(world)
    with superuser(world.database) as connected:
        connected.execute("set session_replication_role = replica")
        connected.execute(EARLIER, {"contacts": contacts})
    return text(world.browser("rhiannon").get(page))


def test_of_sixty_contacts_the_latest_are_shown_and_the_one_that_is_to_be_decided(world: World) -> None:
    seen = with_earlier(world, contacts=59)
    assert "Contacts: 50 of 60, those to decide and the latest" in seen
    assert "1 contact to decide" in seen
    assert "EARLIER00059" in seen and "Not decided yet" in seen
    assert "EARLIER00048" in seen and "EARLIER00049" not in seen
    assert seen.index("EARLIER00001") < seen.index("EARLIER00048") < seen.index("EARLIER00059")


def test_of_a_few_contacts_all_are_shown(world: World) -> None:
    seen = with_earlier(world, contacts=3)
    assert "Contacts: 4 and what came of them" in seen
    assert "1 contact to decide" in seen
