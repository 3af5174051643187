"""A real Kith and a real browser: granian and the worker on a copy of the county, Chromium in front of them."""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import databases
from tests.whole.server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, StorageState

    from tests.world import World

# Playwright keeps an event loop in this thread, and Django would refuse its database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# Debian's Chromium as root, and none of the calls home that a closed network would refuse.
FLAGS = (
    "--no-sandbox --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
WIDTHS = {"desktop": (1280, 900), "phone": (375, 800), "narrow": (320, 800)}


def chromium() -> str | None:
    return os.environ.get("KITH_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="package")
def browser() -> Iterator["Browser"]:
    path = chromium()
    if path is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("Chromium is missing, and here it must not be.")
        pytest.skip("Chromium is not on this machine: browser tests are left out")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@dataclass
class Site:
    """One running Kith on a copy of the county."""

    address: str
    database: str
    folder: Path
    # The cookies of everybody who has signed in here, so that nobody does it twice.
    signed_in: dict[str, "StorageState"] = field(default_factory=dict)

    def letters(self, to: str) -> list[str]:
        """Where the links lead that the worker has mailed to this mailbox, the first first."""
        mails = [mail.read_text() for mail in sorted((self.folder / "mail").glob("*"))]
        return [link for mail in mails if f"To: {to}" in mail for link in re.findall(r"/notices/\w+/", mail)]


def until(found: Callable[[], Any], seconds: float = 20) -> Any:
    """What is found, as soon as it is; the worker takes a moment."""
    end = time.monotonic() + seconds
    while not (now := found()):
        if time.monotonic() > end:
            raise AssertionError("The worker has not done it.")
        time.sleep(0.1)
    return now


def landed(world: "World", receipt: str) -> None:
    """Wait until what was sent is a contact: the site's own worker may have taken it up first."""

    from kith.frontdoor.models import Contact

    def is_there() -> bool:
        with world.as_("amina"):
            return Contact.objects.filter(receipt_reference=receipt).exists()

    until(is_there)


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("data")
    with databases.clone(databases.COUNTY) as name, served(name, folder, "run_worker") as port:
        yield Site(f"http://localhost:{port}", name, folder)


# Contexts in which no script of a page runs.
without_scripts: list["BrowserContext"] = []
# One page for each browser where axe reads what such a context shows.
readers: dict["Browser", "Page"] = {}
Visit = Callable[..., "Page"]


@pytest.fixture(params=["scripts", "no scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Every journey is made with JavaScript and without it."""
    return bool(request.param == "scripts")


@pytest.fixture
def visit(browser: "Browser", site: Site) -> Iterator[Visit]:
    """Open a page as one of the cast, at a width, with or without JavaScript."""
    contexts: list[BrowserContext] = []

    def opened(who: str = "", path: str = "/", *, width: str = "desktop", scripts: bool = True) -> "Page":
        size = WIDTHS[width]
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            base_url=site.address,
            storage_state=site.signed_in.get(who),
        )
        contexts.append(context)
        if not scripts:
            without_scripts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if who and who not in site.signed_in:
            page.goto("/try/")
            page.get_by_role("button", name=f"Be {who}").click()
            site.signed_in[who] = context.storage_state()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def accessible(page: "Page") -> None:
    """axe finds nothing (WCAG 2.2 A and AA, best practice)."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state()  # a press may just have led here
    only = {"resultTypes": ["violations"]}  # it need not tell of all that is well
    found = Axe().run(seen_by_axe(page), options=only).response["violations"]
    said = [f"{v['id']}: {v['help']} ({v['nodes'][0]['target']})" for v in found]
    assert said == [], f"{page.url}: {said}"


def seen_by_axe(page: "Page") -> "Page":
    """The page itself; or, since axe is a script, the same HTML at the same address where scripts may run."""
    browser = page.context.browser
    if page.context not in without_scripts or browser is None:
        return page
    origin = "/".join(page.url.split("/", 3)[:3])
    again = readers.get(browser)
    if again is None or not again.url.startswith(origin):
        again = readers[browser] = browser.new_context().new_page()
        again.goto(f"{origin}/help/")
    if page.viewport_size:
        again.set_viewport_size(page.viewport_size)
    again.set_content(page.content().replace('<script type="module"', '<script type="none"'))
    return again


def narrow(page: "Page") -> None:
    """Nothing scrolls sideways at 320 px (WCAG 2.2, 1.4.10)."""
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if size:
        page.set_viewport_size(size)
    assert wide <= 0, f"{page.url} scrolls sideways by {wide} px at 320 px"


def looked_at(page: "Page") -> None:
    """This state of a page is open to everybody."""
    accessible(page)
    narrow(page)
