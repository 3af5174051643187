"""The invented county grows while people use it, and says how far it has come."""

from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from kith.county.models import Growth
from tests import databases
from tests.world import World

pytestmark = pytest.mark.database


def words(response) -> str:  # type: ignore[no-untyped-def]
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def grown(done: int, *, ago: timedelta = timedelta(), **more: int) -> None:
    """What the growing process has written by now."""
    now = timezone.now() - ago
    with databases.as_role("owner"):
        Growth.objects.update_or_create(
            area="ravenshire",
            defaults={
                "number": 0, "seed": 1, "until": now, "children": 59_000, "contacts": 13_700, "waiting": 40, "years": 1,
                "parts": 100, "done": done, "taken_up_at": now - timedelta(minutes=3), "last_at": now, **more,
            },
        )  # fmt: skip


def test_a_visitor_and_the_keeper_see_how_far_the_county_has_grown(county: World) -> None:
    browser, keeper, manager = Client(), county.browser("isaura"), county.browser("tamsin")
    with override_settings(DEMO=True):
        assert "growing" not in words(browser.get("/try/"))
        grown(0)
        assert "It has just begun." in words(browser.get("/try/"))
        grown(31)
        assert "The invented county is growing: 31 of 100 parts" in words(browser.get("/try/"))
        assert "Ready at about" in words(keeper.get("/places/"))
        assert "growing" not in words(manager.get("/places/"))
        grown(31, ago=timedelta(minutes=10))
        assert "It stands still. It goes on when Kith is started again" in words(keeper.get("/places/"))
        grown(100)
        assert "growing" not in words(browser.get("/try/")) + words(keeper.get("/places/"))
    grown(31)
    assert "growing" not in words(keeper.get("/places/"))


@override_settings(DEMO=True)
def test_whoever_grew_with_the_county_is_nobody_to_choose(county: World) -> None:
    with databases.as_role("owner"):
        worker = county.worker("amina")
        worker.email = "seat1@ravenshire.crowd.example"
        worker.save(update_fields=["email"])
    page = words(Client().get("/try/"))
    assert "Be Noor" in page
    assert "Be Amina" not in page
