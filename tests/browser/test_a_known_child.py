"""A new concern about a child who has a plan comes through the same door, and joins the one plan."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kith.county.stories.children import who
from kith.county.stories.times import Moments
from kith.frontdoor.models import Contact
from kith.people.queries import everyone
from kith.plans.models import Plan
from tests.browser.conftest import Site, Visit, landed, looked_at
from tests.browser.hands import button, choose, fill, heading, press
from tests.tellings import notification
from tests.world import World

pytestmark = pytest.mark.browser


def test_a_new_concern_joins_the_plan_that_the_child_has(site: Site, visit: Visit, scripts: bool) -> None:
    seen = f"Seen again at {'2' if scripts else '3'}am, in the same car."
    world = World(site.database)
    told = notification(
        who("Zofia", Moments(timezone.now()), family_name="Wisniewska"),
        police_ref=f"RP/2026/0{'5001' if scripts else '5002'}",
        circumstances=seen,
    )
    landed(world, world.police_notify(told).receipt.reference)

    screener = visit("Amina", "/worklist/?show=unclaimed", scripts=scripts)
    press(screener.get_by_role("row", name=re.compile(seen)).get_by_role("link", name=re.compile("^Zofia")))
    contact = screener.url
    looked_at(screener)
    button(screener, "Claim")
    button(screener, "Say who this is")
    looked_at(screener)
    choose(screener.get_by_role("radio", name=re.compile("^Zofia Wiśniewska-Hartsop")).first)
    fill(screener, "because", "PC Attwater knows her; her mum gave the same birthday.")
    button(screener, "Save and go on")
    expect(screener.locator("main")).to_contain_text("There is a live plan already")
    looked_at(screener)
    choose(screener.get_by_role("radio", name=re.compile("^Level 4")))
    choose(screener.get_by_role("checkbox", name=re.compile(r"^4\.2")))
    choose(screener.get_by_role("radio", name="Yes, it is met"))
    fill(screener, "section_47_why", "Moved at night by the same men.")
    fill(screener, "reasons", "The same car and the same men, a week on.")
    fill(screener, "against", "Nothing that we know of.")
    choose(screener.get_by_role("radio", name=re.compile("^Add to the plan")))
    button(screener, "Record this decision")
    expect(screener.locator("main")).to_contain_text("Recorded: Add to the plan")
    looked_at(screener)

    lead = visit("Rhiannon", "/children/", scripts=scripts)
    press(lead.get_by_role("link", name=re.compile("^Zofia")).first)
    assert heading(lead).startswith("Zofia")
    told_of = lead.get_by_role("region", name=re.compile("^Contacts"))
    expect(told_of).to_contain_text(seen)
    expect(told_of).to_contain_text("Officers spoke to two men")
    looked_at(lead)
    with world.as_("rhiannon"):
        subject = Contact.objects.get(reference=contact.rstrip("/").rsplit("/", 1)[1]).subject_id
        assert Plan.objects.filter(subject_id__in=everyone(subject)).count() == 1
