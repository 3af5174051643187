"""On a phone, and after a button: axe finds nothing, and nothing scrolls sideways at 320 px. `test_every_page` walks the rest."""

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
ON_A_PHONE = [
    ("Amina", "/worklist/"),
    ("Huw", "/posts/"),
    ("Rhiannon", "/children/"),
    ("Keerthana", "/refer/"),
    ("Isaura", "/people/?q=nobody"),
    ("Ottoline", "/children/22222222222K/"),
]


@pytest.mark.parametrize("width", ["desktop", "phone"])
def test_the_doors_are_open_to_everybody(visit: Visit, width: str) -> None:
    page = visit(width=width)
    for path in DOORS:
        page.goto(path)
        accessible(page)
        narrow(page)


@pytest.mark.parametrize(("who", "path"), ON_A_PHONE)
def test_a_page_is_open_to_everybody_on_a_phone(visit: Visit, who: str, path: str) -> None:
    page = visit(who, path, width="phone")
    accessible(page)
    narrow(page)


def test_handing_over_the_lead_of_a_plan_is_open_to_everybody(visit: Visit) -> None:
    page = visit("Rhiannon", "/children/")
    page.locator("main td a").first.click()
    page.get_by_role("link", name="Hand over the lead").click()
    accessible(page)
    narrow(page)
    page.get_by_role("button", name="Hand over the lead").click()
    page.get_by_text("Say why another leads the plan.").first.wait_for()
    accessible(page)
    narrow(page)
