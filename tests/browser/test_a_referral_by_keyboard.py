"""A school refers, a screener says who it is and decides, the school reads what came: by keyboard, with and without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, looked_at
from tests.browser.hands import button, choose, heading, link, press, write

pytestmark = pytest.mark.browser


def test_a_school_refers_and_reads_what_was_decided(visit: Visit, scripts: bool) -> None:
    name = "Ffreuer" if scripts else "Gwenllian"
    school = visit("Keerthana", "/refer/", scripts=scripts)
    choose(school.get_by_role("radio", name="A worry about a child, or about several"))
    button(school, "Go on")
    looked_at(school)
    write(school, "First name", name)
    school.locator("[name=family_name]").focus()
    school.keyboard.insert_text("Hallgarth-Okonjo")
    for part, typed in (("Day", "14"), ("Month", "5"), ("Year", "2012")):
        write(school, part, typed)
    write(school, "Postcode", "RV3 4AB")
    button(school, "Save and go on")
    link(school, "All parts")
    press(school.get_by_role("link", name=re.compile("^What happened")))
    choose(school.get_by_role("group", name=re.compile("danger")).get_by_role("radio").nth(1))
    write(school, "What happened?", "A man of about 25 waited at the gate twice.")
    looked_at(school)
    button(school, "Save and go on")
    link(school, "All parts")
    looked_at(school)
    link(school, "Send what you have")
    looked_at(school)
    button(school, "Send what you have")
    expect(school.get_by_role("alert")).to_contain_text("Enter a telephone number")
    looked_at(school)
    school.locator("[name=contact]").focus()
    school.keyboard.insert_text("01632 960150")
    button(school, "Send what you have")
    expect(school.get_by_role("heading", level=1)).to_contain_text("We have it")
    looked_at(school)
    receipt = school.url

    screener = visit("Amina", "/worklist/", scripts=scripts)
    for _ in range(20):
        if screener.get_by_role("link", name=f"{name} Hallgarth-Okonjo").count():
            break
        screener.wait_for_timeout(500)
        screener.reload()
    press(screener.get_by_role("link", name=f"{name} Hallgarth-Okonjo").first)
    contact = screener.url
    looked_at(screener)
    button(screener, "Say who this is")
    looked_at(screener)
    choose(screener.get_by_role("radio", name=re.compile("new to us", re.IGNORECASE)))
    screener.locator("textarea[name=because]").focus()
    screener.keyboard.insert_text("Nobody of this name, birthday or address is known.")
    button(screener, "Save and go on")
    screener.goto(contact)
    link(screener, "Write down what you are told")
    looked_at(screener)
    button(screener, "Save these answers")
    expect(screener.get_by_role("alert")).to_contain_text("Answer at least one form")
    looked_at(screener)
    screener.goto(contact)
    button(screener, "Decide")
    button(screener, "Record this decision")
    expect(screener.get_by_role("alert")).to_be_visible()
    looked_at(screener)
    choose(screener.get_by_role("radio", name=re.compile("Level 2")))
    choose(screener.get_by_role("checkbox", name=re.compile("New friends or money")).first)
    choose(screener.get_by_role("radio", name="No, it is not met"))
    for box, words in (
        ("section_47_why", "Nothing points to harm so far."),
        ("reasons", "A stranger at the gate twice; no gifts, no absence."),
        ("not_asked_why", "The school rings back tomorrow, when her mother was asked."),
    ):
        screener.locator(f"textarea[name={box}]").focus()
        screener.keyboard.insert_text(words)
    choose(screener.get_by_role("radio", name=re.compile("advice")))
    looked_at(screener)
    button(screener, "Record this decision")
    expect(screener.locator("main")).to_contain_text("Recorded:")

    school.goto(receipt)
    expect(school.locator("main")).to_contain_text("advice")
    looked_at(school)
    assert heading(school) == "Decided"
