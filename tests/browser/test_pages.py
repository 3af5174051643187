"""Every main page, as those see it who use it: axe finds nothing, and nothing scrolls sideways at 320 px."""

import re

import pytest

from tests.browser.conftest import Visit, accessible, narrow

pytestmark = pytest.mark.browser

DOORS = (
    "/account/login/",
    "/try/",
    "/help/",
    "/help/who-can-see/",
    "/help/privacy/",
    "/help/accessibility/",
    "/working/",
)
PAGES = [
    ("Amina", "/worklist/"),
    ("Amina", "/children/"),
    ("Amina", "/agreements/"),
    ("Huw", "/worklist/"),
    ("Huw", "/posts/"),
    ("Rhiannon", "/children/"),
    ("Rhiannon", "/stepped-back/"),
    ("Olu", "/children/"),
    ("Keerthana", "/refer/"),
    ("Perpetua", "/looks/"),
    ("Tamsin", "/posts/"),
    ("Tamsin", "/agreements/"),
    ("Tamsin", "/people/"),
    ("Isaura", "/people/"),
    ("Isaura", "/people/?q=nobody"),
    ("Isaura", "/places/"),
    ("Ottoline", "/children/22222222222K/"),
]
FIRST = [
    ("Amina", "/worklist/", r"/contacts/\w+/$", ("", "who/", "decide/")),
    ("Rhiannon", "/children/", r"/children/\w+/$", ("", "who-may-open/", "i-know-them/")),
    (
        "Huw",
        "/children/",
        r"/children/\w+/$",
        ("who-may-open/", "who-may-open/reader/", "who-may-open/open-again/", "who-may-open/conflict/"),
    ),
    ("Olu", "/children/", r"/children/\w+/$", ("",)),
    ("Isaura", "/people/?q=ffion", r"/people/\w+/$", ("", "lost/", "close/")),
    ("Tamsin", "/people/?q=emeka", r"/people/\w+/$", ("", "lost/")),
    ("Keerthana", "/refer/", r"/receipts/[\w-]+/$", ("",)),
]


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_the_doors_are_open_to_everybody(visit: Visit, width: str) -> None:
    page = visit(width=width)
    for path in DOORS:
        page.goto(path)
        accessible(page)
        narrow(page)


@pytest.mark.parametrize("width", ["desktop", "phone"])
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_is_open_to_everybody(visit: Visit, who: str, path: str, width: str) -> None:
    page = visit(who, path, width=width)
    accessible(page)
    narrow(page)


@pytest.mark.parametrize(("who", "start", "leads_to", "then"), FIRST)
def test_a_record_is_open_to_everybody_who_may_read_it(
    visit: Visit, who: str, start: str, leads_to: str, then: tuple[str, ...]
) -> None:
    page = visit(who, start)
    found = [
        href
        for href in page.eval_on_selector_all("main a", "all => all.map(a => a.getAttribute('href'))")
        if href and re.search(leads_to, href)
    ]
    assert found
    for part in then:
        page.goto(found[0] + part)
        accessible(page)
        narrow(page)


def test_handing_over_the_lead_of_a_plan_is_open_to_everybody(visit: Visit) -> None:
    page = visit("Rhiannon", "/children/")
    page.locator("main td a").first.click()
    page.get_by_role("link", name="Hand over the lead").click()
    accessible(page)
    narrow(page)
    page.get_by_role("button", name="Hand over the lead").click()
    assert "Say why another leads the plan." in page.content()
    accessible(page)
    narrow(page)
