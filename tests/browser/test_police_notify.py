"""A force's system posts a notification; an officer finds its receipt, and reads there what was decided."""

import json
import re
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Site, Visit, landed, looked_at
from tests.browser.hands import heading, link, press
from tests.world import World

pytestmark = pytest.mark.browser
README = Path(__file__).resolve().parents[2] / "README.md"


def as_the_readme_says(site: Site, **said: str) -> dict[str, str]:
    """The README's own example, posted to this site: its address, its key, its body with what is said otherwise."""
    command = re.search(
        r"curl http://localhost:8000(/api/\S+police-notifications) (.*?)'\n```", README.read_text(), re.S
    )
    assert command
    path, rest = command.groups()
    headers = dict(re.findall(r"-H '([\w-]+): ([^']*)'", rest))
    body = json.loads(rest.split("-d '", 1)[1]) | said
    headers["Idempotency-Key"] = said["police_ref"]
    request = urllib.request.Request(site.address + path, json.dumps(body).encode(), headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own server
        assert answer.status == 202
        return dict(json.load(answer))


def test_an_officer_reads_the_receipt_and_then_the_outcome(site: Site, visit: Visit, scripts: bool) -> None:
    mark = "118" if scripts else "119"
    receipt = as_the_readme_says(site, police_ref=f"RP/2026/00{mark}")["receipt"]
    world = World(site.database)
    landed(world, receipt)

    officer = visit("Olu", "/refer/", scripts=scripts)
    press(officer.get_by_role("link", name=f"RP/2026/00{mark}"))
    looked_at(officer)
    assert heading(officer) == "We have it"
    expect(officer.locator("main")).to_contain_text(receipt)
    told_at = officer.url

    world.front_door_decides(
        "Marlowe", "advice", level="2", section_47="not_met", criteria=["2.1"], feedback="Tell her school.",
        not_asked_why="She is home, and her school asks tomorrow.",
    )  # fmt: skip
    officer.goto(told_at)
    assert heading(officer) == "Decided"
    expect(officer.locator("main")).to_contain_text("Tell her school.")
    looked_at(officer)
    link(officer, "All your referrals")
    expect(officer.get_by_role("row", name=re.compile(receipt))).to_contain_text("Decided")
    looked_at(officer)
