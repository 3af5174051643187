"""A screener decides in time: takes it on, says who it is, decides; the plan opens, and the referrer reads the outcome."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visit, landed, looked_at, until
from tests.browser.hands import button, choose, fill, heading, press
from tests.tellings import child, telling
from tests.world import World

pytestmark = pytest.mark.browser


def test_a_screener_decides_in_time_and_the_referrer_reads_it(
    site: Site, visit: Visit, scripts: bool
) -> None:
    name = "Seraphina" if scripts else "Thaddeus"
    world = World(site.database)
    told = telling(
        child(name, family_name="Okonjo-Wray", postcode="RV3 4AB"),
        what_happened="A new phone, and a man of about 25 at the gate twice.",
    )
    receipt = world.refers("idwal", told).receipt.reference
    landed(world, receipt)

    told_before = site.letters("dsl@harrowmere.example")

    screener = visit("Noor", "/worklist/?show=unclaimed", scripts=scripts)
    looked_at(screener)
    press(screener.get_by_role("button", name=re.compile(f"^Claim {name}")))
    looked_at(screener)
    assert name in heading(screener)
    button(screener, "Say who this is")
    looked_at(screener)
    button(screener, "Save and go on")
    expect(screener.get_by_role("alert")).to_contain_text("Choose who this is about")
    looked_at(screener)
    choose(screener.get_by_role("radio", name=re.compile("new to us", re.IGNORECASE)))
    fill(screener, "because", "Nobody of this name or birthday is known.")
    button(screener, "Save and go on")
    assert heading(screener) == "Decide what happens next"
    looked_at(screener)
    choose(screener.get_by_role("radio", name=re.compile("^Level 4")))
    choose(screener.get_by_role("checkbox", name=re.compile(r"^4\.2")))
    choose(screener.get_by_role("radio", name="Yes, it is met"))
    fill(screener, "section_47_why", "Adults give this child gifts and wait at the gate.")
    fill(screener, "reasons", "A phone nobody at home bought, and a man who waits.")
    fill(screener, "against", "It may be a cousin; the school asks the family today.")
    choose(screener.get_by_role("radio", name=re.compile("^Strategy discussion")))
    button(screener, "Read it over first")
    looked_at(screener)
    screener.locator("select[name=lead]").focus()
    screener.keyboard.type("Rhiannon")
    button(screener, "Record this decision")
    expect(screener.locator("main")).to_contain_text("Recorded: Strategy discussion")
    looked_at(screener)
    screener.goto("/worklist/?all=1")
    expect(screener.locator("main")).not_to_contain_text(name)

    lead = visit("Rhiannon", "/children/", scripts=scripts)
    press(lead.get_by_role("link", name=re.compile(name)).first)
    expect(lead.locator("main")).to_contain_text("Plan live")
    looked_at(lead)

    letters = until(lambda: site.letters("dsl@harrowmere.example")[len(told_before) :])
    referrer = visit("Idwal", letters[-1], scripts=scripts)
    assert heading(referrer) == "Strategy discussion, and a plan now"
    looked_at(referrer)
    press(referrer.get_by_role("link", name=re.compile("^Open what was sent")))
    assert heading(referrer) == "Decided"
    expect(referrer.locator("main")).to_contain_text(receipt)
    expect(referrer.locator("main")).to_contain_text("It has gone to a strategy discussion.")
    looked_at(referrer)
