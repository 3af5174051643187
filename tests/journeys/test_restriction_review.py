"""The day comes on which somebody looks again whether a record is kept to named readers."""

from datetime import date, timedelta

from django.utils import timezone

from kith.sharing.actions import keep_on
from kith.sharing.models import RestrictionReview
from tests.journeys.test_child_page import ABSENT, referred, text
from tests.journeys.test_registers_of_sharing import day
from tests.whole.server import superuser
from tests.world import World

LATE = "Look again whether it is kept to named readers"


def late(world: World) -> str:
    """Kayleigh's record is kept to Huw and Morwenna, and was to be looked at two days ago."""
    page = referred(world)
    world.keeps(world.contact("Kayleigh").subject_id, "huw", "morwenna")
    with superuser(world.database) as server:
        server.execute("update sharing_restriction set review_on = review_on - 2")
    return page


def test_a_late_review_stands_first_with_the_readers_who_could_do_it_and_is_done_with_a_reason(
    world: World,
) -> None:
    page = late(world)
    morwenna = world.browser("morwenna")
    listed = text(morwenna.get("/children/"))
    assert LATE in listed
    assert "1 with something late" in listed
    seen = text(morwenna.get(f"{page}who-may-open/look-again/"))
    assert "This is late" in seen
    refused = text(
        morwenna.post(
            f"{page}who-may-open/look-again/", {**day("review_on", date(2031, 1, 1)), "because": ""}
        )
    )
    assert "Say why it must still be kept" in refused
    assert "within 90 days" in refused
    said = {**day("review_on", date.today() + timedelta(days=80)), "because": "Her father still works there"}
    assert morwenna.post(f"{page}who-may-open/look-again/", said).status_code == 302
    opens = text(morwenna.get(f"{page}who-may-open/"))
    assert "It stays kept to its named readers." in opens
    assert "Late:" not in opens
    assert "1 with something late" not in text(morwenna.get("/children/"))
    assert "Kept the record to its readers for longer" in text(world.browser("huw").get(f"{page}looked/"))


def test_nobody_else_looks_again_or_learns_that_there_is_such_a_record(world: World) -> None:
    page = late(world)
    for who in ("amina", "rhiannon"):
        browser = world.browser(who)
        there, nowhere = (browser.get(f"{each}who-may-open/look-again/") for each in (page, ABSENT))
        assert (there.status_code, there.content) == (404, nowhere.content)
        assert LATE not in text(browser.get("/children/"))
    with world.as_("huw") as by:
        keep_on(
            subject=page.split("/")[2],
            because="x",
            review_on=date.today() + timedelta(days=30),
            by=by,
            at=timezone.now(),
        )
        assert RestrictionReview.objects.count() == 1
    with world.as_("amina"):
        assert not RestrictionReview.objects.exists()
