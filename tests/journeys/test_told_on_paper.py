"""The system is away: forms with their numbers are filled in by hand, and keyed afterwards under those numbers."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from kith.core import codes
from kith.core.says import hour, in_london
from kith.intake.models import PaperNumber, Receipt
from tests.world import World


def prints(world: World, count: int = 2) -> list[str]:
    page = world.browser("amina").post("/paper/", {"count": str(count)}, follow=True).content.decode()
    assert "OFFICIAL-SENSITIVE" in page and "999" in page and "01632 960110" in page
    for form in codes.of("exploitation_forms"):
        assert form.says.replace("’", "’").split("’")[0] in page
    return re.findall(r'id="paper-\d+">[^<]*<span class="kith-ref">([A-Z0-9-]+)<', page)


def paper(number: str, came: datetime, **said: Any) -> dict[str, Any]:
    at = in_london(came)
    return {"paper": number, "who": "public", "source": "neighbour", "rang": "", "number": "",
            "came_on_0": str(at.day), "came_on_1": str(at.month), "came_on_2": str(at.year), "came_time": hour(at), **said}  # fmt: skip


def test_a_form_is_keyed_once_under_its_number_with_the_hour_at_which_it_came(world: World) -> None:
    first, second = prints(world)
    came = timezone.now() + timedelta(minutes=1)
    browser = world.browser("amina")
    assert (
        "before this form was printed"
        in browser.post("/paper/key/", paper(first, came - timedelta(hours=3))).content.decode()
    )
    assert (
        "later than now"
        in browser.post("/paper/key/", paper(first, came + timedelta(hours=1))).content.decode()
    )
    assert "No form was printed" in browser.post("/paper/key/", paper("RV-2222-2222", came)).content.decode()
    begun = browser.post("/paper/key/", paper(first.lower(), timezone.now()))
    assert begun.status_code == 302, begun.content.decode()
    again = browser.post("/paper/key/", paper(first, timezone.now())).url.split("/")[2]
    draft = begun.url.split("/")[2]
    for each in (draft, again):
        browser.post(
            f"/refer/{each}/happened/", {"what_happened": "Heard shouting at night.", "in_danger": "no"}
        )
    assert browser.post(f"/refer/{draft}/check/", {"contact": ""}).url == f"/receipts/{first}/"
    refused = browser.post(f"/refer/{again}/check/", {"contact": ""}).content.decode()
    assert "This form has been keyed already" in refused
    world.run_jobs()
    contact = world.contact("")
    assert (contact.channel, contact.receipt_reference, contact.source_code) == ("paper", first, "1B")
    with world.as_("amina"):
        assert PaperNumber.objects.get(number=first).receipt == Receipt.objects.get(reference=first)
    page = browser.get("/paper/").content.decode()
    assert "1 not keyed, 1 keyed" in page and second in page


def test_another_areas_front_door_and_a_school_see_no_number(world: World) -> None:
    (number,) = prints(world, 1)
    assert number not in world.browser("silas").get("/paper/").content.decode()
    assert world.browser("keerthana").get("/paper/").status_code == 404
    page = world.browser("silas").post("/paper/key/", paper(number, timezone.now())).content.decode()
    assert "No form was printed with this number here" in page


@pytest.mark.parametrize("count", ["0", "21", "many", ""])
def test_a_number_of_forms_that_cannot_be_printed_is_refused_in_a_sentence(world: World, count: str) -> None:
    page = world.browser("amina").post("/paper/", {"count": count}).content.decode()
    assert "There is a problem" in page and ("from 1 to 20" in page or "how many forms" in page)
