"""A real Kith and a real browser: granian and the worker on a copy of the county, Chromium in front of them."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import databases

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# Playwright keeps an event loop in this thread, and Django would refuse its database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

ROOT = Path(__file__).resolve().parents[2]
# Debian's Chromium as root, and none of the calls home that a closed network would refuse.
FLAGS = (
    "--no-sandbox --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
WIDTHS = {"desktop": (1280, 900), "phone": (375, 800), "narrow": (320, 800)}


def chromium() -> str | None:
    return os.environ.get("KITH_CHROMIUM") or shutil.which("chromium")


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("data")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with databases.clone(databases.COUNTY) as name:
        told = databases.environment(name, "app") | {
            "KITH_DEMO": "1",
            "KITH_ORIGIN": f"http://localhost:{port}",
            "KITH_DATA": str(folder),
        }
        told.pop("KITH_TEST", None)
        server = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(port),
        ]
        server += [
            "--workers",
            "1",
            "--blocking-threads",
            "4",
            "--log-level",
            "warning",
            "project.wsgi:application",
        ]
        with (folder / "log").open("w") as log, contextlib.ExitStack() as parts:
            for command, role in (
                (server, "app"),
                ([sys.executable, "-m", "django", "run_worker"], "worker"),
            ):
                part = subprocess.Popen(
                    command, env=told | {"KITH_ROLE": role}, cwd=ROOT, stdout=log, stderr=log
                )
                parts.callback(end, part)
            wait_for(port)
            yield Site(f"http://localhost:{port}", name, folder)


def end(part: "subprocess.Popen[bytes]") -> None:
    part.terminate()
    try:
        part.wait(10)
    except subprocess.TimeoutExpired:
        part.kill()


def wait_for(port: int) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
            connection.request("GET", "/account/login/", headers={"Host": f"localhost:{port}"})
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("Kith did not answer.")


# Contexts in which no script of a page runs.
without_scripts: list["BrowserContext"] = []
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
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=scripts, base_url=site.address
        )
        contexts.append(context)
        if not scripts:
            without_scripts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if who:
            page.goto("/try/")
            page.get_by_role("button", name=f"Be {who}").click()
        if path != "/" or not who:
            page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def accessible(page: "Page") -> None:
    """axe finds nothing (WCAG 2.2 A and AA, best practice)."""
    from axe_playwright_python.sync_playwright import Axe

    with seen_by_axe(page) as shown:
        found = Axe().run(shown).response["violations"]
    said = [f"{v['id']}: {v['help']} ({v['nodes'][0]['target']})" for v in found]
    assert said == [], f"{page.url}: {said}"


@contextlib.contextmanager
def seen_by_axe(page: "Page") -> Iterator["Page"]:
    """The page itself; or, since axe is a script, the same HTML at the same address where scripts may run."""
    if page.context not in without_scripts:
        yield page
        return
    assert page.context.browser is not None
    context = page.context.browser.new_context(viewport=page.viewport_size)
    try:
        again = context.new_page()
        again.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/help/")
        again.set_content(page.content().replace('<script type="module"', '<script type="none"'))
        yield again
    finally:
        context.close()


def narrow(page: "Page") -> None:
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 800})
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if size:
        page.set_viewport_size(size)
    assert wide <= 0, f"{page.url} scrolls sideways by {wide} px at 320 px"
